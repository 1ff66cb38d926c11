"""What a goal is measured by: made, changed and archived, with every old value kept."""

import uuid
from decimal import Decimal
from functools import partial

import pytest

from actionplans.drafting import RowGoneError, delete
from actionplans.editions import draft_of
from actionplans.indicators import definitions as indicators
from actionplans.indicators.definitions import StaleIndicatorError
from actionplans.models import Goal, Indicator, IndicatorChange
from tests.concurrency import at_once
from tests.factories import (
    make_city,
    make_goal,
    make_indicator,
    make_member,
    published_plan,
)

pytestmark = pytest.mark.django_db

TYPED = {"name": "Meldingen", "unit": "meldingen", "baseline": "12", "baseline_year": 2020}


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
def bram(plan):
    return make_member(city=plan.city, name="Bram")


@pytest.fixture
def indicator(goal, noor):
    return make_indicator(goal=goal, by=noor, target="40", target_year=2025)


def told(indicator):
    lines = IndicatorChange.objects.filter(indicator=indicator)
    return list(lines.values_list("version", "field", "old", "new", "by__label"))


# --- making ------------------------------------------------------------------------------------
def test_an_indicator_hangs_on_a_goal_of_the_plan(plan, goal, noor):
    made = indicators.add(plan, goal.uid, TYPED, uid=uuid.uuid4(), by=noor)

    made.refresh_from_db()
    assert (made.plan, made.goal, made.made_by.label) == (plan, goal.uid, "Noor")
    assert (made.name, made.baseline, made.baseline_year) == ("Meldingen", Decimal(12), 2020)
    assert (made.target, made.version, told(made)) == (None, 1, [])


def test_a_double_click_makes_one_indicator(plan, goal, noor):
    uid = uuid.uuid4()

    first = indicators.add(plan, goal.uid, TYPED, uid=uid, by=noor)
    second = indicators.add(
        plan, goal.uid, {**TYPED, "baseline": Decimal("12.000")}, uid=uid, by=noor
    )

    assert (second, Indicator.objects.get()) == (first, first)


def test_other_words_from_an_old_form_make_an_indicator_of_their_own(plan, goal, noor):
    first = indicators.add(plan, goal.uid, TYPED, uid=uuid.uuid4(), by=noor)

    second = indicators.add(plan, goal.uid, {**TYPED, "name": "Anders"}, uid=first.uid, by=noor)

    assert (Indicator.objects.count(), second.uid != first.uid) == (2, True)


def test_the_key_of_another_citys_indicator_leaves_that_one_alone(indicator):
    other = published_plan()
    goal = Goal.objects.get(edition=draft_of(other))
    values = indicators.state_of(indicator)

    made = indicators.add(other, goal.uid, values, uid=indicator.uid, by=make_member())

    assert (made.plan, made.uid != indicator.uid) == (other, True)


def test_a_goal_that_only_visitors_still_read_can_be_measured(plan, goal, noor):
    delete(plan, "goal", goal.uid, seen=1, by=noor)

    made = indicators.add(plan, goal.uid, TYPED, uid=uuid.uuid4(), by=noor)

    assert made.goal == goal.uid


@pytest.mark.parametrize("whose", ["nobody", "another city"])
def test_a_goal_that_is_not_in_the_plan_is_refused(plan, noor, whose):
    other = published_plan()
    uid = Goal.objects.get(edition=draft_of(other)).uid if whose == "another city" else uuid.uuid4()

    with pytest.raises(RowGoneError):
        indicators.add(plan, uid, TYPED, uid=uuid.uuid4(), by=noor)

    assert Indicator.objects.count() == 0


# --- changing ----------------------------------------------------------------------------------
def test_each_changed_field_keeps_its_old_value(indicator, bram):
    values = {**indicators.state_of(indicator), "target": "50", "note": "Zelf geteld"}

    indicators.change(indicator, values, seen=1, by=bram)

    indicator.refresh_from_db()
    assert (indicator.target, indicator.note, indicator.version) == (50, "Zelf geteld", 2)
    assert told(indicator) == [
        (2, "target", "40", "50", "Bram"),
        (2, "note", "", "Zelf geteld", "Bram"),
    ]


def test_a_save_that_changes_nothing_leaves_no_trace(indicator, bram):
    values = {**indicators.state_of(indicator), "target": Decimal("40.000")}

    indicators.change(indicator, values, seen=1, by=bram)

    indicator.refresh_from_db()
    assert (indicator.version, told(indicator)) == (1, [])


def test_a_stale_save_writes_nothing_and_tells_what_each_changed(indicator, noor, bram):
    opened = indicators.state_of(indicator)
    indicators.change(indicator, {**opened, "target": "50", "unit": "zaken"}, seen=1, by=bram)

    with pytest.raises(StaleIndicatorError) as refused:
        indicators.change(indicator, {**opened, "target": "60", "note": "x"}, seen=1, by=noor)

    stale = refused.value
    assert len(told(indicator)) == 2
    assert stale.conflicts == {"target": {"base": "40", "theirs": "50", "mine": "60"}}
    assert (stale.merged["unit"], stale.merged["note"], stale.version) == ("zaken", "x", 2)
    assert stale.deed.by.label == "Bram"


def test_who_changes_what_nobody_else_touched_since_is_not_stopped(indicator, noor, bram):
    indicators.change(indicator, {"unit": "zaken"}, seen=1, by=bram)

    indicators.change(indicator, {"target": "60"}, seen=1, by=noor)

    indicator.refresh_from_db()
    assert (indicator.unit, indicator.target, indicator.version) == ("zaken", 60, 3)


def test_the_same_change_twice_is_one(indicator, noor):
    values = {**indicators.state_of(indicator), "target": "50"}
    indicators.change(indicator, values, seen=1, by=noor)

    indicators.change(indicator, values, seen=1, by=noor)

    assert told(indicator) == [(2, "target", "40", "50", "Noor")]


def test_archiving_and_restoring_are_told_and_a_double_click_is_one(indicator, noor, bram):
    indicators.archive(indicator, by=noor)
    indicators.archive(indicator, by=noor)
    archived = Indicator.objects.get().is_archived
    indicators.restore(indicator, by=bram)

    assert (archived, Indicator.objects.get().is_archived) == (True, False)
    assert told(indicator) == [
        (2, "is_archived", False, True, "Noor"),
        (3, "is_archived", True, False, "Bram"),
    ]


# --- at the same moment --------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_the_same_field_at_once_one_is_told(database_of_many):
    indicator = make_indicator(target="40", target_year=2025)
    people = [make_member(city=indicator.plan.city) for _ in range(2)]

    outcomes = at_once(
        *[
            partial(indicators.change, indicator, {"target": value}, seen=1, by=person)
            for value, person in zip(("50", "60"), people, strict=True)
        ]
    )

    refused = [one for one in outcomes if isinstance(one, StaleIndicatorError)]
    [saved] = [one for one in outcomes if isinstance(one, Indicator)]
    assert (len(refused), refused[0].conflicts["target"]["theirs"]) == (1, f"{saved.target:.0f}")
    assert len(told(indicator)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_once_makes_one_indicator(database_of_many):
    goal, uid = make_goal(), uuid.uuid4()
    plan = goal.edition.plan
    noor = make_member(city=plan.city)

    outcomes = at_once(*[partial(indicators.add, plan, goal.uid, TYPED, uid=uid, by=noor)] * 2)

    assert outcomes == [Indicator.objects.get()] * 2
