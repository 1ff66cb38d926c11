"""What the list tells of each practice: a few lines, and which city has what was looked for."""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from cities.finding.excerpts import Marker, Piece
from cities.stems import Query

from ..fiche.labels import labels_of
from ..fiche.markdown import to_plain
from ..fiche.shown import by_name
from ..images.shown import ShownImage, images_of_many
from ..models import CitySection, Practice
from .search import sections_that_match

MOST_EXCERPTS = 2


@dataclass(frozen=True)
class Excerpt:
    """What one city tells about the words that were looked for."""

    place: str
    address: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Card:
    practice: Practice
    summary: str
    categories: list
    places: list[str]
    image: ShownImage | None = None
    excerpts: list[Excerpt] = field(default_factory=list)


def cards(keys, query: Query = None) -> list[Card]:
    """In the order of these keys; the number of queries does not grow with them."""
    query = query or Query()
    practices = practices_at(keys)
    labels = labels_of(*(("shared", _categories(one)) for one in practices))
    images = images_of_many(practices)
    matched = sections_that_match(practices, query) if query else {}
    marker = Marker(query)
    return [
        Card(
            practice=one,
            summary=to_plain(one.published_version.content.get("summary")),
            categories=_shown_categories(one, labels),
            places=[_place(section) for section in one.shown_sections],
            image=next(iter(images.get(one.pk, ())), None),
            excerpts=_excerpts(one, matched.get(one.uid, ()), marker),
        )
        for one in practices
    ]


def practices_at(keys) -> list[Practice]:
    """In the order of these keys, each with the sections that readers see on `shown_sections`.

    Not by `in_bulk`, which cuts a long list in pieces and asks for each of them.
    """
    keys = list(keys)
    rows = Practice.objects.for_list().filter(pk__in=keys).prefetch_related(_with_sections())
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]


def _with_sections() -> Prefetch:
    return Prefetch("sections", CitySection.objects.shown().in_order(), to_attr="shown_sections")


def _place(section):
    """What stopped is told too, and that it stopped."""
    has_stopped = section.state == CitySection.State.STOPPED
    return f"{section.place} (gestopt)" if has_stopped else section.place


def _categories(practice):
    return {"categories": practice.published_version.content.get("categories", [])}


def _shown_categories(practice, labels):
    shown = by_name("shared", _categories(practice), labels=labels)
    return shown["categories"].value if "categories" in shown else []


def _excerpts(practice, entries, marker):
    anchors = {section.uid: section.anchor for section in practice.shown_sections}
    found = []
    for entry in entries:
        pieces = marker.excerpt(entry.text)
        if pieces and entry.uid in anchors:
            address = f"{practice.get_absolute_url()}#stad-{anchors[entry.uid]}"
            found.append(Excerpt(entry.title, address, pieces))
    return found[:MOST_EXCERPTS]
