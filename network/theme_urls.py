"""Year themes, their proposals and ballots."""

from django.urls import path

from .views import ballots, theme_proposals, themes

urlpatterns = [
    path("", themes.themes, name="themes"),
    path("nieuw/", themes.theme_new, name="theme_new"),
    path("voorstellen/nieuw/", theme_proposals.theme_propose, name="theme_propose"),
    path("voorstellen/<uuid:uid>/", theme_proposals.theme_proposal, name="theme_proposal"),
    path(
        "voorstellen/<uuid:uid>/bewerken/",
        theme_proposals.theme_proposal_change,
        name="theme_proposal_change",
    ),
    path(
        "voorstellen/<uuid:uid>/intrekken/",
        theme_proposals.theme_proposal_withdraw,
        name="theme_proposal_withdraw",
    ),
    path("stemming/<int:year>/nieuw/", ballots.ballot_open, name="ballot_open"),
    path("stemming/<int:year>/<int:number>/", ballots.ballot, name="ballot"),
    path("stemming/<int:year>/<int:number>/sluiten/", ballots.ballot_close, name="ballot_close"),
    path(
        "stemming/<int:year>/<int:number>/stem/<slug:city>/",
        ballots.ballot_vote,
        name="ballot_vote",
    ),
    path("<slug:slug>/", themes.theme, name="theme"),
    path("<slug:slug>/bewerken/", themes.theme_change, name="theme_change"),
]
