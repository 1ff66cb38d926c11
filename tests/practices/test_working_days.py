"""Belgian working days: weekends, fixed holidays and those that move with Easter."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.queue.working_days import easter, holidays, is_late, working_days

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    "sunday",
    [date(1961, 4, 2), date(2000, 4, 23), date(2008, 3, 23), date(2024, 3, 31), date(2038, 4, 25)],
)
def test_easter_falls_where_the_calendar_says(sunday):
    assert easter(sunday.year) == sunday


def test_the_ten_legal_holidays_of_2026_are_known():
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 7, 21),
        date(2026, 8, 15),
        date(2026, 11, 1),
        date(2026, 11, 11),
        date(2026, 12, 25),
    ]


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (date(2026, 3, 12), date(2026, 3, 12), 0),
        (date(2026, 3, 12), date(2026, 3, 11), 0),
        # Friday to Monday.
        (date(2026, 3, 13), date(2026, 3, 16), 1),
        # Friday to Sunday.
        (date(2026, 3, 13), date(2026, 3, 15), 0),
        # Over Easter Monday.
        (date(2026, 4, 3), date(2026, 4, 7), 1),
        # Over Ascension Day, which is always a Thursday.
        (date(2026, 5, 13), date(2026, 5, 15), 1),
        # All Saints' Day of 2026 is a Sunday and takes no working day away.
        (date(2026, 10, 30), date(2026, 11, 2), 1),
        # Over Christmas and New Year.
        (date(2026, 12, 24), date(2027, 1, 4), 5),
    ],
)
def test_waiting_counts_no_weekend_and_no_holiday(since, until, days):
    assert working_days(since, until) == days


@given(DAYS, st.integers(min_value=0, max_value=900))
def test_counting_at_once_is_counting_day_by_day(since, length):
    until = since + timedelta(days=length)
    days = [since + timedelta(days=day) for day in range(1, length + 1)]
    each = sum(day.isoweekday() < 6 and day not in holidays(day.year) for day in days)

    assert working_days(since, until) == each


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_two_stretches_after_each_other_add_up(since, first, second):
    between = since + timedelta(days=first)
    until = between + timedelta(days=second)

    together = working_days(since, between) + working_days(between, until)

    assert together == working_days(since, until)


def test_the_tenth_working_day_is_in_time_and_the_eleventh_is_late():
    assert (is_late(10), is_late(11)) == (False, True)
