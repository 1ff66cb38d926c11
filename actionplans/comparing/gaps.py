"""Where there is room: what no city does, and what one city does not do while others do.

A city does something when the text that stands for it has a goal on it: on a commitment by the goal
itself, else by its chapter; on an example action of ECCAR when the goal names it. A blank is no
fault: what a city does elsewhere does not have to stand in its plan. Nothing is scored or ranked;
who is furthest comes first because he has the most to tell.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from cities.models import City, Ground, PolicyDomain, Track

from ..models import Chapter, Commitment, ExampleAction, Goal, ProgressEntry
from ..progress.due import NO_UPDATE
from .moment import moment_of
from .standing import Standing, standings, with_text

State = ProgressEntry.State
# Who has the most to tell first; what was stopped can be learned from too.
FURTHEST = (State.FINISHED, State.RUNNING, State.PREPARING, State.NOT_STARTED, NO_UPDATE)
FURTHEST = {state: place for place, state in enumerate((*FURTHEST, State.STOPPED))}


@dataclass(frozen=True)
class Told:
    """A goal, no more of it than a list of experience needs."""

    uid: object
    code: str
    title: str
    state: str
    example: int | None
    city: City
    numbers: frozenset


@dataclass(frozen=True)
class Experience:
    """What one city has on a commitment or an example action, the furthest goal first."""

    city: City
    goals: list

    @property
    def states(self):
        return Counter(goal.state for goal in self.goals)

    @property
    def first(self):
        return self.goals[0]


@dataclass(frozen=True)
class OpenExample:
    example: ExampleAction
    experience: list


@dataclass
class Room:
    """A commitment on which a city has nothing, or lacks example actions that others follow.

    Who has `experience` is told of the whole commitment only when the city has nothing on it.
    """

    commitment: Commitment
    is_blank: bool
    experience: list
    examples: list
    practices: list = field(default_factory=list)

    @property
    def cities(self):
        return {one.city for one in self.experience} | {
            one.city for line in self.examples for one in line.experience
        }


@dataclass(frozen=True)
class Nobody:
    """What no city has a goal on; `examples` is [(commitment, [ExampleAction])]."""

    commitments: list
    examples: list
    grounds: list
    domains: list
    tracks: list

    @property
    def lists(self):
        return [
            (name, terms)
            for name, terms in (
                ("Discriminatiegronden", self.grounds),
                ("Beleidsdomeinen", self.domains),
                ("Sporen van de overeenkomst", self.tracks),
            )
            if terms
        ]

    @property
    def is_empty(self):
        return not (self.commitments or self.examples or self.lists)


@dataclass(frozen=True)
class Gaps:
    """`own` is the standing of the city that asks, or None; `found` those it is compared with."""

    found: list
    nobody: Nobody
    own: Standing | None = None
    rooms: list = field(default_factory=list)


def gaps_of(found, *, mine=None, day=None) -> Gaps:
    """Of these standings; with `mine` (a City) also what that one does not do and others do.

    A fixed number of queries, whatever the number of cities and plans.
    """
    found = with_text(found)
    own = _standing_of(mine, found, day) if mine else None
    everybody = found if own is None or not own.has_text or own in found else [*found, own]
    goals = _goals(everybody, day)
    commitments = list(Commitment.objects.all())
    examples = list(ExampleAction.objects.select_related("commitment"))
    nobody = _nobody(everybody, goals, commitments, examples)
    rooms = _rooms(own.city, goals, commitments, examples) if own else []
    return Gaps(found, nobody, own, rooms)


def _standing_of(city, found, day):
    here = next((one for one in found if one.city == city), None)
    return here or standings(day, cities=[city])[0]


def _goals(found, day):
    cities = {one.edition.pk: one.city for one in found}
    rows = Goal.objects.filter(edition__in=cities).annotate(
        state=moment_of(day).state_of_goal(), place=_place()
    )
    rows = rows.order_by("place", "chapter", "position", "pk")
    columns = rows.values_list(
        *("pk", "chapter", "uid", "code", "title", "state", "example", "edition")
    )
    own, of_chapter = _links(Goal, cities), _links(Chapter, cities)
    return [
        Told(
            *(uid, code, title, state, example, cities[edition]),
            numbers=frozenset(own.get(pk) or of_chapter.get(chapter, ())),
        )
        for pk, chapter, uid, code, title, state, example, edition in columns
    ]


def _place():
    return Chapter.objects.filter(pk=OuterRef("chapter")).values("position")[:1]


def _links(model, editions):
    name = model._meta.model_name
    rows = model.commitments.through.objects.filter(**{f"{name}__edition__in": editions})
    found = defaultdict(set)
    for pk, number in rows.order_by().values_list(name, "commitment__number"):
        found[pk].add(number)
    return found


# --- what no city does ---------------------------------------------------------------------------
def _nobody(found, goals, commitments, examples):
    numbers = {number for goal in goals for number in goal.numbers}
    followed = {goal.example for goal in goals}
    left = defaultdict(list)
    for example in examples:
        if example.pk not in followed:
            left[example.commitment_id].append(example)
    editions = [one.edition.pk for one in found]
    return Nobody(
        commitments=[one for one in commitments if one.number not in numbers],
        examples=[(one, left[one.pk]) for one in commitments if left[one.pk]],
        grounds=_unused(Ground, "grounds", editions),
        domains=_unused_domains(editions),
        tracks=_unused(Track, "tracks", editions),
    )


def _unused(model, name, editions):
    links = getattr(Goal, name).through.objects.filter(goal__edition__in=editions)
    used = links.filter(**{model._meta.model_name: OuterRef("pk")})
    return list(model.objects.in_use().filter(~Exists(used)))


def _unused_domains(editions):
    """A domain that is only used by the ones under it is no blank."""
    unused = _unused(PolicyDomain, "domains", editions)
    alive = set(
        PolicyDomain.objects.in_use()
        .filter(parent__isnull=False)
        .exclude(pk__in=[one.pk for one in unused])
        .values_list("parent", flat=True)
    )
    return [one for one in unused if one.pk not in alive]


# --- what one city does not do -------------------------------------------------------------------
def _rooms(city, goals, commitments, examples):
    own = [goal for goal in goals if goal.city == city]
    others = [goal for goal in goals if goal.city != city]
    numbers = {number for goal in own for number in goal.numbers}
    followed = {goal.example for goal in own}
    rooms = []
    for commitment in commitments:
        is_blank = commitment.number not in numbers
        on_it = [goal for goal in others if commitment.number in goal.numbers]
        lines = [
            OpenExample(example, _experience(follow))
            for example in examples
            if example.commitment_id == commitment.pk and example.pk not in followed
            if (follow := [goal for goal in others if goal.example == example.pk])
        ]
        if lines or (is_blank and on_it):
            rooms.append(Room(commitment, is_blank, _experience(on_it) if is_blank else [], lines))
    return rooms


def _experience(goals):
    by_city = defaultdict(list)
    for goal in sorted(goals, key=lambda one: FURTHEST[one.state]):
        by_city[goal.city].append(goal)
    told = [Experience(city, some) for city, some in by_city.items()]
    return sorted(told, key=lambda one: (FURTHEST[one.first.state], one.city.name))
