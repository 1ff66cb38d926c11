"""Measuring and mending a figure: what was told stays told, and nobody overwrites anybody."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from actionplans.indicators import definitions as indicators
from actionplans.indicators import measurements
from actionplans.indicators.measurements import (
    CannotMeasureError,
    StaleMeasurementError,
    correct,
    is_outside,
    measure,
    take_back,
)
from actionplans.models import Measurement, Plan
from tests.concurrency import at_once
from tests.factories import make_indicator, make_measurement, make_member

pytestmark = pytest.mark.django_db

LAST_DAY = date(2025, 12, 31)


@pytest.fixture
def indicator():
    return make_indicator()


@pytest.fixture
def noor(indicator):
    return make_member(city=indicator.plan.city, name="Noor")


@pytest.fixture
def bram(indicator):
    return make_member(city=indicator.plan.city, name="Bram")


@pytest.fixture
def measurement(indicator, noor):
    return make_measurement(indicator=indicator, value=29, source="Telling", by=noor)


def standing(indicator):
    rows = Measurement.objects.standing().filter(indicator=indicator)
    return [(row.measured_on, row.value, row.source) for row in rows]


# --- measuring -----------------------------------------------------------------------------------
def test_a_measurement_is_told_with_its_source(indicator, noor):
    made = measure(
        *[indicator],
        measured_on=LAST_DAY,
        value=Decimal("31.5"),
        source="Meldpunt",
        source_link="https://voorbeeld.example/telling",
        remark="Zonder herhalingen",
        uid=uuid.uuid4(),
        by=noor,
    )

    made.refresh_from_db()
    assert (made.indicator, made.measured_on, made.value) == (indicator, LAST_DAY, Decimal("31.5"))
    assert (made.source, made.source_link) == ("Meldpunt", "https://voorbeeld.example/telling")
    assert (made.remark, made.by.label, made.corrects) == ("Zonder herhalingen", "Noor", None)


def test_a_double_click_is_one_measurement(indicator, noor):
    uid = uuid.uuid4()

    first, second = (
        measure(indicator, measured_on=LAST_DAY, value=Decimal(value), uid=uid, by=noor)
        for value in ("31", "31.000")
    )

    assert (second, Measurement.objects.get()) == (first, first)


def test_other_figures_from_an_old_form_are_a_measurement_of_their_own(
    indicator, measurement, noor
):
    made = measure(
        indicator, measured_on=date(2024, 12, 31), value=Decimal(9), uid=measurement.uid, by=noor
    )

    assert (made.uid != measurement.uid, len(standing(indicator))) == (True, 2)


def test_today_can_be_measured_and_tomorrow_cannot(indicator):
    today = timezone.localdate()
    make_measurement(indicator=indicator, on=today.isoformat())

    with pytest.raises(CannotMeasureError) as refused:
        make_measurement(indicator=indicator, on=(today + timedelta(days=1)).isoformat())

    assert refused.value.field == "measured_on"
    assert str(refused.value) == "Een meting is al gebeurd: kies vandaag of vroeger."
    assert Measurement.objects.count() == 1


def test_a_year_of_two_digits_is_refused(indicator):
    with pytest.raises(CannotMeasureError, match="vier cijfers"):
        make_measurement(indicator=indicator, on="0025-12-31")


def test_a_day_is_measured_once(indicator, measurement):
    with pytest.raises(CannotMeasureError) as refused:
        make_measurement(indicator=indicator, value=30)

    assert str(refused.value) == (
        "Op 31 december 2025 staat al een meting: 29\u00a0meldingen."
        " Verbeter die, of kies een andere dag."
    )
    make_measurement(indicator=make_indicator(), value=30)
    assert Measurement.objects.count() == 2


def test_a_day_whose_measurement_was_taken_back_can_be_measured_again(indicator, measurement, noor):
    take_back(measurement, reason="Verkeerd geteld", by=noor)

    make_measurement(indicator=indicator, value=31)

    assert standing(indicator) == [(LAST_DAY, 31, "")]


def test_what_is_not_followed_any_more_is_not_measured(indicator, noor):
    indicators.archive(indicator, by=noor)

    with pytest.raises(CannotMeasureError, match="niet meer gevolgd"):
        make_measurement(indicator=indicator)


@pytest.mark.parametrize(
    ("until", "day", "outside"),
    [
        (2031, "2025-12-31", True),
        (2031, "2026-01-01", False),
        (2031, "2031-12-31", False),
        (2031, "2032-01-01", True),
        (None, "2040-01-01", False),
    ],
)
def test_a_day_outside_the_period_is_known(until, day, outside):
    plan = Plan(period_from=2026, period_until=until)

    assert is_outside(plan, date.fromisoformat(day)) is outside


# --- correcting ----------------------------------------------------------------------------------
def test_a_correction_is_a_new_line_and_the_old_one_stays(indicator, measurement, bram):
    made = correct(measurement, values={"value": Decimal(31)}, by=bram)

    assert standing(indicator) == [(LAST_DAY, 31, "Telling")]
    assert (made.corrects, made.by.label) == (measurement, "Bram")
    assert list(Measurement.objects.values_list("value", flat=True)) == [29, 31]


def test_a_correction_that_changes_nothing_adds_nothing(measurement, bram):
    same = correct(measurement, values=measurements.values_of(measurement), by=bram)

    assert (same, Measurement.objects.get()) == (measurement, measurement)


def test_the_same_correction_twice_is_one(measurement, bram):
    first = correct(measurement, values={"value": Decimal(31)}, by=bram)

    second = correct(measurement, values={"value": Decimal("31.000")}, by=bram)

    assert (second, Measurement.objects.count()) == (first, 2)


def test_who_corrects_what_was_corrected_is_told_what_stands_now(measurement, noor, bram):
    theirs = correct(measurement, values={"value": Decimal(31), "source": "Jaarboek"}, by=bram)

    with pytest.raises(StaleMeasurementError) as refused:
        correct(measurement, values={"value": Decimal(33), "remark": "Nageteld"}, by=noor)

    stale = refused.value
    assert stale.conflicts == {"value": {"base": 29, "theirs": 31, "mine": 33}}
    assert (stale.merged["source"], stale.merged["remark"]) == ("Jaarboek", "Nageteld")
    assert (stale.deed, stale.version, Measurement.objects.count()) == (theirs, 2, 2)


def test_who_corrects_what_was_taken_back_keeps_what_was_typed(measurement, noor, bram):
    take_back(measurement, reason="Dubbel", by=bram)

    with pytest.raises(StaleMeasurementError) as refused:
        correct(measurement, values={"value": Decimal(33)}, by=noor)

    assert (refused.value.merged["value"], refused.value.conflicts) == (33, {})


@pytest.mark.parametrize(
    ("day", "sentence"), [("2099-01-01", "al gebeurd"), ("2024-12-31", "staat al een meting")]
)
def test_a_correction_obeys_the_rules_of_measuring(indicator, measurement, noor, day, sentence):
    make_measurement(indicator=indicator, on="2024-12-31")

    with pytest.raises(CannotMeasureError, match=sentence):
        correct(measurement, values={"measured_on": date.fromisoformat(day)}, by=noor)

    assert Measurement.objects.count() == 2


def test_taking_back_keeps_the_figure_and_the_reason(indicator, measurement, bram):
    made = take_back(measurement, reason="Verkeerde stad", by=bram)

    assert (standing(indicator), made.value, made.remark) == ([], None, "Verkeerde stad")
    assert (made.corrects, made.source, made.measured_on) == (measurement, "Telling", LAST_DAY)


def test_taking_back_twice_is_once(measurement, noor, bram):
    first = take_back(measurement, reason="Dubbel", by=noor)

    assert take_back(measurement, reason="Nog eens", by=bram) == first


def test_what_a_colleague_corrected_is_not_taken_back_unseen(measurement, noor, bram):
    correct(measurement, values={"value": Decimal(31)}, by=bram)

    with pytest.raises(StaleMeasurementError):
        take_back(measurement, reason="Dubbel", by=noor)


def test_what_was_taken_back_can_stand_again(indicator, measurement, noor):
    gone = take_back(measurement, reason="Dubbel", by=noor)

    correct(gone, values={"value": Decimal(29), "remark": ""}, by=noor)

    assert standing(indicator) == [(LAST_DAY, 29, "Telling")]


def test_a_correction_needs_a_value(measurement, noor):
    gone = take_back(measurement, reason="Dubbel", by=noor)

    with pytest.raises(CannotMeasureError):
        correct(gone, values={"source": "Jaarboek"}, by=noor)


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_database_itself_keeps_what_was_told(measurement, deed):
    row = Measurement.objects.filter(pk=measurement.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        row.update(value=1) if deed == "update" else row._raw_delete("default")

    assert row.get().value == 29


# --- at the same moment --------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_who_correct_at_once_one_wins_and_the_other_sees_it(database_of_many):
    measurement = make_measurement(value=29)
    people = [make_member(city=measurement.indicator.plan.city) for _ in range(2)]

    outcomes = at_once(
        *[
            partial(correct, measurement, values={"value": Decimal(value)}, by=person)
            for value, person in zip((31, 33), people, strict=True)
        ]
    )

    [won] = [one for one in outcomes if isinstance(one, Measurement)]
    [told] = [one for one in outcomes if isinstance(one, StaleMeasurementError)]
    assert (told.deed, told.conflicts["value"]["theirs"]) == (won, won.value)
    assert Measurement.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_measure_the_same_day_at_once_one_is_told(database_of_many):
    indicator = make_indicator()

    outcomes = at_once(*[partial(make_measurement, indicator=indicator, value=v) for v in (1, 2)])

    assert {type(one) for one in outcomes} == {Measurement, CannotMeasureError}
    assert Measurement.objects.count() == 1
