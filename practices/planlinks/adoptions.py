"""Which cities took a practice over into their plan.

A city is named once everybody can read the goal or action in its plan. What was taken over from a
practice that was merged counts for the practice that it was merged into. A city that takes over a
practice that it submitted itself is shown, and does not count as another city.
"""

from collections import defaultdict
from dataclasses import dataclass

from actionplans.models import Plan
from cities.models import City

from ..fiche.targets import end_of
from ..models import PlanLink, Practice
from .places import places_of


@dataclass(frozen=True)
class Adoption:
    """`url` leads to the goal or action as the city worded it."""

    city: City
    plan: Plan
    url: str
    words: str
    kind: str
    is_elsewhere: bool


def adoptions_of(practice) -> list[Adoption]:
    """By the name of the city; a city can have taken over several things."""
    sources = {pk for pk, target in _targets().items() if target == practice.pk} | {practice.pk}
    found = [
        Adoption(
            *(place.plan.city, place.plan, place.url, place.words, place.kind),
            is_elsewhere=place.plan.city_id != practice.city_id,
        )
        for _, place in _taken_over(practice__in=sources)
    ]
    return sorted(found, key=lambda one: (one.city.name, -one.plan.period_from, one.words))


def shared_from(practice) -> list:
    """The goals and actions that this practice was first told in, as everybody reads them."""
    links = list(practice.plan_links.filter(kind=PlanLink.Kind.SHARED).order_by("pk"))
    places = places_of(links)
    return [places[link.pk] for link in links if link.pk in places]


def adoption_counts(practices=None) -> dict[int, int]:
    """{pk: how many other cities} of these practices, or of all that any other city took over."""
    targets, cities = _targets(), defaultdict(set)
    for link, place in _taken_over():
        cities[targets.get(link.practice_id, link.practice_id)].add(place.plan.city_id)
    if practices is None:
        practices = Practice.objects.filter(pk__in=cities).only("pk", "city")
    counts = {one.pk: len(cities[one.pk] - {one.city_id}) for one in practices}
    return {pk: count for pk, count in counts.items() if count}


def _taken_over(**which):
    links = list(PlanLink.objects.filter(kind=PlanLink.Kind.TAKEN_OVER, **which).order_by("pk"))
    places = places_of(links)
    return [(link, places[link.pk]) for link in links if link.pk in places]


def _targets() -> dict[int, int]:
    """{pk of a merged practice: pk of the one it leads to in the end}; one query."""
    merged = dict(
        Practice.objects.filter(state=Practice.State.MERGED).values_list("pk", "merged_into")
    )
    return {pk: end_of(pk, merged.get) for pk in merged}
