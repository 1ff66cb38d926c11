"""What a reader is told about the age of a text."""

from datetime import UTC, date, datetime

import pytest

from practices.fiche.shown_section import IMPORTED, age_lines, lines_of_practice
from tests.fiches import make_practice

TODAY = date(2026, 6, 1)
CONFIRMED = {"confirmed_on": date(2026, 3, 12), "confirmed_by": "Gent"}


@pytest.mark.parametrize(
    ("known", "lines"),
    [
        ({}, []),
        (CONFIRMED, ["Bevestigd door Gent op 12 maart 2026"]),
        ({**CONFIRMED, "is_imported": True}, ["Bevestigd door Gent op 12 maart 2026"]),
        ({"is_imported": True}, [IMPORTED]),
        ({"updated_on": date(2026, 5, 3)}, ["Laatst bijgewerkt 3 mei 2026"]),
        (
            {**CONFIRMED, "updated_on": date(2026, 5, 3)},
            ["Bevestigd door Gent op 12 maart 2026", "Laatst bijgewerkt 3 mei 2026"],
        ),
        (
            {**CONFIRMED, "updated_on": date(2026, 3, 12)},
            ["Bevestigd door Gent op 12 maart 2026"],
        ),
        ({"has_stopped": True, "stopped_year": 2024}, ["Gestopt in 2024"]),
        ({"has_stopped": True}, ["Gestopt"]),
    ],
)
def test_the_line_says_what_is_known(known, lines):
    assert age_lines(today=TODAY, **known) == lines


@pytest.mark.parametrize(
    ("review_on", "is_told"),
    [
        (date(2026, 4, 2), True),  # sixty days before today
        (date(2026, 4, 3), False),
        (None, False),
    ],
)
def test_after_sixty_days_it_says_that_nobody_confirmed(review_on, is_told):
    lines = age_lines(today=TODAY, confirmed_on=date(2025, 4, 2), review_on=review_on)

    assert lines == [f"{'Niet bevestigd sinds' if is_told else 'Bevestigd op'} 2 april 2025"]


def test_one_sentence_says_by_whom_and_that_it_is_long_ago():
    late = {"review_on": date(2026, 1, 1)}

    lines = age_lines(today=TODAY, **CONFIRMED, **late)
    never = age_lines(today=TODAY, updated_on=date(2024, 5, 3), **late)

    assert lines == ["Niet bevestigd sinds 12 maart 2026 (toen door Gent)"]
    assert never == ["Niet bevestigd sinds de laatste wijziging op 3 mei 2024"]


def test_what_stopped_is_not_confirmed():
    lines = age_lines(today=TODAY, **CONFIRMED, has_stopped=True, stopped_year=2024)

    assert lines == ["Gestopt in 2024"]


@pytest.mark.django_db
def test_day_of_a_text_is_the_day_in_belgium():
    practice = make_practice()
    practice.confirmed_on = None
    practice.published_version.at = datetime(2026, 5, 3, 22, 30, tzinfo=UTC)

    lines = lines_of_practice(practice, practice.published_version, today=TODAY)

    assert lines == ["Laatst bijgewerkt 4 mei 2026"]


def test_what_stopped_is_not_asked_for_any_more():
    lines = age_lines(
        today=TODAY, has_stopped=True, updated_on=date(2020, 1, 1), review_on=date(2021, 1, 1)
    )

    assert lines == ["Gestopt", "Laatst bijgewerkt 1 januari 2020"]
