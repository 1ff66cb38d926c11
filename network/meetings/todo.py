"""Tasks of meetings that somebody still has to do: their city's, or VVSG's for who moderates."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from cities.permissions import can_moderate, roles_of

from ..models import Task

# A task without a day, or with a later one, stands on the page of its meeting only.
SOON = timedelta(days=31)


def tasks_for(user) -> list[Task]:
    """Not done, and due within a month or too late; the first one first. One query at most."""
    mine = Q(city__in=list(roles_of(user)))
    if can_moderate(user):
        mine |= Q(city=None)
    due = Task.objects.filter(mine, done_at=None, due_on__lte=timezone.localdate() + SOON)
    return list(due.select_related("meeting", "city").order_by("due_on", "pk"))
