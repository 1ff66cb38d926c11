"""M18: twice a year one mail per person with all that their city should look at."""

from datetime import date

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cities.models import Membership, OutboxMail, ReminderKind, ReminderOptOut
from cities.outbox import PERSONAL_LINK, text_to_show
from practices.freshness.asking import ask_again, ask_cities
from practices.freshness.turns import current_turn, next_turn
from practices.models import CitySection, Practice, PracticeSettings, ReviewBundle
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_practice, make_section

pytestmark = pytest.mark.django_db
IN_TURN, NEXT_TURN = "2026-10-05 09:00", date(2027, 3, 1)


@pytest.fixture
def genk():
    return make_city(name="Genk")


@pytest.fixture
def noor(genk):
    return make_member(city=genk, role="contributor", email="noor@genk.example")


def due(city, *, title="Praktijktesten", on=date(2026, 12, 1), **section):
    """A section of this city in somebody else's practice; its shared part is not due."""
    made = make_section(practice=make_practice(title=title), city=city, by=make_user(), **section)
    Practice.objects.update(review_on=date(2030, 1, 1))
    made.practice.sections.exclude(city=city).update(review_on=date(2030, 1, 1))
    CitySection.objects.filter(pk=made.pk).update(review_on=on)
    return made


# --- turns ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("today", "turn"),
    [
        (date(2026, 2, 28), None),
        (date(2026, 3, 1), date(2026, 3, 1)),
        (date(2026, 4, 30), date(2026, 3, 1)),
        (date(2026, 5, 1), None),
        (date(2026, 10, 31), date(2026, 10, 1)),
        (date(2027, 1, 5), None),
    ],
)
def test_turn_is_asked_for_two_months(today, turn):
    assert current_turn(today, [3, 10]) == turn


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dates(date(2001, 1, 1), date(2099, 1, 1)),
    st.lists(st.integers(1, 12), min_size=1, max_size=2, unique=True),
)
def test_next_turn_is_the_first_one_after_today(today, months):
    turn, current = next_turn(today, months), current_turn(today, months)

    assert turn > today
    assert (turn.day, turn.month in months) == (1, True)
    assert (turn - today).days <= 366
    assert current is None or current <= today < next_turn(current, months)


# --- the mail ------------------------------------------------------------------------------------
@time_machine.travel(IN_TURN)
def test_person_gets_one_mail_with_everything_of_the_city(genk, noor):
    due(genk, title="Praktijktesten")
    due(genk, title="Buurthuis")

    posted = ask_cities()

    mail = OutboxMail.objects.get()
    subject = "[Actie gevraagd] Is dit nog actueel? 2 stadssecties"
    assert (posted, mail.subject, mail.user, mail.kind) == (1, subject, noor, PERSONAL_LINK)
    told = [words in mail.body for words in ("Praktijktesten", "Buurthuis", "/nog-actueel/")]
    assert told == [True] * 3
    assert (text_to_show(mail), ReviewBundle.objects.get().turn) == ("", date(2026, 10, 1))


@time_machine.travel(IN_TURN)
def test_shared_part_is_asked_to_the_city_that_handed_it_in(genk, noor):
    practice = make_practice(city=genk, by=noor, section={}, title="Van Genk")
    Practice.objects.filter(pk=practice.pk).update(review_on=date(2026, 1, 1))

    ask_cities()

    mail = OutboxMail.objects.get()
    assert mail.subject == "[Actie gevraagd] Is dit nog actueel? 1 praktijk"
    assert "Van Genk (de tekst die alle steden delen)" in mail.body


@time_machine.travel(IN_TURN)
def test_nobody_is_asked_twice_in_a_turn(genk, noor):
    due(genk)

    assert [ask_cities(), ask_cities()] == [1, 0]
    assert OutboxMail.objects.count() == 1


def test_worker_that_was_down_asks_when_it_is_back(genk, noor):
    due(genk)

    with time_machine.travel("2026-11-29 09:00"):
        late = ask_cities()
    with time_machine.travel("2026-12-03 09:00"):
        too_late = ask_cities()

    assert (late, too_late) == (1, 0)


def test_next_turn_asks_again(genk, noor):
    due(genk)
    for day in (IN_TURN, "2027-03-02 09:00"):
        with time_machine.travel(day):
            ask_cities()

    assert OutboxMail.objects.count() == 2


@pytest.mark.parametrize("moment", ["2026-10-05 03:00", "2026-09-30 09:00"])
def test_nobody_is_asked_at_night_or_between_turns(genk, noor, moment):
    due(genk)

    with time_machine.travel(moment):
        assert ask_cities() == 0


@time_machine.travel(IN_TURN)
@pytest.mark.parametrize(("on", "mails"), [(date(2027, 2, 28), 1), (date(2027, 3, 1), 0)])
def test_only_what_is_due_before_the_next_turn_is_asked(genk, noor, on, mails):
    due(genk, on=on)

    assert ask_cities() == mails


@time_machine.travel(IN_TURN)
@pytest.mark.parametrize("state", ["hidden", "stopped"])
def test_what_stopped_or_is_hidden_is_not_asked(genk, noor, state):
    due(genk, state=state)

    assert ask_cities() == 0


@time_machine.travel(IN_TURN)
def test_archived_practice_is_not_asked(genk, noor):
    section = due(genk)
    Practice.objects.filter(pk=section.practice_id).update(state="archived")

    assert ask_cities() == 0


@time_machine.travel(IN_TURN)
def test_only_who_writes_and_wants_it_is_asked(genk, noor):
    due(genk)
    make_member(city=genk, role="alderman")
    make_member(city=genk, role="contributor", is_active=False)
    make_member()
    off = make_member(city=genk, role="coordinator")
    ReminderOptOut.objects.create(user=off, kind=ReminderKind.STILL_TRUE)

    ask_cities()

    assert [mail.user for mail in OutboxMail.objects.all()] == [noor]


@time_machine.travel(IN_TURN)
def test_who_writes_for_two_cities_gets_a_mail_for_each(genk, noor):
    hasselt = make_city(name="Hasselt")
    Membership.objects.create(user=noor, city=hasselt, role="coordinator")
    for city in (genk, hasselt):
        due(city)

    ask_cities()

    assert sorted(OutboxMail.objects.values_list("user", flat=True)) == [noor.pk, noor.pk]


def test_months_are_those_of_the_settings(genk, noor):
    PracticeSettings.objects.update_or_create(
        pk=1, defaults={"first_mail_month": 1, "second_mail_month": 6}
    )
    due(genk, on=date(2026, 1, 1))

    with time_machine.travel(IN_TURN):
        in_october = ask_cities()
    with time_machine.travel("2027-01-04 09:00"):
        in_january = ask_cities()

    assert (in_october, in_january) == (0, 1)


@time_machine.travel(IN_TURN)
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_sections(django_assert_num_queries, genk, rows):
    for number in range(rows):
        due(genk, title=f"Praktijk {number}")

    # The months, who was asked, who writes, and what is due of each kind.
    make_member(city=make_city(), role="contributor")
    with django_assert_num_queries(5):
        assert ask_cities() == 0


@time_machine.travel(IN_TURN)
def test_new_link_is_sent_once_a_day(genk, noor):
    due(genk)
    bundle = ReviewBundle.objects.create(city=genk, user=noor, turn=date(2026, 3, 1))

    assert [ask_again(bundle), ask_again(bundle)] == [True, False]
    assert OutboxMail.objects.count() == 1


@time_machine.travel(IN_TURN)
def test_no_new_link_when_nothing_is_left(genk, noor):
    bundle = ReviewBundle.objects.create(city=genk, user=noor, turn=date(2026, 3, 1))

    assert not ask_again(bundle)
