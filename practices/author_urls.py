"""Below /mijn-fiches/: what who writes a fiche sees and does."""

from django.urls import path

from .views import fiche_deeds, fiche_points, fiche_tasks, my_fiches

urlpatterns = [
    path("", my_fiches.fiche_list, name="fiches"),
    path("<slug:code>/", my_fiches.fiche, name="fiche"),
    path("<slug:code>/onderdeel/<int:task>/", fiche_tasks.fiche_task, name="fiche_task"),
    path("<slug:code>/nakijken/", my_fiches.fiche_check, name="fiche_check"),
    path("<slug:code>/indienen/", fiche_deeds.fiche_submit, name="fiche_submit"),
    path("<slug:code>/terughalen/", fiche_deeds.fiche_retract, name="fiche_retract"),
    path("<slug:code>/opnieuw-indienen/", fiche_deeds.fiche_resubmit, name="fiche_resubmit"),
    path("<slug:code>/intrekken/", fiche_deeds.fiche_withdraw, name="fiche_withdraw"),
    path("<slug:code>/heropenen/", fiche_deeds.fiche_reopen, name="fiche_reopen"),
    path("<slug:code>/kopieren/", fiche_deeds.fiche_copy, name="fiche_copy"),
    path("<slug:code>/verwijderen/", fiche_deeds.fiche_delete, name="fiche_delete"),
    path("<slug:code>/hulp/", fiche_deeds.fiche_help, name="fiche_help"),
    path("<slug:code>/deellink/", fiche_deeds.fiche_link, name="fiche_link"),
    path("<slug:code>/punten/", fiche_points.fiche_points, name="fiche_points"),
    path("<slug:code>/punten/<uuid:uid>/", fiche_points.fiche_point, name="fiche_point"),
]
