"""Meetings in a calendar program, and for machines."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from network.meetings.ical import calendar_of
from network.meetings.linked_data import event_of
from network.models import Meeting
from tests.factories import make_city
from tests.networks import make_meeting

FEED = "/netwerk/vergaderingen.ics"
BRUSSELS = ZoneInfo("Europe/Brussels")


def events(content):
    return Calendar.from_ical(content).walk("VEVENT")


@pytest.mark.django_db
def test_feed_holds_what_comes_and_two_years_of_what_was(client):
    kept = [make_meeting(day=day) for day in (-700, -1, 0, 400)]
    make_meeting(day=-800)

    response = client.get(FEED)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert [event["UID"] for event in events(response.content)] == [str(one.uid) for one in kept]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("Stadhuis, Mechelen", "Stadhuis, Mechelen"),
        ("MECHELEN", "MECHELEN"),
        ("Zaal Mechelen-Noord", "Zaal Mechelen-Noord, Mechelen"),
        ("Stadhuis", "Stadhuis, Mechelen"),
        ("", "Mechelen"),
    ],
)
def test_city_of_the_place_is_said_once(place, told):
    meeting = make_meeting(place=place, host=make_city(name="Mechelen"))

    (event,) = events(calendar_of([meeting]))

    assert event["LOCATION"] == told


@pytest.mark.django_db
def test_event_says_when_and_where_in_our_time(client):
    day, changed = date(2026, 3, 29), datetime(2026, 1, 1, 12, tzinfo=BRUSSELS)
    meeting = make_meeting(
        title="Schepenoverleg, voorjaar",
        day=day,
        starts_at=time(9),
        ends_at=time(12, 30),
        place="Stadhuis; zaal 1",
        host=make_city(name="Gent"),
        introduction="Regel 1\nRegel 2",
        changed_at=changed,
        version=3,
    )

    response = client.get(reverse("network:meeting_ics", args=[meeting.slug]))

    (event,) = events(response.content)
    text = response.content.decode()
    assert event["SUMMARY"] == "Schepenoverleg, voorjaar"
    assert event["DTSTART"].dt == datetime(2026, 3, 29, 9, tzinfo=BRUSSELS)
    assert event["DTEND"].dt == datetime(2026, 3, 29, 12, 30, tzinfo=BRUSSELS)
    assert event["LOCATION"] == "Stadhuis; zaal 1, Gent"
    assert event["DESCRIPTION"].startswith("Regel 1\nRegel 2\n\n")
    assert (event["SEQUENCE"], event["STATUS"]) == (3, "CONFIRMED")
    assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt == changed
    assert event["URL"].endswith(meeting.get_absolute_url())
    assert "DTSTART;TZID=Europe/Brussels:20260329T090000" in text
    assert [zone["TZID"] for zone in Calendar.from_ical(text).walk("VTIMEZONE")] == [
        "Europe/Brussels"
    ]
    assert response["Content-Disposition"] == f'attachment; filename="{meeting.slug}.ics"'


@pytest.mark.django_db
def test_meeting_without_an_hour_takes_the_whole_day(client):
    make_meeting(day=date(2026, 5, 3))

    with time_machine.travel("2026-05-01 10:00", tick=False):
        (event,) = events(client.get(FEED).content)

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 5, 3), date(2026, 5, 4))


@pytest.mark.django_db
def test_cancelled_meeting_stays_in_the_calendar_as_cancelled(client):
    make_meeting(title="Overleg", cancelled_at=timezone.now(), cancelled_because="Ziekte.")

    (event,) = events(client.get(FEED).content)

    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "Afgelast: Overleg")
    assert event["DESCRIPTION"].startswith("Afgelast: Ziekte.")


@pytest.mark.django_db
def test_calendar_that_has_it_all_gets_no_content(client):
    make_meeting()
    mark = client.get(FEED)["ETag"]

    same = client.get(FEED, headers={"if-none-match": mark})
    Meeting.objects.update(version=2, changed_at=timezone.now())
    other = client.get(FEED, headers={"if-none-match": mark})

    assert (same.status_code, same.content, other.status_code) == (304, b"", 200)


@pytest.mark.django_db
def test_empty_calendar_is_one_too(client):
    assert events(client.get(FEED).content) == []


def without_control(text):
    """Line breaks stay as they are meant; the other signs that break a file go."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        one for one in lines if one == "\n" or not ("\0" <= one < " " or "\x7f" <= one <= "\x9f")
    )


@settings(max_examples=60, deadline=None)
@given(
    title=st.text(st.characters(codec="utf-8"), min_size=1, max_size=160),
    place=st.text(st.sampled_from("a,;:\\\n\r\"'é🎉שלום\u202e\u2028\x00\t "), max_size=200),
)
def test_any_text_comes_back_as_it_was(title, place):
    day = date(2026, 5, 3)
    meeting = Meeting(
        slug="overleg", title=title, place=place, day=day, kind="other", introduction=place * 3
    )

    content = calendar_of([meeting])

    (event,) = events(content)
    assert event["SUMMARY"] == without_control(title)
    assert event.get("LOCATION", "") == without_control(place)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


@pytest.mark.django_db
def test_meeting_as_linked_data_says_what_everybody_reads():
    meeting = make_meeting(
        title="Overleg",
        day=date(2026, 7, 1),
        starts_at=time(9),
        host=make_city(name="Gent"),
        link="https://bellen.example/1",
        minutes="Notulen",
    )

    told = event_of(meeting)

    assert (told["@type"], told["name"], told["startDate"]) == (
        *("Event", "Overleg", "2026-07-01T09:00:00+02:00"),
    )
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    assert (told["location"]["name"], told["organizer"]["name"]) == ("Gent", "Stad Gent")
    assert [one for one in ("bellen", "Notulen") if one in str(told)] == []


@pytest.mark.django_db
def test_linked_data_of_a_cancelled_meeting_without_an_hour():
    meeting = make_meeting(day=date(2026, 7, 1), cancelled_at=timezone.now() - timedelta(days=1))

    told = event_of(meeting)

    assert (told["startDate"], told["eventStatus"], "location" in told) == (
        *("2026-07-01", "https://schema.org/EventCancelled", False),
    )
