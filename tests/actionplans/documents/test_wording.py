import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.documents.wording import (
    clean_text,
    is_nothing,
    join_broken,
    sdg_numbers,
    split_bullets,
    strip_bullet,
    year_range,
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  twee\t woorden\u00a0samen ", "twee woorden samen"),
        ("regel een\x0bregel twee", "regel een\nregel twee"),
        ("af\u00adge\u00adbroken", "afgebroken"),
        ("nul\u200bbreedte\ufeff", "nulbreedte"),
        ("bel\x07 en \x01start", "bel en start"),
        ("cafe\u0301", "café"),
        ("\uf0b7 punt", "• punt"),
        ("\uf0a7 blok", "▪ blok"),
        ("2020\u20112025", "2020-2025"),
        ("privé \ue123teken", "privé teken"),
        ("vaut  niets\r\n\r\nweg", "vaut niets\nweg"),
    ],
)
def test_text_is_cleaned_without_touching_words(raw, clean):
    assert clean_text(raw) == clean


@settings(deadline=None, max_examples=200, database=None)
@given(st.text())
def test_cleaning_twice_changes_nothing(raw):
    once = clean_text(raw)

    assert clean_text(once) == once


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("- met streepje", ("met streepje", True)),
        ("-zonder spatie", ("zonder spatie", True)),
        ("– half streepje", ("half streepje", True)),
        ("• bol", ("bol", True)),
        ("* ster", ("ster", True)),
        ("-10 procent", ("-10 procent", False)),
        ("gewone tekst", ("gewone tekst", False)),
        ("-", ("", True)),
    ],
)
def test_bullet_is_taken_off(text, bare):
    assert strip_bullet(text) == bare


def test_bullets_on_one_line_come_apart_but_dashes_stay():
    assert split_bullets("• één • twee") == ["• één", "• twee"]
    assert split_bullets("- dag - en nacht") == ["- dag - en nacht"]


@pytest.mark.parametrize("text", ["", "-", " – ", "/", "…"])
def test_lone_sign_is_nothing(text):
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["?", "x", "nee", "- ja"])
def test_a_word_is_something(text):
    assert not is_nothing(text)


@pytest.mark.parametrize(
    ("first", "rest", "joined"),
    [
        ("samen-", "leving", "samenleving"),
        ("werk-", "en woonbeleid", "werk- en woonbeleid"),
        ("in West-", "Vlaanderen", "in West- Vlaanderen"),
        ("een halve", "zin", "een halve zin"),
    ],
)
def test_broken_text_is_joined(first, rest, joined):
    assert join_broken(first, rest) == joined


@pytest.mark.parametrize(
    ("timing", "years"),
    [
        ("2020-2025", (2020, 2025)),
        ("van 2020 tot en met 2025", (2020, 2025)),
        ("2021 – 2023", (2021, 2023)),
        ("2020", None),
        ("2025-2020", None),
        ("12020-20253", None),
        ("", None),
    ],
)
def test_range_of_years_is_read(timing, years):
    assert year_range(timing) == years


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("SDG 10, 16", [10, 16]),
        ("10 en 16", [10, 16]),
        ("SDG 4: kwaliteitsonderwijs; SDG 5", [4, 5]),
        ("SDG 16.7", [16]),
        ("SDG 18, 10", [10]),
        ("tegen 2030 nog 4", []),
        ("", []),
    ],
)
def test_sdg_numbers_are_read(text, numbers):
    assert sdg_numbers(text) == numbers
