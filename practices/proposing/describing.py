"""'Doet jouw gemeente dit ook? Beschrijf het': for who cannot write a section online (T6).

Somebody without an account tells of the municipality for which they speak, or that they name; VVSG
reads it first. A city where people write does so itself. Who only names a municipality adds what is
not there yet: what stands there, or was hidden, is corrected with a remark.
"""

from cities.models import City, Membership

from ..models import CitySection, Submitter
from ..sections.editing import has_writers
from ..sections.writing import find_section
from ..submitters.places import city_named, speaks_for
from ..transitions import RefusedError

THEY_WRITE = "In {} schrijven mensen van de stad zelf. Vraag het aan hen, of geef een opmerking."
STANDS_THERE = "{} staat er al bij. Klopt er iets niet? Geef dan een opmerking."


def place_of(person) -> dict:
    """{"city", "place_name"} of who tells; both empty when it has to be asked."""
    if isinstance(person, Submitter):
        told = speaks_for(person)
        return told if told["city"] else place_named(told["place_name"])
    return {"city": own_city(person), "place_name": ""}


def own_city(person):
    """The city in whose name this person speaks, or None."""
    if isinstance(person, Submitter):
        return speaks_for(person)["city"]
    working = Membership.objects.filter(user=person).select_related("city").order_by("pk")
    first = working.first()
    return first.city if first else None


def place_named(name) -> dict:
    """The city of that name when it is in the list."""
    name = " ".join(name.split())
    city = city_named(name) or City.objects.filter(slug=name).first()
    return {"city": city, "place_name": "" if city else name}


def section_to_tell(practice, place, *, by) -> CitySection | None:
    """The section as it is, None for a new one; RefusedError when it is not theirs to tell."""
    city = place["city"]
    is_theirs = city is not None and own_city(by) == city
    if city is not None and not is_theirs and has_writers(city):
        raise RefusedError(THEY_WRITE.format(city))
    section = find_section(practice, **place)
    if section is None or section.version is None:
        return None
    if not is_theirs or section.state == CitySection.State.HIDDEN:
        raise RefusedError(STANDS_THERE.format(section.place))
    return section
