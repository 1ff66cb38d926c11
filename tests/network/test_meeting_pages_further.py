"""What pages of meetings link to, what they leave out, and what the portal does not know."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from network.meetings.listing import overview
from network.models import Agreement, Meeting
from tests.factories import join, make_city, make_member, make_round
from tests.networks import make_dossier, make_meeting, make_moderator, make_task

pytestmark = pytest.mark.django_db

LIST = "/netwerk/vergaderingen/"


def test_dossier_stays_linked_while_it_is_made_anew(client):
    meeting = make_meeting(title="Schepenoverleg")
    address = reverse("network:dossier", args=[meeting.slug])
    make_dossier(meeting=meeting, state="waiting", content={}, made_at=timezone.now())

    pages = [client.get(url).content.decode() for url in (meeting.get_absolute_url(), LIST, "/")]

    assert [address in text for text in pages] == [True] * 3


def test_past_meeting_of_which_members_know_no_more_has_no_heading_for_them(client):
    meeting = make_meeting(day=date(2018, 3, 22))
    client.force_login(make_member())

    bare = client.get(meeting.get_absolute_url()).content.decode()
    make_task(meeting=meeting)
    told = client.get(meeting.get_absolute_url()).content.decode()

    assert ("Voor de leden" in bare, "Voor de leden" in told) == (False, True)


def test_meeting_on_the_day_of_the_agreement_leads_to_who_signed(client):
    Agreement.objects.create(
        slug="o", title="Overeenkomst", signed_on="2018-03-22", in_force_from="2018-03-22"
    )
    signing, other = make_meeting(day=date(2018, 3, 22)), make_meeting(day=date(2017, 3, 22))

    pages = [client.get(one.get_absolute_url()).content.decode() for one in (signing, other)]

    assert ["De overeenkomst en wie tekende" in text for text in pages] == [True, False]


def test_rounds_of_a_meeting_are_named_and_lead_members_to_them(client):
    meeting, found = make_meeting(), make_round(name="Voorjaar")
    meeting.rounds.add(found)
    address = reverse("actionplans:round", args=[found.slug])

    visitor = client.get(meeting.get_absolute_url()).content.decode()
    client.force_login(make_member())
    member = client.get(meeting.get_absolute_url()).content.decode()

    assert ("Voorjaar" in visitor, address in visitor) == (True, False)
    assert f'<a href="{address}">Voorjaar</a>' in member


@time_machine.travel("2026-05-03 10:00", tick=False)
@pytest.mark.parametrize(
    ("days", "gaps"),
    [
        (["2018-03-22", "2017-10-04", "2026-04-01"], [(2018, 2026)]),
        (["2018-03-22", "2021-04-01", "2026-06-01"], [(2021, 2026), (2018, 2021)]),
        (["2024-05-03", "2026-06-01"], []),
        (["2029-06-01"], []),
        ([], []),
    ],
)
def test_list_says_of_which_years_nothing_is_known(client, days, gaps):
    for day in days:
        make_meeting(day=date.fromisoformat(day))

    response = client.get(LIST)

    words = "Van vergaderingen tussen {} en {} heeft het portaal geen gegevens."
    text = response.content.decode()
    assert response.context["overview"].gaps == gaps
    assert [words.format(*gap) in text for gap in gaps] == [True] * len(gaps)
    assert text.count("heeft het portaal geen gegevens") == len(gaps)


def test_closed_meeting_of_today_is_not_the_next_one():
    today = make_meeting(title="Van vandaag", day=0, closed_at=timezone.now())
    later = make_meeting(title="Van later", day=9)

    found = overview()

    assert (found.next, found.coming) == (later, [])
    assert [one for _, held in found.past for one in held] == [today]


def test_moderator_changes_answers_until_the_meeting_is_closed(client):
    came, stayed = member_city(name="Gent"), member_city(name="Genk")
    meeting = make_meeting(day=0)
    meeting.attendances.create(city=came, reply="comes", was_present=True)
    meeting.attendances.create(city=stayed, reply="comes", was_present=False)
    change = reverse("network:meeting_answer", args=[meeting.slug, came.slug])
    client.force_login(make_moderator())

    before = client.get(meeting.get_absolute_url()).content.decode()
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=timezone.now())
    after = client.get(meeting.get_absolute_url()).content.decode()

    assert (change in before, change in after) == (True, False)
    assert ("Wie er komt" in before, "Wie er was" in after) == (True, True)
    assert "Nog geen antwoord" not in after


def member_city(*, name):
    city = make_city(name=name)
    join(city=city)
    return city
