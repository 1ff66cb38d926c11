"""The dossier of a meeting."""

from django.urls import path

from .views import dossiers

urlpatterns = [
    path("<slug:slug>/dossier/", dossiers.dossier, name="dossier"),
    path("<slug:slug>/dossier/stand/", dossiers.dossier_status, name="dossier_status"),
    path("<slug:slug>/dossier/maken/", dossiers.dossier_ask, name="dossier_ask"),
    path("<slug:slug>/dossier/verwijderen/", dossiers.dossier_remove, name="dossier_remove"),
    path("<slug:slug>/dossier/dossier.pdf", dossiers.dossier_pdf, name="dossier_pdf"),
    path("<slug:slug>/dossier/dossier.html", dossiers.dossier_bundle, name="dossier_bundle"),
]
