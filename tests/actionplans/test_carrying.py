"""The rules of a carry-over: one under way, choices that overwrite nobody, and one next plan."""

import pytest
from django.db import IntegrityError, transaction

from actionplans.carrying.passage import (
    CannotFinishError,
    CarriedOverError,
    NotUnderWayError,
    StaleChoiceError,
    choose_many,
    drop,
    prepare,
    start,
    under_way,
)
from actionplans.carrying.values import LONGEST_TITLE, CannotChooseError
from actionplans.editions import draft_of
from actionplans.models import CarryOver, CarryOverChoice, Plan
from actionplans.plans import PlanExistsError
from cities.models import LogEntry
from tests.actionplans.passages import STOPPED, Passage, small_plan
from tests.factories import make_chapter, make_member, make_plan

pytestmark = pytest.mark.django_db

NEXT = {"framework": "eccar", "theme": "", "period_from": 2026, "period_until": 2031}


@pytest.fixture
def passage():
    return Passage()


# --- starting and dropping ---------------------------------------------------------------------
def test_a_second_start_finds_the_first(passage):
    colleague = make_member(city=passage.plan.city)

    found = start(passage.plan, **{**NEXT, "period_from": 2027}, by=colleague)

    assert (found, CarryOver.objects.count()) == (passage.carry_over, 1)
    assert (found.period_from, found.started_by.user) == (2026, passage.by)


def test_the_database_holds_one_passage_under_way(passage):
    with pytest.raises(IntegrityError), transaction.atomic():
        CarryOver.objects.create(
            plan=passage.plan, started_by=passage.carry_over.started_by, **NEXT
        )


def test_a_period_that_is_a_plan_already_is_refused():
    passage = Passage(start=False)
    standing = make_plan(city=passage.plan.city)
    make_chapter(plan=standing)

    with pytest.raises(PlanExistsError) as refused:
        start(passage.plan, **NEXT, by=passage.by)

    assert (refused.value.plan, CarryOver.objects.count()) == (standing, 0)


def test_a_plan_does_not_go_over_into_itself():
    passage = Passage(start=False, plan=small_plan(period_from=2026, period_until=2031))

    with pytest.raises(PlanExistsError):
        start(passage.plan, **NEXT, by=passage.by)


def test_dropping_takes_all_choices_along_and_nothing_else(passage):
    passage.choose("1.1", "continue")
    before = LogEntry.objects.count()

    drop(passage.again)

    assert (CarryOver.objects.count(), CarryOverChoice.objects.count()) == (0, 0)
    assert (Plan.objects.count(), LogEntry.objects.count()) == (1, before)
    assert under_way(passage.plan) is None


def test_choosing_in_what_was_dropped_says_so(passage):
    page = passage.again
    drop(passage.again)

    with pytest.raises(NotUnderWayError):
        choose_many(page, decision="continue", by=passage.by)


# --- choosing ----------------------------------------------------------------------------------
def test_each_decision_keeps_only_its_own_values(passage):
    extra = {"title": "Nieuw", "titles": ["Een", "Twee"], "into": "", **STOPPED}
    for code, decision in (("1.1", "continue"), ("1.2", "reword"), ("1.3", "split")):
        passage.choose(code, decision, **extra)
    passage.choose("2.1", "finished", **extra)
    passage.choose("2.2", "stopped", **extra)

    assert passage.chosen() == {
        "1.1": ("continue", {}, 1),
        "1.2": ("reword", {"title": "Nieuw"}, 1),
        "1.3": ("split", {"titles": ["Een", "Twee"]}, 1),
        "2.1": ("finished", {}, 1),
        "2.2": ("stopped", STOPPED, 1),
    }


@pytest.mark.parametrize(
    ("decision", "values", "wrong"),
    [
        ("weg", {}, "decision"),
        ("reword", {"title": " \n"}, "title"),
        ("reword", {"title": "x" * (LONGEST_TITLE + 1)}, "title"),
        ("split", {"titles": ["Een", " ", ""]}, "titles"),
        ("split", {"titles": ["x"] * 6}, "titles"),
        ("split", {"titles": ["Een", "x" * (LONGEST_TITLE + 1)]}, "titles"),
        ("stopped", {"text": "Zomaar."}, "reason"),
        ("stopped", {"reason": "means", "text": " "}, "text"),
        ("merge", {"into": ""}, "into"),
        ("merge", {"into": "nergens"}, "into"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_saved(passage, decision, values, wrong):
    with pytest.raises(CannotChooseError) as refused:
        passage.choose("1.1", decision, **values)

    assert refused.value.errors.keys() == {wrong}
    assert passage.chosen() == {}


def test_ten_thousand_signs_are_a_title(passage):
    passage.choose("1.1", "reword", title="x" * LONGEST_TITLE)
    passage.rest_goes_on()

    passage.finish()

    assert passage.next_codes()["1.1"] == "x" * LONGEST_TITLE


def test_a_choice_of_a_colleague_is_not_overwritten(passage):
    passage.choose("1.1", "stopped", **STOPPED, by=make_member(city=passage.plan.city, name="Bram"))

    with pytest.raises(StaleChoiceError) as stale:
        passage.choose("1.1", "continue", seen=0)

    assert (str(stale.value.choice.by), passage.chosen()["1.1"][0]) == ("Bram", "stopped")
    passage.choose("1.1", "continue", seen=1)
    assert passage.chosen()["1.1"] == ("continue", {}, 2)


def test_the_same_choice_twice_is_one(passage):
    for _ in range(2):
        passage.choose("1.1", "reword", title="Nieuw", seen=0)

    assert passage.chosen() == {"1.1": ("reword", {"title": "Nieuw"}, 1)}


def test_the_rest_touches_no_choice_that_stands(passage):
    passage.choose("1.1", "finished")

    counts = (passage.rest_goes_on(), passage.rest_goes_on())

    assert counts == (5, 0)
    assert {decision for decision, *_ in passage.chosen().values()} == {"continue", "finished"}


def test_many_at_once_can_be_some_goals_only(passage):
    goals = passage.goals

    choose_many(passage.again, decision="finished", uids=[goals["2.1"].uid], by=passage.by)

    assert passage.chosen() == {"2.1": ("finished", {}, 1)}
    with pytest.raises(CannotChooseError):
        choose_many(passage.again, decision="stopped", by=passage.by)


# --- finishing ---------------------------------------------------------------------------------
def test_finishing_waits_for_every_goal(passage):
    passage.choose("1.1", "continue")

    with pytest.raises(CannotFinishError) as refused:
        passage.finish()

    assert [one.goal.code for one in refused.value.waiting] == ["1.2", "1.3", "1.4", "2.1", "2.2"]
    assert (Plan.objects.count(), under_way(passage.plan)) == (1, passage.carry_over)


def test_what_was_not_looked_at_is_not_made(passage):
    passage.rest_goes_on()
    _, seen = prepare(passage.again)
    passage.choose("1.1", "finished")

    with pytest.raises(CannotFinishError) as refused:
        passage.finish(seen=seen)

    assert (refused.value.waiting, Plan.objects.count()) == ([], 1)


def test_finishing_twice_makes_one_plan(passage):
    passage.rest_goes_on()
    page, (_, seen) = passage.again, prepare(passage.again)
    made = passage.finish()

    with pytest.raises(CarriedOverError) as refused:
        passage.finish(seen=seen)

    assert (refused.value.plan, Plan.objects.count()) == (made, 2)
    for deed in (lambda: drop(page), lambda: start(passage.plan, **NEXT, by=passage.by)):
        with pytest.raises(CarriedOverError):
            deed()
    assert LogEntry.objects.filter(verb="carried over").count() == 1


def test_an_empty_plan_that_stands_ready_is_filled_and_keeps_its_title(passage):
    standing = make_plan(city=passage.plan.city, title="Ons nieuwe plan")
    passage.rest_goes_on()

    made = passage.finish()

    assert (made, draft_of(made).title) == (standing, "Ons nieuwe plan")
    assert len(passage.next_codes()) == 6


def test_a_plan_that_was_filled_meanwhile_is_not_touched(passage):
    passage.rest_goes_on()
    standing = make_plan(city=passage.plan.city)
    make_chapter(plan=standing)

    with pytest.raises(PlanExistsError) as refused:
        passage.finish()

    assert (refused.value.plan, draft_of(standing).goals.count()) == (standing, 0)
    assert (under_way(passage.plan), passage.last_words()) == (passage.carry_over, {})


def test_a_plan_without_goals_is_not_carried_over():
    passage = Passage(plan=make_plan(period_from=2020, period_until=2025), is_published=False)

    with pytest.raises(CannotFinishError):
        passage.finish()

    assert Plan.objects.count() == 1
