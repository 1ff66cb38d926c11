"""What all cities together do with one partner, and how much with each.

A partner in the working group of a chapter works on every goal of it; one in the group of a goal on
that goal. Only what stands for each city counts (`standing.py`), and each partner is told with the
role that the plan gives it. A name that no city linked is told as the city wrote it.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, Q

from cities.models import Organisation

from ..models import Chapter, Goal, Participation
from .chosen import Chosen
from .goals import goals_in
from .partners import named_by_label, naming, participations
from .standing import Standing, with_text


@dataclass(frozen=True)
class Part:
    """What the partner does in one group; `label` as the plan names it."""

    label: str
    is_linked: bool
    is_organiser: bool
    to_confirm: bool

    @property
    def role(self):
        role = Participation.Role
        return (role.ORGANISER if self.is_organiser else role.PARTICIPANT).label


@dataclass
class GoalWith:
    goal: Goal
    parts: list


@dataclass
class ChapterWith:
    """A chapter with the partner in its group (`parts`), in the group of some goals, or both."""

    chapter: Chapter
    parts: list = field(default_factory=list)
    goals: list = field(default_factory=list)


@dataclass
class CityWith:
    standing: Standing
    chapters: list

    @property
    def goals(self):
        return [one.goal for chapter in self.chapters for one in chapter.goals]


# --- one partner ---------------------------------------------------------------------------------
def works_with(organisation, found, *, day=None, only=None) -> list[CityWith]:
    """City by city, those that work with it; `only` (a Chosen) narrows the goals.

    The queries do not grow with the number of cities.
    """
    found = with_text(found)
    parts, chapters = _parts_of(organisation, [one.edition.pk for one in found])
    asked = Chosen(partner=(organisation.slug,), within=only)
    by_city = {one.edition.pk: {} for one in found}
    for goal in goals_in(found, day=day, only=asked):
        held = by_city[goal.edition_id].setdefault(goal.chapter_id, ChapterWith(goal.chapter))
        held.goals.append(GoalWith(goal, parts["goal", goal.pk]))
    for chapter in chapters:
        of_edition = by_city[chapter.edition_id]
        # A group whose goals were all filtered out has nothing to show.
        if chapter.pk in of_edition or only is None:
            of_edition.setdefault(chapter.pk, ChapterWith(chapter)).parts = parts[
                "chapter", chapter.pk
            ]
    return [
        CityWith(one, _in_order(by_city[one.edition.pk]))
        for one in found
        if by_city[one.edition.pk]
    ]


def _in_order(chapters):
    return sorted(chapters.values(), key=lambda one: (one.chapter.position, one.chapter.pk))


def _parts_of(organisation, editions):
    """({('chapter' or 'goal', id): [Part]}, the chapters with it in their own group)."""
    parts, chapters = defaultdict(list), {}
    rows = participations().filter(naming([organisation.slug]), edition__in=editions)
    for row in rows.select_related("chapter").order_by("position", "pk"):
        part = Part(
            label=row.label,
            is_linked=row.organisation_id is not None,
            is_organiser=row.role == Participation.Role.ORGANISER,
            to_confirm=row.to_confirm,
        )
        if row.chapter_id:
            chapters[row.chapter_id] = row.chapter
            parts["chapter", row.chapter_id].append(part)
        else:
            parts["goal", row.goal_id].append(part)
    return parts, chapters.values()


# --- all partners --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Count:
    """A partner with how many cities work with it, and on how many goals."""

    organisation: Organisation
    n_cities: int
    n_goals: int


def partner_counts(found) -> list[Count]:
    """Every partner of the shared list by name, and archived ones that a plan still names.

    Three queries, whatever the number of cities and partners.
    """
    city_of = {one.edition.pk: one.city.pk for one in with_text(found)}
    organisations = list(Organisation.objects.all())
    of_chapter = defaultdict(set)
    goals = Goal.objects.filter(edition__in=city_of).order_by()
    for pk, chapter in goals.values_list("pk", "chapter"):
        of_chapter[chapter].add(pk)
    cities, on_goals = defaultdict(set), defaultdict(set)
    for partner, edition, chapter, goal in _named(organisations, city_of):
        cities[partner].add(city_of[edition])
        on_goals[partner] |= {goal} if goal else of_chapter[chapter]
    return [
        Count(one, len(cities[one.pk]), len(on_goals[one.pk]))
        for one in organisations
        if cities[one.pk] or not one.is_archived
    ]


def _named(organisations, editions):
    """(partner, edition, chapter, goal) of every participation that names a partner."""
    by_name = defaultdict(set)
    for one in organisations:
        for name in filter(None, (one.name, one.short_name)):
            by_name[name.casefold()].add(one.pk)
    rows = participations().filter(edition__in=editions)
    rows = rows.filter(Q(organisation__isnull=False) | Q(Exists(named_by_label())))
    for linked, label, *place in rows.values_list(
        "organisation", "label", "edition", "chapter", "goal"
    ):
        for partner in {linked} if linked else by_name[label.casefold()]:
            yield partner, *place
