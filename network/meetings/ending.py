"""How a meeting ends: it is cancelled with a reason, or closed with its dossier.

A cancelled meeting stays on the list with the reason, and the invited get a mail. A meeting is
closed on its day or later; its dossier is frozen in the same moment, so that the next dossier
starts where this one ends. Twice is once, also at the same second.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cities.log import actor_of, record
from cities.models import LogEntry

from ..dossiers.freezing import DossierNotReadyError, freeze
from ..models import Meeting
from .indexing import write_entry
from .locking import hold
from .refusals import IS_CANCELLED, IS_CLOSED, MeetingRefusedError, plain
from .telling import tell_cancellation

IS_PAST = "Deze vergadering is voorbij. Afgelasten kan alleen vooraf."
TOO_EARLY = "Deze vergadering moet nog komen. Afsluiten kan vanaf de dag zelf."
MOVED = "De vergadering veranderde intussen. Bekijk ze eerst opnieuw."
NO_REASON = "Zeg in één zin waarom: de steden lezen het in hun mail en op de pagina."


def cancel_refusal(meeting) -> str:
    """Why it cannot be cancelled, or ''."""
    if meeting.is_closed:
        return IS_CLOSED
    return IS_PAST if meeting.is_past else ""


def close_refusal(meeting) -> str:
    """Why it cannot be closed, or ''."""
    if meeting.is_cancelled:
        return IS_CANCELLED
    return TOO_EARLY if meeting.day > timezone.localdate() else ""


@transaction.atomic
def cancel(meeting, *, because, by) -> bool:
    """False when it was cancelled already. Raises MeetingRefusedError."""
    now = hold(meeting.pk)
    if now.is_cancelled:
        return False
    if reason := cancel_refusal(now):
        raise MeetingRefusedError(reason)
    because = plain(because)
    if not because:
        raise MeetingRefusedError(NO_REASON, field="because")
    stamp = timezone.now()
    standing = Meeting.objects.filter(pk=now.pk, version=now.version, cancelled_at=None)
    if not standing.update(
        cancelled_at=stamp,
        cancelled_because=because,
        changed_at=stamp,
        version=F("version") + 1,
    ):
        raise MeetingRefusedError(MOVED)
    now.refresh_from_db()
    record(LogEntry.Verb.MEETING_CANCELLED, now, by=actor_of(by), detail=because)
    write_entry(now)
    tell_cancellation(now)
    return True


@transaction.atomic
def close(meeting, *, by) -> bool:
    """False when it was closed already. Raises MeetingRefusedError, also when the dossier waits."""
    now = Meeting.objects.get(pk=meeting.pk)
    if now.is_closed:
        return False
    if reason := close_refusal(now):
        raise MeetingRefusedError(reason)
    actor = actor_of(by)
    standing = Meeting.objects.filter(pk=now.pk, day=now.day, closed_at=None, cancelled_at=None)
    if not standing.update(closed_at=timezone.now(), closed_by=actor, version=F("version") + 1):
        return False
    try:
        freeze(now, by=by)
    except DossierNotReadyError as error:
        raise MeetingRefusedError(str(error)) from error
    record(LogEntry.Verb.MEETING_CLOSED, now, by=actor)
    return True
