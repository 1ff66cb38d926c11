"""Whether a city comes, and afterwards whether it was there.

Anybody with a role in the city answers in its name, up to and including the day itself; VVSG can do
it for a city that phoned. The last answer counts and can be changed; two colleagues who answer at
once see each other's. The names are for the members. Afterwards a moderator says on one form which
cities were there.
"""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format

from cities.log import actor_of, record
from cities.models import City, LogEntry

from ..models import Attendance, Meeting
from .coming import invited_cities
from .refusals import IS_CANCELLED, MeetingRefusedError, StaleMeetingError, plain

IS_OVER = "Deze vergadering is voorbij. Antwoorden kan niet meer."
TOO_EARLY = "Deze vergadering moet nog komen. Wie er was, vul je op de dag zelf of later in."
NOT_ASKED = "Deze stad is op dit moment geen lid van het netwerk."


def moment_of(meeting) -> str:
    """What an answer is an answer to: '2026-05-03 14:00'."""
    hour = f"{meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    return f"{meeting.day:%Y-%m-%d} {hour}".strip()


def refusal(meeting, city, *, asked=None) -> str:
    """Why this city cannot answer, or ''; `asked` are the ids of the invited, when known."""
    if meeting.is_cancelled:
        return IS_CANCELLED
    if meeting.is_past or meeting.is_closed:
        return IS_OVER
    if asked is None:
        asked = invited_cities(meeting).values_list("pk", flat=True)
    return "" if city.pk in asked else NOT_ASKED


# --- before --------------------------------------------------------------------------------------
@transaction.atomic
def answer(meeting, city, *, reply, people, seen, moment, by) -> Attendance:
    """`seen` is the version that was looked at, 0 for none; `moment` the day that was read.

    Raises MeetingRefusedError and StaleMeetingError. The same answer twice leaves no trace.
    """
    now = Meeting.objects.get(pk=meeting.pk)
    if reason := refusal(now, city):
        raise MeetingRefusedError(reason)
    if moment_of(now) != moment:
        new = date_format(now.day, "j F Y")
        hour = f" om {now.starts_at:%H.%M} uur" if now.starts_at else ""
        raise StaleMeetingError(f"De vergadering is verplaatst: ze is nu op {new}{hour}.")
    values = {"reply": reply, "people": plain(people)}
    row, is_changed = _write(now, city, values, seen=seen, by=actor_of(by), at=timezone.now())
    if is_changed:
        detail = Attendance.Reply(reply).label
        record(LogEntry.Verb.MEETING_CHANGED, now, by=actor_of(by), city=city, detail=detail)
    return row


def _write(meeting, city, values, *, seen, by, at):
    row = Attendance.objects.filter(meeting=meeting, city=city).first()
    if row and all(getattr(row, name) == value for name, value in values.items()):
        return row, False
    values = {**values, "replied_by": by, "replied_at": at}
    if row is None:
        try:
            with transaction.atomic():
                return Attendance.objects.create(meeting=meeting, city=city, **values), True
        except IntegrityError as error:
            raise StaleMeetingError from error
    rows = Attendance.objects.filter(pk=row.pk, version=seen)
    if not rows.update(version=F("version") + 1, **values):
        raise StaleMeetingError
    return Attendance.objects.get(pk=row.pk), True


# --- afterwards ----------------------------------------------------------------------------------
def cities_to_mark(meeting) -> list[City]:
    """The members of that day and who answered; before there was a network, today's members."""
    invited = set(invited_cities(meeting))
    known = set(City.objects.filter(attendances__meeting=meeting))
    if not invited:
        known |= set(City.objects.members())
    return sorted(invited | known, key=lambda city: city.name)


def mark_refusal(meeting) -> str:
    """Why nobody can say yet who was there, or ''."""
    if meeting.is_cancelled:
        return IS_CANCELLED
    return TOO_EARLY if meeting.day > timezone.localdate() else ""


@transaction.atomic
def mark_present(meeting, marks, *, by) -> int:
    """`marks` is {city: (was present, version that was looked at, 0 for none)}; how many changed.

    Raises MeetingRefusedError, or StaleMeetingError: then nothing is written.
    """
    if reason := mark_refusal(meeting):
        raise MeetingRefusedError(reason)
    rows = {row.city_id: row for row in Attendance.objects.filter(meeting=meeting)}
    changed = 0
    for city, (was_present, seen) in marks.items():
        row = rows.get(city.pk)
        if (row.was_present if row else None) == was_present:
            continue
        _mark(meeting, city, row, was_present, seen)
        changed += 1
    if changed:
        actor = actor_of(by)
        record(LogEntry.Verb.MEETING_CHANGED, meeting, by=actor, detail="aanwezigheid")
    return changed


def _mark(meeting, city, row, was_present, seen):
    if row is None:
        try:
            with transaction.atomic():
                Attendance.objects.create(meeting=meeting, city=city, was_present=was_present)
        except IntegrityError as error:
            raise StaleMeetingError from error
        return
    rows = Attendance.objects.filter(pk=row.pk, version=seen)
    if not rows.update(version=F("version") + 1, was_present=was_present):
        raise StaleMeetingError
