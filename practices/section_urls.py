from django.urls import path

from .views import freshness, section_checking, section_deeds, sections

STEAD = "praktijken/<slug:slug>/stad/<slug:place>/"

urlpatterns = [
    path("praktijken/<slug:slug>/stad/", sections.section_add, name="section_add"),
    path(f"{STEAD}bewerken/", sections.section_edit, name="section_edit"),
    path(f"{STEAD}nog-actueel/", section_deeds.section_confirm, name="section_confirm"),
    path(f"{STEAD}gestopt/", section_deeds.section_stop, name="section_stop"),
    path(f"{STEAD}verbergen/", section_deeds.section_hide, name="section_hide"),
    path(f"{STEAD}tonen/", section_deeds.section_show, name="section_show"),
    path(f"{STEAD}geschiedenis/", section_deeds.section_history, name="section_history"),
    path("nazicht/sectie/<uuid:uid>/", section_checking.section_check, name="section_check"),
    path(
        "praktijken/<slug:slug>/nog-actueel/", section_deeds.shared_confirm, name="shared_confirm"
    ),
    path("mijn-fiches/secties/", freshness.my_sections, name="my_sections"),
    path("nog-actueel/<str:token>/", freshness.still_true, name="still_true"),
]
