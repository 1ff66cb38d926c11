"""A practice as one page reads it: the part that cities share, and what each city tells.

Everybody gets the published text; of a fiche that is not online its author, the author's city and
the moderators get what was last saved, with the city's own part as the section that it will be.
"""

from dataclasses import dataclass, field

from django.utils import timezone

from cities.models import City
from cities.permissions import EDITING_ROLES

from ..models import CitySection, Practice, PracticeVersion
from ..planlinks.adoptions import Adoption, adoptions_of, shared_from
from ..planlinks.places import Place
from .labels import labels_of
from .shown import by_name
from .shown_section import lines_of_practice, lines_of_section


@dataclass
class ReadSection:
    """*Deze praktijk in <stad>*; `section` is None while its fiche is not online."""

    place: str
    anchor: str
    fields: dict
    city: City | None = None
    lines: list[str] = field(default_factory=list)
    section: CitySection | None = None
    is_own: bool = False

    @property
    def has_stopped(self):
        return self.section is not None and self.section.state == CitySection.State.STOPPED


@dataclass
class Fiche:
    practice: Practice
    version: PracticeVersion
    fields: dict
    sections: list[ReadSection]
    lines: list[str]
    # Where it stands in plans that everybody reads.
    adoptions: list[Adoption]
    shared_from: list[Place]
    # What the cities of the reader hid; only they are told that it is there.
    hidden: list[CitySection] = field(default_factory=list)

    @property
    def is_online(self):
        return self.practice.state in Practice.READABLE

    @property
    def adopters(self):
        """Other cities that took it over; that is evidence of its own."""
        return list(dict.fromkeys(one.city for one in self.adoptions if one.is_elsewhere))

    @property
    def section_cities(self):
        """Which cities have a section, hidden ones of the reader's own too."""
        return {one.city.pk for one in self.sections if one.city} | {
            one.city_id for one in self.hidden
        }


def find_for_page(practices, word) -> Practice | None:
    """By its public address or by its code; these practices are those that the reader may see."""
    practices = practices.select_related(
        *("city", "published_version", "working_version", "merged_into", "author", "submitter")
    )
    return practices.filter(slug=word).first() or practices.filter(code=word).first()


def read(practice, *, own_cities=()) -> Fiche:
    """All that the page of a practice shows of its texts; the queries do not grow with them."""
    is_public = practice.state in (*Practice.READABLE, Practice.State.OFFLINE)
    version = practice.published_version if is_public else practice.working_version
    told = list(practice.sections.in_order()) if is_public else []
    shown = [one for one in told if one.state != CitySection.State.HIDDEN and one.version]
    parts = [("section", one.version.content) for one in shown]
    if not is_public:
        parts.append(("section", version.section))
    labels = labels_of(("shared", version.content), *parts)
    today, own = timezone.localdate(), {city.pk for city in own_cities}
    sections = [_read_section(one, labels, today, own) for one in shown]
    if not is_public and any(version.section.values()):
        sections = [_own_part(practice, version.section, labels)]
    return Fiche(
        practice=practice,
        version=version,
        fields=by_name("shared", version.content, labels=labels),
        sections=sections,
        lines=lines_of_practice(practice, version, today=today) if is_public else [],
        adoptions=adoptions_of(practice) if is_public else [],
        shared_from=shared_from(practice) if is_public else [],
        hidden=[
            one for one in told if one.state == CitySection.State.HIDDEN and one.city_id in own
        ],
    )


def _read_section(section, labels, today, own):
    return ReadSection(
        place=section.place,
        anchor=section.anchor,
        city=section.city,
        fields=by_name("section", section.version.content, labels=labels),
        lines=lines_of_section(section, today=today),
        section=section,
        is_own=section.city_id in own,
    )


def _own_part(practice, content, labels):
    city = practice.city
    return ReadSection(
        place=practice.place or "jouw stad",
        anchor=city.slug if city else "eigen",
        city=city,
        fields=by_name("section", content, labels=labels),
    )


def editing_cities(user) -> list[City]:
    """The cities for which this person writes; none, and no query, for a visitor."""
    if not user.is_authenticated or not user.is_active:
        return []
    found = City.objects.filter(memberships__user=user, memberships__role__in=EDITING_ROLES)
    return list(found.order_by("name"))
