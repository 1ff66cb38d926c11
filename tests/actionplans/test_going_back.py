"""Rows that come back find their place again; going back restores the draft of before a deed."""

import uuid

import pytest

from actionplans.drafting import add, change, delete, move_to
from actionplans.editions import draft_of
from actionplans.models import Deed
from actionplans.undoing import go_back_before, undo
from tests.actionplans.deeds import DEEDS, first_goal, rich_plan, tree, words
from tests.actionplans.draft_log import state
from tests.factories import make_action, make_chapter, make_goal, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user(name="Noor Vandamme")


@pytest.fixture
def plan():
    return rich_plan()


# --- the place of a row that comes back --------------------------------------------------
@pytest.fixture
def three():
    chapter = make_chapter()
    return [make_goal(chapter=chapter, title=title) for title in "ABC"]


def add_one(chapter, title):
    uid = uuid.uuid4()
    values = {"chapter": chapter.uid, "title": title}
    return add(chapter.edition.plan, "goal", values, uid=uid, by=None)


def leave(goal, way):
    """Take the last goal out of its chapter, in one of two ways."""
    plan = goal.edition.plan
    if way == "delete":
        return delete(plan, "goal", goal.uid, seen=goal.version, by=None)
    other = make_chapter(plan=plan, number="2")
    return move_to(plan, "goal", goal.uid, parent="chapter", parent_uid=other.uid, by=None)


@pytest.mark.parametrize("way", ["delete", "move_to"])
def test_row_comes_back_before_what_took_its_place_since(three, way):
    chapter, plan = three[0].chapter, three[0].edition.plan
    left = leave(three[2], way)
    add_one(chapter, "D")

    undo(plan, left, by=None)

    places = chapter.goals.order_by("position").values_list("title", "position")
    assert list(places) == [("A", 1), ("B", 2), ("C", 3), ("D", 4)]


def test_row_that_is_added_again_makes_room_too(three):
    chapter, plan = three[0].chapter, three[0].edition.plan
    undone = undo(plan, add_one(chapter, "D"), by=None)
    add_one(chapter, "E")

    undo(plan, undone, by=None)

    places = chapter.goals.order_by("position").values_list("title", "position")
    assert list(places) == [("A", 1), ("B", 2), ("C", 3), ("D", 4), ("E", 5)]


# --- going back --------------------------------------------------
def work_on(plan, by):
    """A bit of everything; returns [(deed, what the draft said before it)]."""
    history = []

    def note_down(deed_of):
        before = words(plan)
        history.append((deed_of(), before))

    for deed in ("change", "move", "add", "delete of a note", "move to another chapter"):
        note_down(lambda deed=deed: DEEDS[deed](plan, first_goal(plan), by))
    note_down(
        lambda: delete(
            plan, "chapter", tree(plan).chapters[0].uid, seen=tree(plan).chapters[0].version, by=by
        )
    )
    note_down(lambda: undo(plan, history[-1][0], by=by))
    note_down(lambda: DEEDS["delete of a goal"](plan, first_goal(plan), by))
    return history


def test_going_back_restores_exactly_what_the_draft_said(plan, officer):
    history = work_on(plan, officer)
    for deed, before in (*history, *reversed(history)):
        go_back_before(plan, deed, by=officer)

        assert words(plan) == before


def test_going_back_is_a_deed_that_can_be_undone(plan, officer):
    history = work_on(plan, officer)
    after = words(plan)

    back = go_back_before(plan, history[0][0], by=officer)
    undo(plan, back, by=officer)

    assert words(plan) == after
    assert (back.kind, back.summary) == ("replace", "Het hele ontwerp door een vroegere versie")


def test_going_back_to_where_the_draft_is_leaves_nothing(plan, officer):
    deed = DEEDS["change"](plan, first_goal(plan), officer)
    undo(plan, deed, by=officer)

    back = go_back_before(plan, deed, by=officer)

    assert back is None


def test_row_that_comes_back_goes_on_counting_its_versions(plan, officer):
    goal = first_goal(plan)
    whole = state(goal)
    change(plan, "goal", goal.uid, {"title": "A"}, seen=1, by=officer)
    deed = delete(plan, "goal", goal.uid, seen=2, by=officer)

    go_back_before(plan, deed, by=officer)

    restored = draft_of(plan).goals.get(uid=goal.uid)
    assert (restored.version, state(restored)) == (4, {**whole, "title": "A"})


def test_work_in_another_plan_is_not_taken_back(plan, officer):
    other = make_action().edition.plan
    deed = DEEDS["change"](plan, first_goal(plan), officer)
    theirs = change(other, "goal", first_goal(other).uid, {"title": "Van hen"}, seen=1, by=officer)
    before = words(other)

    go_back_before(plan, deed, by=officer)

    assert words(other) == before
    with pytest.raises(Deed.DoesNotExist):
        undo(plan, theirs, by=officer)
