"""*Mijn secties*: all that a city looks after in the database, the longest unconfirmed first:
what it wrote about itself, and the practices that it handed in.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from cities.models import City
from cities.permissions import EDITING_ROLES

from ..fiche.shown_section import lines_of_practice, lines_of_section
from ..freshness.due import practices_due, sections_due
from ..freshness.radar import Signal, signals_by_text
from ..freshness.words import AHEAD, is_coming
from ..models import CitySection, Practice, RadarFlag


@dataclass
class OwnText:
    """One text that a city looks after: a section, or the shared part of a practice."""

    practice: Practice
    city: City
    section: CitySection | None
    review_on: date | None
    is_due: bool
    lines: list[str]
    signals: list[Signal] = field(default_factory=list)

    @property
    def is_overdue(self):
        return self.is_due and (self.review_on is None or self.review_on <= timezone.localdate())

    @property
    def is_hidden(self):
        return self.section is not None and self.section.state == CitySection.State.HIDDEN

    @property
    def has_stopped(self):
        return self.section is not None and self.section.state == CitySection.State.STOPPED

    @property
    def url(self):
        return self.section.get_absolute_url() if self.section else self.practice.get_absolute_url()


def cities_of(user):
    """The cities for which this person writes."""
    return City.objects.filter(
        memberships__user=user,
        memberships__role__in=EDITING_ROLES,
        memberships__user__is_active=True,
    )


def own_texts(user) -> list[OwnText]:
    """Four queries, whatever their number."""
    today = timezone.localdate()
    cities = list(cities_of(user))
    sections = CitySection.objects.filter(
        city__in=cities, practice__state__in=Practice.READABLE
    ).select_related("practice__published_version", "city", "version")
    practices = Practice.objects.listed().filter(city__in=cities)
    texts = [_of_section(one, today) for one in sections]
    texts += [_of_practice(one, today) for one in practices.for_list()]
    ids = {text.practice.pk for text in texts}
    signals = signals_by_text(RadarFlag.objects.filter(practice__in=ids))
    for text in texts:
        text.signals = signals.get((text.practice.pk, text.section and text.section.pk), [])
    return sorted(texts, key=_order)


def count_due(city) -> int:
    """How many texts of this city ask to be looked at within two weeks; one query."""
    before = timezone.localdate() + AHEAD + timedelta(days=1)
    sections = sections_due(before, city=city).order_by().values("pk")
    practices = practices_due(before, city=city).order_by().values("pk")
    return sections.union(practices, all=True).count()


def _order(text):
    return (not text.is_due, text.review_on or date.min, text.practice.title, text.section is None)


def _of_section(section, today):
    is_asked = (
        section.state == CitySection.State.VISIBLE
        and section.practice.state == Practice.State.PUBLISHED
    )
    return OwnText(
        practice=section.practice,
        city=section.city,
        section=section,
        review_on=section.review_on,
        is_due=is_asked and is_coming(section, today),
        lines=lines_of_section(section, today=today),
    )


def _of_practice(practice, today):
    return OwnText(
        practice=practice,
        city=practice.city,
        section=None,
        review_on=practice.review_on,
        is_due=is_coming(practice, today),
        lines=lines_of_practice(practice, practice.published_version, today=today),
    )
