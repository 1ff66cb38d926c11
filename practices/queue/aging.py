"""What may be out of date: texts past their date, signals of the radar, consents that run out.

A list to look through; what is on it waits for nobody's decision, so it counts no working days.
"""

from django.urls import reverse

from ..freshness.stale import stale_items
from .rows import WARN, Row, Signal, labels_in

KINDS = {
    "practice": "gedeeld deel",
    "section": "stadssectie",
    "radar": "radar",
    "image": "beeld",
}


def count() -> int:
    return len(stale_items())


def rows(user) -> list[Row]:
    return [row_of(number, item) for number, item in enumerate(stale_items())]


def row_of(number, item) -> Row:
    practice = item.practice
    city = getattr(item.subject, "city", None) or practice.city
    content = practice.published_version.content if practice.published_version else {}
    advice = [Signal(item.advice)] if item.advice else []
    return Row(
        key=f"veroudering:{number:06}",
        title=item.title,
        url=reverse("practices:review", args=[practice.code]),
        kind=KINDS.get(item.kind, item.kind),
        place=item.place,
        subject=item.subject,
        since=item.since,
        signals=[Signal(item.reason, WARN), *advice],
        city=city.slug if city else "",
        **labels_in(content),
    )
