"""Open data."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from actionplans.views.freshness import revalidated
from cities.permissions import public

from .sitemaps import SITEMAPS
from .views import open_data

urlpatterns = [
    path("data/", open_data.data, name="data"),
    path("data/catalogus.jsonld", open_data.data_catalogue, name="data_catalogue"),
    re_path(
        r"^data/(?P<code>[a-z]{1,30})\.(?P<kind>csv|json)$",
        open_data.data_table,
        name="data_table",
    ),
    path(
        "sitemap.xml",
        public(require_safe(revalidated(sitemap))),
        {"sitemaps": SITEMAPS},
        name="sitemap",
    ),
]
