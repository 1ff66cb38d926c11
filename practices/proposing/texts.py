"""Which text a proposal is about: the shared part of a practice, or what one city tells in it.

The base is what stood there when the author began, and it never moves; `now` is what everybody
reads at this moment.
"""

from django.db.models import Q

from cities.models import City

from ..fiche.content import changed_fields, normalised
from ..fiche.difference import FieldDifference, field_differences
from ..fiche.fields import PARTS, path_of
from ..models import ChangeProposal
from .comparing import Compared, compare_all

SHARED, SECTION = "shared", "section"


# --- which part ----------------------------------------------------------------------------------
def kind_of_part(proposal) -> str:
    """'shared' or 'section', as `fiche.fields` calls it."""
    return SHARED if proposal.part == ChangeProposal.SHARED else SECTION


def part_named(*, city=None, place_name="") -> str:
    """How a proposal names the section of a city, or of a place that is not in the list."""
    return city.slug if city else " ".join(place_name.split())


def home_of(proposal) -> dict:
    """{"city", "place_name"} of the section that a proposal is about."""
    city = City.objects.filter(slug=proposal.part).first()
    return {"city": city, "place_name": "" if city else proposal.part}


def place_of_part(proposal) -> str:
    """'Roeselare': whose section it is about, '' for the shared part."""
    if kind_of_part(proposal) == SHARED:
        return ""
    home = home_of(proposal)
    return str(home["city"] or home["place_name"])


def section_of(proposal):
    """The section as it is now, or None; no query when the sections were fetched before."""
    sections = proposal.practice.sections.all()
    if "sections" not in getattr(proposal.practice, "_prefetched_objects_cache", {}):
        named = Q(city__slug=proposal.part) | Q(city=None, place_name=proposal.part)
        sections = sections.filter(named).select_related("city", "version")
    part = proposal.part
    found = [
        one for one in sections if part == part_named(city=one.city, place_name=one.place_name)
    ]
    return found[0] if found else None


# --- the texts -----------------------------------------------------------------------------------
def base_of(proposal) -> dict:
    """The whole part as its author found it."""
    shared = kind_of_part(proposal) == SHARED
    version = proposal.base_version if shared else proposal.base_section_version
    return normalised(kind_of_part(proposal), version.content if version else {})


def now_of(proposal) -> dict:
    """The whole part as everybody reads it now."""
    version = published_of(proposal)
    return normalised(kind_of_part(proposal), version.content if version else {})


def published_of(proposal):
    """The version that is online: of the practice, or of the section (None: there is none)."""
    if kind_of_part(proposal) == SHARED:
        return proposal.practice.published_version
    section = section_of(proposal)
    return section.version if section else None


def number_of(version) -> int:
    return version.number if version else 0


def proposed_of(proposal) -> dict:
    """The whole part as it would be if nothing had changed since."""
    return {**base_of(proposal), **proposal.values}


def real_changes(proposal) -> list[str]:
    """The names of the fields that would be another text than the author found."""
    return changed_fields(kind_of_part(proposal), base_of(proposal), proposed_of(proposal))


def differences_of(proposal) -> list[FieldDifference]:
    """'Dit stelde je voor': what the author changed in the text as it was."""
    return field_differences(kind_of_part(proposal), base_of(proposal), proposed_of(proposal))


# --- against what is online ----------------------------------------------------------------------
def compared(proposal, *, now=None) -> list[Compared]:
    """now: the whole part as everybody reads it, when it was asked before."""
    part = kind_of_part(proposal)
    return compare_all(
        PARTS[part],
        part=part,
        base=base_of(proposal),
        now=now_of(proposal) if now is None else now,
        values=proposal.values,
    )


def clashes(proposal) -> list[str]:
    """The paths of the fields in which something else came online meanwhile."""
    return [one.path for one in compared(proposal) if one.is_conflict]


def paths_of(proposal) -> list[str]:
    """The paths that a proposal would change, in the order of the fiche."""
    part = kind_of_part(proposal)
    return [path_of(part, one) for name, one in PARTS[part].items() if name in proposal.values]
