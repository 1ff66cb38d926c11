"""A small line chart: from figures at dates to places in a box, nothing else.

Knows no model and no page. A year stands for a band from its first day to its last, so that a
measurement of 31 December lies in its own year; what is known by its year alone stands in the
middle of the band. The axis starts at zero unless all figures are far from it, and the chart says
so: a cut axis makes a small step look like a leap.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from .numbers import in_dutch

WIDTH, HEIGHT = 320, 190
TOP, RIGHT, BOTTOM = 14, 312, 162
LETTER = 7  # how wide a digit of a label is, where the letters are at their largest
TICKS = 4
YEAR_LABELS = 6
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
    chart = {
        "left": left,
        "ticks": [Tick(place.y(at), name) for at, name in zip(heights, names, strict=True)],
        "years": [Tick(place.x_of_year(year), str(year)) for year in place.labelled_years()],
        "dots": [Dot(place.x(day), place.y(value)) for day, value in measured],
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
        self.start = date(first_year, 1, 1).toordinal()
        self.days = date(last_year, 12, 31).toordinal() + 1 - self.start

    def y(self, value):
        part = float((value - self.lowest) / (self.highest - self.lowest))
        return round(BOTTOM - part * (BOTTOM - TOP), 1)

    def x(self, day):
        return self._across(day.toordinal() + 0.5)

    def x_of_year(self, year):
        return self._across((date(year, 1, 1).toordinal() + date(year, 12, 31).toordinal() + 1) / 2)

    def _across(self, day):
        return round(self.left + (day - self.start) / self.days * (RIGHT - self.left), 1)

    def labelled_years(self):
        count = self.last_year - self.first_year + 1
        step = int(round_step(Decimal(count) / YEAR_LABELS)) if count > YEAR_LABELS else 1
        return range(self.first_year, self.last_year + 1, step)


# --- the words in the box --------------------------------------------------------------------
def _labels(chart, last, target):
    """What the last dot says, and the target on the other side of its line's end."""
    dot = chart["dots"][-1] if chart["dots"] else chart["baseline"]
    line = chart["target"]
    below = dot.y - TOP < LETTER * 3 or (line and 0 <= dot.y - line.y < LETTER * 4)
    is_right = dot.x > (chart["left"] + RIGHT) / 2
    at = min(dot.x + 4, RIGHT) if is_right else max(dot.x - 4, chart["left"] + 4)
    labels = [Label(round(at, 1), _lowered(dot.y, below), "end" if is_right else "start", last)]
    if line:
        at, anchor = (chart["left"] + 4, "start") if is_right else (RIGHT, "end")
        y = _lowered(line.y, line.y - TOP < LETTER * 2)
        labels.append(Label(at, y, anchor, f"streefwaarde {target}"))
    return labels


def _lowered(y, below):
    """The foot of a text above or below a line, never under the box."""
    return round(min(y + 16, BOTTOM - 3) if below else max(y - 7, TOP - 2), 1)


def _points(dots):
    return " ".join(f"{dot.x},{dot.y}" for dot in dots)
