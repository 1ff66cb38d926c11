"""Handing a fiche in (P2), taking it back (P3), and handing it in again after points (P5).

A fiche is handed in exactly as its author saw it, when everything that is required is filled in and
every picture has its rights. It can be taken back until somebody at VVSG reads it. After points it
goes back when each of them was dealt with or answered.
"""

from django.db import transaction
from django.utils import timezone

from ..claims import holder
from ..fiche.content import missing
from ..fiche.fields import field_at
from ..images.completeness import incomplete
from ..mails.posting import take_back, to_author, to_team
from ..models import Practice, Submitter
from ..moderating.points import open_points
from ..transitions import RefusedError, done_before, events_of, move

CLAIMED = "VVSG is ermee bezig. Je kan de fiche nu niet terughalen."


class NotCompleteError(RefusedError):
    """What is missing: `paths` of fields, and `sentences` about pictures."""

    def __init__(self, paths, sentences):
        labels = ", ".join(field_at(path)[1].label for path in paths)
        super().__init__(
            " ".join([*([f"Nog in te vullen: {labels}."] if paths else []), *sentences])
        )
        self.paths = paths
        self.sentences = sentences


@transaction.atomic
def submit(practice, *, by, lock, seen, deed=None):
    """P2. `seen` is the number of the text that stood on the page."""
    if isinstance(by, Submitter) and by.confirmed_at is None:
        raise RefusedError("Bevestig eerst je e-mailadres: de link staat in je mailbox.")
    if done := done_before(practice, "submit", deed):
        return done
    event = _hand_in(practice, "submit", by=by, lock=lock, seen=seen, deed=deed)
    to_author(event, "M1")
    to_team(event, "M2")
    return event


@transaction.atomic
def resubmit(practice, *, by, lock, seen, deed=None):
    """P5."""
    if done := done_before(practice, "resubmit", deed):
        return done
    still_open = open_points(practice)
    if still_open:
        number = len(still_open)
        told = "is nog 1 punt" if number == 1 else f"zijn nog {number} punten"
        raise RefusedError(f"Er {told} open. Duid elk punt aan als verwerkt, of antwoord erop.")
    event = _hand_in(practice, "resubmit", by=by, lock=lock, seen=seen, deed=deed)
    to_team(event, "M4")
    return event


def _hand_in(practice, step, *, by, lock, seen, deed):
    if practice.working_version.number == seen:
        require_complete(practice)
    # Another number: somebody saved since, and `move` says so.
    return move(
        *(practice, step),
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        submitted_at=timezone.now(),
        changes_due_on=None,
        asks_help=False,
    )


def lacking(practice) -> tuple[list, list]:
    """(paths of what must still be filled in, sentences about what pictures lack)."""
    version = practice.working_version
    paths = missing(version.content, version.section)
    return paths, incomplete(practice, version.content)


def require_complete(practice):
    paths, sentences = lacking(practice)
    if paths or sentences:
        raise NotCompleteError(paths, sentences)


@transaction.atomic
def retract(practice, *, by, lock, deed=None):
    """P3: back to draft, unless somebody reads it; mails about it that did not leave stay here."""
    if done := done_before(practice, "retract", deed):
        return done
    # Written first, so that nobody can take it to read between looking and acting.
    Practice.objects.filter(pk=practice.pk).update(touched_at=timezone.now())
    practice.refresh_from_db()
    if holder(practice) is not None:
        raise RefusedError(CLAIMED)
    event = move(practice, "retract", by=by, lock=lock, deed=deed)
    for handed_in in events_of(practice).filter(step__in=["submit", "resubmit"]):
        take_back(handed_in)
    return event
