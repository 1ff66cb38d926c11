"""What is kept about somebody without an account: to read, to take along, and to have deleted.

Texts that were handed in stay: they are part of what VVSG decided on. A draft that nobody else ever
read is deleted when its writer asks for it.
"""

from django.db import transaction

from ..models import ChangeProposal, Practice, PracticeVersion
from ..waiting.drafts import never_handed_in, throw_away


def own_drafts(submitter) -> list:
    """Practices and proposals of this submitter that were never handed in."""
    return [
        draft
        for model in (Practice, ChangeProposal)
        for draft in never_handed_in(model.objects.filter(submitter=submitter)).order_by("pk")
    ]


@transaction.atomic
def delete_drafts(submitter) -> int:
    return sum(throw_away(draft, by=submitter) for draft in own_drafts(submitter))


def kept_of(submitter) -> dict:
    """All of it, in words and dates that a person can read."""
    return {
        "e-mailadres": submitter.email,
        "naam": submitter.name,
        "organisatie": submitter.organisation,
        "stad of gemeente": str(submitter.city or submitter.place_name),
        "gevraagd op": submitter.created_at,
        "bevestigd op": submitter.confirmed_at,
        "laatst gebruikt op": submitter.last_used_at,
        "fiches": [_practice(one) for one in submitter.practices.order_by("pk")],
        "voorstellen": [_proposal(one) for one in submitter.proposals.order_by("pk")],
    }


def _practice(practice):
    versions = PracticeVersion.objects.filter(practice=practice, is_by_moderator=False)
    return {
        "code": practice.code,
        "toestand": practice.get_state_display(),
        "begonnen op": practice.created_at,
        "ingediend op": practice.submitted_at,
        "teksten": [
            {"versie": one.number, "op": one.at, "fiche": one.content, "stad": one.section}
            for one in versions.filter(submitter=practice.submitter).order_by("number")
        ],
    }


def _proposal(proposal):
    return {
        "praktijk": proposal.practice.code,
        "soort": proposal.get_kind_display(),
        "toestand": proposal.get_state_display(),
        "begonnen op": proposal.created_at,
        "ingediend op": proposal.submitted_at,
        "velden": proposal.values,
        "toelichting": proposal.text,
    }
