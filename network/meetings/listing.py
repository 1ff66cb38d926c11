"""The list of meetings: the next one, the others that come, and the past ones by year.

A cancelled meeting stays where it stood, and says that it was cancelled.
"""

from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from ..models import Meeting
from .coming import for_list


@dataclass(frozen=True)
class Overview:
    next: Meeting | None
    coming: list[Meeting]
    past: list[tuple[int, list[Meeting]]]

    def __bool__(self):
        return bool(self.next or self.coming or self.past)


def overview() -> Overview:
    """All meetings, in one query."""
    today = timezone.localdate()
    meetings = list(for_list(Meeting.objects.order_by("day", "starts_at", "pk")))
    coming = [one for one in meetings if one.day >= today]
    first = next((one for one in coming if not one.is_cancelled), None)
    past = [one for one in reversed(meetings) if one.day < today]
    return Overview(
        next=first,
        coming=[one for one in coming if one is not first],
        past=[(year, list(held)) for year, held in groupby(past, key=lambda one: one.day.year)],
    )
