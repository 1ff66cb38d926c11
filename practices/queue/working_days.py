"""How long a fiche waits, in Belgian working days: no weekend and no legal holiday counts.

The day on which it came in does not count; a fiche of Friday waits one working day on Monday. VVSG
promises an answer within ten working days: what waits longer is late.
"""

from datetime import date, timedelta
from functools import lru_cache

NORM = 10
FIXED = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
# Easter Monday, Ascension Day and Whit Monday, in days after Easter.
AFTER_EASTER = (1, 39, 50)
SATURDAY = 5


def easter(year) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous computus of 1876."""
    golden, century, of_century = year % 19, year // 100, year % 100
    leap, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moon + 15) % 30
    quarters, days = divmod(of_century, 4)
    sunday = (32 + 2 * rest + 2 * quarters - epact - days) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year) -> frozenset[date]:
    sunday = easter(year)
    return frozenset(
        [date(year, month, day) for month, day in FIXED]
        + [sunday + timedelta(days=days) for days in AFTER_EASTER]
    )


def working_days(since: date, until: date) -> int:
    """How many working days came after `since`, up to and with `until`; 0 when it is not later."""
    if until <= since:
        return 0
    weeks, rest = divmod((until - since).days, 7)
    last_days = (until - timedelta(days=days) for days in range(rest))
    on_weekdays = 5 * weeks + sum(day.weekday() < SATURDAY for day in last_days)
    return on_weekdays - sum(
        since < day <= until and day.weekday() < SATURDAY
        for year in range(since.year, until.year + 1)
        for day in holidays(year)
    )


def is_late(days) -> bool:
    return days > NORM
