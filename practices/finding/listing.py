"""The practices that answer a question, how many each label would give, and what to do with none.

The numbers beside the labels of a facet are counted as if nothing was chosen in that facet: what
one would get by choosing that label too. All labels of all listed practices are read at once and
counted here; the number of queries depends on what is asked, never on the number of practices.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import F
from django.utils import timezone

from cities.models.search import SearchEntry
from cities.stems import fold

from ..models import CitySection, Practice, PracticeTag
from ..planlinks.adoptions import adoption_counts
from .index import PRACTICE
from .question import (
    ADOPTED,
    BY_TITLE,
    CONFIRMED,
    FACETS,
    MOST_ADOPTED,
    OWN_CITY,
    TOGGLES,
    Question,
)
from .search import matching

A_YEAR = timedelta(days=365)
MOST_TRIED = 12


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Choice:
    """A facet as the page offers it: labels that give something, and those that were chosen."""

    name: str
    label: str
    options: list[Option]

    @property
    def chosen_count(self):
        return sum(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class Chip:
    """One thing that was asked, and the address of the list without it."""

    label: str
    address: str
    count: int | None = None


class Shelf:
    """All listed practices with their labels, as they stand during one request."""

    def __init__(self):
        rows = Practice.objects.listed().order_by(F("changed_at").desc(nulls_last=True), "-pk")
        self.uids = dict(rows.values_list("pk", "uid"))
        self.tags = defaultdict(set)
        for facet, code, pk in PracticeTag.objects.values_list("facet", "code", "practice"):
            if pk in self.uids:
                self.tags[facet, code].add(pk)
        self._matched = {}

    # --- which ---
    def found(self, question: Question, *, skip="") -> set:
        """The keys of those that answer; skip: the facet that is left out."""
        found = self._with_words(question.query)
        for name, codes in question.chosen.items():
            if name != skip:
                found = found & self._with_labels(name, codes)
        if OWN_CITY in question.toggles:
            found = found & self._with_labels("gemeente", question.own)
        if CONFIRMED in question.toggles:
            found = found & self._fresh
        if ADOPTED in question.toggles:
            found = found & set(self._adoptions)
        return found

    def _with_words(self, query) -> set:
        if not query:
            return set(self.uids)
        if query not in self._matched:
            uids = matching(query)
            self._matched[query] = {pk for pk, uid in self.uids.items() if uid in uids}
        return self._matched[query]

    def _with_labels(self, facet, codes) -> set:
        return set().union(*(self.tags.get((facet, code), ()) for code in codes))

    @cached_property
    def _fresh(self) -> set:
        """Confirmed this year: the shared part, or what one of the cities tells."""
        since = timezone.localdate() - A_YEAR
        sections = CitySection.objects.filter(
            confirmed_on__gte=since, state=CitySection.State.VISIBLE
        )
        shared = Practice.objects.listed().filter(confirmed_on__gte=since)
        by_city = sections.values_list("practice", flat=True)
        return {*shared.values_list("pk", flat=True), *by_city} & set(self.uids)

    @cached_property
    def _adoptions(self) -> dict:
        return adoption_counts()

    def in_order(self, question: Question) -> list:
        """The keys, ready to cut in pages; what is equal, the newest first."""
        found = self.found(question)
        newest = [pk for pk in self.uids if pk in found]
        if question.sort == BY_TITLE:
            # Here and not in the database, where É comes after Z.
            titles = dict(SearchEntry.objects.filter(kind=PRACTICE).values_list("uid", "title"))
            return sorted(newest, key=lambda pk: fold(titles.get(self.uids[pk], "")))
        if question.sort == MOST_ADOPTED:
            return sorted(newest, key=lambda pk: -self._city_counts[pk])
        return newest

    @cached_property
    def _city_counts(self) -> dict:
        """In how many cities: those with a section, and those that took it over in a plan."""
        counts = defaultdict(int, self._adoptions)
        for (facet, _), keys in self.tags.items():
            if facet == "gemeente":
                for pk in keys:
                    counts[pk] += 1
        return counts

    # --- facets ---
    def choices(self, question: Question) -> list[Choice]:
        """All facets with their labels and counts: one query per list, for the labels."""
        everything = self.found(question)
        within = {name: self.found(question, skip=name) for name in question.chosen}
        counts = {
            (facet, code): len(keys & within.get(facet, everything))
            for (facet, code), keys in self.tags.items()
        }
        counts = {tag: number for tag, number in counts.items() if number}
        offered = [_choice(facet, question, counts) for facet in FACETS.values()]
        return [choice for choice in offered if choice.options]

    def relaxations(self, question: Question, offered) -> list[Chip]:
        """Without which part there would be something, and how much; the most first."""
        tried = []
        for name, code, label in _asked(question, _labels(offered))[:MOST_TRIED]:
            looser = question.without(name, code)
            tried.append(Chip(label, looser.address, len(self.found(looser))))
        return sorted((one for one in tried if one.count), key=lambda one: -one.count)


def _choice(facet, question, counts):
    chosen = question.chosen.get(facet.name, ())
    codes = {code for name, code in counts if name == facet.name} | set(chosen)
    return Choice(
        facet.name,
        facet.label,
        [
            Option(code, label, counts.get((facet.name, code), 0), code in chosen)
            for code, label in labels_in(facet, codes)
        ],
    )


def labels_in(facet, codes) -> list[tuple[str, str]]:
    """(code, label) in the order of the list; what is not in it last, as it was typed."""
    # A number that is none matches nothing; databases would refuse it.
    asked = [code for code in codes if facet.code != "number" or code.isdecimal() and len(code) < 5]
    rows = facet.terms.objects.filter(**{f"{facet.code}__in": asked}) if asked else ()
    known = {str(getattr(row, facet.code)): str(row) for row in rows}
    return [*known.items(), *((code, code) for code in sorted(set(codes) - set(known)))]


# --- what was asked ------------------------------------------------------------------------------
def chips(question: Question, offered) -> list[Chip]:
    """What was asked, each with the address of the list without it."""
    return [
        Chip(label, question.without(name, code).address)
        for name, code, label in _asked(question, _labels(offered))
    ]


def _labels(offered) -> dict:
    return {(one.name, option.code): option.label for one in offered for option in one.options}


def _asked(question, labels):
    asked = [("q", "", f"‘{question.text}’")] if question.text else []
    asked += [
        (name, code, f"{FACETS[name].label}: {labels.get((name, code), code)}")
        for name, codes in question.chosen.items()
        for code in codes
    ]
    return asked + [(name, "", TOGGLES[name]) for name in question.toggles]
