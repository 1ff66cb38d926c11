"""What a difference says first, and what it leaves out or takes together: the answer on top."""

from collections import Counter

import pytest
from hypothesis import given, settings

from actionplans.differences.difference import difference
from actionplans.differences.story import LISTS_OF_GOALS, Story
from actionplans.differences.summary import goals_by_what_happened, visible
from actionplans.differences.words import timing_words
from tests.actionplans.contents import action, changed, chapter, contents, descents, goal, goals
from tests.actionplans.contents import plan as text_of

YEARS = {"timing_from": 2020, "timing_until": 2025, "timing_text": "2020-2025"}


def story(old, new, lines=()):
    return Story(
        difference(old, new, lines), since="Sinds editie 1", address=lambda *row: f"/{row[1]}/"
    )


def lists(told):
    """{heading: [name]}"""
    return {heading: [entry.name for entry in entries] for heading, entries in told.lists}


def lines(part):
    return [(line.label, line.pieces) for line in part.lines]


def next_text(old_goal, new_goal):
    """The only goal of a plan, and of the plan after it."""
    return text_of(chapter(goals=[old_goal])), text_of(chapter("C1", goals=[new_goal]))


# --- timing, in one line -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"timing_text": "najaar 2027", "timing_from": 2026}, "najaar 2027"),
        (
            {"timing_from": 2026, "timing_until": 2028, "timing_kind": "by"},
            "2026–2028, te bereiken",
        ),
        ({"timing_from": 2026, "timing_until": 2026}, "2026"),
        ({"timing_from": 2026}, "vanaf 2026"),
        ({"timing_until": 2028, "timing_kind": "ongoing"}, "tot en met 2028, doorlopend"),
    ],
)
def test_timing_is_told_in_words(values, words):
    assert timing_words(values) == words


def test_four_fields_of_a_timing_are_one_line():
    old = text_of(chapter(goals=[goal(**YEARS, timing_kind="by")]))
    new = changed(changed(old, "g1", title="Anders", timing_kind="ongoing"), "g1", timing_text="")
    new = changed(new, "g1", timing_from=2026, timing_until=2031)

    [told] = story(old, new).chapters[0].goals

    assert lines(told)[1:] == [
        ("Timing", [("removed", "2020-2025, te bereiken"), ("added", "2026–2031, doorlopend")])
    ]
    assert told.ways == ["herschreven", "andere timing"]


def test_timing_that_only_moved_from_words_to_years_says_so():
    old = text_of(chapter(goals=[goal(timing_text="2026–2028")]))
    new = changed(old, "g1", timing_text="", timing_from=2026, timing_until=2028)

    [told] = story(old, new).chapters[0].retimed

    assert lines(told) == [("Timing", [("same", "2026–2028")])]
    assert [remark.words for remark in told.lines[0].remarks] == ["Leest hetzelfde."]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (dict.fromkeys(YEARS, None) | {"timing_text": ""}, "alleen de timing verviel"),
        ({"timing_text": "2026-2031"}, "alleen de timing veranderde"),
    ],
)
def test_goals_that_changed_only_in_timing_are_one_line_per_chapter(values, words):
    old = goals("a", "b", "c", **YEARS)
    new = changed(changed(old, "a", **values), "b", **values)

    [told] = story(old, new).chapters

    assert ([goal.uid for goal in told.retimed], told.goals) == (["a", "b"], [])
    assert told.retimed_words == f"2 doelen: {words}"
    assert story(old, new).opening == "Sinds editie 1 veranderde bij 2 doelen alleen de timing."


def test_timing_of_an_action_alone_is_no_more_than_timing():
    old = text_of(chapter(goals=[goal(actions=[action()])]))
    once, both = changed(old, "a1", timing_text="2027"), changed(old, "a1", text="Anders")

    assert [len(story(old, new).chapters[0].retimed) for new in (once, both)] == [1, 0]


# --- what goes on -------------------------------------------------------------------------------
def test_goal_and_action_that_go_on_unchanged_are_only_counted():
    old, new = next_text(goal(actions=[action()]), goal("G1", actions=[action("A1", "Nu")]))
    descents = [("G1", "g1", "continued"), ("A1", "a1", "continued")]

    same = story(old, changed(new, "A1", text=action()["text"]), descents)
    reworded = story(old, new, descents)

    assert (same.opening, same.chapters, same.lists, same.is_empty) == (
        "Sinds editie 1 gaat 1 doel ongewijzigd verder.",
        [],
        [],
        True,
    )
    [told] = reworded.chapters[0].goals
    assert (told.ways, told.remarks, told.lines[0].ways) == ([], [], ["voortgezet", "herschreven"])


@pytest.mark.parametrize(
    ("values", "ways"),
    [
        ({"title": "Anders"}, ["voortgezet", "herschreven"]),
        ({"code": "9.9"}, ["voortgezet", "hernummerd"]),
        ({"grounds": ["age"]}, ["gewijzigd"]),
    ],
)
@pytest.mark.django_db
def test_goal_is_called_continued_when_its_text_or_number_changed(values, ways):
    old, new = next_text(goal(), goal("G1", **values))

    [told] = story(old, new, [("G1", "g1", "continued")]).chapters[0].goals

    assert told.ways == ways
    assert [remark.words for remark in told.remarks] == ["Voortgezet uit"][: len(ways) - 1]


# --- the lists on top ----------------------------------------------------------------------------
def test_each_goal_stands_in_the_one_list_that_says_most_of_it():
    old = goals("a", "b", "c", "d", "e", "f", "s", "m")
    old["chapters"].append(chapter("c2", "Meten", goals=[]))
    new = text_of(
        chapter(
            title="Aandacht",
            goals=[
                goal("a", "Anders", code="7"),
                goal("c", "Doel c", code="", actions=[action("a9")]),
                goal("d", "Doel d", code="8"),
                goal("x", "Een deel", actions=[action("a8")]),
                goal("y", "Een ander deel"),
                goal("f", "Doel f", code=""),
                goal("n", "Nieuw doel"),
            ],
        ),
        chapter("c2", "Meten", goals=[goal("e", "Doel e", code="")]),
    )

    told = story(old, new, [("x", "s", "split"), ("y", "s", "split"), ("f", "m", "merged")])

    assert lists(told) == {
        "Nieuw": ["1.1 Nieuw doel"],
        "Verdwenen": ["Doel b"],
        "Opgesplitst": ["Doel s"],
        "Samengevoegd": ["Doel m"],
        "Herschreven": ["7 Anders"],
        "Verplaatst": ["Doel e"],
        "Andere acties of kenmerken": ["Doel c"],
        "Ander nummer of andere volgorde": ["8 Doel d"],
        "Buiten de doelen": ["1 Aandacht"],
    }
    [split] = dict(told.lists)["Opgesplitst"]
    assert [(heir.name, heir.url) for heir in split.heirs] == [
        ("1.1 Een deel", "#doel-x"),
        ("1.1 Een ander deel", "#doel-y"),
    ]


@settings(max_examples=60, deadline=None)
@given(contents(), contents(), descents())
def test_sentence_and_lists_count_the_same_and_lead_to_what_stands_below(old, new, lines):
    account = difference(old, new, lines)
    happened = goals_by_what_happened(visible(account))
    each = Counter(uid for uids in happened.values() for uid in uids)

    told = story(old, new, lines)

    assert set(each.values()) <= {1}
    found = {heading: len(entries) for heading, entries in told.lists}
    for what, heading in LISTS_OF_GOALS.items():
        assert found.get(heading, 0) == len(happened[what])
    parts = [part for one in told.chapters for part in (*one.goals, *one.retimed)]
    places = {f"#doel-{part.uid}" for part in parts}
    places |= {f"#hoofdstuk-{one.uid}" for one in told.chapters} | {"#het-plan", "#voetnoten"}
    for _, entries in told.lists:
        for entry in entries:
            assert {one.url for one in (entry, *entry.heirs)} - {""} <= places
