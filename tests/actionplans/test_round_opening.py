"""A round that was made ahead is told on its first morning, to who works there then."""

from datetime import date

import pytest

from actionplans.models import ProgressRound
from actionplans.progress.rounds import change_round, close_round, open_round
from actionplans.reminders.opening import tell_opening
from cities.models import Membership, OutboxMail, User
from tests.factories import make_city, make_member, make_user, published_plan

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 10, 15), date(2026, 10, 31)


@pytest.fixture
def at(time_machine):
    """Puts the clock on an hour of a day in October, and does what time brings."""

    def move(day, hour="08:00:00"):
        time_machine.move_to(f"2026-10-{day} {hour}+02:00", tick=False)
        return tell_opening()

    move("01")
    return move


@pytest.fixture
def moderator():
    return make_user(network_role=User.NetworkRole.MODERATOR)


@pytest.fixture
def city(at):
    """With one published plan, and nobody who works on it."""
    plan = published_plan(city=make_city(name="Roeselare"), by=make_user())
    return plan.city


@pytest.fixture
def ahead(moderator, city):
    return open_round(name="najaar 2026", opens_on=FIRST, closes_on=LAST, by=moderator)


def change(round, by, **values):
    same = {name: getattr(round, name) for name in ("name", "message", "opens_on", "closes_on")}
    return change_round(round, **{**same, **values}, seen=round.version, by=by)


def told():
    return [mail.user for mail in OutboxMail.objects.order_by("pk")]


def test_it_is_told_once_from_eight_in_the_morning(at, ahead, city):
    person = make_member(city=city)

    counts = [
        at("14"),
        at("15", "07:59:59"),
        at("15", "08:00:00"),
        at("15", "08:01:00"),
        at("16"),
    ]

    assert (counts, told()) == ([0, 0, 1, 0, 0], [person])


def test_who_left_hears_nothing_and_who_joined_does(at, ahead, city):
    left = make_member(city=city)
    left.memberships.all().delete()
    joined = make_member(city=city)

    at("15")

    assert told() == [joined]


def test_who_joins_after_that_morning_hears_nothing(at, ahead, city):
    at("15")
    make_member(city=city)

    assert (at("16"), told()) == (0, [])


def test_city_that_published_meanwhile_hears_of_it(at, ahead):
    plan = published_plan(by=make_user())
    person = make_member(city=plan.city)

    at("15")

    assert told() == [person]


def test_who_made_the_round_hears_nothing(at, ahead, moderator, city):
    Membership.objects.create(user=moderator, city=city, role="coordinator")

    assert (at("15"), told()) == (0, [])


def test_change_before_the_mails_left_is_in_their_words(at, ahead, moderator, city):
    make_member(city=city)
    at("15", "07:00:00")
    change(ahead, moderator, closes_on=date(2026, 11, 30), message="Neem je tijd.")

    at("15")

    lines = OutboxMail.objects.get().body.splitlines()
    assert lines[2].endswith("loopt van 15 oktober 2026 tot en met 30 november 2026.")
    assert "Neem je tijd." in lines


def test_new_first_day_is_the_day_on_which_it_is_told(at, ahead, moderator, city):
    make_member(city=city)
    change(ahead, moderator, opens_on=date(2026, 10, 20))

    assert [at("15"), at("20")] == [0, 1]


def test_round_that_is_moved_to_today_is_told_at_once_and_not_again(at, ahead, moderator, city):
    person = make_member(city=city)
    change(ahead, moderator, opens_on=date(2026, 10, 1))
    at_once = told()
    make_member(city=city)

    assert (at_once, at("01", "09:00:00"), told()) == ([person], 0, [person])


def test_round_that_opens_today_is_not_told_again_to_who_joins(at, moderator, city):
    open_round(name="vandaag", opens_on=date(2026, 10, 1), closes_on=LAST, by=moderator)
    make_member(city=city)

    assert at("01", "09:00:00") == 0


def test_round_that_was_closed_or_called_off_is_not_told(at, ahead, moderator, city):
    make_member(city=city)
    close_round(ahead, by=moderator)

    assert (at("15"), told()) == (0, [])


def test_next_round_is_told_too(at, ahead, moderator, city):
    make_member(city=city)
    first = at("15")
    close_round(ProgressRound.objects.get(), by=moderator)
    open_round(name="een tweede", opens_on=date(2026, 10, 20), closes_on=LAST, by=moderator)

    # The mail of the first never left, so it went with its round.
    assert (first, at("20"), len(told())) == (1, 1, 1)


def test_worker_that_was_away_tells_it_when_it_is_back(at, ahead, city):
    make_member(city=city)

    assert at("18") == 1


def test_minute_without_anything_to_tell_is_cheap(at, ahead, city, django_assert_num_queries):
    at("15")

    with django_assert_num_queries(2):
        assert at("15", "08:01:00") == 0
