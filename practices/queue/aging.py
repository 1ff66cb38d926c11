"""What may be out of date: texts past their date, signals of the radar, consents that run out.

A list to look through; what is on it waits for nobody's decision, so it counts no working days. A
fiche stands in it once, with all that was seen of it.
"""

from django.urls import reverse

from ..freshness.stale import stale_items
from .filtering import NO_CITY
from .rows import WARN, Row, Signal, labels_in

KINDS = {
    "practice": "gedeeld deel",
    "section": "stadssectie",
    "radar": "radar",
    "image": "beeld",
}


def count() -> int:
    return len(_by_fiche())


def rows(user) -> list[Row]:
    return [row_of(number, items) for number, items in enumerate(_by_fiche())]


def _by_fiche() -> list[list]:
    """The items of each fiche together; the longest waiting first, as they came."""
    found: dict[int, list] = {}
    for item in stale_items():
        found.setdefault(item.practice.pk, []).append(item)
    return list(found.values())


def row_of(number, items) -> Row:
    first, practice = items[0], items[0].practice
    content = practice.published_version.content if practice.published_version else {}
    cities = {city.slug if city else NO_CITY: str(city or "") for city in map(_city_of, items)}
    return Row(
        key=f"veroudering:{number:06}",
        title=first.title,
        url=reverse("practices:review", args=[practice.code]),
        kind=", ".join(dict.fromkeys(KINDS.get(one.kind, one.kind) for one in items)),
        place=", ".join(dict.fromkeys(one.place for one in items)),
        subject=first.subject,
        since=first.since,
        signals=[one for item in items for one in _signals(item, is_one=len(items) == 1)]
        + ([Signal("onvolledig", WARN)] if practice.is_incomplete else []),
        cities=cities,
        **labels_in(content),
    )


def _signals(item, *, is_one):
    """What was seen, with the place where the line is about several texts."""
    yield Signal(item.reason if is_one else f"{item.place}: {item.reason}", WARN)
    if item.advice:
        yield Signal(item.advice)


def _city_of(item):
    return getattr(item.subject, "city", None) or item.practice.city
