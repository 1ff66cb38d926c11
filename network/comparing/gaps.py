"""The page of blanks: whose, and who can tell about them.

Beside the cities that have a goal stand the practices that everybody reads on a commitment, with
the service that can be called where the city made that public. Names of people stay with members.
"""

from collections import defaultdict
from dataclasses import dataclass

from actionplans.comparing.gaps import Gaps, gaps_of
from cities.models import City
from practices.fiche.shown import contact_url
from practices.finding.cards import practices_at
from practices.models import CitySection, Practice, PracticeTag

from .filtering import address_of

MINE, FACET = "mijn", "verbintenis"
MOST_PRACTICES, MOST_CONTACTS = 3, 3
LONGEST_SLUG = 50
UNKNOWN = "Die stad kennen we niet. Kies er een uit de lijst."


@dataclass(frozen=True)
class Contact:
    """Where one can ask: the service of a city, and its public address when there is one."""

    place: str
    service: str
    line: str
    address: str


@dataclass(frozen=True)
class PracticeOn:
    """`more` is the number of other cities that tell about it."""

    practice: Practice
    contacts: list
    more: int = 0


def read_city(params) -> tuple[City | None, str]:
    """(the city that asks, what to say)."""
    slug = params.get(MINE, "").strip()
    if not slug:
        return None, ""
    city = None
    if len(slug) <= LONGEST_SLUG and "\0" not in slug:
        city = City.objects.filter(slug=slug).first()
    return city, "" if city else UNKNOWN


def addresses(question, mine) -> dict:
    """Of this page for a city, of the same today, and of the same for nobody."""
    own = [(MINE, mine.slug)] if mine else []
    return {
        "same": address_of([*own, *question.day_pairs, *question.city_pairs]),
        "today": address_of([*own, *question.city_pairs]),
        "for_nobody": address_of([*question.day_pairs, *question.city_pairs]),
    }


def gaps_with_practices(question, mine) -> Gaps:
    """Of a past day without practices: those are of today."""
    gaps = gaps_of(question.found, mine=mine, day=question.day)
    if gaps.rooms and question.day is None:
        told = practices_on([room.commitment.number for room in gaps.rooms], mine)
        for room in gaps.rooms:
            room.practices = told[room.commitment.number]
    return gaps


def numbers_with_practices(question) -> set[int]:
    """The commitments on which there is a practice to read; of a past day none."""
    if question.day is not None:
        return set()
    tags = PracticeTag.objects.filter(facet=FACET, practice__in=Practice.objects.listed())
    return {int(code) for code in tags.values_list("code", flat=True).distinct() if code.isdigit()}


def practices_on(numbers, mine) -> dict[int, list[PracticeOn]]:
    """Published practices of others per commitment, the last changed first; five queries."""
    keys, order = defaultdict(list), Practice.objects.listed().order_by("-changed_at", "-pk")
    tags = PracticeTag.objects.filter(facet=FACET, code__in=[str(one) for one in numbers])
    tagged = defaultdict(set)
    for code, pk in tags.values_list("code", "practice"):
        tagged[int(code)].add(pk)
    for pk in order.exclude(city=mine).values_list("pk", flat=True):
        for number in numbers:
            if pk in tagged[number] and len(keys[number]) < MOST_PRACTICES:
                keys[number].append(pk)
    wanted = dict.fromkeys(pk for some in keys.values() for pk in some)
    found = {one.pk: _practice_on(one, mine) for one in practices_at(wanted)}
    return {number: [found[pk] for pk in keys[number]] for number in numbers}


def _practice_on(practice, mine):
    """Those that can be reached first; a city that only tells that it does it, is counted."""
    sections = [
        one
        for one in practice.shown_sections
        if one.version and one.state == CitySection.State.VISIBLE and one.city_id != mine.pk
    ]
    contacts = [one for one in map(_contact, sections) if one.line or one.service]
    shown = contacts[:MOST_CONTACTS]
    return PracticeOn(practice, shown, more=len(sections) - len(shown))


def _contact(section):
    told = section.version.content
    line = str(told.get("contact") or "").strip()
    service = str(told.get("service") or "").strip()
    return Contact(section.place, service, line, contact_url(line))
