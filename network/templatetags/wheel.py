"""The tienpuntenwiel: a ring of ten segments that shows which commitments a plan covers.

A segment without goals is an empty dashed outline. With goals it is filled in its own colour; once
progress is known it is pale, and filled from the inside outwards as far as its goals are.
All lengths are SVG user units in a viewBox of 100 by 100 around the centre; angles are radians,
clockwise from the top. Colours come from the classes c1 ... c10: no style stands in the SVG.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin

from django import template

register = template.Library()

COUNT = 10
INNER, OUTER = 30.0, 47.0
NUMBER_RADIUS = 23.5
GAP = 2.0
SMALLEST_WITH_NUMBERS = 120


@dataclass(frozen=True)
class Segment:
    """One commitment in one plan; `share` is None as long as nobody reported progress."""

    number: int
    title: str = ""
    n_goals: int = 0
    share: float | None = None
    url: str = ""


def point(radius: float, angle: float) -> str:
    """A place on a circle around the centre, written as SVG wants it."""
    x, y = radius * sin(angle), -radius * cos(angle)
    return f"{x:.2f} {y:.2f}"


def edges(number: int, radius: float) -> tuple[float, float]:
    """First and last angle of a segment; the gap keeps its width in units at every radius."""
    step = 2 * pi / COUNT
    half_gap = GAP / 2 / radius
    return (number - 1) * step + half_gap, number * step - half_gap


@lru_cache(maxsize=512)
def segment_path(number: int, outer: float = OUTER, inner: float = INNER) -> str:
    """The outline of a ring segment between two radii, as an SVG path."""
    start, end = edges(number, outer)
    inner_start, inner_end = edges(number, inner)
    return (
        f"M{point(outer, start)}A{outer:g} {outer:g} 0 0 1 {point(outer, end)}"
        f"L{point(inner, inner_end)}A{inner:g} {inner:g} 0 0 0 {point(inner, inner_start)}Z"
    )


def filled_radius(share: float) -> float:
    """How far outwards a segment is filled; equal shares of the goals get equal steps outwards."""
    return round(INNER + (OUTER - INNER) * min(max(share, 0.0), 1.0), 1)


def number_place(number: int) -> tuple[float, float]:
    """Where a segment's number stands: inside the ring, opposite the middle of the segment."""
    angle = (number - 0.5) * 2 * pi / COUNT
    return round(NUMBER_RADIUS * sin(angle), 2), round(-NUMBER_RADIUS * cos(angle), 2)


def read_segments(given: Iterable) -> list[Segment]:
    """Ten segments in order, whatever was given: dicts or objects, some commitments missing."""
    found = {}
    for item in given or []:
        values = item if isinstance(item, Mapping) else vars_of(item)
        known = {name: values[name] for name in Segment.__dataclass_fields__ if name in values}
        found[known["number"]] = Segment(**known)
    return [found.get(number, Segment(number)) for number in range(1, COUNT + 1)]


def vars_of(item: object) -> dict:
    """An object's answers to the segment's questions; properties count too."""
    names = Segment.__dataclass_fields__
    return {name: getattr(item, name) for name in names if hasattr(item, name)}


def dutch_list(parts: Iterable) -> str:
    """'7', '7 en 9', '1, 7 en 9'."""
    words = [str(part) for part in parts]
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def wheel_label(segments: list[Segment], name: str = "") -> str:
    """The same in words: what a screen reader says for the whole ring."""
    empty = [segment.number for segment in segments if not segment.n_goals]
    if not empty:
        text = "doelen op alle tien verbintenissen"
    elif len(empty) == COUNT:
        text = "nog geen doelen op de tien verbintenissen"
    else:
        covered = COUNT - len(empty)
        text = f"doelen op {covered} van de tien verbintenissen; geen bij {dutch_list(empty)}"
    shares = [f"{s.share:.0%} bij {s.number}" for s in segments if s.n_goals and s.share]
    if shares:
        text += f"; uitgevoerd: {dutch_list(shares)}".replace("%", " %")
    return f"{name or 'Tienpuntenwiel'}: {text}"


def segment_label(segment: Segment) -> str:
    """'7 Huisvesting: 6 doelen'."""
    goals = {0: "geen doelen", 1: "1 doel"}.get(segment.n_goals, f"{segment.n_goals} doelen")
    return f"{segment.number} {segment.title}".strip() + f": {goals}"


def drawing(segment: Segment, *, has_progress: bool, link_prefix: str) -> dict:
    """What the template draws for one segment."""
    x, y = number_place(segment.number)
    share = segment.share or 0.0
    fill = filled_radius(share) if has_progress else OUTER
    url = segment.url or (f"{link_prefix}{segment.number}" if link_prefix else "")
    return {
        "number": segment.number,
        "label": segment_label(segment),
        "outline": segment_path(segment.number),
        "is_empty": not segment.n_goals,
        "is_pale": has_progress and fill < OUTER,
        "filled": segment_path(segment.number, fill) if fill > INNER else "",
        "url": url if segment.n_goals else "",
        "x": x,
        "y": y,
    }


@register.inclusion_tag("partials/wheel.html")
def tienpuntenwiel(segments, size=190, label="", link_prefix="", mini=False):
    """{% tienpuntenwiel segments size=190 label="Tienpuntenwiel van Gent" link_prefix="#punt-" %}

    `mini=True` for lists: no numbers, no links, no hover texts. Nothing at all without segments: a
    plan without a crosswalk shows its own themes, never an empty wheel.
    """
    read = read_segments(segments)
    has_progress = any(segment.share is not None for segment in read if segment.n_goals)
    prefix = "" if mini else link_prefix
    return {
        "segments": [drawing(s, has_progress=has_progress, link_prefix=prefix) for s in read],
        "label": wheel_label(read, label),
        "size": size,
        "is_shown": bool(segments),
        "is_linked": bool(not mini and (link_prefix or any(s.url for s in read))),
        "mini": mini,
        "has_numbers": not mini and int(size) >= SMALLEST_WITH_NUMBERS,
    }
