"""What ends soon is the same for the mail of the morning and for the dashboard."""

from datetime import date

import pytest

from actionplans.carrying.passage import choose_many, finish, prepare
from actionplans.deadlines import closes_soon, ends_soon, is_followed
from actionplans.models import Plan, ProgressRound
from actionplans.reminders.daily import ending_periods
from actionplans.room.turns import Reader, turns
from actionplans.room.workspace import own_plans
from tests.factories import make_carry_over, make_city, make_member, make_plan, published_plan

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
RAINBOW = {"framework": "thematic", "theme": "Rainbow"}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-23 12:00:00+01:00", tick=False)


@pytest.fixture
def plan():
    """A theme of a city, in its last half year; its coordinator published it."""
    return published_plan(**RAINBOW, period_from=2020, period_until=2026)


def asked_for_a_next_one(plan):
    """Whether the mail asks so, and whether the dashboard does."""
    mailed = [item for _, item in ending_periods(TODAY) if str(plan) in item.text]
    waiting = turns(own_plans([plan.city], None)[plan.city_id], None, Reader("coordinator", []))
    shown = [turn for turn in waiting if turn.plan == plan and "volgend plan" in turn.words]
    return bool(mailed), bool(shown)


def test_plan_that_nothing_follows_asks_for_a_next_one(plan):
    assert asked_for_a_next_one(plan) == (True, True)


def test_theme_that_went_over_to_the_main_plan_asks_nothing_any_more(plan):
    by = make_member(city=plan.city)
    passage = carrying_to_eccar(plan, by=by)
    choose_many(passage, decision="continue", by=by)
    finish(passage, by=by, seen=prepare(passage)[1])

    assert asked_for_a_next_one(plan) == (False, False)


def carrying_to_eccar(plan, *, by):
    made = make_carry_over(plan=plan, by=by)
    made.framework, made.theme = "eccar", ""
    made.save()
    return made


def test_later_plan_of_the_same_theme_follows_also_as_a_draft(plan):
    make_plan(city=plan.city, **RAINBOW, period_from=2027, period_until=2032)

    assert asked_for_a_next_one(plan) == (False, False)


@pytest.mark.parametrize(
    "other",
    [
        {"framework": "eccar", "period_from": 2027},
        {**RAINBOW, "theme": "Roma", "period_from": 2027},
        {**RAINBOW, "period_from": 2019},
    ],
)
def test_plan_of_another_line_or_an_earlier_one_does_not_follow(plan, other):
    make_plan(city=plan.city, **{"period_until": 2032, **other})

    assert asked_for_a_next_one(plan) == (True, True)


def test_plan_of_another_city_does_not_follow(plan):
    make_plan(city=make_city(), **RAINBOW, period_from=2027, period_until=2032)

    assert asked_for_a_next_one(plan) == (True, True)


def test_passage_that_is_under_way_does_not_follow_yet(plan):
    make_carry_over(plan=plan)

    assert not Plan.objects.filter(is_followed(), pk=plan.pk).exists()


@pytest.mark.parametrize(
    ("until", "day", "expected"),
    [
        (2026, date(2026, 6, 30), False),
        (2026, date(2026, 7, 1), True),
        (2026, date(2026, 12, 31), True),
        (2026, date(2027, 7, 1), False),
        (2027, date(2026, 7, 1), False),
        (None, date(2026, 7, 1), False),
    ],
)
def test_period_ends_soon_from_july_of_its_last_year(until, day, expected):
    assert ends_soon(Plan(period_until=until), day) is expected


@pytest.mark.parametrize(("day", "expected"), [(20, False), (21, True), (28, True)])
def test_round_closes_soon_from_a_week_before(day, expected):
    round = ProgressRound(closes_on=date(2026, 2, 28))

    assert closes_soon(round, date(2026, 2, day)) is expected
