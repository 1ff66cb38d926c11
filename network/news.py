"""What is new for everybody: editions, practices, positions, themes and reports of meetings.

Only what every visitor can read, the newest first; a fixed number of queries.
"""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone

from actionplans.models import Edition
from practices.finding.latest import latest as latest_practices

from .models import JointPosition, Meeting, YearTheme

AT_MOST = 6


@dataclass(frozen=True)
class News:
    """`kind` says in a word what it is; `at` is a moment, or midnight of a day."""

    at: datetime
    kind: str
    title: str
    url: str
    text: str = ""


def news(*, limit=AT_MOST, city=None) -> list[News]:
    """Of all, or of one city: then only what is that city's own."""
    found = [*_editions(limit, city)]
    if city is None:
        found += [*_practices(limit), *_positions(limit), *_themes(limit), *_reports(limit)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:limit]


def _editions(limit, city):
    editions = Edition.objects.published().filter(withdrawal=None).without_archive()
    if city is not None:
        editions = editions.filter(plan__city=city)
    rows = editions.select_related("plan__city").order_by("-published_at", "-pk")
    for one in rows[:limit]:
        title = f"{one.plan.city}: {one.title}"
        kind = "nieuw plan" if one.number == 1 else f"editie {one.number} van een plan"
        yield News(one.published_at, kind, title, one.get_absolute_url(), one.note)


def _practices(limit):
    for one in latest_practices(limit):
        # What was changed since is told as changed.
        is_new = one.published_at == one.changed_at or one.changed_at is None
        kind = "nieuwe praktijk" if is_new else "bijgewerkte praktijk"
        at = one.changed_at or one.published_at
        yield News(at, kind, one.title, one.get_absolute_url(), one.place)


def _positions(limit):
    for one in JointPosition.objects.public().order_by("-adopted_on", "-pk")[:limit]:
        text = f"Gericht aan {one.addressee}."
        yield News(_midnight(one.adopted_on), "standpunt", one.title, one.get_absolute_url(), text)


def _themes(limit):
    chosen = YearTheme.objects.filter(adopted_on__isnull=False).order_by("-adopted_on", "-pk")
    for one in chosen[:limit]:
        title = f"Jaarthema {one.year}: {one.title}"
        yield News(_midnight(one.adopted_on), "jaarthema", title, one.get_absolute_url())


def _reports(limit):
    held = Meeting.objects.past().exclude(report="")
    for one in held[:limit]:
        yield News(_midnight(one.day), "verslag", one.title, one.get_absolute_url())


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
