"""Twice a year VVSG asks cities whether what they tell still holds: in the two months of its
settings, shortly before the cities meet. One question for all texts together, not one a day.

A turn is known by the first day of its month. It is asked for two months: who was not asked in its
own month, because the worker was down, is asked after it; later the next turn is near enough.
"""

from datetime import date

from ..models import PracticeSettings
from .clock import months_later

ASKED_FOR_MONTHS = 2


def months() -> list[int]:
    row = PracticeSettings.objects.values_list("first_mail_month", "second_mail_month").first()
    return sorted(set(row or (3, 10)))


def turns_around(today: date, mail_months) -> list[date]:
    return [
        date(year, month, 1)
        for year in (today.year - 1, today.year, today.year + 1)
        for month in sorted(mail_months)
    ]


def current_turn(today: date, mail_months) -> date | None:
    """The turn that is being asked today, or None between two turns."""
    begun = [turn for turn in turns_around(today, mail_months) if turn <= today]
    if today >= months_later(begun[-1], ASKED_FOR_MONTHS):
        return None
    return begun[-1]


def next_turn(after: date, mail_months) -> date:
    """The first turn that begins after this day."""
    return next(turn for turn in turns_around(after, mail_months) if turn > after)
