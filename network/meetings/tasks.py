"""Who does what after a meeting, and by when.

A task is a city's, or VVSG's when it names no city. The city's own people tick it off, and so does
a moderator; what was ticked off by mistake is taken back the same way.
"""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from cities.log import actor_of, record
from cities.models import LogEntry

from ..models import Task
from .refusals import (
    OF_ANOTHER,
    MeetingRefusedError,
    StaleMeetingError,
    differing,
    plain,
    same,
    swap,
)

MOST_TASKS = 100


def add(meeting, *, by, deed=None, **values) -> Task:
    """`deed` names the form, so that sending it twice makes one.

    Raises MeetingRefusedError, and SentBeforeError for the same form with other words.
    """
    deed, values = deed or uuid.uuid4(), _clear(values)
    try:
        with transaction.atomic():
            return _add(meeting, deed, values, by=by)
    except IntegrityError:
        return _made_before(meeting, deed, values)


def _add(meeting, deed, values, *, by):
    if Task.objects.filter(uid=deed).exists():
        return _made_before(meeting, deed, values)
    if meeting.tasks.count() >= MOST_TASKS:
        raise MeetingRefusedError(f"Een vergadering heeft plaats voor {MOST_TASKS} taken.")
    task = Task.objects.create(meeting=meeting, uid=deed, **values)
    _record(task, "taak toegevoegd", by=by)
    return task


def _made_before(meeting, deed, values):
    made = Task.objects.filter(uid=deed, meeting=meeting).first()
    if made is None:
        raise MeetingRefusedError(OF_ANOTHER)
    return same(made, values)


@transaction.atomic
def change(task, *, seen, by, **values) -> Task:
    """Raises StaleMeetingError; the same values twice leave no trace."""
    now = _standing(task)
    values = _clear(values)
    if not differing(now, values):
        return now
    swap(now, seen=seen, **values)
    _record(now, "taak gewijzigd", by=by)
    return _standing(task)


@transaction.atomic
def finish(task, *, is_done, by) -> Task:
    """Tick it off, or take that back; twice is once."""
    actor = actor_of(by)
    stamp = {"done_at": timezone.now(), "done_by": actor}
    if not is_done:
        stamp = {"done_at": None, "done_by": None}
    standing = Task.objects.filter(pk=task.pk, done_at__isnull=is_done)
    if standing.update(**stamp):
        _record(task, "taak klaar" if is_done else "taak toch niet klaar", by=by)
    return _standing(task)


@transaction.atomic
def delete(task, *, seen, by) -> bool:
    """False when it was gone. Raises StaleMeetingError."""
    now = Task.objects.select_related("meeting").filter(pk=task.pk).first()
    if now is None:
        return False
    if not Task.objects.filter(pk=now.pk, version=seen).delete()[0]:
        raise StaleMeetingError
    _record(now, "taak verwijderd", by=by)
    return True


def _standing(task):
    found = Task.objects.select_related("meeting", "city").filter(pk=task.pk).first()
    if found is None:
        raise StaleMeetingError("Een collega verwijderde deze taak intussen.")
    return found


def _clear(values):
    return {name: plain(value) if name == "text" else value for name, value in values.items()}


def _record(task, detail, *, by):
    verb = LogEntry.Verb.MEETING_CHANGED
    record(verb, task.meeting, by=actor_of(by), city=task.city, detail=detail)
