"""What a city proposed for its own section and still waits: for VVSG, or for a better text.

Everybody who writes for the city sees it, so that nobody begins the same section a second time.
"""

from ..models import ChangeProposal
from .texts import SHARED


def open_of_cities(practice, cities) -> tuple[list[ChangeProposal], list[ChangeProposal]]:
    """(about the sections of these cities, all the others); one query, none without a city."""
    if not cities:
        return [], []
    found = list(practice.proposals.open().filter(city__in=cities).order_by("pk"))
    own = {city.slug for city in cities}
    waiting = [one for one in found if one.part in own and one.state in ChangeProposal.HANDED_IN]
    return waiting, [one for one in found if one not in waiting]


def waiting_sections(cities) -> list[ChangeProposal]:
    """What these cities handed in for a section of their own, in any practice; one query."""
    found = ChangeProposal.objects.filter(
        state__in=ChangeProposal.HANDED_IN,
        city__in=cities,
        part__in=[city.slug for city in cities],
    ).exclude(part=SHARED)
    return list(found.select_related("practice__published_version", "city").order_by("pk"))
