"""A dossier is asked for by the moderator: about which days, and anew as often as needed.

It tells of the days since the previous meeting, or since a date, up to the meeting itself; of a
meeting that still has to come, up to the day on which it is asked. Where the dossier of the
previous meeting is frozen, the next one starts on the day after the last one that it told of. The
same question twice is one job. A frozen dossier is never made anew.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from cities.log import actor_of, record
from cities.models import LogEntry

from ..models import Dossier, DossierFile, Meeting

State = Dossier.State
BUSY = (State.WAITING, State.MAKING)

# A first dossier, with no meeting before it, tells of a year.
A_YEAR = timedelta(days=365)
FIRST_DAY = date(1990, 1, 1)

IS_FROZEN = "Het dossier is bevroren samen met de vergadering. Het verandert niet meer."
IS_CLOSED = "Deze vergadering is afgesloten. Er kan geen dossier meer gemaakt worden."
IS_CANCELLED = "Deze vergadering is afgelast."
STARTS_LATE = "De eerste dag ligt na de laatste dag waarover het dossier vertelt."
TOO_EARLY = "Zo ver gaan de plannen niet terug."
NOT_BEFORE = "Kies een vergadering die vroeger was."
ASKED, REMOVED = "dossier gevraagd", "dossier weggehaald"
OVERTAKEN = "Een collega veranderde intussen iets aan dit dossier. Bekijk het opnieuw."


class DossierRefusedError(Exception):
    """The dossier cannot be asked for like this; `field` names what to choose otherwise."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.field = field


class StaleDossierError(Exception):
    """A colleague asked for something else meanwhile; nothing is written."""


@dataclass(frozen=True)
class Period:
    """The first and the last day that a dossier tells of; `meeting` is the one that it follows."""

    since_on: date
    until_on: date
    meeting: Meeting | None = None


# --- which days -----------------------------------------------------------------------------------
def meetings_before(meeting):
    """What a dossier can follow: the meetings that were held before this one, the latest first."""
    earlier = Meeting.objects.filter(day__lt=meeting.day, cancelled_at=None).exclude(pk=meeting.pk)
    return earlier.order_by("-day", "-starts_at", "-pk")


def previous_meeting(meeting) -> Meeting | None:
    """The one before it of the same kind; else any."""
    earlier = meetings_before(meeting)
    return earlier.filter(kind=meeting.kind).first() or earlier.first()


def last_day(meeting) -> date:
    return min(meeting.day, timezone.localdate())


def period_since(meeting, *, previous=None, day=None) -> Period:
    """The days of the dossier of a meeting since another meeting, or since a date."""
    until_on = last_day(meeting)
    if previous is not None:
        if previous.day >= meeting.day:
            raise DossierRefusedError(NOT_BEFORE, field="since_meeting")
        since_on = _day_after(previous)
    else:
        since_on = day or until_on - A_YEAR
    if since_on > until_on:
        field = "since_meeting" if previous else "since_on"
        raise DossierRefusedError(STARTS_LATE, field=field)
    if since_on < FIRST_DAY:
        raise DossierRefusedError(TOO_EARLY, field="since_on")
    return Period(since_on, until_on, previous)


def _day_after(meeting) -> date:
    frozen = Dossier.objects.filter(meeting=meeting, frozen_at__isnull=False)
    last = frozen.values_list("until_on", flat=True).first() or meeting.day
    return last + timedelta(days=1)


# --- asking ---------------------------------------------------------------------------------------
@transaction.atomic
def ask(meeting, period, *, seen=0, by) -> Dossier:
    """Put the dossier in line; `seen` is the version that the moderator looked at, 0 for none.

    Raises DossierRefusedError and StaleDossierError.
    """
    if meeting.is_cancelled:
        raise DossierRefusedError(IS_CANCELLED)
    dossier = Dossier.objects.defer("content").filter(meeting=meeting).first()
    if dossier is None:
        dossier = _first(meeting, period, by=by)
    if dossier.frozen_at:
        raise DossierRefusedError(IS_FROZEN)
    if meeting.is_closed:
        raise DossierRefusedError(IS_CLOSED)
    if dossier.state in BUSY and _is_about(dossier, period):
        return dossier
    if dossier.version != seen:
        raise StaleDossierError(OVERTAKEN)
    changed = Dossier.objects.filter(pk=dossier.pk, version=seen, frozen_at=None).update(
        **_of_period(period),
        state=State.WAITING,
        asked_by=actor_of(by),
        asked_at=timezone.now(),
        claimed_at=None,
        attempts=0,
        steps_done=0,
        steps=0,
        error="",
        version=F("version") + 1,
    )
    if not changed:
        raise StaleDossierError(OVERTAKEN)
    _log(meeting, ASKED, by=by)
    return Dossier.objects.get(pk=dossier.pk)


def _first(meeting, period, *, by):
    """Two who ask at once get the same row."""
    if meeting.is_closed:
        raise DossierRefusedError(IS_CLOSED)
    values = {**_of_period(period), "asked_by": actor_of(by)}
    try:
        with transaction.atomic():
            dossier = Dossier.objects.create(meeting=meeting, **values)
            _log(meeting, ASKED, by=by)
            return dossier
    except IntegrityError:
        return Dossier.objects.defer("content").get(meeting=meeting)


def _of_period(period):
    return {
        "since_on": period.since_on,
        "until_on": period.until_on,
        "since_meeting": period.meeting,
    }


def _is_about(dossier, period):
    told = {
        "since_on": dossier.since_on,
        "until_on": dossier.until_on,
        "since_meeting": dossier.since_meeting,
    }
    return told == _of_period(period)


@transaction.atomic
def remove(dossier, *, seen, by) -> None:
    """Take a dossier away that is not frozen, such as one that keeps failing.

    Raises DossierRefusedError and StaleDossierError.
    """
    if dossier.frozen_at:
        raise DossierRefusedError(IS_FROZEN)
    as_seen = Dossier.objects.filter(pk=dossier.pk, version=seen, frozen_at=None)
    # Takes its place first: whoever makes or freezes it at this moment finds another version.
    if not as_seen.update(version=F("version") + 1):
        raise StaleDossierError(OVERTAKEN)
    DossierFile.objects.filter(dossier=dossier).delete()
    Dossier.objects.filter(pk=dossier.pk).delete()
    _log(dossier.meeting, REMOVED, by=by)


def _log(meeting, what, *, by):
    record(LogEntry.Verb.MEETING_CHANGED, meeting, by=actor_of(by), detail=what)
