"""Which meeting comes next, which cities are asked to it, and whose answer is still awaited.

The cities that are members of the network are asked: today's members for what is still to come, the
members of that day for what was held. A city that left is not asked.
"""

from django.db.models import Q
from django.utils import timezone

from cities.models import City
from cities.permissions import roles_of

from ..models import Attendance, Meeting


def for_list(meetings):
    """With what a card shows, in one query; the contents of a dossier are large, and not on it."""
    return meetings.select_related("host", "dossier").defer("dossier__content")


def next_meeting() -> Meeting | None:
    """Today's or the first one after; one that is cancelled or closed is none."""
    return for_list(Meeting.objects.coming().filter(closed_at=None)).first()


def invited_cities(meeting):
    """The cities that are asked, by name."""
    return City.objects.members(min(meeting.day, timezone.localdate())).order_by("name")


def waiting_for(user) -> list[Meeting]:
    """Meetings that this person's cities were invited to and did not answer.

    Each has `unanswered`: those cities, by name. Two or three queries, whatever their number.
    """
    mine = list(roles_of(user))
    if not mine:
        return []
    asked = list(City.objects.members().filter(pk__in=mine).order_by("name"))
    meetings = list(Meeting.objects.coming().filter(invited_at__isnull=False, closed_at=None))
    given = Attendance.objects.filter(~Q(reply=""), meeting__in=meetings, city__in=asked)
    answered = set(given.values_list("meeting_id", "city_id"))
    for meeting in meetings:
        meeting.unanswered = [city for city in asked if (meeting.pk, city.pk) not in answered]
    return [meeting for meeting in meetings if meeting.unanswered]
