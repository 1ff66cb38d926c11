"""Whom to call in a city about its plan.

The city's own people say who that is; VVSG may do it for them. Only who is signed in for a city or
for the network reads names, addresses and numbers. Somebody who stopped is kept for a year, so that
a letter still finds its way, and is then forgotten. For that reason no line of the log, which is
kept for good, tells of them.
"""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from .models import City, FocalPoint

FIELDS = ("name", "function", "email", "phone", "since")
KEPT_DAYS = 365


class StaleFocalPointError(Exception):
    """A colleague changed or ended it meanwhile; nothing is written.

    `point` is how it stands: None when it was forgotten, and maybe it stopped (`is_current`).
    """

    def __init__(self, point):
        super().__init__("Een collega heeft dit aanspreekpunt intussen gewijzigd.")
        self.point = point


# --- reading -------------------------------------------------------------------------------------
def _standing():
    today = timezone.localdate()
    return FocalPoint.objects.filter(Q(until__isnull=True) | Q(until__gt=today))


def current(city) -> list[FocalPoint]:
    """Who is there today, by name; one query."""
    return list(_standing().filter(city=city).order_by("name", "pk"))


def of_cities(cities) -> dict[int, list[FocalPoint]]:
    """{city id: who is there today}, for every one of these cities; one query."""
    found = defaultdict(list)
    for point in _standing().filter(city__in=[city.pk for city in cities]).order_by("name", "pk"):
        found[point.city_id].append(point)
    return {city.pk: found[city.pk] for city in cities}


def former(city) -> list[FocalPoint]:
    """Who stopped and is not forgotten yet, the last one first."""
    today = timezone.localdate()
    return list(FocalPoint.objects.filter(city=city, until__lte=today).order_by("-until", "name"))


# --- changing ------------------------------------------------------------------------------------
@transaction.atomic
def add(city, values) -> FocalPoint:
    """A new focal point; the same words twice (a double click) are one."""
    City.objects.select_for_update().get(pk=city.pk)
    values = {name: values[name] for name in FIELDS}
    same = _standing().filter(city=city, **values).first()
    return same or FocalPoint.objects.create(city=city, **values)


def change(point, values, *, seen) -> FocalPoint:
    """Save what was typed in a form that was opened at version `seen`. Raises StaleFocalPointError.

    The same words twice (a double click) are one change. Who stopped stays as it was.
    """
    is_changed, now = _save(point, values, seen=seen)
    is_there = _is_current(now) and all(getattr(now, name) == values[name] for name in values)
    if not is_changed and not is_there:
        raise StaleFocalPointError(now)
    return now


def end(point, *, on, seen) -> FocalPoint:
    """From the day `on` this is no focal point any more. Raises StaleFocalPointError.

    Who stopped already keeps the day on which that was.
    """
    is_changed, now = _save(point, {"until": on}, seen=seen)
    has_stopped = now is not None and not _is_current(now)
    if not is_changed and not has_stopped:
        raise StaleFocalPointError(now)
    return now


def _save(point, values, *, seen):
    """Only what still stands at that version; (whether it was, the row as it is or None)."""
    rows = _standing().filter(pk=point.pk, version=seen)
    is_changed = rows.update(version=F("version") + 1, **values)
    return bool(is_changed), FocalPoint.objects.filter(pk=point.pk).first()


def _is_current(point) -> bool:
    return point is not None and point.is_current


# --- forgetting ----------------------------------------------------------------------------------
def forget() -> int:
    """Who stopped more than a year ago is deleted; how many."""
    before = timezone.localdate() - timedelta(days=KEPT_DAYS)
    gone, _ = FocalPoint.objects.filter(until__lt=before).delete()
    return gone
