"""The practices that answer a question, how many each label would give, and what to do with none.

The numbers beside the labels of a facet are counted as if nothing was chosen in that facet: what
one would get by choosing that label too. The number of queries depends on what is asked, never on
the number of practices.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
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


# --- which ---------------------------------------------------------------------------------------
def found(question: Question, *, skip=""):
    """The listed practices that answer; skip: the facet that is left out."""
    practices = matching(Practice.objects.listed(), question.query)
    for name, codes in question.chosen.items():
        if name != skip:
            practices = practices.filter(_has_tag(name, codes))
    if OWN_CITY in question.toggles:
        practices = practices.filter(_has_tag("gemeente", question.own))
    if CONFIRMED in question.toggles:
        practices = practices.filter(_is_fresh())
    if ADOPTED in question.toggles:
        practices = practices.filter(pk__in=list(adoption_counts()))
    return practices


def _has_tag(facet, codes):
    return Exists(PracticeTag.objects.filter(practice=OuterRef("pk"), facet=facet, code__in=codes))


def _is_fresh():
    """The shared part, or what one of the cities tells."""
    since = timezone.localdate() - A_YEAR
    sections = CitySection.objects.filter(
        practice=OuterRef("pk"), confirmed_on__gte=since, state=CitySection.State.VISIBLE
    )
    return Q(confirmed_on__gte=since) | Q(Exists(sections))


def in_order(practices, sort):
    """Ready to cut in pages; a list of keys where only Python knows the order (É after Z)."""
    if sort == BY_TITLE:
        titles = SearchEntry.objects.filter(kind=PRACTICE, uid=OuterRef("uid")).values("title")[:1]
        rows = practices.annotate(shown_title=Subquery(titles)).values_list("pk", "shown_title")
        return [pk for pk, title in sorted(rows, key=lambda row: (fold(row[1]), row[0]))]
    if sort == MOST_ADOPTED:
        adopted = adoption_counts()
        cities = Count("tags", filter=Q(tags__facet="gemeente"))
        rows = practices.annotate(cities=cities).values_list("pk", "cities")
        rows = newest_first(rows)
        return [pk for pk, _ in sorted(rows, key=lambda row: -row[1] - adopted.get(row[0], 0))]
    return newest_first(practices).values_list("pk", flat=True)


def newest_first(practices):
    """The same on every database, also where a date is missing."""
    return practices.order_by(F("changed_at").desc(nulls_last=True), "-pk")


# --- facets --------------------------------------------------------------------------------------
def choices(question: Question) -> list[Choice]:
    """All facets with their labels and counts: one query for the counts of what was not chosen,
    one per facet in which something was, and one per list for the labels.
    """
    counts = _counts(found(question), exclude=question.chosen)
    for name in question.chosen:
        counts |= _counts(found(question, skip=name), only=name)
    offered = [_choice(facet, question, counts) for facet in FACETS.values()]
    return [choice for choice in offered if choice.options]


def _counts(practices, *, only="", exclude=()):
    tags = PracticeTag.objects.filter(practice__in=practices.order_by().values("pk"))
    tags = tags.filter(facet=only) if only else tags.exclude(facet__in=list(exclude))
    counted = tags.order_by().values_list("facet", "code").annotate(n=Count("pk"))
    return {(facet, code): number for facet, code, number in counted}


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
    labels = {(one.name, option.code): option.label for one in offered for option in one.options}
    return [
        Chip(label, question.without(name, code).address)
        for name, code, label in _asked(question, labels)
    ]


def relaxations(question: Question, offered) -> list[Chip]:
    """Without which part there would be something, and how much; the most first."""
    labels = {(one.name, option.code): option.label for one in offered for option in one.options}
    tried = []
    for name, code, label in _asked(question, labels)[:MOST_TRIED]:
        looser = question.without(name, code)
        tried.append(Chip(label, looser.address, found(looser).count()))
    return sorted((one for one in tried if one.count), key=lambda one: -one.count)


MOST_TRIED = 12


def _asked(question, labels):
    asked = [("q", "", f"‘{question.text}’")] if question.text else []
    asked += [
        (name, code, f"{FACETS[name].label}: {labels.get((name, code), code)}")
        for name, codes in question.chosen.items()
        for code in codes
    ]
    return asked + [(name, "", TOGGLES[name]) for name in question.toggles]
