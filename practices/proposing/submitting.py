"""The author hands a proposal in (C2), hands it in again (C3), or takes it away (C8).

A proposal changes something, a remark says something; only what changes nothing cannot be handed
in. Who takes it away changes nothing online. The author is told that it came in, VVSG that it is
there.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ..images.completeness import gaps_by_number
from ..mails.posting import to_author, to_team
from ..models import ChangeProposal, PracticeImage
from ..transitions import RefusedError, done_before, move
from .starting import require_online
from .texts import real_changes

Kind = ChangeProposal.Kind
NOTHING_CHANGED = "Je wijzigde nog niets: er is niets om in te dienen."
NO_TEXT = "Schrijf eerst je opmerking."
NO_PHOTO = "Voeg eerst een foto toe."
OPEN_POINTS = "Duid bij elk punt aan dat je het verwerkte, of antwoord erop."


def what_is_missing(proposal) -> list[str]:
    """Why this cannot be handed in yet, in Dutch sentences."""
    if proposal.kind == Kind.REMARK:
        return [] if proposal.text else [NO_TEXT]
    if not real_changes(proposal):
        return [NO_PHOTO if proposal.kind == Kind.PHOTO else NOTHING_CHANGED]
    return _gaps_of_photos(proposal)


def _gaps_of_photos(proposal):
    """Of what this proposal brings along; what stands online already is not the author's task."""
    if "images" not in proposal.values:
        return []
    own = set(
        map(str, PracticeImage.objects.filter(proposal=proposal).values_list("uid", flat=True))
    )
    brought = [entry for entry in proposal.values["images"] if entry.get("uid") in own]
    told = gaps_by_number(proposal.practice, {"images": brought})
    return [f"Foto {number}: {sentence}" for number, gaps in told for _field, sentence in gaps]


@transaction.atomic
def submit(proposal, *, by, lock, seen, deed=None):
    """Hand it in for the first time; the event."""
    return _hand_in(proposal, "submit", by, lock, seen, deed)


@transaction.atomic
def resubmit(proposal, *, by, lock, seen, deed=None):
    """Hand it in again after VVSG asked for changes: every point has to be dealt with."""
    return _hand_in(proposal, "resubmit", by, lock, seen, deed)


def _hand_in(proposal, step, by, lock, seen, deed):
    if done := already_done(proposal, step, deed):
        return done
    require_online(proposal.practice)
    if troubles := what_is_missing(proposal):
        raise RefusedError(" ".join(troubles))
    if step == "resubmit" and proposal.points.filter(state="open").exists():
        raise RefusedError(OPEN_POINTS)
    now = timezone.now()
    event = move(
        *(proposal, step),
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        submitted_at=now,
        changes_due_on=None,
    )
    if step == "submit":
        to_author(event, "M1", path=path_of_page(proposal))
        to_team(event, "M2", path=path_of_review(proposal))
    else:
        to_team(event, "M4", path=path_of_review(proposal))
    return event


@transaction.atomic
def withdraw(proposal, *, by, lock, deed=None):
    """The author takes it away (C8); the event."""
    return move(proposal, "withdraw", by=by, lock=lock, deed=deed, decided_at=timezone.now())


def already_done(proposal, step, deed):
    """The event of the same click, so that it is no refusal; the subject is as it is now."""
    done = done_before(proposal, step, deed)
    if done:
        proposal.refresh_from_db()
    return done


def path_of_page(proposal) -> str:
    """Where its author reads it."""
    return reverse("practices:proposal", args=[proposal.uid])


def path_of_review(proposal) -> str:
    """Where VVSG decides on it."""
    return reverse("practices:proposal_decide", args=[proposal.uid])
