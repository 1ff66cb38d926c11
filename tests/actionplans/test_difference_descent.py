"""A goal that went on under another uid is joined to its old row, not told as gone and new."""

import pytest

from actionplans.differences.difference import apply, difference
from tests.actionplans.contents import action, changed, chapter, goal, goals, member, note, plan


def told(old, new, lines=()):
    """{uid: (in which ways, what is kept, new or gone)}."""
    account = difference(old, new, lines)
    assert apply(old, account) == new
    return {record["uid"]: (record["is"], record["way"]) for record in account["rows"]}


def record_of(old, new, uid, lines=()):
    [record] = [r for r in difference(old, new, lines)["rows"] if r["uid"] == uid]
    return record


@pytest.mark.parametrize("how", ["continued", "reworded", "moved"])
def test_goal_under_another_uid_is_the_same_goal(how):
    old, new = goals("a", "b"), changed(goals("a", "x"), "x", title="Doel b")

    assert told(old, new, [("x", "b", how)]) == {"x": (["continued"], "kept")}
    assert record_of(old, new, "x", [("x", "b", how)])["old_uid"] == "b"


def test_what_it_says_otherwise_is_told_beside_its_old_words():
    old, new = goals("a"), goals("x")

    record = record_of(old, new, "x", [("x", "a", "continued")])

    assert (record["is"], record["fields"]) == (
        ["continued", "reworded"],
        {"title": ["Doel a", "Doel x"]},
    )


def test_goal_that_was_split_is_told_at_both_its_heirs():
    old, new = goals("a"), goals("x", "y")
    lines = [("x", "a", "split"), ("y", "a", "split")]

    assert told(old, new, lines) == {
        "x": (["split", "reworded"], "kept"),
        "y": (["split"], "new"),
    }
    assert record_of(old, new, "y", lines)["stems_from"] == [["a", "split"]]


def test_goal_of_which_a_part_was_split_off_stays_itself():
    old, new = goals("a"), goals("a", "y")

    assert told(old, new, [("y", "a", "split")]) == {"y": (["split"], "new")}


def test_goals_that_were_merged_lead_to_their_heir():
    old, new = goals("a", "b"), goals("x")
    lines = [("x", "a", "merged"), ("x", "b", "merged")]

    assert told(old, new, lines) == {
        "x": (["merged", "reworded"], "kept"),
        "b": (["merged"], "gone"),
    }
    assert record_of(old, new, "b", lines)["became"] == [["x", "merged"]]


def test_goal_that_was_merged_into_one_that_stood_already():
    old, new = goals("a", "b"), goals("a")

    assert told(old, new, [("a", "b", "merged")]) == {
        "a": (["merged"], "kept"),
        "b": (["merged"], "gone"),
    }


def test_descent_by_way_of_a_row_in_neither_text_counts():
    old, new = goals("a"), changed(goals("x"), "x", title="Doel a")

    assert told(old, new, [("x", "m", "continued"), ("m", "a", "split")]) == {
        "x": (["split"], "kept")
    }


def test_old_descent_between_two_rows_that_both_stand_says_nothing():
    old = goals("a", "b")

    assert told(old, goals("a", "b"), [("b", "a", "split")]) == {}


def test_descent_that_runs_in_a_ring_ends():
    lines = [("x", "y", "continued"), ("y", "x", "continued"), ("y", "a", "moved")]

    assert told(goals("a"), goals("x"), lines)["x"] == (["continued", "reworded"], "kept")


def test_descent_from_what_neither_text_holds_is_no_descent():
    assert told(goals("a"), goals("a", "x"), [("x", "z", "continued")]) == {"x": (["added"], "new")}


# --- between two plans, where every uid is another ---------------------------------------------
def next_plan(**goal_values):
    """The plan above under other uids, with lines of descent for its goal only."""
    goal_values = {"actions": [action("A1")], "notes": ["N1"], **goal_values}
    home = chapter("C1", goals=[goal("G1", **goal_values)], group=[member("P1")])
    return plan(home, notes=[note("N1")])


@pytest.fixture
def old_plan():
    home = chapter(goals=[goal(actions=[action()], notes=["n1"])], group=[member()])
    return plan(home, notes=[note()])


def test_plan_that_goes_on_unchanged_tells_of_its_goals_only(old_plan):
    account = difference(old_plan, next_plan(), [("G1", "g1", "continued")])

    assert apply(old_plan, account) == next_plan()
    assert [(r["uid"], r["is"]) for r in account["rows"] if r["is"]] == [("G1", ["continued"])]


def test_chapter_under_another_name_is_known_by_its_goals(old_plan):
    new = changed(next_plan(), "C1", title="Aandacht", number="7")

    ways = told(old_plan, new, [("G1", "g1", "continued")])

    assert ways["C1"] == (["renumbered", "reworded"], "kept")
    assert ways["G1"] == (["continued"], "kept")


def test_goal_without_descent_is_new_in_the_next_plan(old_plan):
    ways = told(old_plan, next_plan())

    assert (ways["G1"], ways["g1"]) == ((["added"], "new"), (["removed"], "gone"))


def test_equal_action_under_another_uid_in_the_same_goal_is_another_action():
    old = goals("a", actions=[action("a1")])
    new = goals("a", actions=[action("a2")])

    assert told(old, new) == {"a1": (["removed"], "gone"), "a2": (["added"], "new")}
