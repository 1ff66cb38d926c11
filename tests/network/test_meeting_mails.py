"""Who hears of a meeting, how often, and of what."""

from datetime import date, time

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cities.models import LogEntry, OutboxMail, ReminderKind, ReminderOptOut
from network.meetings.editing import change
from network.meetings.ending import cancel
from network.meetings.inviting import invite
from network.meetings.telling import invited_people
from network.models import Meeting
from tests.factories import join, make_city
from tests.network.invited import DAY, addressed, make_gent, make_invited, posted, values_of
from tests.networks import make_item, make_meeting, make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_may():
    with time_machine.travel("2026-05-03 10:00 +0200", tick=False):
        yield


@pytest.fixture
def moderator(client):
    person = make_moderator(email="mod@vvsg.example")
    client.force_login(person)
    return person


@pytest.fixture
def gent():
    return make_gent()


# --- the invitation ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("aldermen", ["alderman", "coordinator (ter informatie)"]),
        ("officers", ["contributor", "coordinator"]),
        ("other", ["alderman", "contributor", "coordinator"]),
    ],
)
def test_who_is_invited_follows_the_kind(gent, kind, told):
    people = invited_people(make_meeting(kind=kind))

    names = [
        one.person.email.partition("@")[0] + (" (ter informatie)" if one.is_copy else "")
        for one in people
    ]
    assert (sorted(names), [one.cities for one in people]) == (told, [[gent]] * len(told))


def test_invitation_goes_once_and_tells_all(client, gent, moderator):
    meeting = make_meeting(
        title="Overleg",
        day=DAY,
        starts_at=time(14),
        place="Stadhuis",
        link="https://bellen.example/1",
    )
    make_item(meeting=meeting, title="Wonen & werken", duration=20)
    url = reverse("network:meeting_invite", args=[meeting.slug])

    answers = [client.post(url, {"version": 1})["Location"] for _ in range(2)]

    body = OutboxMail.objects.get(address="alderman@gent.example").body
    expected = [
        *("woensdag 10 juni 2026, om 14.00 uur", "Waar: Stadhuis", "1. Wonen & werken (20 min.)"),
        *("https://bellen.example/1", f"{meeting.get_absolute_url()}antwoord/gent/"),
        *(f"vergaderingen/{meeting.slug}.ics", "lid is van het netwerk"),
    ]
    assert answers == [meeting.get_absolute_url()] * 2
    assert addressed() == ["alderman@gent.example", "coordinator@gent.example"]
    assert [words for words in expected if words not in body] == []
    assert Meeting.objects.get().invited_at == timezone.now()
    assert [line.detail for line in LogEntry.objects.all()] == ["uitnodiging verstuurd: 2 mails"]


def test_alderman_of_two_cities_gets_one_mail_for_both(gent, moderator):
    aalst = make_city(name="Aalst")
    join(city=aalst)
    gent.memberships.get(role="alderman").user.memberships.create(city=aalst, role="alderman")
    meeting = make_meeting(title="Overleg")

    invite(meeting, seen=1, by=moderator)

    body = OutboxMail.objects.get(address="alderman@gent.example").body
    assert [body.count(f"Komt {city}?") for city in ("Aalst", "Gent")] == [1, 1]


def test_who_switched_it_off_is_not_told(gent, moderator):
    person = gent.memberships.get(role="alderman").user
    ReminderOptOut.objects.create(user=person, kind=ReminderKind.MEETING)

    invite(make_meeting(), seen=1, by=moderator)

    assert addressed() == ["coordinator@gent.example"]


def test_nobody_is_invited_to_a_day_that_a_colleague_just_changed(client, gent, moderator):
    meeting = make_meeting(version=2)
    url = reverse("network:meeting_invite", args=[meeting.slug])

    response = client.post(url, {"version": 1})

    assert (response.status_code, addressed()) == (409, [])
    assert Meeting.objects.get().invited_at is None


@pytest.mark.parametrize("state", [{"day": -1}, {"cancelled_at": DAY}, {"closed_at": DAY}])
def test_nobody_is_invited_to_what_is_over(client, gent, moderator, state):
    state = {name: timezone.now() if value == DAY else value for name, value in state.items()}
    meeting = make_meeting(**state)

    response = client.post(reverse("network:meeting_invite", args=[meeting.slug]), {"version": 1})

    assert (response.status_code, addressed()) == (422, [])


def test_moderator_sees_which_city_nobody_can_reach(client, gent, moderator):
    aalst = make_city(name="Aalst")
    join(city=aalst)
    meeting = make_meeting()

    page = client.get(reverse("network:meeting_invite", args=[meeting.slug])).context

    assert (len(page["people"]), page["unreached"]) == (2, [aalst])


# --- what changes --------------------------------------------------------------------------------
def test_move_is_told_to_the_invited_with_what_it_was(gent, moderator):
    meeting = make_invited(place="Zaal 1")

    change(meeting, seen=1, by=moderator, **values_of(meeting, day=date(2026, 6, 17)))

    body = OutboxMail.objects.get(address="alderman@gent.example").body
    assert posted() == [
        ("alderman@gent.example", "Gewijzigd"),
        ("coordinator@gent.example", "Gewijzigd"),
    ]
    assert "Wanneer: woensdag 17 juni 2026" in body
    assert "Het was: woensdag 10 juni 2026, Zaal 1." in body


def test_each_move_is_told_on_its_own(gent, moderator):
    meeting = make_invited()

    for number in (1, 2):
        values = values_of(meeting, place=f"Zaal {number}")
        change(meeting, seen=number, by=moderator, **values)

    assert len(posted()) == 4


@pytest.mark.parametrize(
    ("state", "new"),
    [
        ({"invited_at": None}, {"place": "Elders"}),
        ({}, {"title": "Andere titel"}),
        ({}, {"introduction": "Andere tekst"}),
        ({"day": date(2026, 5, 1)}, {"place": "Elders"}),
    ],
)
def test_what_need_not_be_told_is_not(gent, moderator, state, new):
    meeting = make_invited(**state)

    change(meeting, seen=1, by=moderator, **values_of(meeting, **new))

    assert (addressed(), Meeting.objects.get().version) == ([], 2)


def test_cancelling_tells_the_invited_once_and_takes_back_the_rest(client, gent, moderator):
    meeting = make_meeting()
    invite(meeting, seen=1, by=moderator)
    url = reverse("network:meeting_cancel", args=[meeting.slug])

    for _ in range(2):
        client.post(url, {"because": "De zaal is onbruikbaar."})

    bodies = [mail.body for mail in OutboxMail.objects.all()]
    assert [kind for _, kind in posted()] == ["Afgelast", "Afgelast"]
    assert ["De zaal is onbruikbaar." in body for body in bodies] == [True, True]
    assert Meeting.objects.get().is_cancelled
    assert LogEntry.objects.filter(verb="meeting cancelled").count() == 1


def test_cancelling_asks_for_a_reason(client, gent, moderator):
    meeting = make_invited()

    response = client.post(
        reverse("network:meeting_cancel", args=[meeting.slug]), {"because": "  "}
    )

    assert (response.status_code, Meeting.objects.get().is_cancelled, addressed()) == (
        *(422, False, []),
    )


def test_nobody_is_told_of_a_cancelled_meeting_that_they_never_heard_of(gent, moderator):
    cancel(make_meeting(), because="Geen reden", by=moderator)

    assert addressed() == []


def test_closed_meeting_of_today_is_mended_without_a_mail(gent, moderator):
    meeting = make_invited(day=date(2026, 5, 3))
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=timezone.now())
    meeting.refresh_from_db()
    before = OutboxMail.objects.count()

    change(meeting, seen=meeting.version, by=moderator, **{**values_of(meeting), "place": "Aula"})

    assert Meeting.objects.get(pk=meeting.pk).place == "Aula"
    assert OutboxMail.objects.count() == before
