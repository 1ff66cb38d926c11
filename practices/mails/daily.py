"""One mail each morning about everything that waits for VVSG, to the moderators who chose that.

Who is told of new things at once gets no daily mail beside it; who switched both off gets none. On
a morning on which nothing waits nobody is mailed.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cities import optouts
from cities.models import Heartbeat, ReminderKind
from cities.outbox import absolute, post

from ..models import ChangeProposal, Practice
from .posting import off_url_of, team
from .writing import latest_title, place_of, preview, with_foot

DONE_TODAY = "daily queue"
FROM_HOUR = 7
LONGEST = 15


def tell_daily() -> int:
    """Once a day, from seven in the morning: how many mails were posted."""
    now = timezone.localtime()
    if now.hour < FROM_HOUR or _was_done_on(now.date()):
        return 0
    waiting = what_waits()
    with transaction.atomic():
        told = sum(_tell(user, waiting, now.date()) for user in team()) if waiting else 0
        Heartbeat.objects.update_or_create(name=DONE_TODAY, defaults={"at": timezone.now()})
    return told


def what_waits() -> list[str]:
    """A line for each fiche and proposal that was handed in, the longest waiting first."""
    related = ("city", "submitter__city", "working_version", "published_version")
    practices = Practice.objects.waiting().select_related(*related)
    about = ("city", "submitter__city", "practice__published_version", "practice__working_version")
    proposals = ChangeProposal.objects.waiting().select_related(*about)
    found = [(one.submitted_at, _line(one, one, "fiche")) for one in practices]
    found += [
        (one.submitted_at, _line(one, one.practice, one.get_kind_display())) for one in proposals
    ]
    return [line for _, line in sorted(found)]


def _line(subject, practice, kind):
    since = timezone.localdate(subject.submitted_at)
    return f"{latest_title(practice)} ({kind}, {place_of(subject)}, sinds {since:%d/%m})"


def _tell(user, waiting, today) -> bool:
    if optouts.wants(user, ReminderKind.QUEUE_NEW):
        return False
    words = {
        "count": len(waiting),
        "waiting": waiting[:LONGEST],
        "more": max(0, len(waiting) - LONGEST),
    }
    mail = preview(None, "M2-daily", **words, today=today)
    kind = ReminderKind.QUEUE_DAILY
    row = post(
        key=f"fiches-daily:{today}:{user.pk}",
        kind=kind,
        user=user,
        subject=mail.subject,
        body=with_foot(
            mail.body, link=absolute(reverse("practices:queue")), off_url=off_url_of(user, kind)
        ),
    )
    return row is not None


def _was_done_on(today) -> bool:
    at = Heartbeat.objects.filter(name=DONE_TODAY).values_list("at", flat=True).first()
    return at is not None and timezone.localdate(at) >= today
