"""Two texts word by word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.differences import wording as wording_difference
from actionplans.differences.wording import entry_changes, only_white_space, word_changes
from tests.actionplans.contents import WORDS

TEXTS = WORDS | st.text(max_size=30)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from([1, 12, 2_000_000]))
def test_pieces_make_both_texts(old, new, bound):
    before, wording_difference.BOUND = wording_difference.BOUND, bound
    try:
        pieces = word_changes(old, new)
    finally:
        wording_difference.BOUND = before

    assert "".join(text for part, text in pieces if part != "added") == old
    assert "".join(text for part, text in pieces if part != "removed") == new
    assert all(text for _, text in pieces)


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "", []),
        ("a", "a", [("same", "a")]),
        ("", "a", [("added", "a")]),
        ("a", "", [("removed", "a")]),
        (
            "een campagne op straat",
            "een campagne op straat en pleinen",
            [("same", "een campagne op straat"), ("added", " en pleinen")],
        ),
        (
            "Jaarlijks overleg met de politie.",
            "Halfjaarlijks overleg met de politie.",
            [
                ("removed", "Jaarlijks"),
                ("added", "Halfjaarlijks"),
                ("same", " overleg met de politie."),
            ],
        ),
        (
            "Feest 👩\u200d👩\u200d👧 op straat",
            "Feest 👩\u200d👩\u200d👦 op straat",
            [
                ("same", "Feest "),
                ("removed", "👩\u200d👩\u200d👧"),
                ("added", "👩\u200d👩\u200d👦"),
                ("same", " op straat"),
            ],
        ),
        (
            "het cafe\u0301 blijft open",
            "het cafe blijft open",
            [
                ("same", "het "),
                ("removed", "cafe\u0301"),
                ("added", "cafe"),
                ("same", " blijft open"),
            ],
        ),
        (
            "שלום עולם טוב מאוד",
            "שלום עולם יפה מאוד",
            [("same", "שלום עולם "), ("removed", "טוב"), ("added", "יפה"), ("same", " מאוד")],
        ),
    ],
)
def test_words_stay_whole(old, new, pieces):
    assert word_changes(old, new) == pieces


def test_two_texts_that_share_only_small_words_are_shown_whole():
    old = "Wie een woning zoekt in de stad krijgt hulp"
    new = "Scholen leggen de nadruk op vorming van leerkrachten een dag"

    assert word_changes(old, new) == [("removed", old), ("added", new)]


def test_long_text_is_compared_sentence_by_sentence_and_then_by_words():
    sentences = [f"Zin {number} zegt iets anders dan de rest." for number in range(400)]
    changed = [*sentences]
    changed[3], changed[390] = "Zin 3 zegt niets anders dan de rest.", ""
    old, new = " ".join(sentences), " ".join(changed)

    pieces = word_changes(old, new)

    assert [text for part, text in pieces if part == "removed"][0] == "iets"
    assert len(pieces) < 10


def test_sentences_are_compared_only_within_bounds(monkeypatch):
    """What is compared stays small, however long and hostile two cells are."""
    sizes = []
    matcher = wording_difference.SequenceMatcher

    def measured(junk, before, after, **options):
        sizes.append(len(before) * len(after))
        return matcher(junk, before, after, **options)

    monkeypatch.setattr(wording_difference, "SequenceMatcher", measured)
    for old, new in [("a, " * 3300, "b; " * 3300), (". " * 5000, "! " * 5000)]:
        assert word_changes(old, new)

    assert max(sizes, default=0) <= wording_difference.BOUND


def test_lists_are_compared_entry_by_entry():
    assert entry_changes(["5 Gelijkheid", "10 Minder"], ["10 Minder", "16 Vrede"]) == [
        ("removed", "5 Gelijkheid"),
        ("same", "10 Minder"),
        ("added", "16 Vrede"),
    ]


def test_texts_that_look_alike_are_known():
    assert only_white_space("a  b", "a\nb ")
    assert not only_white_space("a b", "a b")
    assert not only_white_space("a b", "ab")
