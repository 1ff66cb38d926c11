"""Which texts ask to be looked at: a section of its city, the shared part of the city that
handed the practice in. What is stopped or hidden tells readers nothing that could be untrue.
"""

from dataclasses import dataclass, field

from django.db.models import Q

from ..models import CitySection, Practice


@dataclass
class CityDue:
    """What one city is asked about; practices are those whose shared part it looks after."""

    sections: list = field(default_factory=list)
    practices: list = field(default_factory=list)

    def __len__(self):
        return len(self.sections) + len(self.practices)

    @property
    def lines(self) -> list[str]:
        """What the mail lists: a title each, and which part of it."""
        shared = "de tekst die alle steden delen"
        return [
            *(section.practice.title for section in self.sections),
            *(f"{practice.title} ({shared})" for practice in self.practices),
        ]


def sections_due(before, **narrow):
    """Of cities, in practices that are online, and to be looked at before this day."""
    return (
        CitySection.objects.filter(
            _review(before),
            state=CitySection.State.VISIBLE,
            practice__state=Practice.State.PUBLISHED,
            city__isnull=False,
            **narrow,
        )
        .select_related("practice__published_version", "city", "version")
        .order_by("review_on", "practice__slug")
    )


def practices_due(before, **narrow):
    """Practices whose shared part is to be looked at before this day."""
    due = Practice.objects.listed().filter(_review(before), **narrow)
    return due.select_related("published_version", "city").order_by("review_on", "slug")


def due_of(city, before) -> CityDue:
    return CityDue(list(sections_due(before, city=city)), list(practices_due(before, city=city)))


def due_by_city(before) -> dict:
    """{city id: CityDue}; two queries, whatever the number of cities."""
    found = {}
    for section in sections_due(before):
        found.setdefault(section.city_id, CityDue()).sections.append(section)
    for practice in practices_due(before, city__isnull=False):
        found.setdefault(practice.city_id, CityDue()).practices.append(practice)
    return found


def _review(before):
    return Q(review_on__lt=before) | Q(review_on__isnull=True)
