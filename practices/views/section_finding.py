"""From an address to a city section, or to the place where one could come."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from cities.models import City
from cities.permissions import can_moderate, require, role_in

from ..access import owns_section
from ..models import CitySection, Practice
from ..sections.editing import NOT_ONLINE, may_write
from ..sections.writing import find_section

# The word for a municipality that is not in the list, until it has a section.
NEW_PLACE = "nieuw"
NOT_YOURS = "Alleen wie voor deze stad schrijft, kan haar sectie wijzigen."
NOT_ITS_STATE = "Alleen wie voor deze stad schrijft, of VVSG, kan haar sectie verbergen."


@dataclass
class Spot:
    """Where a section stands, or would."""

    practice: Practice
    word: str
    city: City | None = None
    section: CitySection | None = None

    @property
    def place(self):
        return str(self.city) if self.city else self.section.place_name if self.section else ""

    @property
    def place_name(self):
        return self.section.place_name if self.section and not self.city else ""


def practice_or_404(user, slug) -> Practice:
    practices = Practice.objects.visible_to(user).select_related("published_version", "city")
    return get_object_or_404(practices, slug=slug, state__in=Practice.READABLE)


def spot_or_404(user, slug, word) -> Spot:
    """By the slug of a city, or by the anchor of a section of a place outside the list."""
    practice = practice_or_404(user, slug)
    city = City.objects.filter(slug=word).first()
    if city:
        return Spot(practice, word, city, find_section(practice, city=city))
    if word == NEW_PLACE:
        return Spot(practice, word)
    outside = practice.sections.filter(city=None).select_related("version")
    section = next((one for one in outside if one.anchor == word), None)
    if section is None:
        raise Http404("Deze stadssectie bestaat niet.")
    section.practice = practice
    return Spot(practice, word, None, section)


def section_or_404(user, slug, word) -> CitySection:
    section = spot_or_404(user, slug, word).section
    if section is None:
        raise Http404("Deze stad heeft hier geen sectie.")
    return section


def spot_to_write(user, slug, word) -> Spot:
    spot = spot_or_404(user, slug, word)
    require(may_write(user, spot.city), NOT_YOURS)
    require(spot.practice.state == Practice.State.PUBLISHED, NOT_ONLINE)
    return spot


def section_to_write(user, slug, word) -> CitySection:
    section = section_or_404(user, slug, word)
    require(may_write(user, section.city), NOT_YOURS)
    return section


def section_to_set(user, slug, word) -> CitySection:
    section = section_or_404(user, slug, word)
    require(owns_section(section, user) or can_moderate(user), NOT_ITS_STATE)
    return section


def section_to_trace(user, slug, word) -> CitySection:
    """For its history: the city's own people, and VVSG."""
    section = section_or_404(user, slug, word)
    is_own = section.city is not None and role_in(user, section.city) is not None
    if not (is_own or can_moderate(user)):
        raise Http404("De geschiedenis is voor de stad zelf.")
    return section
