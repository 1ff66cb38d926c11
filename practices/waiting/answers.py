"""Fiches and proposals that wait for their author (S2).

Of which changes were asked is reminded a week before the day on which they are expected, on that
day, and two weeks after it. Two months after it the moderators find it under 'Sluiten?': they
decide, time alone declines nothing. When the day is moved, counting begins anew.
"""

from datetime import timedelta

from django.utils import timezone

from ..models import ChangeProposal, Practice
from ..moderating.points import open_points
from .readers import is_day_time, post_once

BEFORE = timedelta(days=7)
# Days from the day on which the changes are expected.
REMINDED = (-BEFORE.days, 0, 14)
TO_CLOSE = timedelta(days=60)
# A reminder that could not be posted on its day is still posted within a week.
STILL_NEWS = 7


def to_close(model=Practice):
    """Practices (or proposals) whose author lets nothing be heard for two months after the day."""
    before = timezone.localdate() - TO_CLOSE
    return model.objects.filter(state="changes_requested", changes_due_on__lte=before).order_by(
        "changes_due_on", "pk"
    )


def remind_authors() -> int:
    """How many mails were posted about changes that are expected."""
    return sum(map(_remind, _expected())) if is_day_time() else 0


def _expected():
    today = timezone.localdate()
    near = (today - timedelta(days=REMINDED[-1] + STILL_NEWS), today + BEFORE)
    for model in (Practice, ChangeProposal):
        found = model.objects.filter(state="changes_requested", changes_due_on__range=near)
        yield from found.select_related("author__user", "submitter", "city")


def _remind(subject) -> int:
    due = subject.changes_due_on
    days = (timezone.localdate() - due).days
    reached = [step for step in REMINDED if step <= days < step + STILL_NEWS]
    if not reached:
        return 0
    points = [{"field": point.field, "text": point.text} for point in open_points(subject)]
    words = {"due_on": due, "is_late": days > 0, "points": points}
    return post_once("M3b", subject, f"M3b:{subject.uid}:{due}:{reached[-1]}", **words)
