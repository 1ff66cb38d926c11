"""What figures say in sentences: facts, no judgement."""

from datetime import date
from decimal import Decimal

import pytest

from actionplans.indicators.words import changes_in_words, distance_of, story_of
from actionplans.models import Indicator, IndicatorChange, Measurement

BASE = {"baseline": Decimal(12), "baseline_year": 2020}
AIM = {"target": Decimal(40), "target_year": 2025}


def figures(*measured, unit="meldingen", **values):
    """An indicator with measurements told as '2025-12-31 31', in no database."""
    indicator = Indicator(name="Meldingen", unit=unit, **values)
    indicator.standing = [
        Measurement(measured_on=date.fromisoformat(day), value=Decimal(value))
        for day, value in (one.split() for one in measured)
    ]
    return indicator


def plain(words):
    return words.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("indicator", "story"),
    [
        (figures(), "Nog niet gemeten."),
        (figures(**AIM), "Nog niet gemeten; streefwaarde 40 in 2025."),
        (figures(**BASE), "Nulmeting: 12 meldingen in 2020; daarna nog niet gemeten."),
        (figures("2025-12-31 31"), "31 meldingen in 2025."),
        (
            figures("2021-12-31 15", "2025-12-31 31", **BASE, **AIM),
            "Van 12 meldingen in 2020 naar 31 in 2025; streefwaarde 40 in 2025.",
        ),
        (figures("2021-12-31 15", "2025-06-30 31"), "Van 15 meldingen in 2021 naar 31 in 2025."),
        (
            figures("2025-01-01 15", "2025-06-30 31"),
            "Van 15 meldingen op 1 januari 2025 naar 31 op 30 juni 2025.",
        ),
        (figures("2020-12-31 15", **BASE), "Van 12 meldingen in 2020 naar 15 op 31 december 2020."),
        (figures("2019-12-31 15", **BASE), "15 meldingen in 2019; nulmeting 12 meldingen in 2020."),
        (
            figures("2021-12-31 12.5", "2025-12-31 31", unit="%", **AIM),
            "Van 12,5 % in 2021 naar 31 % in 2025; streefwaarde 40 % in 2025.",
        ),
        (figures("2025-12-31 -1234.5", unit="euro"), "−1.234,5 euro in 2025."),
    ],
)
def test_a_story_says_from_where_to_where(indicator, story):
    assert plain(story_of(indicator)) == story


@pytest.mark.parametrize(
    ("value", "direction", "target_year", "unit", "distance"),
    [
        ("31", "up", 2026, "meldingen", "Nog 9 meldingen te gaan tot de streefwaarde."),
        ("31", "up", 2025, "meldingen", "Dat is 9 meldingen onder de streefwaarde voor 2025."),
        ("40", "up", 2025, "meldingen", "De streefwaarde is bereikt."),
        ("41", "up", 2026, "meldingen", "De streefwaarde is bereikt."),
        ("41", "down", 2026, "klachten", "Nog 1 klachten te gaan tot de streefwaarde."),
        ("41", "down", 2025, "klachten", "Dat is 1 klachten boven de streefwaarde voor 2025."),
        ("39", "down", 2026, "klachten", "De streefwaarde is bereikt."),
        ("31", "none", 2026, "euro", "Dat is 9 euro onder de streefwaarde voor 2026."),
        ("41.5", "none", 2026, "euro", "Dat is 1,5 euro boven de streefwaarde voor 2026."),
        ("40", "none", 2026, "euro", "Dat is de streefwaarde."),
        ("38.5", "up", 2026, "%", "Nog 1,5 procentpunt te gaan tot de streefwaarde."),
    ],
)
def test_a_distance_is_a_fact(value, direction, target_year, unit, distance):
    indicator = figures(
        f"2025-12-31 {value}",
        unit=unit,
        direction=direction,
        target=Decimal(40),
        target_year=target_year,
    )

    assert plain(distance_of(indicator, today=date(2026, 3, 1))) == distance


@pytest.mark.parametrize("indicator", [figures("2025-12-31 31"), figures(**AIM)])
def test_without_a_target_or_a_measurement_there_is_no_distance(indicator):
    assert distance_of(indicator) == ""


def test_changes_are_told_in_words_the_latest_first():
    indicator = figures()
    lines = [
        ("target", None, "40"),
        ("target_year", None, 2025),
        ("direction", "up", "down"),
        ("note", "", "Zelf geteld"),
        ("is_archived", False, True),
        ("baseline", "1234.5", None),
    ]
    indicator.told = [
        IndicatorChange(field=name, old=old, new=new, version=2) for name, old, new in lines
    ]

    told = [(line["label"], line["old"], line["new"]) for line in changes_in_words(indicator)]

    assert told == [
        ("Nulmeting", "1.234,5", "(leeg)"),
        ("Niet meer gevolgd", "nee", "ja"),
        ("Hoe je meet", "(leeg)", "Zelf geteld"),
        ("Richting", "hoger is beter", "lager is beter"),
        ("Te bereiken in", "(leeg)", "2025"),
        ("Streefwaarde", "(leeg)", "40"),
    ]
