"""From a text in preparation to one that was sent, one step at a time."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from cities.models import LogEntry, OutboxMail
from cities.models.search import SearchEntry
from network.models import JointPosition
from network.positions import steps, texts
from network.positions.refusals import PositionRefusedError, StalePositionError
from network.positions.speaking import speak
from tests.factories import join, make_city, make_member
from tests.networks import make_moderator, make_position

pytestmark = pytest.mark.django_db

State = JointPosition.State


@pytest.fixture
def moderator():
    return make_moderator(name="Mia")


@pytest.fixture
def gent():
    return member("Gent")


def member(name):
    city = make_city(name=name)
    join(city=city)
    return city


def days(number):
    return timezone.localdate() + timedelta(days=number)


def opened(moderator, **values):
    position = make_position(by=moderator, **values)
    return steps.put_before_cities(position, deadline=days(10), seen=1, by=moderator)


def said(position, city, kind="endorses", reason=""):
    alderman = make_member(city=city, role="alderman")
    number = position.versions.first().number
    return speak(position, city=city, kind=kind, reason=reason, text=number, seen=0, by=alderman)


def verbs():
    return list(LogEntry.objects.order_by("pk").values_list("verb", "detail"))


def now(position):
    position.refresh_from_db()
    return position


# --- before the cities -------------------------------------------------------------------------
def test_a_text_is_put_before_the_aldermen_of_the_member_cities(moderator, gent):
    alderman = make_member(city=gent, role="alderman")
    make_member(city=gent, role="coordinator")
    make_member(city=make_city(name="Aalst"), role="alderman")

    position = opened(moderator, title="Over wonen")

    assert (now(position).state, position.deadline) == (State.OPEN, days(10))
    assert [mail.user for mail in OutboxMail.objects.all()] == [alderman]
    assert f"/netwerk/standpunten/{position.slug}/uitspraak/gent/" in OutboxMail.objects.get().body
    assert [verb for verb, _ in verbs()] == ["position opened"]


def test_pressing_twice_opens_once(moderator, gent):
    make_member(city=gent, role="alderman")
    position = make_position(by=moderator)

    for _ in range(2):
        steps.put_before_cities(position, deadline=days(10), seen=1, by=moderator)

    assert (len(verbs()), OutboxMail.objects.count(), now(position).version) == (1, 1, 2)


def test_two_moderators_with_another_last_day_do_not_pass_each_other(moderator, gent):
    position = opened(moderator)

    with pytest.raises(StalePositionError):
        steps.put_before_cities(position, deadline=days(20), seen=1, by=moderator)

    assert now(position).deadline == days(10)


@pytest.mark.parametrize("number", [0, -1, 400])
def test_a_last_day_lies_in_the_coming_year(moderator, gent, number):
    position = make_position(by=moderator)

    with pytest.raises(PositionRefusedError) as refusal:
        steps.put_before_cities(position, deadline=days(number), seen=1, by=moderator)

    assert (refusal.value.field, now(position).state) == ("deadline", State.DRAFT)


def test_taken_back_its_question_does_not_leave_any_more(moderator, gent):
    make_member(city=gent, role="alderman")
    position = opened(moderator)

    steps.take_back(position, seen=2, by=moderator)

    assert (now(position).state, position.deadline) == (State.DRAFT, None)
    assert OutboxMail.objects.count() == 0
    assert [verb for verb, _ in verbs()] == ["position opened", "position withdrawn"]


def test_a_new_text_asks_again_and_an_unchanged_one_does_not(moderator, gent):
    position = opened(moderator)
    said(position, gent)
    position = steps.take_back(now(position), seen=now(position).version, by=moderator)
    same = steps.put_before_cities(position, deadline=days(9), seen=position.version, by=moderator)
    still_said = steps.answers_on(same).endorsing

    position = steps.take_back(same, seen=same.version, by=moderator)
    values = {"title": position.title, "addressee": position.addressee, "text": "Iets anders."}
    position = texts.change(position, **values, seen=position.version, by=moderator)

    assert ([one.city for one in still_said], steps.answers_on(position).spoken) == ([gent], [])


def test_another_addressee_asks_again_too(moderator, gent):
    position = opened(moderator)
    said(position, gent)
    position = steps.take_back(now(position), seen=now(position).version, by=moderator)

    values = {"title": position.title, "addressee": "ECCAR", "text": position.versions.get().text}
    position = texts.change(position, **values, seen=position.version, by=moderator)

    assert (position.versions.count(), steps.answers_on(position).spoken) == (2, [])


# --- adopted, sent -----------------------------------------------------------------------------
def test_it_is_adopted_in_the_name_of_who_endorsed_it(moderator, gent):
    leuven = member("Leuven")
    position = opened(moderator, title="Over wonen", text="Wij vragen **praktijktesten**.")
    said(position, gent)
    said(position, leuven, "abstains")

    steps.adopt(position, seen=now(position).version, by=moderator)

    assert (now(position).state, position.adopted_on) == (State.ADOPTED, timezone.localdate())
    assert verbs()[-1] == ("position adopted", "in naam van Gent")
    entry = SearchEntry.objects.get(uid=position.uid)
    assert (entry.kind, entry.title, entry.text) == (
        *("position", "Over wonen"),
        "Wij vragen praktijktesten.",
    )
    assert OutboxMail.objects.filter(subject__contains="Aangenomen").count() == 2


def test_without_any_city_behind_it_nothing_is_adopted(moderator, gent):
    position = opened(moderator)
    said(position, gent, "abstains")

    with pytest.raises(PositionRefusedError):
        steps.adopt(position, seen=now(position).version, by=moderator)

    assert (now(position).state, SearchEntry.objects.count()) == (State.OPEN, 0)


def test_who_was_silent_has_until_the_last_day_included(moderator, gent):
    member("Leuven")
    position = opened(moderator)
    said(position, gent)

    last_day = time_machine.travel(timezone.now() + timedelta(days=10))
    with last_day, pytest.raises(PositionRefusedError):
        steps.adopt(position, seen=now(position).version, by=moderator)
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        steps.adopt(position, seen=now(position).version, by=moderator)

    assert now(position).state == State.ADOPTED


def test_what_is_adopted_is_what_the_moderator_saw(moderator, gent):
    leuven = member("Leuven")
    position = opened(moderator)
    said(position, gent)
    seen = now(position).version
    said(position, leuven, "abstains")

    with pytest.raises(StalePositionError):
        steps.adopt(position, seen=seen, by=moderator)

    assert now(position).state == State.OPEN


def test_it_is_sent_once_it_is_adopted(moderator):
    position = make_position(state="adopted", by=moderator)

    for _ in range(2):
        steps.send(position, sent_on=timezone.localdate(), seen=1, by=moderator)

    assert (now(position).state, position.sent_on) == (State.SENT, timezone.localdate())
    assert [verb for verb, _ in verbs()] == ["position sent"]


@pytest.mark.parametrize("day", [date(2018, 3, 22), date(2100, 1, 1)])
def test_it_is_not_sent_before_it_was_adopted_nor_tomorrow(moderator, day):
    position = make_position(state="adopted", by=moderator)

    with pytest.raises(PositionRefusedError):
        steps.send(position, sent_on=day, seen=1, by=moderator)

    assert now(position).state == State.ADOPTED


# --- withdrawn ---------------------------------------------------------------------------------
def test_who_was_asked_hears_why_it_is_withdrawn(moderator, gent):
    alderman = make_member(city=gent, role="alderman")
    position = opened(moderator)

    steps.withdraw(position, because="De regering was ons voor.", seen=2, by=moderator)

    mail = OutboxMail.objects.get()
    assert (mail.user, "De regering was ons voor." in mail.body) == (alderman, True)
    assert (now(position).state, verbs()[-1]) == (
        State.WITHDRAWN,
        ("position withdrawn", "De regering was ons voor."),
    )


@pytest.mark.parametrize("state", ["adopted", "sent", "withdrawn"])
def test_what_is_over_is_not_withdrawn_nor_opened(moderator, gent, state):
    position = make_position(state=state, by=moderator)

    with pytest.raises(StalePositionError):
        steps.withdraw(position, because="Toch niet.", seen=1, by=moderator)
    with pytest.raises(StalePositionError):
        steps.put_before_cities(position, deadline=days(5), seen=1, by=moderator)

    assert now(position).state == state
