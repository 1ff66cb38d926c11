"""Proposals that lose their fiche: it went to the archive, or into another one (C9).

That is nobody's fault, and it is not a refusal: the values stay, to begin again with.
"""

from django.utils import timezone

from ..mails.posting import to_author
from ..models import ChangeProposal
from ..transitions import OvertakenError, move

ARCHIVED = "de fiche ging naar het archief"


def outdate_open(practice, *, by, target=None) -> list:
    """Their lines. A draft that was never handed in stays its author's own."""
    reason = f"de fiche ging op in “{target.title}”" if target else ARCHIVED
    memo = {"target": target.code} if target else None
    told = []
    handed_in = practice.proposals.filter(state__in=ChangeProposal.HANDED_IN)
    for proposal in handed_in.order_by("pk"):
        if event := _outdated(proposal, by=by, reason=reason, memo=memo):
            to_author(event, "M16", reason=reason)
            told.append(event)
    return told


def _outdated(proposal, **about):
    """Its line; None when somebody decided on it in the same second."""
    while proposal.state in ChangeProposal.HANDED_IN:
        columns = {"changes_due_on": None, "decided_at": timezone.now()}
        try:
            return move(proposal, "outdate", lock=proposal.lock_version, **about, **columns)
        except OvertakenError as overtaken:
            # Its author may have saved just now: then it still waits.
            proposal = overtaken.subject
    return None
