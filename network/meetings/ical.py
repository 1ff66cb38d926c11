"""Meetings for a calendar program: a feed to subscribe to, and one file per meeting.

Everybody may have them, so they hold what everybody may read and nothing else: no link to join, no
names, no minutes. An event keeps its number; a calendar that has it sees by its sequence that it
moved or was cancelled. Where no hour is known it takes the whole day.
"""

import re
import unicodedata
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import Calendar, Event

from cities.outbox import absolute

from ..models import Meeting

KEPT_DAYS = 2 * 366
BRUSSELS = ZoneInfo("Europe/Brussels")
NAME = "Stedennetwerk: vergaderingen"
MAKER = "-//Stedennetwerk//Vergaderingen//NL"


def feed() -> bytes:
    """All that come, and those of the last two years."""
    since = timezone.localdate() - timedelta(days=KEPT_DAYS)
    meetings = Meeting.objects.filter(day__gte=since).select_related("host")
    return calendar_of(meetings.order_by("day", "pk"))


def calendar_of(meetings) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(meeting):
    event = Event()
    event.add("uid", str(meeting.uid))
    event.add("summary", _text(f"Afgelast: {meeting}" if meeting.is_cancelled else meeting.title))
    for name, value in _hours(meeting).items():
        event.add(name, value)
    event.add("dtstamp", meeting.changed_at)
    event.add("created", meeting.made_at)
    event.add("last-modified", meeting.changed_at)
    event.add("sequence", meeting.version)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("categories", [meeting.get_kind_display()])
    event.add("url", absolute(meeting.get_absolute_url()))
    if where := _where(meeting):
        event.add("location", _text(where))
    event.add("description", _text(_description(meeting)))
    return event


def _hours(meeting) -> dict:
    if meeting.starts_at is None:
        return {"dtstart": meeting.day, "dtend": meeting.day + timedelta(days=1)}
    hours = {"dtstart": datetime.combine(meeting.day, meeting.starts_at, tzinfo=BRUSSELS)}
    if meeting.ends_at:
        hours["dtend"] = datetime.combine(meeting.day, meeting.ends_at, tzinfo=BRUSSELS)
    return hours


def _where(meeting) -> str:
    """The place with its city, unless the place says that already: 'Stadhuis, Mechelen'."""
    city = meeting.host.name if meeting.host else ""
    own_word = rf"(?<![\w-]){re.escape(city)}(?![\w-])"
    is_told = bool(city) and re.search(own_word, meeting.place, re.IGNORECASE) is not None
    return ", ".join(filter(None, [meeting.place, "" if is_told else city]))


def _description(meeting):
    reason = f"Afgelast: {meeting.cancelled_because}" if meeting.is_cancelled else ""
    where = f"Agenda en documenten: {absolute(meeting.get_absolute_url())}"
    return "\n\n".join(filter(None, [reason, meeting.introduction, where]))


def _text(text):
    """Without the signs that break a calendar file; line breaks stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if one == "\n" or unicodedata.category(one) != "Cc")
