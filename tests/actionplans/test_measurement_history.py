"""The history of a measurement: every line that was told, and which word is the last one."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.indicators.definitions import with_history
from actionplans.indicators.measurements import chain_of, correct, hang_measurements, take_back
from actionplans.models import Indicator, Measurement
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
def measurement(indicator, noor):
    return make_measurement(indicator=indicator, value=29, source="Telling", by=noor)


def test_each_standing_measurement_knows_what_was_told_before(indicator, measurement, noor):
    second = correct(measurement, values={"value": Decimal(30)}, by=noor)
    third = correct(second, values={"value": Decimal(31)}, by=noor)
    wrong = make_measurement(indicator=indicator, on="2024-12-31")
    gone = take_back(wrong, reason="Dubbel", by=noor)

    [found] = with_history([indicator])

    assert (found.standing, found.standing[0].earlier) == ([third], [second, measurement])
    assert (found.taken_back, found.taken_back[0].earlier) == ([gone], [wrong])
    assert found.history == [measurement, second, third, wrong, gone]


def test_any_line_of_a_measurement_leads_to_all_of_them(measurement, noor):
    second = correct(measurement, values={"value": Decimal(30)}, by=noor)

    assert chain_of(measurement) == chain_of(second) == [measurement, second]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.none() | st.integers(0, 9)), max_size=30))
def test_any_row_of_deeds_leaves_one_last_word_on_each_measurement(deeds):
    lines, open_ends = [], []
    for number, (choice, value) in enumerate(deeds, start=1):
        corrects = open_ends[choice % len(open_ends)] if open_ends and choice % 2 else None
        if corrects:
            open_ends.remove(corrects)
        elif value is None:
            continue
        line = Measurement(pk=number, indicator_id=1, measured_on=LAST_DAY, value=value)
        line.corrects_id = corrects and corrects.pk
        lines.append(line)
        open_ends.append(line)
    indicator = Indicator(pk=1)

    hang_measurements({1: indicator}, lines)

    ends = [*indicator.standing, *indicator.taken_back]
    assert sorted(line.pk for line in ends) == sorted(line.pk for line in open_ends)
    assert all(line.value is not None for line in indicator.standing)
    assert sorted(pk for end in ends for pk in (end.pk, *(one.pk for one in end.earlier))) == [
        line.pk for line in lines
    ]
