"""Addresses of the practice database; each group of pages has its own module."""

from django.urls import include, path

app_name = "practices"
urlpatterns = [
    path("praktijken/", include("practices.submission_urls")),
    path("", include("practices.submitter_urls")),
    path("", include("practices.file_urls")),
    path("", include("practices.moderation_urls")),
    path("", include("practices.proposal_urls")),
    path("", include("practices.section_urls")),
    path("", include("practices.plan_urls")),
    # Last: a code may look like the name of another page.
    path("mijn-fiches/", include("practices.author_urls")),
    path("praktijken/", include("practices.reading_urls")),
]
