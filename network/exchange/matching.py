"""Where one city seeks what another offers, or has behind it already.

A match is a commitment on which a city seeks, and another city offers. The portal adds by itself
which cities have experience there: a goal of the plan that they reached, or a published practice.
That is no offer: only what everybody can read is named, and it is marked as found by the portal.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.text import Truncator

from actionplans.comparing.chosen import on_commitments
from actionplans.comparing.standing import standings, with_text
from actionplans.crosswalk import numbers_of
from actionplans.models import Commitment, Goal, ProgressEntry
from actionplans.progress.entries import newest, readable, telling
from cities.models import City
from practices.models import Practice, PracticeTag

from ..models import Notice

FACET_COMMITMENT, FACET_CITY = "verbintenis", "gemeente"
# Of each kind, per commitment: a page of matches is no list of all there is.
MOST, MOST_NAMES = 3, 3
GOAL, PRACTICE = "afgerond doel", "praktijk"


@dataclass(frozen=True)
class Experience:
    """A public thing of one or more cities on a commitment."""

    cities: tuple
    kind: str
    words: str
    url: str

    @property
    def places(self):
        """'Gent, Leuven, Mechelen en 5 andere'."""
        names = [city.name for city in self.cities]
        rest = len(names) - MOST_NAMES
        told = ", ".join(names[:MOST_NAMES])
        return f"{told} en {rest} andere" if rest > 0 else told


@dataclass(frozen=True)
class Match:
    commitment: Commitment
    seekers: list
    offerers: list
    experience: list = field(default_factory=list)

    @property
    def in_words(self):
        """'Gent biedt, Roeselare zoekt'."""
        offering, seeking = (_names(some) for some in (self.offerers, self.seekers))
        if not offering:
            return f"{seeking} {_verb(self.seekers, 'zoekt', 'zoeken')}"
        told = f"{offering} {_verb(self.offerers, 'biedt', 'bieden')}"
        return f"{told}, {seeking} {_verb(self.seekers, 'zoekt', 'zoeken')}"


def matches(notices) -> list[Match]:
    """First where somebody offers, then in the order of the commitments.

    Eleven queries at most, whatever the number of notices.
    """
    by_number = defaultdict(lambda: ([], []))
    commitments = {}
    for notice in notices:
        number = notice.commitment.number
        commitments[number] = notice.commitment
        by_number[number][notice.kind == Notice.Kind.OFFERS].append(notice)
    sought = sorted(number for number, (seekers, _) in by_number.items() if seekers)
    known = _experience(sought)
    found = (_match(commitments[number], *by_number[number], known[number]) for number in sought)
    some = [match for match in found if match is not None]
    return sorted(some, key=lambda match: (not match.offerers, match.commitment.number))


def _match(commitment, seekers, offerers, known):
    """None when nobody but the seekers themselves has something to give."""
    seeking = {one.city_id for one in seekers}
    helpful = [one for one in offerers if seeking - {one.city_id}]
    known = [one for one in known if any(seeking - {city.pk} for city in one.cities)]
    known = [
        one
        for kind in (GOAL, PRACTICE)
        for one in [same for same in known if same.kind == kind][:MOST]
    ]
    giving = {one.city_id for one in helpful} | {city.pk for one in known for city in one.cities}
    helped = [one for one in seekers if giving - {one.city_id}]
    return Match(commitment, helped, helpful, known) if helped else None


def _experience(numbers) -> dict[int, list[Experience]]:
    found = defaultdict(list)
    if numbers:
        for number, one in [*_reached_goals(numbers), *_practices(numbers)]:
            found[number].append(one)
    return found


def _reached_goals(numbers):
    """Goals of the main plans that were told to be reached, as they read today."""
    found = {one.edition.pk: one for one in with_text(standings())}
    told = telling(readable(public=True)).filter(plan__in=[one.plan for one in found.values()])
    reached = newest(told).filter(state=ProgressEntry.State.FINISHED)
    subjects = set(reached.values_list("subject", flat=True))
    goals = Goal.objects.filter(on_commitments(numbers), edition__in=found, uid__in=subjects)
    goals = goals.select_related("chapter").prefetch_related("commitments", "chapter__commitments")
    for goal in sorted(goals, key=lambda one: (found[one.edition_id].city.name, one.pk)):
        city = found[goal.edition_id].city
        told = Experience(
            (city,), GOAL, _short(goal.title), reverse("actionplans:goal", args=[goal.uid])
        )
        yield from ((number, told) for number in numbers_of(goal) if number in numbers)


def _practices(numbers):
    """Published practices with the cities that tell about them, first what is about little else."""
    tags = PracticeTag.objects.filter(facet=FACET_COMMITMENT).values_list("code", "practice")
    breadth = Counter(pk for _, pk in tags)
    # A code that is no number of a commitment belongs to a list of another time.
    asked = {str(number): number for number in numbers}
    pairs = [(asked[code], pk) for code, pk in tags if code in asked]
    pairs.sort(key=lambda pair: (pair[0], breadth[pair[1]], pair[1]))
    keys = {pk for _, pk in pairs}
    listed = Practice.objects.listed().filter(pk__in=keys).for_list()
    practices = {practice.pk: practice for practice in listed}
    sections = PracticeTag.objects.filter(facet=FACET_CITY, practice__in=practices)
    slugs = defaultdict(set)
    for pk, slug in sections.values_list("practice", "code"):
        slugs[pk].add(slug)
    cities = {
        city.slug: city for city in City.objects.filter(slug__in=set().union(*slugs.values()))
    }
    for number, pk in pairs:
        practice = practices.get(pk)
        if practice is None:
            continue
        told = {cities[slug] for slug in slugs[pk] if slug in cities}
        told |= {practice.city} if practice.city else set()
        places = tuple(sorted(told, key=lambda city: city.name))
        yield (
            number,
            Experience(places, PRACTICE, _short(practice.title), practice.get_absolute_url()),
        )


def _short(text):
    return Truncator(" ".join(text.split())).chars(90)


def _names(notices):
    names = sorted({one.city.name for one in notices})
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _verb(notices, one, more):
    return one if len({notice.city_id for notice in notices}) == 1 else more
