"""What is due in a round, and how far plans are: rows, counts, never an average."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actionplans.editions import draft_of, publish
from actionplans.models import ProgressRound
from actionplans.progress.due import (
    NO_UPDATE,
    Tally,
    due_rows,
    end_of,
    state_counts,
    tallies,
    tally,
)
from actionplans.progress.entries import latest_entries
from actionplans.progress.rounds import close_round
from tests.factories import (
    make_action,
    make_goal,
    make_member,
    make_round,
    published_plan,
    tell,
)

pytestmark = pytest.mark.django_db


def goals_of(plan):
    edition = plan.editions.published().order_by("number").last()
    return list(edition.goals.order_by("chapter__position", "position"))


def seen_in(rows):
    """(code, state before, state now) of each row."""
    return [
        (
            row.row.code,
            row.previous.state if row.previous else None,
            row.entry.state if row.entry else None,
        )
        for row in rows
    ]


# --- the rows ------------------------------------------------------------------------------------
def test_every_published_goal_is_due_in_reading_order():
    plan = published_plan(chapters=2, goals=2)
    make_goal(chapter=draft_of(plan).chapters.first(), title="Nog geheim")

    rows = due_rows(plan, make_round())

    assert seen_in(rows) == [(code, None, None) for code in ("1.1", "1.2", "2.1", "2.2")]
    assert [[action.kind for action in row.actions] for row in rows] == [["action"]] * 4


def test_previous_and_new_word_stand_beside_each_other():
    plan, round = published_plan(goals=3), make_round()
    first, second, _ = goals_of(plan)
    tell(plan=plan, goal=first, state="preparing")
    tell(plan=plan, goal=first, state="running", round=round)
    tell(plan=plan, goal=second, state="preparing")

    rows = due_rows(plan, round)

    assert seen_in(rows) == [
        ("1.1", "preparing", "running"),
        ("1.2", "preparing", None),
        ("1.3", None, None),
    ]
    assert [row.seen for row in rows] == [2, 1, 0]
    assert [row.is_waiting for row in rows] == [False, True, True]


def test_of_several_words_in_a_round_the_last_one_stands():
    plan, round = published_plan(), make_round()
    for state in ("preparing", "running"):
        tell(plan=plan, state=state, round=round)

    (row,) = due_rows(plan, round)

    assert (row.entry.state, row.seen, row.previous) == ("running", 2, None)


@pytest.mark.parametrize("state", ["finished", "stopped"])
def test_what_ended_before_is_not_due(state):
    plan = published_plan(goals=2)
    tell(plan=plan, state=state)

    rows = due_rows(plan, make_round())

    assert [row.has_ended for row in rows] == [True, False]
    assert tally(rows) == Tally(told=0, due=1, ended=1)


def test_what_ends_in_this_round_counts_as_told():
    plan, round = published_plan(goals=2), make_round()
    tell(plan=plan, state="finished", round=round)

    assert tally(due_rows(plan, round)) == Tally(told=1, due=2)


def test_what_ended_and_is_told_again_counts():
    plan, round = published_plan(goals=2), make_round()
    tell(plan=plan, state="stopped")
    tell(plan=plan, state="running", round=round)

    assert tally(due_rows(plan, round)) == Tally(told=1, due=2)


def test_without_a_round_all_that_was_told_stands_before():
    plan = published_plan()
    tell(plan=plan, round=make_round())

    assert seen_in(due_rows(plan, None)) == [("1.1", "running", None)]


def test_a_plan_without_an_edition_has_no_rows():
    plan = published_plan()
    plan.pk = 0

    assert due_rows(plan, None) == []


def queries_for(deed):
    with CaptureQueriesContext(connection) as captured:
        deed()
    return len(captured)


def test_rows_take_as_many_queries_for_one_goal_as_for_many():
    round, counts = make_round(), []
    for goals in (1, 3, 30):
        plan = published_plan(goals=goals, actions=2)
        tell(plan=plan, round=round)
        counts.append(queries_for(lambda plan=plan: seen_in(due_rows(plan, round))))

    assert (len(set(counts)), counts[0]) == (1, 7)


# --- counts of many plans ------------------------------------------------------------------------
def test_the_counts_of_plans_are_those_of_their_rows():
    round = make_round()
    plans = [published_plan(goals=goals) for goals in (1, 2, 3)]
    tell(plan=plans[1], round=round)
    tell(plan=plans[1], goal=goals_of(plans[1])[1], state="finished")
    tell(plan=plans[2], state="stopped")
    action = make_action(goal=draft_of(plans[2]).goals.last())
    publish(plans[2], note="", by=make_member(city=plans[2].city))
    tell(plan=plans[2], goal=action, kind="action", round=round)

    found = tallies(plans, round)

    assert found == {plan.pk: tally(due_rows(plan, round)) for plan in plans}
    assert list(found.values()) == [Tally(0, 1), Tally(1, 1, 1), Tally(0, 2, 1)]


def test_the_figures_of_a_round_that_is_over_stay_as_they_were():
    with time_machine.travel("2026-03-02 12:00"):
        plan, round = published_plan(goals=2), make_round(days=10)
        tell(plan=plan, round=round)
    with time_machine.travel("2026-06-02 12:00"):
        tell(plan=plan, goal=goals_of(plan)[1], state="finished")
        make_goal(chapter=draft_of(plan).chapters.get())
        publish(plan, note="", by=make_member(city=plan.city))

        assert tallies([plan], round) == {plan.pk: Tally(1, 2)}
        assert tallies([plan], make_round()) == {plan.pk: Tally(0, 2, 1)}


def test_a_plan_that_came_after_a_round_is_no_part_of_it():
    round = make_round()
    close_round(round, by=make_member())
    round.refresh_from_db()

    assert tallies([published_plan()], round) == {}


def test_counts_take_as_many_queries_for_one_plan_as_for_many():
    round = make_round()
    plans = [published_plan(goals=2) for _ in range(6)]

    assert {queries_for(lambda n=n: tallies(plans[:n], round)) for n in (1, 3, 6)} == {4}


# --- states --------------------------------------------------------------------------------------
def counted(plan, round):
    goals = goals_of(plan)
    return state_counts({"all": goals}, latest_entries(plan), round)["all"]


def test_states_are_counted_and_what_nobody_told_is_no_update():
    plan, round = published_plan(goals=4), make_round()
    for goal, state in zip(goals_of(plan), ("running", "running", "stopped"), strict=False):
        tell(plan=plan, goal=goal, state=state, round=round)

    assert counted(plan, round) == {"running": 2, "stopped": 1, NO_UPDATE: 1}


def test_a_word_from_before_the_round_is_no_update_but_an_end_stays_an_end():
    with time_machine.travel("2026-03-02 12:00"):
        plan = published_plan(goals=3)
        first, second, third = goals_of(plan)
        tell(plan=plan, goal=first, state="running")
        tell(plan=plan, goal=second, state="finished")
    with time_machine.travel("2026-06-02 12:00"):
        round = make_round()
        tell(plan=plan, goal=third, state="preparing")

        assert counted(plan, None) == {"running": 1, "finished": 1, "preparing": 1}
        assert counted(plan, round) == {NO_UPDATE: 1, "finished": 1, "preparing": 1}


def test_counts_ask_the_database_nothing(django_assert_num_queries):
    plan, round = published_plan(goals=3), make_round()
    goals, entries = goals_of(plan), latest_entries(plan)

    with django_assert_num_queries(0):
        counts = state_counts({1: goals, 2: goals[:1], 3: []}, entries, round)

    assert counts == {1: {NO_UPDATE: 3}, 2: {NO_UPDATE: 1}, 3: {}}


def test_a_round_ends_at_midnight_or_when_it_is_closed():
    day = date(2026, 3, 2)
    midnight = datetime(2026, 3, 3, tzinfo=timezone.get_default_timezone())
    round = ProgressRound(opens_on=day, closes_on=day)

    ends = [end_of(round)]
    for hours in (5, -5):
        round.closed_at = midnight - timedelta(hours=hours)
        ends.append(end_of(round))

    assert ends == [midnight, midnight - timedelta(hours=5), midnight]
