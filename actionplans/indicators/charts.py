"""A small line chart: from figures at dates to places in a box, nothing else.

Knows no model and no page. A year is a band as wide as the next one, between two small marks and
with its number in the middle. What is the figure of a year stands in the middle of the band, above
the number: a baseline, a target, and a measurement of 31 December when the year has no other, for
that is how a yearly figure is told. Any other measurement stands on its day, always well inside the
band of its own year. The axis starts at zero unless all figures are far from it, and the chart says
so: a cut axis makes a small step look like a leap.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from .numbers import in_dutch

WIDTH, HEIGHT = 320, 190
TOP, RIGHT, BOTTOM = 14, 312, 162
LETTER = 7  # how wide a digit of a label is, where the letters are at their largest
TICKS = 4
YEAR_LABELS = 6
YEAR_BORDERS = 30
GAP = 0.08  # of a band, at either end: no day touches the next year
ABOVE, BELOW, BESIDE = 7, 16, 7  # from a dot to the words about it
# Differences smaller than this part of the figures themselves are drawn as a flat line.
SMALLEST_SPAN = Decimal("0.0001")
SCALES = ((12, "biljoen"), (9, "miljard"), (6, "miljoen"))


@dataclass(frozen=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True)
class Tick:
    """A place on an axis: x for a year, y for a figure."""

    at: float
    label: str


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True)
class Chart:
    """Where everything stands, in the units of a box of `width` by `height`."""

    left: int
    ticks: list[Tick]
    years: list[Tick]
    borders: list[float]
    dots: list[Dot]
    baseline: Dot | None
    target: Dot | None
    labels: list[Label]
    starts_at_zero: bool
    scale: str
    width: int = WIDTH
    height: int = HEIGHT
    top: int = TOP
    right: int = RIGHT
    bottom: int = BOTTOM

    @property
    def tick_end(self) -> int:
        """Where the names of the heights end, left of the grid."""
        return self.left - 5

    @property
    def year_foot(self) -> int:
        return self.bottom + 17

    @property
    def border_foot(self) -> int:
        return self.bottom + 4

    @property
    def line(self) -> str:
        """The measurements as the points of a polyline; nothing for a single one."""
        return _points(self.dots) if len(self.dots) > 1 else ""

    @property
    def lead(self) -> str:
        """From the baseline to the first measurement, when it lies before it."""
        if self.baseline and self.dots and self.baseline.x < self.dots[0].x:
            return _points([self.baseline, self.dots[0]])
        return ""


def draw(
    measured: list[tuple[date, Decimal]],
    *,
    baseline: tuple[int, Decimal] | None = None,
    target: tuple[int, Decimal] | None = None,
) -> Chart | None:
    """`measured` are (day, value), in any order; `baseline` and `target` are (year, value).

    None when there is nothing to draw: a target alone is a wish, not a line.
    """
    if not measured and not baseline:
        return None
    measured = sorted(measured)
    marks = [mark for mark in (baseline, target) if mark]
    heights = axis([value for _, value in [*measured, *marks]])
    power, scale = _scale(heights)
    names = [in_dutch(height.scaleb(-power)) for height in heights]
    left = 8 + LETTER * max(map(len, names))
    years = [day.year for day, _ in measured] + [year for year, _ in marks]
    place = _Place(left, heights, min(years), max(years))
    days = [day for day, _ in measured]
    chart = {
        "left": left,
        "ticks": [Tick(place.y(at), name) for at, name in zip(heights, names, strict=True)],
        "years": [Tick(place.x_of_year(year), str(year)) for year in place.labelled_years()],
        "borders": place.borders(),
        "dots": [Dot(place.x(day, among=days), place.y(value)) for day, value in measured],
        "baseline": baseline and Dot(place.x_of_year(baseline[0]), place.y(baseline[1])),
        "target": target and Dot(place.x_of_year(target[0]), place.y(target[1])),
        "starts_at_zero": heights[0] <= 0 <= heights[-1],
        "scale": scale,
    }
    last = measured[-1][1] if measured else baseline[1]
    labels = _labels(chart, in_dutch(last), in_dutch(target[1]) if target else "")
    return Chart(**chart, labels=labels)


# --- the axes ------------------------------------------------------------------------------------
def axis(values: list[Decimal]) -> list[Decimal]:
    """Round heights, evenly spaced, from below the lowest value to above the highest."""
    low, high = min(values), max(values)
    if low == high or low * 2 <= high:
        low = min(low, Decimal(0))
    if low == high or high * 2 >= low:
        high = max(high, Decimal(0))
    if low == high:
        high = Decimal(1)
    smallest = max(abs(low), abs(high)) * SMALLEST_SPAN
    if high - low < smallest:
        middle = (low + high) / 2
        low, high = middle - smallest / 2, middle + smallest / 2
    step = round_step((high - low) / TICKS)
    if all(value == value.to_integral_value() for value in values):
        step = max(step, Decimal(1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [step * number for number in range(int(first), int(last) + 1)]


def round_step(least: Decimal) -> Decimal:
    """1, 2 or 5 with zeros: the first one that is not below `least`."""
    unit = Decimal(1).scaleb(least.adjusted())
    return next(unit * times for times in (1, 2, 5, 10) if unit * times >= least)


def _scale(heights):
    """(power of ten, its word) by which labels of large figures are shortened."""
    largest = max(abs(heights[0]), abs(heights[-1]))
    return next(((p, word) for p, word in SCALES if largest >= Decimal(10) ** p), (0, ""))


class _Place:
    """From a figure to a height, and from a day to a place from left to right."""

    def __init__(self, left, heights, first_year, last_year):
        self.left = left
        self.lowest, self.highest = heights[0], heights[-1]
        self.first_year, self.last_year = first_year, last_year
        self.band = (RIGHT - left) / (last_year + 1 - first_year)

    def y(self, value):
        part = float((value - self.lowest) / (self.highest - self.lowest))
        return round(BOTTOM - part * (BOTTOM - TOP), 1)

    def x(self, day, *, among):
        """Where a day stands, of all days that are drawn."""
        is_last = (day.month, day.day) == (12, 31)
        if is_last and [other.year for other in among].count(day.year) == 1:
            return self.x_of_year(day.year)
        first, last = (date(day.year, *ends).toordinal() for ends in ((1, 1), (12, 31)))
        part = (day.toordinal() - first) / (last - first)
        return self._across(day.year, GAP + part * (1 - 2 * GAP))

    def x_of_year(self, year):
        return self._across(year, 0.5)

    def _across(self, year, part):
        return round(self.left + (year - self.first_year + part) * self.band, 1)

    def borders(self):
        """Between one band and the next, as long as they can be told apart."""
        if self.last_year - self.first_year >= YEAR_BORDERS:
            return []
        return [self._across(year, 0) for year in range(self.first_year, self.last_year + 2)]

    def labelled_years(self):
        count = self.last_year - self.first_year + 1
        step = int(round_step(Decimal(count) / YEAR_LABELS)) if count > YEAR_LABELS else 1
        return range(self.first_year, self.last_year + 1, step)


# --- the words in the box --------------------------------------------------------------------
def _labels(chart, last, target):
    """What the last dot says, clear of the lines, and the target at an end of its own line."""
    aim = chart["target"]
    told = _label_of_target(chart, f"streefwaarde {target}") if aim else None
    lines = list(pairwise([*filter(None, [chart["baseline"]]), *chart["dots"]]))
    if aim:
        lines.append((Dot(chart["left"], aim.y), Dot(RIGHT, aim.y)))
    places = _places_beside(chart, last)
    free = [label for label in places if not (told and _overlap(label, told))]
    label = min(free or places, key=lambda label: sum(_crosses(label, line) for line in lines))
    return [label, told] if told else [label]


def _label_of_target(chart, text):
    """At the side where the last figure is not."""
    dot, aim = _last_dot(chart), chart["target"]
    is_right = dot.x > (chart["left"] + RIGHT) / 2
    at, anchor = (chart["left"] + 4, "start") if is_right else (RIGHT, "end")
    return Label(at, _foot(aim.y, aim.y - TOP < LETTER * 2), anchor, text)


def _last_dot(chart):
    return chart["dots"][-1] if chart["dots"] else chart["baseline"]


def _places_beside(chart, text):
    """Where words about the last dot can stand inside the box, the best first."""
    dot, wide = _last_dot(chart), LETTER * len(text)
    end, start = min(dot.x + 4, RIGHT), max(dot.x - 4, chart["left"] + 4)
    ends = [("end", end)] if end >= wide else []
    starts = [("start", start)] if start + wide <= RIGHT else []
    places = [
        Label(round(at, 1), _foot(dot.y, is_below), anchor, text)
        for is_below in (False, True)
        for anchor, at in ends + starts
    ]
    if dot.x + BESIDE + wide <= RIGHT:
        places.append(Label(round(dot.x + BESIDE, 1), round(dot.y + 4, 1), "start", text))
    return places


def _foot(y, is_below):
    """The foot of a text above or below a place, never under the box."""
    return round(min(y + BELOW, BOTTOM - 3) if is_below else max(y - ABOVE, TOP - 2), 1)


def _box(label):
    """(left, top, right, bottom) of the words."""
    wide = LETTER * len(label.text)
    left = label.x if label.anchor == "start" else label.x - wide
    return left, label.y - 10, left + wide, label.y + 3


def _overlap(one, other):
    left, top, right, bottom = _box(one)
    other_left, other_top, other_right, other_bottom = _box(other)
    return left < other_right and other_left < right and top < other_bottom and other_top < bottom


def _crosses(label, line):
    """Whether a straight line runs through the words, tried at every few units."""
    left, top, right, bottom = _box(label)
    first, last = line
    steps = max(1, int(abs(last.x - first.x) + abs(last.y - first.y)) // 2)
    return any(
        left < first.x + (last.x - first.x) * step / steps < right
        and top < first.y + (last.y - first.y) * step / steps < bottom
        for step in range(steps + 1)
    )


def _points(dots):
    return " ".join(f"{dot.x},{dot.y}" for dot in dots)
