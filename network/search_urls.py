"""Searching everything that is public."""

from django.urls import path

from .views import search

urlpatterns = [
    path("zoeken/", search.search, name="search"),
    path("zoeken/resultaten.json", search.search_json, name="search_json"),
    path("zoeken/opensearch.xml", search.search_box, name="search_box"),
]
