"""Two plans beside each other, of two cities or of one.

Any two published plans can be compared, also a thematic one, or a plan that is over. The goals
stand together per commitment, and within it on the same example action of ECCAR; a goal on several
commitments stands at each. What has no commitment stands under the themes of the cities themselves.
Plans are named in an address by the city and their own address: 'gent/eccar-2020-2025'.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from ..crosswalk import segments
from ..models import Commitment, Edition, ExampleAction, Plan
from ..progress.due import state_of
from .goals import goals_in
from .standing import Standing
from .texts import stood_on

CODE = re.compile(r"[\w-]{1,50}/[\w-]{1,80}", re.ASCII)
ONE_IS_MISSING = "Kies nog een tweede plan."
TWICE_THE_SAME = "Je koos twee keer hetzelfde plan. Kies er een ander plan naast."


class NoPairError(Exception):
    """Why there is nothing to compare, in Dutch; half a question is no mistake (`is_wrong`)."""

    def __init__(self, message, *, is_wrong=True):
        super().__init__(message)
        self.is_wrong = is_wrong


@dataclass
class Side:
    """A plan with the text that stood on the day; without one, `why` says so."""

    plan: Plan
    edition: Edition | None
    why: str
    goals: list = field(default_factory=list)
    segments: list = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    name: str = ""

    @property
    def code(self):
        return code_of(self.plan)

    @property
    def n_goals(self):
        return len(self.goals)

    @property
    def n_actions(self):
        return sum(len(goal.action_list) for goal in self.goals)

    @property
    def numbers(self):
        return {number for goal in self.goals for number in goal.numbers}


@dataclass(frozen=True)
class Line:
    """Goals on one example action, or with `example` None those on no shared line."""

    example: ExampleAction | None
    a: list
    b: list


@dataclass(frozen=True)
class Block:
    """One commitment, or with None the themes of the cities themselves."""

    commitment: Commitment | None
    lines: list

    @property
    def n_a(self):
        return len({goal.pk for line in self.lines for goal in line.a})

    @property
    def n_b(self):
        return len({goal.pk for line in self.lines for goal in line.b})


@dataclass(frozen=True)
class Pair:
    a: Side
    b: Side
    blocks: list
    only_a: list
    only_b: list
    neither: list

    @property
    def sides(self):
        return (self.a, self.b)

    @property
    def has_text(self):
        return bool(self.a.edition and self.b.edition)


# --- choosing ------------------------------------------------------------------------------------
def code_of(plan) -> str:
    return f"{plan.city.slug}/{plan.slug}"


def plans_to_choose() -> list[Plan]:
    """Every plan that a visitor can read, by city; one query."""
    return list(Plan.objects.published().for_list())


def read_pair(a, b, plans) -> tuple[Plan, Plan] | None:
    """The two plans that these codes name; None when nothing was asked at all.

    Raises NoPairError.
    """
    known = {code_of(plan): plan for plan in plans}
    asked = [code.strip() for code in (a, b)]
    for code in filter(None, asked):
        if code not in known:
            raise NoPairError(_unknown(code))
    found = [known[code] for code in asked if code]
    if len(found) == 1:
        raise NoPairError(ONE_IS_MISSING, is_wrong=False)
    if found and found[0] == found[1]:
        raise NoPairError(TWICE_THE_SAME)
    return tuple(found) or None


def _unknown(code):
    if CODE.fullmatch(code):
        return f"Het plan “{code}” vinden we niet. Kies een plan uit de lijst."
    return "Dat plan vinden we niet. Kies een plan uit de lijst."


# --- comparing -----------------------------------------------------------------------------------
def compare_plans(a, b, *, day=None, only=None) -> Pair:
    """Both as they stood on that day; `only` is a Chosen. A fixed number of queries."""
    editions = defaultdict(list)
    rows = Edition.objects.published().without_archive().filter(plan__in=[a.pk, b.pk])
    for edition in rows.select_related("withdrawal").order_by("-number"):
        edition.plan = a if edition.plan_id == a.pk else b
        editions[edition.plan_id].append(edition)
    sides = [Side(plan, *stood_on(editions[plan.pk], day)) for plan in (a, b)]
    _name(*sides)
    commitments = list(Commitment.objects.all())
    _fill(sides, commitments, day, only)
    a, b = sides
    in_a, in_b = a.numbers, b.numbers
    return Pair(
        *sides,
        blocks=_blocks(a.goals, b.goals, commitments),
        only_a=[one for one in commitments if one.number in in_a - in_b],
        only_b=[one for one in commitments if one.number in in_b - in_a],
        neither=[one for one in commitments if one.number not in in_a | in_b],
    )


def _name(a, b):
    """By the city; two plans of one city by their period, or their kind when that is the same."""
    for side in (a, b):
        side.name = side.plan.city.name
    if a.plan.city_id == b.plan.city_id:
        of_period = a.plan.period != b.plan.period
        for side in (a, b):
            side.name += f" {side.plan.period if of_period else side.plan.kind_and_period}"


def _fill(sides, commitments, day, only):
    titles = {one.number: one.short_nl for one in commitments}
    found = [Standing(side.plan.city, side.plan, side.edition) for side in sides]
    goals = goals_in(found, day=day, only=only)
    for side in sides:
        side.goals = [goal for goal in goals if goal.plan.pk == side.plan.pk]
        per_number = Counter(number for goal in side.goals for number in goal.numbers)
        side.segments = segments(per_number, titles)
        side.counts = Counter(state_of(goal.told.entry, goal.told.round) for goal in side.goals)


def _blocks(a, b, commitments):
    blocks = []
    for commitment in commitments:
        on_it = [[goal for goal in goals if commitment.number in goal.numbers] for goals in (a, b)]
        if any(on_it):
            blocks.append(Block(commitment, _lines(*on_it, commitment)))
    own = [[goal for goal in goals if not goal.numbers] for goals in (a, b)]
    return [*blocks, Block(None, [Line(None, *own)])] if any(own) else blocks


def _lines(a, b, commitment):
    """An example action of another commitment is no line here: it stands at its own."""
    lines = {}
    for side, goals in enumerate((a, b)):
        for goal in goals:
            example = goal.example
            if example is not None and example.commitment_id != commitment.pk:
                example = None
            line = lines.setdefault(example and example.pk, Line(example, [], []))
            (line.b if side else line.a).append(goal)
    in_order = sorted(
        (line for line in lines.values() if line.example), key=lambda line: line.example.number
    )
    return in_order + [line for line in lines.values() if line.example is None]
