"""Once a month what came online and what changed in the month before, to everybody with an account
who did not switch it off. A month in which nothing happened mails nobody.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cities.models import Heartbeat, ReminderKind, User
from cities.outbox import absolute, post

from ..models import Practice
from .posting import off_url_of
from .writing import fiche_path, preview, with_foot

DONE = "monthly practices"
FROM_HOUR = 8
LONGEST = 20


def tell_monthly() -> int:
    """On the first of the month, or as soon after it as the worker runs: how many were posted."""
    now = timezone.localtime()
    first = now.date().replace(day=1)
    if now.hour < FROM_HOUR or _was_done_in(first):
        return 0
    month = (first - timedelta(days=1)).replace(day=1)
    words = news_of(month, first)
    with transaction.atomic():
        readers = User.objects.filter(is_active=True).order_by("pk") if words else ()
        told = sum(_tell(user, month, words) for user in readers)
        Heartbeat.objects.update_or_create(name=DONE, defaults={"at": timezone.now()})
    return told


def news_of(first, until) -> dict:
    """What came and what changed from `first` to before `until`; {} when nothing did."""
    period = (_midnight(first), _midnight(until) - timedelta(microseconds=1))
    listed = Practice.objects.listed().for_list()
    new = listed.filter(published_at__range=period).order_by("published_at")
    changed = listed.filter(changed_at__range=period, published_at__lt=period[0])
    found = {"new": _told(new), "changed": _told(changed.order_by("changed_at"))}
    return found if any(found.values()) else {}


def _told(practices):
    return [{"title": one.title, "link": absolute(fiche_path(one))} for one in practices[:LONGEST]]


def _tell(user, month, words) -> bool:
    mail = preview(None, "M19", **words, month=date_format(month, "F Y"))
    kind = ReminderKind.PRACTICE_NEWS
    link = absolute(reverse("practices:list"))
    row = post(
        key=f"fiches-monthly:{month:%Y-%m}:{user.pk}",
        kind=kind,
        user=user,
        subject=mail.subject,
        body=with_foot(mail.body, link=link, off_url=off_url_of(user, kind)),
    )
    return row is not None


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


def _was_done_in(first) -> bool:
    at = Heartbeat.objects.filter(name=DONE).values_list("at", flat=True).first()
    return at is not None and timezone.localdate(at) >= first
