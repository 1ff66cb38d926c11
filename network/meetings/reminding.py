"""Reminders of a meeting, a week before and the day before, and of its tasks, a week before.

Once each. None for a cancelled meeting, none to a city that said that it stays away, and no
reminder of the week to who was invited less than three days ago. A meeting that moved is reminded
of anew. A task is told to the city's own people, VVSG's to its moderators.
"""

import logging
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from actionplans.reminders.telling import day, post_reminder
from cities.models import Heartbeat, Membership, ReminderKind, User
from cities.outbox import absolute

from ..models import Attendance, Meeting, Task
from .telling import FOLDER, keys_of, tell_reminder

log = logging.getLogger(__name__)

DONE_TODAY = "meeting reminders"
FROM_HOUR = 7
WEEK, QUIET = timedelta(days=7), timedelta(days=3)
ONE_DAY = timedelta(days=1)


def remind() -> int:
    """Once a day, from seven in the morning: how many mails were posted."""
    now = timezone.localtime()
    if now.hour < FROM_HOUR or _was_done_on(now.date()):
        return 0
    deeds = [partial(_of_meeting, one, now.date()) for one in _soon(now.date())]
    deeds += [partial(_of_task, task) for task in _due(now.date())]
    told = [_or_logged(deed) for deed in deeds]
    if None not in told:
        Heartbeat.objects.update_or_create(name=DONE_TODAY, defaults={"at": timezone.now()})
    return sum(count or 0 for count in told)


def _or_logged(deed) -> int | None:
    """None when it failed: the others are reminded all the same, this one is tried again."""
    try:
        return deed()
    # Whatever is wrong with one meeting or task, the others have nothing to do with it.
    except Exception:
        log.exception("not reminded of a meeting or task")
        return None


def _was_done_on(today):
    at = Heartbeat.objects.filter(name=DONE_TODAY).values_list("at", flat=True).first()
    return at is not None and timezone.localdate(at) >= today


# --- meetings ------------------------------------------------------------------------------------
def _soon(today):
    coming = Meeting.objects.coming().filter(closed_at=None, invited_at__isnull=False)
    return coming.filter(day__gt=today, day__lte=today + WEEK)


@transaction.atomic
def _of_meeting(meeting, today) -> int:
    # Waits for who cancels or moves it at this moment, and then sees that.
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("host")
    meeting = locked.filter(pk__in=_soon(today), pk=meeting.pk).first()
    if meeting is None:
        return 0
    since_invited = today - timezone.localdate(meeting.invited_at)
    if meeting.day - today == ONE_DAY:
        when, quiet = "day", ONE_DAY
    else:
        when, quiet = "week", QUIET
    if since_invited < quiet:
        return 0
    away = Attendance.objects.filter(meeting=meeting, reply=Attendance.Reply.STAYS_AWAY)
    return tell_reminder(meeting, when=when, skipped=set(away.values_list("city_id", flat=True)))


# --- tasks ---------------------------------------------------------------------------------------
def _due(today):
    tasks = Task.objects.filter(done_at=None, due_on__gte=today, due_on__lte=today + WEEK)
    standing = tasks.filter(meeting__cancelled_at=None)
    return standing.select_related("meeting", "city")


@transaction.atomic
def _of_task(task) -> int:
    url = absolute(f"{reverse('network:meeting', args=[task.meeting.slug])}#taken")
    start = f"meeting-task:{task.uid}:{task.due_on}:"
    known = keys_of(start)
    return sum(
        post_reminder(
            person,
            kind=ReminderKind.MEETING,
            key=f"{start}{person.pk}",
            subject=f"Tegen {day(task.due_on)}: een taak van {task.meeting}",
            template=f"{FOLDER}/task.txt",
            context={"task": task, "url": url},
        )
        for person in _people_of(task)
        if f"{start}{person.pk}" not in known
    )


def _people_of(task):
    if task.city is None:
        moderators = User.objects.filter(network_role=User.NetworkRole.MODERATOR, is_active=True)
        return list(moderators)
    memberships = Membership.objects.filter(city=task.city, user__is_active=True)
    return [one.user for one in memberships.select_related("user")]
