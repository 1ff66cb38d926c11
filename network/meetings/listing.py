"""The list of meetings: the next one, the others that come, and the past ones by year.

A cancelled meeting stays where it stood, and says so. A closed one is past, also on the day itself.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby, pairwise

from django.utils import timezone

from ..models import Meeting
from .coming import for_list

# The aldermen meet every year: where nothing stands for longer, the portal does not know.
LONGEST_SILENCE = timedelta(days=2 * 366)


@dataclass(frozen=True)
class Overview:
    next: Meeting | None
    coming: list[Meeting]
    past: list[tuple[int, list[Meeting]]]
    # (the year of the last one before it, the year of the first one after it), the latest first.
    gaps: list[tuple[int, int]]

    def __bool__(self):
        return bool(self.next or self.coming or self.past)


def overview() -> Overview:
    """All meetings, in one query."""
    today = timezone.localdate()
    meetings = list(for_list(Meeting.objects.order_by("day", "starts_at", "pk")))
    coming = [one for one in meetings if one.day >= today and not one.is_closed]
    first = next((one for one in coming if not one.is_cancelled), None)
    past = [one for one in reversed(meetings) if one.day < today or one.is_closed]
    return Overview(
        next=first,
        coming=[one for one in coming if one is not first],
        past=[(year, list(held)) for year, held in groupby(past, key=lambda one: one.day.year)],
        gaps=_gaps([today, *(one.day for one in past)]),
    )


def _gaps(days) -> list[tuple[int, int]]:
    """Between which years nothing is known, of days from late to early."""
    return [
        (former.year, later.year)
        for later, former in pairwise(days)
        if later - former > LONGEST_SILENCE
    ]
