"""Withdrawing a fiche (P10), opening it again (P11) and throwing a draft away (P17).

A city may withdraw its fiche until it is published; who was reading it at VVSG gets a mail. What
was withdrawn or not taken up can be opened again as a draft. A draft that was never public can be
thrown away for good: only its code and dates stay in the log.
"""

from django.db import transaction

from cities.log import actor_of, record
from cities.models import LogEntry, OutboxMail, User

from ..claims import holder
from ..images.storing import delete_all
from ..mails.posting import to_team
from ..models import Practice
from ..moderating.removing import delete_lines, files_of
from ..transitions import OvertakenError, RefusedError, done_before, last_event, move


@transaction.atomic
def withdraw(practice, *, by, lock, deed=None, reason=""):
    """P10."""
    if done := done_before(practice, "withdraw", deed):
        return done
    reader = holder(practice)
    event = move(
        *(practice, "withdraw"),
        by=by,
        lock=lock,
        deed=deed,
        reason=reason.strip(),
        preview_key="",
        asks_help=False,
        changes_due_on=None,
    )
    to_team(event, "M9", to=reader)
    return event


@transaction.atomic
def reopen(practice, *, by, lock, deed=None):
    """P11."""
    return move(
        *(practice, "reopen"),
        by=by,
        lock=lock,
        deed=deed,
        decline_reason="",
        state_reason="",
        submitted_at=None,
    )


def can_delete(practice) -> bool:
    """A draft that nobody ever read in public."""
    was_public = practice.published_version_id or practice.published_at or practice.slug
    return practice.state == Practice.State.DRAFT and not was_public


@transaction.atomic
def delete_draft(practice, *, by, lock):
    """P17 by who wrote it, or by time: gone, with all its texts, points and pictures."""
    if not can_delete(practice):
        raise RefusedError("Alleen een concept dat nooit online stond, kan je verwijderen.")
    mine = Practice.objects.filter(pk=practice.pk, state=Practice.State.DRAFT, lock_version=lock)
    # Its texts are protected by the fiche that shows them, until it shows none.
    if not mine.update(working_version=None):
        fresh = Practice.objects.get(pk=practice.pk)
        raise OvertakenError(fresh, last_event(fresh))
    record(
        *(LogEntry.Verb.FICHE_REMOVED, practice.code),
        by=actor_of(by) if isinstance(by, User) else None,
        detail=f"concept, begonnen op {practice.created_at:%d-%m-%Y}",
    )
    files = files_of(practice)
    OutboxMail.objects.waiting().filter(key__startswith=f"fiche:{practice.code}:").delete()
    delete_lines(practice)
    # Not the copy of the caller: that still points at a text.
    Practice.objects.get(pk=practice.pk).delete()
    transaction.on_commit(lambda: delete_all(files))
