"""Meetings as they are read: everybody the public parts, members the rest on the same page."""

from datetime import date, time

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from network.meetings.coming import next_meeting, waiting_for
from network.models import Attendance
from tests.counting import queries_of
from tests.factories import join, make_city, make_member, make_user
from tests.networks import (
    make_document,
    make_dossier,
    make_item,
    make_meeting,
    make_moderator,
    make_task,
)

pytestmark = pytest.mark.django_db

LIST = "/netwerk/vergaderingen/"
SECRETS = {
    "link": "https://bellen.example/nog-geheim",
    "minutes": "Nog geheim: notulen",
    "people": "Nog geheim: An Peeters",
    "task": "Nog geheim: taak",
    "point": "Nog geheim: punt",
    "decision": "Nog geheim: besluit",
    "document": "Nog geheim: nota",
    "pinned": "Nog geheim: bijlage",
}


@pytest.fixture
def gent():
    city = make_city(name="Gent")
    join(city=city)
    return city


@pytest.fixture
def full(gent):
    """A meeting with something of everything, public and not."""
    meeting = make_meeting(
        title="Schepenoverleg",
        place="Stadhuis",
        host=gent,
        link=SECRETS["link"],
        minutes=SECRETS["minutes"],
        introduction="Waarover het gaat.",
        report="Het verslag voor iedereen.",
    )
    make_item(meeting=meeting, title="Wonen", decision="We meten samen.")
    hidden = make_item(
        meeting=meeting, title=SECRETS["point"], decision=SECRETS["decision"], for_members=True
    )
    make_document(meeting=meeting, title="Nota voor iedereen", is_public=True)
    make_document(meeting=meeting, title=SECRETS["document"])
    make_document(meeting=meeting, title=SECRETS["pinned"], is_public=True, item=hidden)
    make_task(meeting=meeting, text=SECRETS["task"], city=gent)
    Attendance.objects.create(meeting=meeting, city=gent, reply="comes", people=SECRETS["people"])
    return meeting


def told(response):
    """Which secrets stand on the page."""
    text = response.content.decode()
    return {name for name, words in SECRETS.items() if words in text}


# --- one meeting ---------------------------------------------------------------------------------
def test_visitor_reads_what_is_public_and_nothing_else(client, full):
    response = client.get(full.get_absolute_url())

    text = response.content.decode()
    public = ["Wonen", "We meten samen.", "Nota voor iedereen", "Het verslag voor iedereen."]
    assert told(response) == set()
    assert [words for words in public if words not in text] == []


def test_account_without_a_role_reads_as_a_visitor(client, full):
    client.force_login(make_user())

    assert told(client.get(full.get_absolute_url())) == set()


def test_alderman_of_another_city_reads_all_of_it(client, full):
    client.force_login(make_member(role="alderman"))

    assert told(client.get(full.get_absolute_url())) == set(SECRETS)


def test_no_public_page_or_calendar_names_what_is_for_members(client, full):
    feed, one = reverse("network:meetings_ics"), reverse("network:meeting_ics", args=[full.slug])

    leaks = [told(client.get(url)) for url in (LIST, feed, one, "/")]

    assert leaks == [set()] * 4


def test_unknown_meeting_is_not_found(client):
    assert client.get(f"{LIST}bestaat-niet/").status_code == 404


def test_cancelled_meeting_stays_with_its_reason(client):
    meeting = make_meeting(cancelled_at=timezone.now(), cancelled_because="De zaal is onbruikbaar.")

    page, overview = client.get(meeting.get_absolute_url()), client.get(LIST)

    assert "De zaal is onbruikbaar." in page.content.decode()
    assert [one.slug for one in overview.context["overview"].coming] == [meeting.slug]


def test_neighbours_are_of_the_same_kind_and_not_cancelled(client):
    former = make_meeting(day=-30)
    make_meeting(day=-20, kind="officers")
    make_meeting(day=-10, cancelled_at=timezone.now())
    meeting, later = make_meeting(day=5), make_meeting(day=50)

    page = client.get(meeting.get_absolute_url()).context["page"]

    assert (page.former, page.later) == (former, later)


def test_dossier_is_linked_once_it_is_ready(client):
    meeting = make_meeting(title="Schepenoverleg")
    address = reverse("network:dossier", args=[meeting.slug])
    dossier = make_dossier(meeting=meeting)
    before = client.get(meeting.get_absolute_url()).content.decode()

    type(dossier).objects.filter(pk=dossier.pk).update(
        state="ready", content={}, made_at=timezone.now()
    )
    after = client.get(meeting.get_absolute_url()).content.decode()

    assert (address in before, address in after) == (False, True)


def test_task_that_is_late_says_so_in_words(client, gent):
    meeting = make_meeting(day=-60)
    make_task(meeting=meeting, city=gent, due_on=date(2020, 5, 3))
    client.force_login(make_member(city=gent, role="contributor"))

    text = client.get(meeting.get_absolute_url()).content.decode()

    assert "te laat" in text
    assert "moest klaar zijn op 3 mei 2020" in text


@pytest.mark.parametrize("path", [LIST, None])
def test_pages_ask_as_many_queries_for_one_meeting_as_for_many(client, gent, path):
    client.force_login(make_moderator())
    meeting = make_meeting(host=gent)
    make_rows(meeting, gent, 1)
    few = queries_of(client, path or meeting.get_absolute_url())

    for number in range(2, 5):
        city = make_city()
        join(city=city)
        make_rows(meeting, city, number)
        make_meeting(host=city)
        make_meeting(host=city, day=-400 * number)

    assert queries_of(client, path or meeting.get_absolute_url()) == few


def make_rows(meeting, city, number):
    item = make_item(meeting=meeting, title=f"Punt {number}")
    make_document(meeting=meeting, item=item)
    make_document(meeting=meeting)
    make_task(meeting=meeting, city=city)
    Attendance.objects.create(meeting=meeting, city=city, reply="comes")


# --- the list ------------------------------------------------------------------------------------
def test_list_puts_the_next_first_and_the_past_by_year(client):
    later, soon = make_meeting(day=40), make_meeting(day=3)
    make_meeting(day=1, cancelled_at=timezone.now())
    old, older = make_meeting(day=date(2018, 3, 22)), make_meeting(day=date(2017, 10, 4))
    oldest = make_meeting(day=date(2017, 3, 22))

    found = client.get(LIST).context["overview"]

    assert found.next == soon
    assert found.coming[-1] == later
    assert found.past == [(2018, [old]), (2017, [older, oldest])]


def test_empty_list_says_what_comes_here(client):
    response = client.get(LIST)

    assert "Er staat nog geen vergadering" in response.content.decode()


def test_hours_are_written_in_words(client):
    day = date(2018, 3, 22)
    meeting = make_meeting(day=day, starts_at=time(9, 5), ends_at=time(12))

    text = client.get(meeting.get_absolute_url()).content.decode()

    assert "donderdag 22 maart 2018</time>, van 09.05 tot 12.00 uur" in text


def test_calendar_can_be_subscribed_to(client):
    make_meeting()

    address = client.get(LIST).context["webcal"]

    assert address.startswith("webcal://")
    assert address.endswith("/netwerk/vergaderingen.ics")


# --- what others ask -----------------------------------------------------------------------------
def test_next_meeting_skips_what_is_past_or_cancelled():
    make_meeting(day=-1)
    make_meeting(day=2, cancelled_at=timezone.now())
    today = make_meeting(day=0)

    assert next_meeting() == today


def test_meeting_waits_for_the_cities_that_did_not_answer(gent):
    aalst, left = make_city(name="Aalst"), make_city(name="Boom")
    join(city=aalst)
    join(city=left, until="2020-01-01")
    person = make_member(city=gent, role="alderman")
    for city in (aalst, left):
        person.memberships.create(city=city, role="alderman")
    meeting = make_meeting(invited_at=timezone.now())
    make_meeting()
    done = make_meeting(invited_at=timezone.now())
    for one, city in ((meeting, gent), (done, gent), (done, aalst)):
        Attendance.objects.create(meeting=one, city=city, reply="away")

    waiting = waiting_for(person)

    assert [(one, one.unanswered) for one in waiting] == [(meeting, [aalst])]
    assert waiting_for(make_user()) == []


@time_machine.travel("2026-05-03 10:00", tick=False)
def test_member_of_two_cities_gets_a_form_for_each(client, gent):
    aalst = make_city(name="Aalst")
    join(city=aalst)
    person = make_member(city=gent, role="alderman")
    person.memberships.create(city=aalst, role="alderman")
    meeting = make_meeting(day=date(2026, 6, 3))
    client.force_login(person)

    own = client.get(meeting.get_absolute_url()).context["own"]

    assert [(one.city, form is not None) for one, form in own] == [(aalst, True), (gent, True)]
