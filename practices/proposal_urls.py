from django.urls import path

from .views import (
    own_proposal,
    proposal_deciding,
    proposal_verdicts,
    proposals,
    section_proposals,
    stewards,
)

OWN, REVIEW = "voorstellen/<uuid:uid>/", "nazicht/voorstel/<uuid:uid>/"

urlpatterns = [
    path(
        "praktijken/<slug:slug>/voorstel/sectie/",
        section_proposals.section_propose,
        name="section_propose",
    ),
    path(
        "praktijken/<slug:slug>/voorstel/<slug:word>/",
        proposals.proposal_start,
        name="proposal_start",
    ),
    path("praktijken/<slug:slug>/verbeteren/", stewards.practice_correct, name="practice_correct"),
    path("nazicht/verbetering/<uuid:uid>/", stewards.correction_check, name="correction_check"),
    path(OWN, own_proposal.proposal, name="proposal"),
    path(f"{OWN}bewerken/", proposals.proposal_edit, name="proposal_edit"),
    path(f"{OWN}indienen/", own_proposal.proposal_submit, name="proposal_submit"),
    path(f"{OWN}intrekken/", own_proposal.proposal_withdraw, name="proposal_withdraw"),
    path(f"{OWN}opnieuw/", own_proposal.proposal_again, name="proposal_again"),
    path(f"{OWN}punten/<uuid:point>/", own_proposal.proposal_point, name="proposal_point"),
    path(REVIEW, proposal_deciding.proposal_decide, name="proposal_decide"),
    path(f"{REVIEW}notitie/", proposal_verdicts.proposal_note, name="proposal_note"),
    path(f"{REVIEW}nazicht/<slug:deed>/", proposal_verdicts.proposal_claim, name="proposal_claim"),
    path(f"{REVIEW}<slug:word>/", proposal_verdicts.proposal_verdict, name="proposal_verdict"),
]
