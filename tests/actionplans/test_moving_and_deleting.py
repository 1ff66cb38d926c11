"""Rows that change place, and rows that go with all that hangs under them."""

import pytest

from actionplans.drafting import RowGoneError, delete, move, move_to
from actionplans.editions import draft_of
from actionplans.rows import Tree, state_of
from tests.actionplans.draft_log import nothing_happened, state, told
from tests.factories import (
    fill_plan,
    make_action,
    make_chapter,
    make_goal,
    make_note,
    make_participation,
    make_plan,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user(name="Noor Vandamme")


@pytest.fixture
def plan():
    return make_plan()


@pytest.fixture
def chapter(plan):
    return make_chapter(plan=plan)


@pytest.fixture
def goal(chapter):
    return make_goal(chapter=chapter, title="Oud")


# --- delete --------------------------------------------------
def test_deleting_takes_all_that_is_under_it_and_tells_it_whole(plan, officer):
    fill_plan(plan=plan, chapters=2, goals=2)
    tree = Tree(draft_of(plan))
    gone, kept = tree.chapters
    goals, (person,) = gone.goal_list, gone.group_list
    own = make_participation(goal=goals[1])
    states = {row.uid: state(row) for row in (gone, *goals, person, own)}

    deed = delete(plan, "chapter", gone.uid, seen=gone.version, by=officer)

    actions = [goal.action_list[0] for goal in goals]
    states |= {action.uid: state_of(action) for action in actions}
    expected = [
        ("action", actions[0]),
        ("goal", goals[0]),
        ("action", actions[1]),
        ("participation", own),
        ("goal", goals[1]),
        ("participation", person),
        ("chapter", gone),
    ]
    assert told(deed) == [(kind, row.uid, 2, "*", states[row.uid], None) for kind, row in expected]
    assert [row.uid for _, row in Tree(draft_of(plan)).rows()] == [
        kept.uid,
        *(goal.uid for goal in kept.goal_list),
        *(goal.action_list[0].uid for goal in kept.goal_list),
        kept.group_list[0].uid,
    ]


def test_deleting_a_note_takes_it_out_of_every_row_that_refers_to_it(plan, goal, officer):
    note, other = make_note(plan=plan, number=1), make_note(plan=plan, number=2)
    action = make_action(goal=goal)
    goal.notes.set([note, other])
    goal.timing_notes.set([note])
    action.notes.set([other])
    whole = state(note)

    deed = delete(plan, "note", note.uid, seen=note.version, by=officer)

    both = sorted([str(note.uid), str(other.uid)])
    assert told(deed) == [
        ("note", note.uid, 2, "*", whole, None),
        ("goal", goal.uid, 2, "notes", both, [str(other.uid)]),
        ("goal", goal.uid, 2, "timing_notes", [str(note.uid)], []),
    ]
    assert (list(goal.notes.all()), list(goal.timing_notes.all())) == ([other], [])


# --- move --------------------------------------------------
def in_order(chapter):
    return [goal.title for goal in chapter.goals.order_by("position", "pk")]


@pytest.fixture
def three(chapter):
    return [make_goal(chapter=chapter, title=title) for title in "ABC"]


@pytest.mark.parametrize(
    ("index", "step", "outcome"), [(0, 1, "BAC"), (2, -1, "ACB"), (1, 1, "ACB"), (1, -1, "BAC")]
)
def test_moving_swaps_neighbours(plan, chapter, three, officer, index, step, outcome):
    move(plan, "goal", three[index].uid, step=step, by=officer)

    assert "".join(in_order(chapter)) == outcome


def test_move_is_told_for_both_rows(plan, three, officer):
    deed = move(plan, "goal", three[0].uid, step=1, by=officer)

    assert told(deed) == [
        ("goal", three[1].uid, 2, "position", 2, 1),
        ("goal", three[0].uid, 2, "position", 1, 2),
    ]
    assert (deed.kind, deed.summary) == ("move", "Operationeel doel “1.1 A”")


@pytest.mark.parametrize(("index", "step"), [(0, -1), (2, 1)])
def test_move_over_the_edge_leaves_nothing(plan, chapter, three, officer, index, step):
    deed = move(plan, "goal", three[index].uid, step=step, by=officer)

    assert (deed, "".join(in_order(chapter))) == (None, "ABC")
    assert nothing_happened(plan)


def test_moving_among_rows_with_the_same_place_moves(plan, chapter, three, officer):
    chapter.goals.update(position=0)

    move(plan, "goal", three[0].uid, step=1, by=officer)

    assert "".join(in_order(chapter)) == "BAC"
    assert sorted(chapter.goals.values_list("position", flat=True)) == [1, 2, 3]


def test_goal_moves_to_the_end_of_another_chapter(plan, three, officer):
    other = make_goal(chapter=make_chapter(plan=plan, number="2")).chapter

    deed = move_to(plan, "goal", three[0].uid, parent="chapter", parent_uid=other.uid, by=officer)

    three[0].refresh_from_db()
    assert (three[0].chapter, three[0].position) == (other, 2)
    assert told(deed) == [
        ("goal", three[0].uid, 2, "chapter", str(three[1].chapter.uid), str(other.uid)),
        ("goal", three[0].uid, 2, "position", 1, 2),
    ]


def test_member_of_a_chapter_group_moves_to_the_group_of_a_goal(plan, goal, officer):
    person = make_participation(chapter=goal.chapter)

    deed = move_to(
        plan, "participation", person.uid, parent="goal", parent_uid=goal.uid, by=officer
    )

    person.refresh_from_db()
    assert (person.chapter, person.goal) == (None, goal)
    assert [line[3:] for line in told(deed)] == [
        ("chapter", str(goal.chapter.uid), None),
        ("goal", None, str(goal.uid)),
    ]


def test_moving_to_the_own_chapter_leaves_nothing(plan, goal, officer):
    deed = move_to(
        plan, "goal", goal.uid, parent="chapter", parent_uid=goal.chapter.uid, by=officer
    )

    assert deed is None
    assert nothing_happened(plan)


def test_moving_to_a_chapter_of_another_plan_is_refused(plan, goal, officer):
    foreign = make_chapter()

    with pytest.raises(RowGoneError):
        move_to(plan, "goal", goal.uid, parent="chapter", parent_uid=foreign.uid, by=officer)
