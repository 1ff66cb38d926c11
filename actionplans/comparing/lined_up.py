"""The full texts of many cities on one commitment, lined up on ECCAR's example actions.

A row per example action, also when no city works on it: what nobody does is an answer too. Goals
without an example action of this commitment stand in a last row. Side by side stand the cities that
have a goal here; those that were asked for by name stand there in any case. More than sixteen
columns nobody reads: then only counts are given, and the reader chooses.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Case, Count, F, When

from ..models import Commitment, ExampleAction
from .goals import goals_as_of, goals_in
from .moment import moment_of
from .standing import Standing, with_text

MOST_SIDE_BY_SIDE = 16
WITHOUT_EXAMPLE = None


@dataclass(frozen=True)
class Cell:
    """`is_first`: here the goals of a city begin, from top to bottom.

    `is_quiet`: of all its goals on this commitment nothing was ever told; said once, not at each.
    """

    standing: Standing
    goals: list
    is_first: bool = False
    is_quiet: bool = False


@dataclass(frozen=True)
class Row:
    """An example action, or None for what has none, with the goals of each column."""

    example: ExampleAction | None
    cells: list["Cell"]
    n_goals: int
    n_cities: int

    @property
    def anchor(self):
        return f"voorbeeld-{self.example.number}" if self.example else "zonder-voorbeeld"


@dataclass(frozen=True)
class LinedUp:
    """`columns` are side by side; `without_goals` and `without_text` are named below them.

    `counts` has the goals of each city: {city id: n}. With `is_too_wide` the rows hold counts only.
    """

    commitment: Commitment
    columns: list[Standing]
    rows: list[Row]
    without_goals: list[Standing]
    without_text: list[Standing]
    goals: list = field(default_factory=list)
    counts: dict = field(default_factory=dict)
    is_too_wide: bool = False
    is_filtered: bool = False

    @property
    def n_goals(self):
        return sum(self.counts.values())

    @property
    def n_cities(self):
        return sum(1 for n in self.counts.values() if n)

    @property
    def with_goals(self) -> list[Standing]:
        """The columns that hold something."""
        return [one for one in self.columns if self.counts.get(one.city.pk)]

    @property
    def empty_rows(self) -> list[Row]:
        return [row for row in self.rows if row.example and not row.n_goals]


def line_up(commitment, found, *, day=None, only=None, keeps_all=False) -> LinedUp:
    """`keeps_all`: these cities were asked for by name. The queries do not grow with the cities."""
    readable = with_text(found)
    counts = _counts(commitment, readable, day, only)
    asked = list(found) if keeps_all else [one for one in readable if counts[one.city.pk]]
    is_too_wide = len(asked) > MOST_SIDE_BY_SIDE
    goals = []
    if not is_too_wide:
        goals = goals_in(asked, number=commitment.number, day=day, only=only)
    examples = list(commitment.examples.order_by("number"))
    for example in examples:
        example.commitment = commitment
    if is_too_wide:
        rows = _counted_rows(commitment, examples, readable, day, only)
    else:
        rows = _rows(examples, asked, goals)
    side_by_side = {one.city.pk for one in asked}
    return LinedUp(
        commitment=commitment,
        columns=[] if is_too_wide else asked,
        rows=rows,
        without_goals=[
            one
            for one in readable
            if not counts[one.city.pk] and (is_too_wide or one.city.pk not in side_by_side)
        ],
        without_text=[one for one in found if not one.has_text],
        goals=goals,
        counts=counts,
        is_too_wide=is_too_wide,
        is_filtered=only is not None,
    )


def _rows(examples, columns, goals) -> list[Row]:
    """The last row, for what has no example here, is left out when it is empty."""
    known = {example.pk for example in examples}
    cells = defaultdict(lambda: defaultdict(list))
    for goal in goals:
        key = goal.example_id if goal.example_id in known else WITHOUT_EXAMPLE
        cells[key][goal.city.pk].append(goal)
    rows, begun = [], set()
    heard = {goal.city.pk for goal in goals if goal.told.entry}
    for example in (*examples, WITHOUT_EXAMPLE):
        of_row = cells[example.pk if example else WITHOUT_EXAMPLE]
        told = [
            Cell(one, of_row[one.city.pk], one.city.pk not in begun, one.city.pk not in heard)
            if one.city.pk in of_row
            else Cell(one, [])
            for one in columns
        ]
        begun |= set(of_row)
        rows.append(Row(example, told, sum(map(len, of_row.values())), len(of_row)))
    return rows if rows[-1].n_goals else rows[:-1]


# --- counts only ---------------------------------------------------------------------------------
def _goals(commitment, readable, day, only):
    editions = [one.edition.pk for one in readable]
    return goals_as_of(moment_of(day), editions, number=commitment.number, only=only)


def _counts(commitment, readable, day, only) -> Counter:
    """{city id: its goals on this commitment}."""
    rows = _goals(commitment, readable, day, only).values("edition").annotate(n=Count("pk"))
    found = dict(rows.values_list("edition", "n"))
    return Counter({one.city.pk: found.get(one.edition.pk, 0) for one in readable})


def _counted_rows(commitment, examples, readable, day, only) -> list[Row]:
    of_this = Case(When(example__commitment=commitment, then=F("example")), default=None)
    rows = _goals(commitment, readable, day, only).values(row=of_this)
    rows = rows.annotate(n=Count("pk"), n_cities=Count("edition", distinct=True))
    counts = {row["row"]: (row["n"], row["n_cities"]) for row in rows}
    found = [Row(one, [], *counts.get(one.pk, (0, 0))) for one in examples]
    rest = counts.get(WITHOUT_EXAMPLE)
    return [*found, Row(WITHOUT_EXAMPLE, [], *rest)] if rest else found
