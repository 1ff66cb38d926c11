"""The account of what changed between two texts of a plan."""

import json

import pytest
from hypothesis import given, settings

from actionplans.differences.difference import apply, difference, longest_rise
from tests.actionplans.contents import (
    action,
    changed,
    chapter,
    contents,
    descents,
    goal,
    goals,
    member,
    note,
    plan,
)


def told(old, new, lines=()):
    """{uid: in which ways it changed}; and what was told leads from old to new."""
    account = difference(old, new, lines)
    assert apply(old, account) == new
    return {record["uid"]: record["is"] for record in account["rows"]}


def record_of(old, new, uid, lines=()):
    [record] = [r for r in difference(old, new, lines)["rows"] if r["uid"] == uid]
    return record


@settings(max_examples=120, deadline=None)
@given(contents(), contents(), descents())
def test_what_changed_leads_from_any_text_to_any_other(old, new, lines):
    account = json.loads(json.dumps(difference(old, new, lines)))

    assert apply(old, account) == new


@settings(max_examples=20, deadline=None)
@given(contents(), descents())
def test_the_same_text_has_no_difference(content, lines):
    assert difference(content, content, lines)["rows"] == []


def test_goal_put_on_top_marks_nothing_else():
    assert told(goals("a", "b", "c"), goals("x", "a", "b", "c")) == {"x": ["added"]}


def test_goal_taken_away_marks_nothing_else():
    assert told(goals("a", "b", "c"), goals("a", "c")) == {"b": ["removed"]}


def test_one_goal_that_changes_place_is_the_only_one_told():
    old, new = goals("a", "b", "c", "d"), goals("d", "a", "b", "c")

    assert told(old, new) == {"d": ["reordered"]}
    assert record_of(old, new, "d")["places"] == [4, 1]


@pytest.mark.parametrize(
    ("values", "rise"),
    [
        ([], set()),
        ([None], set()),
        ([0, 1, 2], {0, 1, 2}),
        ([2, 0, 1], {1, 2}),
        ([None, 1, None, 0, 2], {3, 4}),
        ([4, 3, 2, 1], {3}),
    ],
)
def test_most_rows_that_can_be_called_unmoved(values, rise):
    assert longest_rise(values) == rise


def two_chapters(first, second):
    return plan(chapter("c1", goals=first), chapter("c2", "Wonen", number="2", goals=second))


def test_goal_in_another_chapter_is_moved_and_keeps_its_actions():
    one, other = goal("a", actions=[action()]), goal("b")
    old, new = two_chapters([one, other], []), two_chapters([other], [one])

    assert told(old, new) == {"a": ["moved"]}
    assert record_of(old, new, "a")["was_in"] == ["chapter", "c1"]


def test_goal_that_outlives_its_chapter_is_moved():
    old = two_chapters([goal("a")], [])
    new = plan(chapter("c2", "Wonen", number="2", goals=[goal("a")]))

    assert told(old, new) == {"a": ["moved"], "c1": ["removed"]}


CHANGES = {
    "number of a goal": ("g1", {"code": "2.1"}, ["renumbered"]),
    "number of a chapter": ("c1", {"number": "2"}, ["renumbered"]),
    "number of a note": ("n1", {"number": 7}, ["renumbered"]),
    "words of a goal": ("g1", {"title": "Anders 👩‍👧 שלום"}, ["reworded"]),
    "explanation": ("g1", {"explanation": "Waarom"}, ["reworded"]),
    "words of an action": ("a1", {"text": "Anders"}, ["reworded"]),
    "words of a note": ("n1", {"text": "Anders"}, ["reworded"]),
    "name in a group": ("p1", {"label": "Unia"}, ["reworded"]),
    "title of the plan": ("", {"title": "Anders"}, ["reworded"]),
    "timing": ("g1", {"timing_from": 2027}, ["changed"]),
    "SDGs": ("g1", {"sdgs": [5, 10]}, ["changed"]),
    "organiser": ("p1", {"role": "organiser"}, ["changed"]),
    "crosswalk": ("c1", {"commitments": [1, 4]}, ["changed"]),
    "notes of an action": ("a1", {"notes": ["n1"]}, ["changed"]),
    "number and words": ("g1", {"code": "9", "title": "x"}, ["renumbered", "reworded"]),
}


@pytest.mark.parametrize("case", CHANGES)
def test_each_change_is_called_by_its_name(case):
    uid, values, ways = CHANGES[case]
    home = chapter(goals=[goal(actions=[action()])], group=[member()])
    old = plan(home, notes=[note()])
    new = changed(old, uid, **values)

    assert told(old, new) == {uid: ways}
    fields = record_of(old, new, uid)["fields"]
    assert {name: value for name, (_, value) in fields.items()} == values


def test_chapter_that_goes_takes_all_under_it_along():
    gone = chapter("c2", goals=[goal("b", actions=[action("z")])], group=[member()])
    old, new = plan(chapter(), gone), plan(chapter())

    assert told(old, new) == dict.fromkeys(["c2", "p1", "b", "z"], ["removed"])


def test_gone_goal_is_told_where_it_stood():
    account = difference(goals("a", "b", "c", "d"), goals("x", "a", "d"))

    assert [record["uid"] for record in account["rows"]] == ["x", "b", "c"]


def test_names_of_rows_and_of_those_above_them_come_along():
    old = plan(chapter(goals=[goal(actions=[action()])]))
    new = changed(old, "a1", text="Een campagne op school")

    assert difference(old, new)["names"] == {
        "a1": ["action", "", "Een campagne op school", "g1"],
        "g1": ["goal", "1.1", "Meldpunten zijn bekend", "c1"],
        "c1": ["chapter", "1", "Waakzaamheid", ""],
    }
