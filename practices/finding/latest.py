"""Practices as other pages name them: the newest ones, and those of one city."""

from dataclasses import dataclass

from ..models import CitySection, Practice

HOME = 3


@dataclass(frozen=True)
class OfCity:
    """A practice on the page of a city; `section` is None for one that tells nothing of its own."""

    practice: Practice
    section: CitySection | None = None

    @property
    def address(self):
        return (self.section or self.practice).get_absolute_url()

    @property
    def has_stopped(self):
        return self.section is not None and self.section.state == CitySection.State.STOPPED


def latest(limit=HOME) -> list[Practice]:
    return list(Practice.objects.listed().for_list().order_by("-changed_at", "-pk")[:limit])


def of_city(city) -> list[OfCity]:
    """What the city tells about itself, then what it handed in without that; two queries."""
    sections = (
        CitySection.objects.shown()
        .filter(city=city, practice__in=Practice.objects.listed())
        .select_related("city", "practice__published_version", "practice__city")
        .order_by("-practice__changed_at", "-practice__pk")
    )
    told = [OfCity(section.practice, section) for section in sections]
    handed_in = Practice.objects.listed().for_list().filter(city=city)
    others = handed_in.exclude(pk__in=[one.practice.pk for one in told])
    return told + [OfCity(practice) for practice in others.order_by("-changed_at", "-pk")]
