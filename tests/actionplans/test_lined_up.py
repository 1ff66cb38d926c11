"""One commitment in all cities, lined up on ECCAR's example actions."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.comparing import lined_up
from actionplans.comparing.chosen import Chosen
from actionplans.comparing.goals import goals_in
from actionplans.comparing.lined_up import line_up
from actionplans.comparing.standing import standings
from actionplans.editions import draft_of, publish
from actionplans.models import Commitment
from tests.factories import make_goal, make_member, make_participation, tell
from tests.side_by_side import city_with, goals_of

pytestmark = pytest.mark.django_db


def lined(number=7, **question):
    return line_up(Commitment.objects.get(number=number), standings(), **question)


def told(found):
    """{code of the example or '': [[titles of a city], …]} of the rows that hold something."""
    return {
        row.example.code if row.example else "": [
            [goal.title for goal in cell.goals] for cell in row.cells
        ]
        for row in found.rows
        if row.n_goals
    }


def test_cities_meet_on_the_example_action():
    city_with({"on": (7,), "example": "7.4", "title": "Testen"}, name="Aalst")
    city_with(
        {"on": (7,), "example": "7.4", "title": "Meten"},
        {"on": (7,), "example": "7.1", "title": "Regels"},
        name="Brugge",
    )

    found = lined()

    assert [str(one.city) for one in found.columns] == ["Aalst", "Brugge"]
    assert told(found) == {"7.1": [[], ["Regels"]], "7.4": [["Testen"], ["Meten"]]}


def test_what_has_no_example_of_this_commitment_stands_last():
    city_with(
        {"on": (7,), "title": "Zonder"},
        {"on": (1,), "own": (1, 7), "example": "1.3", "title": "Van elders"},
    )

    assert told(lined()) == {"": [["Zonder", "Van elders"]]}


def test_an_example_that_nobody_works_on_keeps_its_row():
    city_with({"on": (7,), "example": "7.4"})

    found = lined()

    assert {row.example.code for row in found.empty_rows} == {"7.1", "7.2", "7.3", "7.5"}


def test_a_city_without_a_goal_here_is_named_beside_unless_it_was_asked_for():
    city_with(7, name="Aalst")
    city_with(1, name="Brugge")

    by_itself, asked = lined(), lined(keeps_all=True)

    assert [str(one.city) for one in by_itself.columns] == ["Aalst"]
    assert [str(one.city) for one in by_itself.without_goals] == ["Brugge"]
    assert [str(one.city) for one in asked.columns] == ["Aalst", "Brugge"]
    assert asked.without_goals == []


def test_the_first_cell_of_a_city_is_marked_once():
    city_with({"on": (7,), "example": "7.1"}, {"on": (7,), "example": "7.4"})

    marks = [cell.is_first for row in lined().rows for cell in row.cells if cell.goals]

    assert marks == [True, False]


def test_more_cities_than_can_be_read_give_counts_only(monkeypatch):
    monkeypatch.setattr(lined_up, "MOST_SIDE_BY_SIDE", 1)
    city_with({"on": (7,), "example": "7.1"}, {"on": (7,), "own": (7,), "example": "1.1"})
    city_with({"on": (7,), "example": "7.1"}, 7)

    found = lined()

    counts = {row.example and row.example.code: (row.n_goals, row.n_cities) for row in found.rows}
    assert (found.is_too_wide, found.columns, found.goals) == (True, [], [])
    assert (counts["7.1"], counts["7.2"], counts[None]) == ((2, 2), (0, 0), (2, 2))


def test_a_filter_counts_and_shows_the_same_goals():
    plan = city_with(7, {"on": (7,), "title": "Loopt"})
    tell(plan=plan, goal=goals_of(plan)[1], state="running")

    found = lined(only=Chosen(states=("running",)))

    assert (found.n_goals, told(found)) == (1, {"": [["Loopt"]]})


def test_the_day_decides_the_words_and_the_progress(time_machine):
    time_machine.move_to("2026-02-01 12:00:00+00:00")
    plan = city_with({"on": (7,), "title": "Oud"})
    tell(plan=plan, state="running")
    time_machine.move_to("2026-02-20 12:00:00+00:00")
    draft = draft_of(plan)
    draft.goals.update(title="Nieuw")
    publish(plan, note="", by=make_member(city=plan.city), decision=None)
    tell(plan=plan, state="finished")
    day = date(2026, 2, 10)

    commitment = Commitment.objects.get(number=7)
    then = line_up(commitment, standings(day), day=day).goals[0]
    now = lined().goals[0]

    assert (then.title, then.told.entry.state) == ("Oud", "running")
    assert (now.title, now.told.entry.state) == ("Nieuw", "finished")


# --- the goals themselves ----------------------------------------------------------------------
def test_goals_come_city_by_city_as_their_plan_reads():
    plan = city_with({"on": (1,), "title": "Een"}, {"on": (2,), "title": "Twee"}, name="Brugge")
    city_with({"on": (2,), "title": "Elders"}, name="Aalst")
    first = draft_of(plan).chapters.first()
    make_goal(chapter=first, title="Nog een")
    publish(plan, note="", by=make_member(city=plan.city), decision=None)

    found = goals_in(standings())

    assert [goal.title for goal in found] == ["Elders", "Een", "Nog een", "Twee"]
    assert [str(goal.city) for goal in found] == ["Aalst", "Brugge", "Brugge", "Brugge"]


def test_a_goal_knows_its_commitments_actions_and_group():
    plan = city_with({"on": (1,), "own": (4, 2), "action": "Een gesprek"}, 1)
    goal = draft_of(plan).goals.order_by("pk").last()
    make_participation(goal=goal, label="Alleen hier")
    publish(plan, note="", by=make_member(city=plan.city), decision=None)

    one, other = goals_in(standings())

    assert (one.numbers, [action.text for action in one.action_list]) == ([2, 4], ["Een gesprek"])
    assert [member.label for member in one.group_list] == ["Dienst Samenleven"]
    assert [member.label for member in other.group_list] == ["Alleen hier"]


def test_a_draft_adds_nothing():
    plan = city_with({"on": (1,), "title": "Gepubliceerd"})
    make_goal(chapter=draft_of(plan).chapters.get(), title="Nog geheim")

    assert [goal.title for goal in goals_in(standings())] == ["Gepubliceerd"]


def test_without_any_text_there_are_no_goals_and_no_queries(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert goals_in([]) == []


def test_as_many_queries_for_one_plan_as_for_many():
    figures = []
    for _ in range(2):
        for _ in range(2):
            plan = city_with({"on": (7,), "example": "7.1", "action": "Iets"}, 7)
            tell(plan=plan, state="running")
        with CaptureQueriesContext(connection) as captured:
            lined()
        figures.append(len(captured))

    assert figures[0] == figures[1]
