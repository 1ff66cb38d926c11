"""The way in for who has no account."""

from django.urls import path

from .views import submitter_pages, submitters

START = "praktijken/zonder-account/"

urlpatterns = [
    path(START, submitters.submitter_start, name="submitter_start"),
    path(f"{START}onderweg/", submitters.submitter_sent, name="submitter_sent"),
    path(f"{START}gegevens/", submitter_pages.submitter_page, name="submitter"),
    path(
        f"{START}gegevens/download/",
        submitter_pages.submitter_download,
        name="submitter_download",
    ),
    path(
        f"{START}concepten-verwijderen/",
        submitter_pages.submitter_delete_drafts,
        name="submitter_delete_drafts",
    ),
    path(f"{START}afsluiten/", submitter_pages.submitter_leave, name="submitter_leave"),
    path(f"{START}ongeldig-maken/", submitter_pages.submitter_revoke, name="submitter_revoke"),
    path("fiche-link/<str:token>/", submitters.submitter_link, name="submitter_link"),
    path(
        "fiche-link/<str:token>/nieuw/",
        submitters.submitter_link_again,
        name="submitter_link_again",
    ),
]
