"""How many goals each city has on each of the ten commitments, and how far those are.

A goal counts at every commitment that it works on: its own ones, else those of its chapter. A goal
without any counts "buiten de tien", so that nothing of a plan is dropped.

A city puts an *accent* on a commitment with at least three goals there, and at least one and a half
times as many as it has on average on the ten. With a filter no accents are shown: they are about
the whole plan. All is counted by the database, in a number of queries that never grows.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Exists, F, OuterRef

from ..crosswalk import NUMBERS, segments
from ..models import Commitment, Goal
from ..progress.due import NO_UPDATE
from .goals import goals_as_of
from .moment import moment_of
from .standing import Standing, with_text

FEWEST_FOR_ACCENT, TIMES_THE_AVERAGE = 3, 1.5
OUTSIDE = None  # the "commitment" of what fits none of the ten


@dataclass(frozen=True)
class Cell:
    """The goals of one city on one commitment; `states` counts them per state."""

    standing: Standing
    states: Counter
    is_accent: bool = False

    @property
    def n(self):
        return self.states.total()

    @property
    def told(self) -> Counter:
        """Of which something is known."""
        return Counter({state: n for state, n in self.states.items() if state != NO_UPDATE})


@dataclass
class Column:
    """One city; `total` counts each of its goals once, also when it works on two commitments."""

    standing: Standing
    cells: dict = field(default_factory=dict)
    total: Cell = None

    @property
    def city(self):
        return self.standing.city

    @property
    def has_own_order(self):
        """A plan with an order of its own, that nobody laid beside the ten yet."""
        outside = self.cells[OUTSIDE].n
        return bool(outside) and outside == sum(cell.n for cell in self.cells.values())


@dataclass(frozen=True)
class Line:
    """One commitment in all cities; without a commitment what fits none of the ten."""

    commitment: Commitment | None
    cells: list[Cell]

    @property
    def n_goals(self):
        return sum(cell.n for cell in self.cells)

    @property
    def n_cities(self):
        return sum(1 for cell in self.cells if cell.n)


@dataclass(frozen=True)
class Matrix:
    columns: list[Column]
    commitments: list[Commitment]
    round: object
    is_filtered: bool

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(entry.number, entry) for entry in self.commitments]

    @cached_property
    def outside(self) -> Line:
        return self._line(OUTSIDE, None)

    @cached_property
    def total(self) -> Cell:
        """Of all cities together."""
        states = sum((column.total.states for column in self.columns), Counter())
        return Cell(None, states)

    @cached_property
    def filled(self) -> list[Column]:
        """The columns of the page; the cities without a text are named below it."""
        return [column for column in self.columns if column.standing.has_text]

    @property
    def without_text(self) -> list[Standing]:
        return [one.standing for one in self.columns if not one.standing.has_text]

    @property
    def empty_lines(self) -> list[Line]:
        """The commitments on which none of these cities has a goal."""
        return [line for line in self.lines if not line.n_goals]

    def segments_of(self, column):
        """What the tienpuntenwiel draws."""
        titles = {entry.number: entry.short_nl for entry in self.commitments}
        return segments({number: column.cells[number].n for number in NUMBERS}, titles)

    def _line(self, number, commitment):
        return Line(commitment, [column.cells[number] for column in self.columns])


def matrix_of(found, *, day=None, only=None) -> Matrix:
    """A column for each of these standings, also for a city without a text; seven queries."""
    editions = {one.edition.pk for one in with_text(found)}
    moment = moment_of(day)
    cells, totals = _counted(editions, moment, only) if editions else ({}, {})
    columns = []
    for one in found:
        pk = one.edition.pk if one.has_text else None
        counts = {number: cells.get((pk, number), Counter()) for number in (*NUMBERS, OUTSIDE)}
        accents = set() if only is not None else _accents(counts)
        columns.append(
            Column(
                one,
                {n: Cell(one, states, n in accents) for n, states in counts.items()},
                Cell(one, totals.get(pk, Counter())),
            )
        )
    commitments = list(Commitment.objects.all())
    return Matrix(columns, commitments, moment.round, is_filtered=only is not None)


def _accents(counts) -> set:
    """The commitments on which a city puts clearly more than on the others."""
    average = sum(counts[number].total() for number in NUMBERS) / len(NUMBERS)
    least = max(FEWEST_FOR_ACCENT, TIMES_THE_AVERAGE * average)
    return {number for number in NUMBERS if counts[number].total() >= least}


# --- the figures, one query each -----------------------------------------------------------------
def _counted(editions, moment, only):
    """({(edition, commitment or OUTSIDE): states}, {edition: states of each goal once})."""
    goals = goals_as_of(moment, editions, only=only)
    own = Exists(Goal.commitments.through.objects.filter(goal=OuterRef("pk")))
    cells, totals = defaultdict(Counter), defaultdict(Counter)
    for rows, number in (
        (goals.filter(own), F("commitments__number")),
        (goals.filter(~own), F("chapter__commitments__number")),
    ):
        counted = rows.values("edition", "now", reached=number).annotate(count=Count("pk"))
        for row in counted:
            cells[row["edition"], row["reached"]][row["now"]] += row["count"]
    for row in goals.values("edition", "now").annotate(count=Count("pk")):
        totals[row["edition"]][row["now"]] += row["count"]
    return cells, totals
