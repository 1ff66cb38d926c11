"""Practices that everybody reads: those that came in the period, and those that changed.

A practice belongs to the page of the city that handed it in, and to that of each city that tells in
it how it goes there. One of nobody's in the network stands on the page of the network only.
"""

from dataclasses import dataclass

from actionplans.days import end_of
from practices.models import CitySection, Practice, PracticeTag

NEW, CHANGED = "nieuw", "bijgewerkt"


@dataclass(frozen=True)
class Found:
    practice: Practice
    is_new: bool
    sections: list
    commitments: list

    def told(self, city=None) -> dict:
        """As a line in a list; the part of a city has its own address."""
        section = city and next((one for one in self.sections if one.city_id == city.pk), None)
        return {
            "title": self.practice.title,
            "place": self.practice.place,
            "url": (section or self.practice).get_absolute_url(),
            "how": NEW if self.is_new else CHANGED,
            "commitments": self.commitments,
        }

    def is_of(self, city):
        return self.practice.city_id == city.pk or any(
            one.city_id == city.pk for one in self.sections
        )


def in_period(days) -> list[Found]:
    """The new ones first; a fixed number of queries."""
    listed = list(Practice.objects.listed().for_list().order_by("-published_at", "-pk"))
    texts = _sections_changed(days)
    tags = _commitments()
    found = []
    for one in listed:
        is_new = days.holds(one.published_at)
        sections = texts.get(one.pk, [])
        if not _was_there(one, days.now):
            continue
        if is_new or days.holds(one.changed_at) or sections:
            found.append(Found(one, is_new, sections, tags.get(one.pk, [])))
    return sorted(found, key=lambda one: not one.is_new)


def listed_on(day) -> int:
    """How many practices everybody could read at the end of a day, of those that are there now.

    A moment is a day that has not ended yet.
    """
    listed = Practice.objects.listed()
    return sum(1 for one in listed.only("published_at") if _was_there(one, day))


def _was_there(practice, day):
    return practice.published_at is None or practice.published_at < end_of(day)


def _sections_changed(days):
    """{practice id: the parts of cities whose text is from the period}."""
    shown = CitySection.objects.shown().select_related("city", "version", "practice")
    found = {}
    for section in shown.filter(practice__in=Practice.objects.listed()):
        if section.version and days.holds(section.version.at):
            found.setdefault(section.practice_id, []).append(section)
    return found


def _commitments():
    tags = PracticeTag.objects.filter(facet="verbintenis").order_by("practice", "code")
    found = {}
    for pk, code in tags.values_list("practice", "code"):
        if code.isdecimal():
            found.setdefault(pk, []).append(int(code))
    return {pk: sorted(set(numbers)) for pk, numbers in found.items()}
