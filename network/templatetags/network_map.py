"""A map of dots: each city of the network where it lies in Flanders, with a label beside it.

No borders are drawn, because no freely licensed ones are at hand; the page always lists the same
cities below. Lengths are SVG user units, one unit is about 280 metres.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from django import template

register = template.Library()

WEST, EAST, SOUTH, NORTH = 2.60, 5.90, 50.69, 51.45
UNITS_PER_DEGREE = 400
# Around 51 degrees north a degree of longitude is this much shorter than one of latitude.
SQUEEZE = cos(radians(51.05))
WIDTH = round((EAST - WEST) * SQUEEZE * UNITS_PER_DEGREE)
HEIGHT = round((NORTH - SOUTH) * UNITS_PER_DEGREE)

# On a phone the map shrinks to its width and plan.css writes in these sizes; a wide screen writes
# smaller in the same room.
DOT = 9
FONT = 26
PROVINCE_FONT = 14
# A generous average: a label that is estimated too wide never runs into its neighbour.
LETTER = 0.62
LINE = 1.1
MARGIN = 3

PROVINCES = {
    "West-Vlaanderen": (3.02, 51.06),
    "Oost-Vlaanderen": (3.76, 50.97),
    "Antwerpen": (4.72, 51.14),
    "Vlaams-Brabant": (4.92, 50.83),
    "Limburg": (5.42, 51.09),
}


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The shared surface, in square units; 0 when they are apart."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def outside(self) -> float:
        """The surface that would fall off the map."""
        width, height = self.right - self.left, self.bottom - self.top
        inside = self.overlap(Box(MARGIN, MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN))
        return width * height - inside


@dataclass(frozen=True)
class Label:
    """Where a text stands: `x`, `y` is its anchor, halfway its height."""

    x: float
    y: float
    anchor: str
    box: Box


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to units: straight lines, with the squeeze of this latitude; plenty for Flanders."""
    x = (float(longitude) - WEST) * SQUEEZE * UNITS_PER_DEGREE
    y = (NORTH - float(latitude)) * UNITS_PER_DEGREE
    return round(x, 1), round(y, 1)


def dot_box(x: float, y: float) -> Box:
    reach = DOT + 1
    return Box(x - reach, y - reach, x + reach, y + reach)


def text_box(x: float, y: float, anchor: str, text: str, font: float = FONT) -> Box:
    """The room that a text takes, estimated from its number of letters."""
    width, height = len(text) * LETTER * font, LINE * font
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return Box(left, y - height / 2, left + width, y + height / 2)


def candidates(x: float, y: float, text: str) -> list[Label]:
    """The places beside a dot where its label may stand, the most readable first."""
    side, level = DOT + 4, DOT + LINE * FONT / 2 + 1
    places = [
        (x + side, y, "start"),
        (x - side, y, "end"),
        (x, y - level, "middle"),
        (x, y + level, "middle"),
        (x + side / 2, y - level, "start"),
        (x + side / 2, y + level, "start"),
        (x - side / 2, y - level, "end"),
        (x - side / 2, y + level, "end"),
    ]
    return [Label(px, py, anchor, text_box(px, py, anchor, text)) for px, py, anchor in places]


def place_labels(points: list[tuple[float, float, str]], taken: Iterable[Box] = ()) -> list[Label]:
    """One label per (x, y, text): the first place that is free, else the one that hides least."""
    occupied = [*taken, *(dot_box(x, y) for x, y, _ in points)]
    labels = []
    for x, y, text in points:
        own = dot_box(x, y)

        def hidden(label: Label, own: Box = own) -> float:
            others = sum(label.box.overlap(box) for box in occupied if box != own)
            return others + label.box.outside()

        best = min(candidates(x, y, text), key=hidden)
        occupied.append(best.box)
        labels.append(best)
    return labels


def province_labels() -> list[dict]:
    """The names behind the dots; cities' labels keep clear of them."""
    names = []
    for name, (longitude, latitude) in PROVINCES.items():
        x, y = project(longitude, latitude)
        # Letter-spaced capitals would be wider: this is the plain italic of plan.css.
        box = text_box(x, y, "middle", name, PROVINCE_FONT)
        names.append({"name": name, "x": x, "y": y, "box": box})
    return names


def grid() -> dict[str, list[float]]:
    """Thin lines every half degree, so that the eye has something to hold."""
    return {
        "meridians": [project(half / 2, NORTH)[0] for half in range(6, 12)],
        "parallels": [project(WEST, NORTH - 0.45)[1]],
    }


@register.inclusion_tag("partials/network_map.html")
def network_map(cities):
    """Each city has a name, latitude, longitude, is_member and get_absolute_url."""
    cities = list(cities)
    points = [(*project(city.longitude, city.latitude), city.name) for city in cities]
    provinces = province_labels()
    labels = place_labels(points, taken=[province["box"] for province in provinces])
    dots = [
        {"city": city, "x": x, "y": y, "label": label}
        for city, (x, y, _), label in zip(cities, points, labels, strict=True)
    ]
    return {
        "dots": dots,
        "provinces": provinces,
        "grid": grid(),
        "width": WIDTH,
        "height": HEIGHT,
        "radius": DOT,
    }
