"""Words as the search compares them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cities.stems import MOST_WORDS, Query, fold, phrase_in, read_query, stem, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Praktijken", "praktijk"),
        ("Éeklo", "eeklo"),
        ("scholen", "School"),
        ("discriminerende", "discrimineren"),
        ("COÖRDINATOR", "coördinatoren"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stems(one) == stems(other)


def test_every_stem_stands_once_between_spaces():
    assert stems("Testen, test! De test-praktijken.") == " de praktijk test "


def test_a_text_without_words_has_no_stems():
    assert stems(" — %_ \x00 🙂 ") == ""


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("huurmarkt Gent", Query(("huurmarkt", "gent"))),
        ('"team belt" lente', Query(("lente",), ("team belt",))),
        ("„team belt”", Query((), ("team belt",))),
        ('een "half citaat', Query(("half", "citaat"))),
        ("de praktijk van een school", Query(("praktijk", "school"))),
        ("de het", Query(("de", "het"))),
        ("gent gent", Query(("gent",))),
        ("%_\\'\x00", Query()),
        ('""', Query()),
    ],
)
def test_what_is_typed_becomes_words_and_phrases(typed, asked):
    assert read_query(typed) == asked


def test_a_long_query_is_cut():
    assert len(read_query(" ".join(f"woord{n}" for n in range(5000))).words) == MOST_WORDS


def test_a_phrase_is_whole_words_in_order():
    text = "Het team belt kantoren."

    found = [phrase_in(one, text) for one in ("Team belt", "belt team", "team bel")]

    assert found == [True, False, False]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_a_text_is_found_by_each_of_its_words(text):
    held = stems(text)

    assert [word for word in words(text) if f" {stem(word)} " not in held] == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_whatever_is_typed_is_a_small_question_of_plain_words(text):
    asked = read_query(text)

    assert len(asked.words) <= MOST_WORDS
    assert [word for word in asked.all_words if not word.isalnum()] == []
