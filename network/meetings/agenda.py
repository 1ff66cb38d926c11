"""The points of an agenda, their order, and what was decided on each.

A point is for everybody or for the members only, and what was decided on it with it. A point can be
changed after the meeting too: that is when decisions are written.
"""

import uuid

from django.db import IntegrityError, transaction
from django.db.models import Max

from cities.log import actor_of, record
from cities.models import LogEntry

from ..models import AgendaItem
from .indexing import write_entry
from .locking import hold, hold_point, point_or_stale
from .refusals import (
    OF_ANOTHER,
    MeetingRefusedError,
    StaleMeetingError,
    differing,
    plain,
    same,
    swap,
)

MOST_POINTS = 60
TEXTS = ("text", "decision")


def add(meeting, *, by, deed=None, **values) -> AgendaItem:
    """A point at the end; `deed` names the form, so that sending it twice makes one.

    Raises MeetingRefusedError, and SentBeforeError for the same form with other words.
    """
    deed, values = deed or uuid.uuid4(), _clear(values)
    try:
        with transaction.atomic():
            return _add(hold(meeting.pk), deed, values, by=by)
    except IntegrityError:
        return _made_before(meeting, deed, values)


def _add(meeting, deed, values, *, by):
    if AgendaItem.objects.filter(uid=deed).exists():
        return _made_before(meeting, deed, values)
    counted = meeting.agenda.aggregate(last=Max("position"))
    if meeting.agenda.count() >= MOST_POINTS:
        raise MeetingRefusedError(f"Een agenda heeft plaats voor {MOST_POINTS} punten.")
    position = (counted["last"] or 0) + 1
    item = AgendaItem.objects.create(meeting=meeting, uid=deed, position=position, **values)
    _record(meeting, "agendapunt toegevoegd", by=by)
    return item


def _made_before(meeting, deed, values):
    made = AgendaItem.objects.filter(uid=deed, meeting=meeting).first()
    if made is None:
        raise MeetingRefusedError(OF_ANOTHER)
    return same(made, values)


@transaction.atomic
def change(item, *, seen, by, **values) -> AgendaItem:
    """Raises StaleMeetingError; the same values twice leave no trace."""
    now = point_or_stale(item)
    values = _clear(values)
    changed = differing(now, values)
    if not changed:
        return now
    swap(now, seen=seen, **values)
    told = "besluit" if changed == ["decision"] else "agendapunt gewijzigd"
    _record(now.meeting, told, by=by)
    return AgendaItem.objects.select_related("meeting").get(pk=now.pk)


@transaction.atomic
def move(item, *, up, seen, by) -> None:
    """One place up or down; `seen` is where it stood, so a double click moves it once."""
    now = point_or_stale(item)
    items = list(now.meeting.agenda.all())
    here = [one.pk for one in items].index(now.pk)
    there = here - 1 if up else here + 1
    if now.position != seen or not 0 <= there < len(items):
        raise StaleMeetingError("De volgorde is intussen anders. Kijk eerst hoe ze nu is.")
    items[here], items[there] = items[there], items[here]
    for position, one in enumerate(items, start=1):
        if one.position != position:
            AgendaItem.objects.filter(pk=one.pk).update(position=position)
    _record(now.meeting, "volgorde van de agenda", by=by)


@transaction.atomic
def delete(item, *, seen, by) -> bool:
    """Its documents stay, at the meeting itself; those for members stay so. False when it was gone.

    Raises StaleMeetingError.
    """
    now = hold_point(item)
    if now is None:
        return False
    if now.for_members:
        now.documents.update(is_public=False)
    gone, _ = AgendaItem.objects.filter(pk=now.pk, version=seen).delete()
    if not gone:
        raise StaleMeetingError
    _record(now.meeting, "agendapunt verwijderd", by=by)
    return True


def _clear(values):
    texts = {name: plain(values[name]) for name in TEXTS if name in values}
    return {**values, **texts, "title": " ".join(values["title"].split())}


def _record(meeting, detail, *, by):
    record(LogEntry.Verb.MEETING_CHANGED, meeting, by=actor_of(by), detail=detail)
    write_entry(meeting)
