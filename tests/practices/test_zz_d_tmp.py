"""The base check of a proposal, field by field, without a database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.fiche.fields import PARTS, Kind
from practices.proposing.comparing import compare
from practices.proposing.listing import merge_lists

ITEMS = st.lists(st.sampled_from("abcde"), max_size=5, unique=True)
LINES = st.lists(st.sampled_from("abc"), max_size=4)
few = settings(max_examples=4000)


def checked(name, base, now, proposed):
    return compare("shared", PARTS["shared"][name], base, now, proposed)


def image(uid, **values):
    return {"uid": uid, "alt": uid, "decorative": False, "caption": "", "credit": "", **values}


# --- texts ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("base", "now", "proposed", "status", "result"),
    [
        ("a", "a", "b", "clean", "b"),
        ("a", "b", "b", "settled", "b"),
        ("a", "b", "c", "conflict", "c"),
        ("", "", "b", "clean", "b"),
        ("a", "a", "", "clean", ""),
        ("a", "", "b", "conflict", "b"),
        ("a ", "a", "b", "clean", "b"),
    ],
)
def test_a_text_is_clean_settled_or_a_conflict(base, now, proposed, status, result):
    found = checked("title", base, now, proposed)

    assert (found.status, found.result) == (status, result)


def test_two_paragraphs_changed_by_two_people_are_combined_to_read_over():
    base, now, proposed = "een\n\ntwee", "een\n\nTWEE", "EEN\n\ntwee"

    found = checked("description", base, now, proposed)

    assert (found.is_conflict, found.combined) == (True, "EEN\n\nTWEE")


# --- lists ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("base", "now", "proposed", "status", "result"),
    [
        (["a"], ["a", "x"], ["a", "y"], "clean", ["a", "x", "y"]),
        ([], ["x"], ["y"], "clean", ["x", "y"]),
        (["a", "b"], ["b"], ["a", "b", "y"], "clean", ["b", "y"]),
        (["a", "b"], ["a", "b", "x"], ["b"], "clean", ["b", "x"]),
        (["a"], ["a"], ["z", "a"], "clean", ["z", "a"]),
        (["a"], ["x"], ["y"], "conflict", ["y"]),
        (["a"], [], ["y"], "conflict", ["y"]),
        (["a", "b"], ["b"], ["b"], "settled", ["b"]),
        (["a", "b"], ["a", "b", "x"], ["b", "a"], "clean", ["b", "a", "x"]),
        (["a", "b", "c"], ["c", "a", "b"], ["b", "a", "c"], "conflict", ["b", "a", "c"]),
        (["a", "a"], ["a", "a"], ["a", "a", "a"], "clean", ["a", "a", "a"]),
    ],
)
def test_a_list_is_compared_by_entry(base, now, proposed, status, result):
    found = checked("partners", base, now, proposed)

    assert (found.status, found.result) == (status, result)


def test_codes_of_a_shared_list_stay_sorted():
    assert checked("domains", [], ["wonen"], ["politie"]).result == ["politie", "wonen"]


def test_a_link_is_known_by_its_address():
    old, new = {"title": "Oud", "url": "https://a.be"}, {"title": "Nieuw", "url": "https://a.be"}
    other = {"title": "B", "url": "https://b.be"}

    found = checked("links", [old], [old, other], [new])

    assert (found.status, found.result) == ("clean", [new, other])


def test_a_caption_that_two_people_changed_is_a_conflict():
    found = checked(
        "images", [image("1")], [image("1", caption="mei")], [image("1", caption="juni")]
    )

    assert found.is_conflict


def test_a_photo_never_meets_another_photo():
    base = [image("1")]

    found = checked("images", base, [image("2")], [*base, image("3")])

    assert (found.status, found.result) == ("clean", [image("2"), image("3")])


# --- for any values ------------------------------------------------------------------------------
@few
@given(ITEMS, ITEMS)
def test_a_clean_list_is_taken_as_it_was_proposed(base, proposed):
    found = checked("partners", base, base, proposed)

    assert (found.result, found.is_conflict) == (proposed, False)


@few
@given(ITEMS, st.data())
def test_two_additions_both_survive(base, data):
    places = st.integers(0, len(base))
    mine, theirs = list(base), list(base)
    mine.insert(data.draw(places), "mijn")
    theirs.insert(data.draw(places), "hun")

    found = checked("partners", base, theirs, mine)

    assert (found.status, sorted(found.result)) == ("clean", sorted([*base, "mijn", "hun"]))


@few
@given(ITEMS, ITEMS, ITEMS)
def test_applying_twice_is_applying_once(base, now, proposed):
    once = checked("partners", base, now, proposed)

    twice = checked("partners", base, once.result, proposed)

    assert (twice.result, twice.is_settled) == (once.result, True)


@few
@given(LINES, LINES, LINES)
def test_nothing_is_lost_of_what_either_added(base, now, proposed):
    merged = merge_lists(Kind.ITEMS, base, now, proposed).value

    assert set(proposed) - set(base) <= set(merged)
    assert set(now) - set(base) <= set(merged) | (set(base) - set(proposed))


@few
@given(st.text(max_size=5), st.text(max_size=5))
def test_a_text_that_did_not_move_is_never_a_conflict(base, proposed):
    found = checked("extra", base, base, proposed)

    assert not found.is_conflict
