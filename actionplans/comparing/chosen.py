"""What a reader chose to see of plans: a filter that stands in the address.

Within one list any label will do, and every list that something was chosen from must be met. A
domain takes along the domains under it. A goal's own commitments replace those of its chapter. A
partner works on the goal itself or in the group of its chapter. What the lists do not know is left
out, and said.

How far a goal is depends on the day. So `q()` asks the database all but that, and `keeps(goal)`
asks the rest of `goal.told`: use both.
"""

from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_, or_
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q

from ..models import Chapter, Goal
from ..progress.due import state_of
from .facets import FACETS, NO_UPDATE, choices, clear_codes, labels_of
from .partners import naming, participations

__all__ = ["Chip", "Chosen", "choices", "either", "on_commitments", "state_code"]

MOST_UNKNOWN = 5


@dataclass(frozen=True)
class Chip:
    """One thing that was chosen, and the address of the same page without it."""

    label: str
    address: str


@dataclass(frozen=True)
class Chosen:
    """Codes of the shared lists; commitments and SDGs by their number, partners by their slug.

    `is_any`: one of the lists is enough, as for a year theme; `states` must hold all the same.
    `within` is another choice that must hold too. `unknown` is what was asked and is in no list.
    """

    grounds: tuple = ()
    domains: tuple = ()
    tracks: tuple = ()
    sdgs: tuple = ()
    states: tuple = ()
    commitments: tuple = ()
    partner: tuple = ()
    is_any: bool = False
    within: "Chosen | None" = None
    unknown: tuple = field(default=(), compare=False)
    labels: dict = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def read(cls, params) -> "Chosen":
        """From the parameters of an address; one query per list that something is asked of."""
        chosen, labels, unknown = {}, {}, []
        for facet in FACETS:
            asked, strange = clear_codes(facet, params.getlist(facet.name))
            known = labels_of(facet, asked)
            chosen[facet.field] = tuple(known)
            labels[facet.name] = known
            unknown += strange + [str(code) for code in asked if code not in known]
        return cls(**chosen, labels=labels, unknown=tuple(unknown[:MOST_UNKNOWN]))

    # --- what it keeps -------------------------------------------------------------------------
    def q(self) -> Q:
        """On goals; only usable in a filter of `Goal.objects`. States are for `keeps`."""
        asked = [_ASKED[name](codes) for name, codes in self._chosen() if codes and name in _ASKED]
        if self.is_any:
            # Nothing is tagged with one of no labels.
            found = reduce(or_, asked) if asked else Q(pk__in=[])
        else:
            found = reduce(and_, asked, Q())
        return found & self.within.q() if self.within else found

    def keeps(self, goal) -> bool:
        """Whether a goal that `q()` found is as far as was asked; it has its `told`."""
        if self.within and not self.within.keeps(goal):
            return False
        return not self.states or state_code(goal) in self.states

    @property
    def is_empty(self) -> bool:
        return not any(codes for _, codes in self._chosen()) and not (
            self.within and not self.within.is_empty
        )

    # --- how it is told ------------------------------------------------------------------------
    def pairs(self) -> list[tuple]:
        """(name, code) as they stand in the address, always in the same order."""
        return [(facet.name, code) for facet in FACETS for code in getattr(self, facet.field)]

    def as_query(self) -> str:
        """'grond=afkomst&domein=wonen', without a question mark; `within` stands elsewhere."""
        return urlencode(self.pairs())

    def without(self, name, code) -> "Chosen":
        for facet in FACETS:
            if facet.name == name:
                kept = tuple(one for one in getattr(self, facet.field) if one != code)
                return replace(self, **{facet.field: kept})
        return self

    def chips(self, others=()) -> list[Chip]:
        """What was chosen; each address keeps `others`, the other parameters of the page."""
        told = []
        for facet in FACETS:
            for code, label in self._labels(facet).items():
                left = self.without(facet.name, code).pairs()
                told.append(Chip(f"{facet.label}: {label}", f"?{urlencode([*others, *left])}"))
        return told

    def in_words(self) -> str:
        """'beleidsdomein: Wonen of Werk; verbintenis: 7. Huisvesting', '' when all is shown."""
        told = []
        for facet in FACETS:
            labels = list(self._labels(facet).values())
            if labels:
                name = facet.label if facet.label.isupper() else facet.label.lower()
                told.append(f"{name}: {either(labels)}")
        return "; ".join(told)

    @property
    def unknown_message(self) -> str:
        """What to say about what is in no list; '' when all was known."""
        if not self.unknown:
            return ""
        which = ", ".join(f"“{one}”" for one in self.unknown)
        if len(self.unknown) == 1:
            return f"Deze keuze kennen we niet: {which}. Ze telt niet mee."
        return f"Deze keuzes kennen we niet: {which}. Ze tellen niet mee."

    def _labels(self, facet):
        codes = getattr(self, facet.field)
        known = self.labels.get(facet.name)
        known = labels_of(facet, codes) if known is None else known
        return {code: known.get(code, str(code)) for code in codes}

    def _chosen(self):
        return ((facet.field, getattr(self, facet.field)) for facet in FACETS)


def state_code(goal) -> str:
    """How far a goal is on the day of its `told`: a code of ProgressEntry.State, or 'geen'."""
    told = getattr(goal, "told", None)
    return (told and state_of(told.entry, told.round)) or NO_UPDATE


def either(labels) -> str:
    """'Wonen', 'Wonen of Werk', 'Wonen, Werk of Sport'."""
    labels = [str(label) for label in labels]
    if len(labels) < 2:
        return "".join(labels)
    return " of ".join([", ".join(labels[:-1]), labels[-1]])


# --- what each list asks of the database ---------------------------------------------------------
def _tagged(name, **lookup):
    """Subqueries and no joins: a goal with two chosen tags is found once."""
    links = getattr(Goal, name).through.objects.filter(goal=OuterRef("pk"))
    return Q(Exists(links.filter(**lookup)))


def _in_domain(codes):
    own = _tagged("domains", policydomain__code__in=codes)
    return own | _tagged("domains", policydomain__parent__code__in=codes)


def on_commitments(numbers) -> Q:
    """Goals that work on one of these commitments."""
    own = Goal.commitments.through.objects.filter(goal=OuterRef("pk"))
    of_chapter = Chapter.commitments.through.objects.filter(
        chapter=OuterRef("chapter"), commitment__number__in=numbers
    )
    return Q(Exists(own.filter(commitment__number__in=numbers))) | (
        ~Q(Exists(own)) & Q(Exists(of_chapter))
    )


def _with_partner(slugs):
    who = participations().filter(naming(slugs))
    of_goal, of_chapter = who.filter(goal=OuterRef("pk")), who.filter(chapter=OuterRef("chapter"))
    return Q(Exists(of_goal)) | Q(Exists(of_chapter))


_ASKED = {
    "grounds": lambda codes: _tagged("grounds", ground__code__in=codes),
    "domains": _in_domain,
    "tracks": lambda codes: _tagged("tracks", track__code__in=codes),
    "sdgs": lambda numbers: _tagged("sdgs", sustainablegoal__number__in=numbers),
    "commitments": on_commitments,
    "partner": _with_partner,
}
