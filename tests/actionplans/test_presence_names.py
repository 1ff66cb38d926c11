"""What colleagues are told somebody is at, in the words that people use for it."""

import pytest

from actionplans.presence import arrive, colleagues_at
from tests.actionplans.desk import Desk
from tests.factories import make_goal, make_note, make_participation

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine():
    return Desk()


@pytest.fixture
def bram(mine):
    return mine.colleague("Bram Claes")


def seen_by(desk):
    return [str(one) for one in colleagues_at(desk.plan, but=desk.person)]


@pytest.mark.parametrize(
    ("row_of", "words"),
    [
        (lambda desk: desk.goal, "1.1"),
        (lambda desk: desk.chapter, "hoofdstuk 1"),
        (lambda desk: desk.action, "een actie bij 1.1"),
        (lambda desk: make_note(plan=desk.plan, number=3), "voetnoot 3"),
        (lambda desk: make_participation(goal=desk.goal, label="Unia"), "deelnemer Unia"),
        (lambda desk: desk.tree.edition, "de titel en inleiding"),
    ],
)
def test_row_is_named_as_people_call_it(mine, bram, row_of, words):
    row = row_of(mine)

    arrive(mine.plan, bram.person, row._meta.model_name, row.uid)

    assert seen_by(mine) == [f"Bram Claes bewerkt {words}"]


def test_goal_without_a_number_is_named_by_the_start_of_its_title(mine, bram):
    goal = make_goal(chapter=mine.chapter, title="Een heel lange titel " * 5)
    goal.code = ""
    goal.save()

    arrive(mine.plan, bram.person, "goal", goal.uid)

    assert seen_by(mine) == ["Bram Claes bewerkt Een heel lange titel Een heel lange tit…"]
