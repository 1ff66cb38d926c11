"""Below /praktijken/: what comes before a fiche, and a draft behind its link."""

from django.urls import path

from .views import starting

urlpatterns = [
    path("nieuw/", starting.practice_new, name="new"),
    path("lege-fiche/", starting.empty_fiche, name="empty_fiche"),
    path("lege-fiche/tekst/", starting.empty_fiche_file, name="empty_fiche_file"),
    path("hoe-werkt-nazicht/", starting.about_review, name="about_review"),
    path("voorbeeld/<str:key>/", starting.practice_preview, name="preview"),
]
