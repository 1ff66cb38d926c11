"""Joint positions."""

from django.urls import path

from .views import position_answers, position_making, position_steps, positions

urlpatterns = [
    path("", positions.positions, name="positions"),
    path("nieuw/", position_making.position_new, name="position_new"),
    path("<slug:slug>/", positions.position, name="position"),
    path("<slug:slug>/teksten/", positions.position_texts, name="position_texts"),
    path("<slug:slug>/brief/", positions.position_document, name="position_document"),
    path("<slug:slug>/bewerken/", position_making.position_change, name="position_change"),
    path("<slug:slug>/voorleggen/", position_steps.position_open, name="position_open"),
    path("<slug:slug>/meer-tijd/", position_steps.position_time, name="position_time"),
    path("<slug:slug>/terug/", position_steps.position_back, name="position_back"),
    path("<slug:slug>/aannemen/", position_steps.position_adopt, name="position_adopt"),
    path("<slug:slug>/versturen/", position_steps.position_send, name="position_send"),
    path("<slug:slug>/intrekken/", position_steps.position_withdraw, name="position_withdraw"),
    path("<slug:slug>/opmerking/", position_answers.position_comment, name="position_comment"),
    path(
        "<slug:slug>/uitspraak/<slug:city>/",
        position_answers.position_speak,
        name="position_speak",
    ),
]
