"""What pages read of figures: in order, in a fixed number of queries, and only what is public."""

import uuid
from datetime import date

import pytest

from actionplans.drafting import delete
from actionplans.editions import draft_of, publish
from actionplans.indicators import definitions as indicators
from actionplans.indicators.definitions import for_goals, for_readers, goals_of
from actionplans.lineage import record_descents
from actionplans.models import Goal, Indicator
from tests.factories import (
    make_chapter,
    make_city,
    make_goal,
    make_indicator,
    make_measurement,
    make_member,
    make_plan,
    published_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return published_plan(city=make_city(name="Gent"))


@pytest.fixture
def goal(plan):
    return Goal.objects.get(edition=draft_of(plan))


@pytest.fixture
def noor(plan):
    return make_member(city=plan.city, name="Noor")


@pytest.fixture
def indicator(goal, noor):
    return make_indicator(goal=goal, by=noor, target="40", target_year=2025)


def test_goals_come_in_order_and_say_whether_visitors_read_them(plan, goal, noor):
    new = make_goal(chapter=draft_of(plan).chapters.get(), title="Nieuw")

    assert [(one.uid, one.is_public) for one in goals_of(plan)] == [
        (goal.uid, True),
        (new.uid, False),
    ]
    delete(plan, "goal", goal.uid, seen=1, by=noor)
    assert [(one.uid, one.is_public) for one in goals_of(plan)] == [
        (new.uid, False),
        (goal.uid, True),
    ]


def test_indicators_come_with_their_measurements_and_changes(plan, goal, indicator, noor):
    late = make_measurement(indicator=indicator, value=31, on="2025-12-31")
    early = make_measurement(indicator=indicator, value=15, on="2021-12-31")
    indicators.change(indicator, {"target": "50"}, seen=1, by=noor)

    by_plan, by_uid = for_goals(plan), for_goals([goal.uid, uuid.UUID(int=7)])

    [found] = by_plan[goal.uid]
    assert found.standing == [early, late]
    assert found.history == [late, early]
    assert [line.field for line in found.told] == ["target"]
    assert by_uid == {goal.uid: [indicator], uuid.UUID(int=7): []}


@pytest.mark.parametrize("count", [1, 3, 60])
def test_reading_asks_three_queries_however_many(plan, goal, django_assert_num_queries, count):
    for number in range(count):
        made = Indicator.objects.create(plan=plan, goal=goal.uid, name=f"{number}", unit="x")
        make_measurement(indicator=made, by=make_member(city=plan.city))

    with django_assert_num_queries(3):
        found = for_goals(plan)[goal.uid]

    assert len(found) == count


@pytest.mark.parametrize(
    ("period", "measured", "waits"),
    [
        ((2020, 2025), [], True),
        ((2020, 2025), ["2024-12-30"], True),
        ((2020, 2025), ["2024-12-31"], False),
        ((2020, 2025), ["2020-01-01", "2025-06-01"], False),
        ((2026, None), ["2026-03-01"], False),
        ((2026, None), ["2025-02-28"], True),
    ],
)
def test_what_was_not_measured_in_the_last_year_waits(time_machine, period, measured, waits):
    time_machine.move_to(date(2026, 3, 1), tick=False)
    first, last = period
    goal = make_goal(chapter=make_chapter(plan=make_plan(period_from=first, period_until=last)))
    indicator = make_indicator(goal=goal)
    for day in measured:
        make_measurement(indicator=indicator, on=day)
    plan = indicator.plan

    [found] = for_goals(plan)[goal.uid]

    assert indicators.lacks_recent(found, plan) is waits


def test_what_is_not_followed_any_more_does_not_wait(plan, goal, indicator, noor):
    indicators.archive(indicator, by=noor)

    [found] = for_goals(plan)[goal.uid]

    assert indicators.lacks_recent(found, plan) is False


def test_readers_do_not_see_what_was_archived_before_it_was_measured(goal, indicator, noor):
    measured = make_indicator(goal=goal, name="Wel gemeten")
    make_measurement(indicator=measured)
    for one in (indicator, measured):
        indicators.archive(one, by=noor)

    assert for_readers(goal.uid) == {"own": [measured], "before": []}


def test_readers_see_the_figures_of_the_goal_that_this_one_continues(plan, goal, noor):
    new = make_goal(
        chapter=make_chapter(plan=make_plan(city=plan.city, period_from=2032, period_until=None))
    )
    hidden = make_goal(chapter=draft_of(plan).chapters.get(), title="Nog niet gepubliceerd")
    old = make_indicator(goal=goal)
    make_indicator(goal=hidden)
    record_descents([(new.uid, goal.uid, "continued"), (new.uid, hidden.uid, "merged")])
    publish(new.edition.plan, note="", by=noor)

    found = for_readers(new.uid)

    assert found["own"] == []
    assert [(row.uid, some) for row, some in found["before"]] == [(goal.uid, [old])]
