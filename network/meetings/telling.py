"""Mails about a meeting: the invitation, a change, a cancellation, and reminders.

To a schepenoverleg the aldermen are invited, and the coordinators in copy; to a meeting of the
services who works on the plans; to others both. One mail per person, also for who works for two
cities; the same deed twice sends one.
"""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from actionplans.reminders.telling import day, post_reminder
from cities.models import Membership, OutboxMail, ReminderKind
from cities.outbox import absolute, take_back

from ..models import Meeting
from .coming import invited_cities

Role = Membership.Role
INVITED = {
    Meeting.Kind.ALDERMEN: (Role.ALDERMAN,),
    Meeting.Kind.OFFICERS: (Role.CONTRIBUTOR, Role.COORDINATOR),
    Meeting.Kind.OTHER: (Role.ALDERMAN, Role.CONTRIBUTOR, Role.COORDINATOR),
}
IN_COPY = {Meeting.Kind.ALDERMEN: (Role.COORDINATOR,)}
FOLDER = "network/meetings/mails"


@dataclass
class Invited:
    """One person, for which cities; `is_copy` when the invitation is for somebody else there."""

    person: object
    cities: list = field(default_factory=list)
    is_copy: bool = True


def invited_people(meeting) -> list[Invited]:
    """Everybody who is invited today, by city and name; one query beside that for the cities."""
    invited = INVITED[meeting.kind]
    memberships = Membership.objects.filter(
        city__in=invited_cities(meeting),
        role__in=(*invited, *IN_COPY.get(meeting.kind, ())),
        user__is_active=True,
    )
    people = {}
    ordered = memberships.order_by("city__name", "user__name", "pk")
    for membership in ordered.select_related("user", "city"):
        one = people.setdefault(membership.user_id, Invited(membership.user))
        one.cities.append(membership.city)
        one.is_copy = one.is_copy and membership.role not in invited
    return list(people.values())


# --- the mails -----------------------------------------------------------------------------------
def tell_invitation(meeting) -> int:
    return _tell_all(meeting, "invited", f"Uitnodiging: {meeting}, {day(meeting.day)}")


def tell_change(meeting, *, before) -> int:
    """To the invited, as long as the meeting is still to come; reminders of the old day go."""
    is_over = meeting.is_past or meeting.is_cancelled or meeting.is_closed
    if meeting.invited_at is None or is_over:
        return 0
    take_back(_waiting(meeting, "reminder"))
    subject = f"Gewijzigd: {meeting}, {day(meeting.day)}"
    return _tell_all(meeting, "changed", subject, mark=meeting.version, before=before)


def tell_cancellation(meeting) -> int:
    """What did not leave yet about it, does not leave any more."""
    if meeting.invited_at is None:
        return 0
    take_back(_waiting(meeting))
    return _tell_all(meeting, "cancelled", f"Afgelast: {meeting}, {day(meeting.day)}")


def tell_reminder(meeting, *, when, skipped=()) -> int:
    """`when` is 'week' or 'day'; `skipped` are the cities that said that they stay away."""
    words = {"week": "Over een week", "day": "Morgen"}
    if (meeting.day - timezone.localdate()).days not in (1, 7):
        words["week"] = "Binnenkort"
    subject = f"{words[when]}: {meeting}, {day(meeting.day)}"
    mark = f"{when}:{meeting.day}"
    return _tell_all(meeting, "reminder", subject, mark=mark, skipped=skipped)


def _tell_all(meeting, what, subject, *, mark="", skipped=(), **more) -> int:
    told = 0
    points = list(meeting.agenda.all())
    known = keys_of(_key(meeting, what))
    for one in invited_people(meeting):
        cities = [city for city in one.cities if city.pk not in skipped]
        key = f"{_key(meeting, what)}{mark}:{one.person.pk}"
        if cities and key not in known:
            context = {**_context(meeting, one, cities, points), **more}
            told += post_reminder(
                one.person,
                kind=ReminderKind.MEETING,
                key=key,
                subject=subject,
                template=f"{FOLDER}/{what}.txt",
                context=context,
            )
    return told


def _context(meeting, one, cities, points):
    def answer_url(city):
        return absolute(reverse("network:meeting_answer", args=[meeting.slug, city.slug]))

    return {
        "meeting": meeting,
        "agenda": points,
        "places": [(city, answer_url(city)) for city in cities],
        "is_copy": one.is_copy,
        "url": absolute(meeting.get_absolute_url()),
        "ics_url": absolute(reverse("network:meeting_ics", args=[meeting.slug])),
    }


# --- which mails there are -----------------------------------------------------------------------
def _key(meeting, what=""):
    return f"meeting:{meeting.uid}:{what}" + (":" if what else "")


def keys_of(start) -> set[str]:
    """Of the mails that were posted: nobody is told the same twice."""
    mails = OutboxMail.objects.filter(key__startswith=start)
    return set(mails.values_list("key", flat=True))


def _waiting(meeting, what=""):
    return OutboxMail.objects.waiting().filter(key__startswith=_key(meeting, what))
