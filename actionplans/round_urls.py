"""Progress rounds of the whole network: the moderator's deeds, and how far each city is."""

from django.urls import path

from .views import rounds

urlpatterns = [
    path("voortgangsrondes/", rounds.rounds, name="rounds"),
    path("voortgangsrondes/nieuw/", rounds.round_create, name="round_create"),
    path("voortgangsrondes/<slug:slug>/", rounds.round_detail, name="round"),
    path("voortgangsrondes/<slug:slug>/bewerken/", rounds.round_change, name="round_change"),
    path("voortgangsrondes/<slug:slug>/sluiten/", rounds.round_close, name="round_close"),
]
