"""Undo takes back one deed, as long as no later work stands on it."""

import uuid

import pytest

from actionplans.drafting import CannotChangeError, add, change, delete, move, move_to
from actionplans.models import Deed
from actionplans.undoing import undo
from tests.actionplans.deeds import DEEDS, first_goal, rich_plan, tree, words
from tests.actionplans.draft_log import told
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user(name="Noor Vandamme")


@pytest.fixture
def plan():
    return rich_plan()


@pytest.fixture(params=DEEDS)
def deed(request, plan, officer):
    """A deed of each kind; `before` is what the draft said until then."""
    before = words(plan)
    done = DEEDS[request.param](plan, first_goal(plan), officer)
    done.before = before
    assert words(plan) != before
    return done


# --- undo --------------------------------------------------
def test_undo_brings_the_words_back(plan, deed, officer):
    undone = undo(plan, deed, by=officer)

    assert words(plan) == deed.before
    assert (undone.kind, undone.undoes, undone.summary) == ("undo", deed, deed.summary)
    assert undone.by.user == officer


def test_undo_tells_the_same_lines_the_other_way_round(plan, deed, officer):
    undone = undo(plan, deed, by=officer)

    forth = {(kind, uid, field): (old, new) for kind, uid, _, field, old, new in told(deed)}
    back = {(kind, uid, field): (new, old) for kind, uid, _, field, old, new in told(undone)}
    assert back == forth


def test_undo_raises_versions(plan, deed, officer):
    versions = {line[1]: line[2] for line in told(deed)}

    undone = undo(plan, deed, by=officer)

    assert {line[1]: line[2] - 1 for line in told(undone)} == versions


def test_undo_of_undo_does_it_again(plan, deed, officer):
    after = words(plan)

    undo(plan, undo(plan, deed, by=officer), by=officer)

    assert words(plan) == after


def test_deed_is_undone_once(plan, deed, officer):
    undo(plan, deed, by=officer)

    with pytest.raises(CannotChangeError, match="Dit is al ongedaan gemaakt."):
        undo(plan, deed, by=officer)

    assert Deed.objects.filter(kind="undo").count() == 1


# --- undo that is refused --------------------------------------------------
def touch_the_field(plan, goal):
    deed = change(plan, "goal", goal.uid, {"title": "A"}, seen=1, by=None)
    change(plan, "goal", goal.uid, {"title": "B"}, seen=2, by=None)
    return deed


def touch_what_was_added(plan, goal):
    uid = uuid.uuid4()
    deed = add(plan, "action", {"goal": goal.uid, "text": "A"}, uid=uid, by=None)
    change(plan, "action", uid, {"text": "B"}, seen=1, by=None)
    return deed


def add_under_what_was_added(plan, goal):
    uid = uuid.uuid4()
    deed = add(plan, "goal", {"chapter": goal.chapter.uid, "title": "A"}, uid=uid, by=None)
    add(plan, "action", {"goal": uid, "text": "B"}, uid=uuid.uuid4(), by=None)
    return deed


def refer_to_what_was_added(plan, goal):
    uid = uuid.uuid4()
    deed = add(plan, "note", {"number": 2, "text": "A"}, uid=uid, by=None)
    change(plan, "goal", goal.uid, {"notes": [uid]}, seen=1, by=None)
    return deed


def delete_what_was_changed(plan, goal):
    deed = change(plan, "goal", goal.uid, {"title": "A"}, seen=1, by=None)
    delete(plan, "goal", goal.uid, seen=2, by=None)
    return deed


def delete_the_parent_of_what_was_deleted(plan, goal):
    deed = delete(plan, "goal", goal.uid, seen=goal.version, by=None)
    delete(plan, "chapter", goal.chapter.uid, seen=goal.chapter.version, by=None)
    return deed


def delete_the_note_that_was_taken_out(plan, goal):
    note = goal.notes.get()
    deed = change(plan, "goal", goal.uid, {"notes": []}, seen=1, by=None)
    delete(plan, "note", note.uid, seen=note.version, by=None)
    return deed


def move_again(plan, goal):
    deed = move(plan, "goal", goal.uid, step=1, by=None)
    move(plan, "goal", goal.uid, step=1, by=None)
    return deed


def move_to_another_chapter_on_the_same_place(plan, goal):
    """Place 2 of one list is not place 2 of another."""
    deed = move(plan, "goal", goal.uid, step=1, by=None)
    other = tree(plan).chapters[1]
    for moved in other.goal_list[1:]:
        delete(plan, "goal", moved.uid, seen=moved.version, by=None)
    move_to(plan, "goal", goal.uid, parent="chapter", parent_uid=other.uid, by=None)
    goal.refresh_from_db()
    assert goal.position == 2
    return deed


@pytest.mark.parametrize(
    "deed_and_later_work",
    [
        touch_the_field,
        touch_what_was_added,
        add_under_what_was_added,
        refer_to_what_was_added,
        delete_what_was_changed,
        delete_the_parent_of_what_was_deleted,
        delete_the_note_that_was_taken_out,
        move_again,
        move_to_another_chapter_on_the_same_place,
    ],
)
def test_undo_is_refused_when_later_work_stands_on_it(plan, officer, deed_and_later_work):
    deed = deed_and_later_work(plan, first_goal(plan))
    before, deeds = words(plan), Deed.objects.count()

    with pytest.raises(CannotChangeError, match="er is intussen verder aan gewerkt"):
        undo(plan, deed, by=officer)

    assert (words(plan), Deed.objects.count()) == (before, deeds)


def test_work_on_another_field_of_the_row_does_not_stand_in_the_way(plan, officer):
    goal = first_goal(plan)
    deed = change(plan, "goal", goal.uid, {"title": "A"}, seen=1, by=officer)
    change(plan, "goal", goal.uid, {"explanation": "B"}, seen=2, by=officer)

    undo(plan, deed, by=officer)

    goal.refresh_from_db()
    assert (goal.title, goal.explanation, goal.version) == ("Meldpunten zijn bekend", "B", 4)


def test_added_row_that_a_neighbour_moved_past_can_be_taken_back(plan, officer):
    goal = first_goal(plan)
    uid = uuid.uuid4()
    deed = add(plan, "goal", {"chapter": goal.chapter.uid, "title": "A"}, uid=uid, by=officer)
    move(plan, "goal", uid, step=-1, by=officer)

    undo(plan, deed, by=officer)

    assert not goal.chapter.goals.filter(uid=uid).exists()
