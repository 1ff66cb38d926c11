"""What a reader gets of one meeting: everybody the public parts, members the rest as well.

What is for members is not even asked for when a visitor reads: a template cannot show it by
mistake. The link to join, answers and names, minutes, tasks, and points and documents for members.
"""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from cities.permissions import (
    can_finish_task,
    can_moderate,
    can_read_for_members,
    cities_of,
)

from ..models import Agreement, Attendance, Meeting
from .access import is_for_everybody
from .answers import refusal
from .coming import invited_cities


@dataclass(frozen=True)
class Point:
    item: object
    documents: list


@dataclass(frozen=True)
class ShownTask:
    task: object
    can_finish: bool
    is_late: bool


@dataclass(frozen=True)
class OwnAnswer:
    """A city of the reader, and what it said; `refusal` says why it cannot answer (any more)."""

    city: object
    attendance: Attendance | None
    refusal: str


@dataclass(frozen=True)
class ForMembers:
    """`silent` are the cities that did not answer, or of which nobody said whether they came."""

    answers: list
    silent: list
    tasks: list
    own: list
    can_moderate: bool = False

    @property
    def coming(self):
        return [one for one in self.answers if one.reply == Attendance.Reply.COMES]

    @property
    def away(self):
        return [one for one in self.answers if one.reply == Attendance.Reply.STAYS_AWAY]

    @property
    def present(self):
        return [one for one in self.answers if one.was_present]

    @property
    def absent(self):
        return [one for one in self.answers if one.was_present is False]


@dataclass(frozen=True)
class Page:
    meeting: Meeting
    points: list = field(default_factory=list)
    documents: list = field(default_factory=list)
    former: Meeting | None = None
    later: Meeting | None = None
    members: ForMembers | None = None
    # Whether the cities signed their agreement on this day.
    is_signing: bool = False

    @property
    def is_over(self):
        """Whether nobody answers any more: it was held, or closed on its own day."""
        return self.meeting.is_past or self.meeting.is_closed

    @property
    def answers_to_change(self):
        """The address of the meeting when VVSG may still change what a city answered; else ''."""
        may_change = self.members is not None and self.members.can_moderate
        return self.meeting.slug if may_change and not self.is_over else ""

    @property
    def has_for_members(self):
        """Whether anything stands under the heading for the members."""
        members, meeting = self.members, self.meeting
        if members is None:
            return False
        was_told = self.is_over and (members.present or members.absent)
        is_awaited = not meeting.is_cancelled and (members.answers or not self.is_over)
        return bool(meeting.minutes or members.tasks or was_told or is_awaited)


def page_of(meeting, user) -> Page:
    """A fixed number of queries, whatever stands on the page."""
    is_member = can_read_for_members(user)
    agenda = meeting.agenda.all() if is_member else meeting.agenda.filter(for_members=False)
    documents = [
        one
        for one in meeting.documents.select_related("item")
        if is_member or is_for_everybody(one)
    ]
    return Page(
        meeting=meeting,
        points=[
            Point(item, [one for one in documents if one.item_id == item.pk]) for item in agenda
        ],
        documents=[one for one in documents if one.item_id is None],
        former=_beside(meeting, later=False),
        later=_beside(meeting, later=True),
        members=_for_members(meeting, user) if is_member else None,
        is_signing=Agreement.objects.filter(signed_on=meeting.day).exists(),
    )


def _beside(meeting, *, later):
    """The previous or the next one of the same kind that was or is held."""
    way = "gt" if later else "lt"
    order = ("day", "pk") if later else ("-day", "-pk")
    beyond = Q(**{f"day__{way}": meeting.day}) | Q(day=meeting.day, **{f"pk__{way}": meeting.pk})
    others = Meeting.objects.filter(beyond, kind=meeting.kind, cancelled_at=None)
    return others.order_by(*order).first()


def _for_members(meeting, user):
    answers = list(meeting.attendances.select_related("city", "replied_by"))
    by_city = {one.city_id: one for one in answers}
    invited = list(invited_cities(meeting))
    today = timezone.localdate()
    tasks = [
        ShownTask(
            task,
            can_finish_task(user, task.city),
            bool(task.due_on and task.due_on < today and not task.done_at),
        )
        for task in meeting.tasks.select_related("city", "done_by")
    ]
    asked = {city.pk for city in invited}
    own = [
        OwnAnswer(city, by_city.get(city.pk), refusal(meeting, city, asked=asked))
        for city in cities_of(user)
    ]
    return ForMembers(
        answers=answers,
        silent=[city for city in invited if not _is_told(meeting, by_city.get(city.pk))],
        tasks=tasks,
        own=own,
        can_moderate=can_moderate(user),
    )


def _is_told(meeting, attendance):
    if attendance is None:
        return False
    if meeting.is_past:
        return bool(attendance.reply) or attendance.was_present is not None
    return bool(attendance.reply)
