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
            "de stad helpt de scholen",
            "een stad helpt de buurten",
            [
                ("removed", "de"),
                ("added", "een"),
                ("same", " stad helpt de "),
                ("removed", "scholen"),
                ("added", "buurten"),
            ],
        ),
        (
            "hier en\nnu en straks",
            "daar en nu en later",
            [
                ("removed", "hier"),
                ("added", "daar"),
                ("same", " en"),
                ("removed", "\n"),
                ("added", " "),
                ("same", "nu en "),
                ("removed", "straks"),
                ("added", "later"),
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


@pytest.fixture
def weights(monkeypatch):
    """What every comparison that is made weighs: (pieces multiplied, pairs of equal pieces)."""
    found = []
    matcher = wording_difference.SequenceMatcher

    def weighed(junk, before, after, **options):
        pairs = sum(one == other for one in before for other in after)
        found.append((len(before) * len(after), pairs))
        return matcher(junk, before, after, **options)

    monkeypatch.setattr(wording_difference, "SequenceMatcher", weighed)
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a, " * 3300, "b; " * 3300),
        (". " * 5000, "! " * 5000),
        ("x " + "a " * 500, "y " + "a " * 499 + "z"),
        ("x " + "a b " * 250, "y " + "b a " * 250),
        ("x. " + "a. " * 400, "y. " + "a. " * 399),
    ],
)
def test_what_is_compared_stays_small_however_hostile_two_cells_are(weights, old, new):
    pieces = word_changes(old, new)

    assert "".join(text for part, text in pieces if part != "added") == old
    assert all(size <= wording_difference.BOUND for size, _ in weights)
    assert all(pairs <= wording_difference.PAIRS for _, pairs in weights)


def test_long_text_with_many_small_words_is_compared_by_words(weights):
    """Every fourth word is the same one: far more than in a text that somebody wrote."""
    words = ["de" if n % 4 == 0 else f"woord{n}" for n in range(600)]
    changed = ["Eerst", *words[1:-1], "laatst"]

    pieces = word_changes(" ".join(words), " ".join(changed))

    assert [text for part, text in pieces if part == "removed"] == ["de", "woord599"]
    assert [text for part, text in pieces if part == "added"] == ["Eerst", "laatst"]
    assert len(weights) == 1


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
