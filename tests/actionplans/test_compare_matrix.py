"""Counting the goals of all cities per commitment, and how far they are."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actionplans.comparing.chosen import Chosen
from actionplans.comparing.matrix import OUTSIDE, matrix_of
from actionplans.comparing.standing import standings
from actionplans.editions import withdraw
from cities.models import Ground
from tests.factories import join, make_city, make_member, make_round, tell
from tests.side_by_side import city_with, goals_of

pytestmark = pytest.mark.django_db


def counted(matrix, place=0):
    """{commitment: goals} of a column, without the zeros."""
    cells = matrix.columns[place].cells
    return {number: cell.n for number, cell in cells.items() if cell.n}


def test_a_goal_counts_at_its_own_commitments_instead_of_its_chapters():
    city_with(1, {"on": (1,), "own": (7, 9)}, 7)

    matrix = matrix_of(standings())

    assert counted(matrix) == {1: 1, 7: 2, 9: 1}
    assert matrix.columns[0].total.n == 3


def test_a_chapter_on_two_commitments_counts_at_both_and_once_in_the_total():
    city_with({"on": (3, 4)})

    matrix = matrix_of(standings())

    assert (counted(matrix), matrix.columns[0].total.n) == ({3: 1, 4: 1}, 1)


def test_goals_that_fit_none_of_the_ten_stay_in_a_row_of_their_own():
    city_with(1, None, None)

    matrix = matrix_of(standings())

    assert counted(matrix) == {1: 1, OUTSIDE: 2}
    assert (matrix.outside.n_goals, matrix.columns[0].has_own_order) == (2, False)


def test_a_plan_without_any_commitment_has_an_own_order():
    city_with(None, None)

    matrix = matrix_of(standings())

    assert matrix.columns[0].has_own_order is True


def test_every_city_keeps_a_column_and_says_why_it_is_empty():
    join(city=make_city(name="Aalst"))
    city_with(1, name="Brugge")

    matrix = matrix_of(standings())

    told = [(str(one.city), one.standing.why_in_words, one.total.n) for one in matrix.columns]
    assert told == [("Aalst", "nog geen plan in het portaal", 0), ("Brugge", "", 1)]


def test_states_are_counted_per_cell_and_silence_is_no_update():
    plan = city_with(1, 1, 1)
    told = goals_of(plan)
    tell(plan=plan, goal=told[0], state="finished")
    tell(plan=plan, goal=told[1], state="running")

    cell = matrix_of(standings()).columns[0].cells[1]

    assert cell.states == Counter({"finished": 1, "running": 1, "": 1})
    assert cell.told == Counter({"finished": 1, "running": 1})


def test_what_was_told_before_the_last_round_is_no_update_unless_it_ended(time_machine):
    time_machine.move_to("2026-02-01 12:00:00+00:00")
    plan = city_with(1, 1)
    running, finished = goals_of(plan)
    tell(plan=plan, goal=running, state="running")
    tell(plan=plan, goal=finished, state="finished")
    time_machine.move_to("2026-03-01 12:00:00+00:00")
    make_round(days=10)

    now = matrix_of(standings()).columns[0].cells[1].states
    then = matrix_of(standings(date(2026, 2, 2)), day=date(2026, 2, 2)).columns[0].cells[1].states

    assert now == Counter({"": 1, "finished": 1})
    assert then == Counter({"running": 1, "finished": 1})


def test_the_state_of_a_day_is_what_was_told_by_then(time_machine):
    time_machine.move_to("2026-02-01 12:00:00+00:00")
    plan = city_with(1)
    tell(plan=plan, state="preparing")
    time_machine.move_to("2026-02-10 12:00:00+00:00")
    tell(plan=plan, state="finished")
    day = date(2026, 2, 9)

    states = matrix_of(standings(day), day=day).columns[0].cells[1].states

    assert states == Counter({"preparing": 1})


def test_a_filter_leaves_other_goals_out_of_every_count():
    plan = city_with(1, 1, 2)
    tell(plan=plan, goal=goals_of(plan)[0], state="running")

    matrix = matrix_of(standings(), only=Chosen(states=("running",)))

    assert (counted(matrix), matrix.columns[0].total.n) == ({1: 1}, 1)


def test_a_filter_on_no_update_finds_what_nobody_told():
    plan = city_with(1, 2)
    tell(plan=plan, goal=goals_of(plan)[0], state="running")

    matrix = matrix_of(standings(), only=Chosen(states=("geen",)))

    assert counted(matrix) == {2: 1}


def test_a_filter_within_a_theme_must_meet_both():
    plan = city_with(1, 2)
    tell(plan=plan, goal=goals_of(plan)[0], state="running")
    theme = Chosen(commitments=(2,), grounds=(Ground.objects.first().code,), is_any=True)

    found = matrix_of(standings(), only=Chosen(within=theme))
    both = matrix_of(standings(), only=Chosen(states=("running",), within=theme))

    assert (counted(found), counted(both)) == ({2: 1}, {})


@pytest.mark.parametrize(
    ("goals", "accents"),
    [
        ((1, 1, 1), {1}),
        ((1, 1), set()),
        (tuple(range(1, 11)) * 3, set()),
        ((*tuple(range(1, 11)) * 2, 5, 5), {5}),
    ],
)
def test_an_accent_is_three_goals_and_half_as_much_again_as_the_average(goals, accents):
    city_with(*goals)

    cells = matrix_of(standings()).columns[0].cells

    assert {number for number, cell in cells.items() if cell.is_accent} == accents


def test_a_filtered_matrix_shows_no_accents():
    city_with(1, 1, 1)

    cells = matrix_of(standings(), only=Chosen(commitments=(1,))).columns[0].cells

    assert (cells[1].n, cells[1].is_accent) == (3, False)


def test_commitments_without_a_goal_anywhere_are_named():
    city_with(*range(1, 10))

    matrix = matrix_of(standings())

    assert [line.commitment.number for line in matrix.empty_lines] == [10]
    assert [line.n_cities for line in matrix.lines] == [1] * 9 + [0]


def test_a_city_whose_newest_edition_was_withdrawn_has_no_counts():
    plan = city_with(1)
    edition = plan.editions.published().get()
    withdraw(edition, reason="Fout", by=make_member(city=plan.city))
    yesterday = timezone.localdate() - timedelta(days=1)

    now, before = matrix_of(standings()), matrix_of(standings(yesterday), day=yesterday)

    assert (counted(now), counted(before)) == ({}, {})
    assert now.columns[0].standing.why_in_words == "het plan is ingetrokken"


def test_as_many_queries_for_one_city_as_for_many():
    city_with(1, None)
    figures = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            matrix_of(standings())
        figures.append(len(captured))
        for _ in range(3):
            city_with(1, {"on": (2,), "own": (3,)}, None)

    assert figures[0] == figures[1]
