"""What a reader is told about the age of a text."""

from datetime import date

import pytest

from practices.fiche.shown_section import IMPORTED, age_lines

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

    assert ("Niet bevestigd sinds 2 april 2025" in lines) is is_told


def test_what_stopped_is_not_asked_for_any_more():
    lines = age_lines(
        today=TODAY, has_stopped=True, updated_on=date(2020, 1, 1), review_on=date(2021, 1, 1)
    )

    assert lines == ["Gestopt", "Laatst bijgewerkt 1 januari 2020"]
