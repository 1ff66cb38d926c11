"""Partners, and what cities do with one of them, as tables to take away."""

from django.urls import reverse

from .tables import GOALS_HEADER, goal_rows

LIST_HEADER = ["partner", "korte naam", "soort", "steden", "doelen", "adres"]
PARTNER_HEADER = [*("rol", "te bevestigen", "naam in het plan", "gekoppeld"), *GOALS_HEADER]


def list_rows(shelves, absolute) -> list[list]:
    return [
        [
            *(one.organisation.name, one.organisation.short_name, shelf.name),
            *(one.n_cities, one.n_goals),
            absolute(reverse("network:compare_partner", args=[one.organisation.slug])),
        ]
        for shelf in shelves
        for one in (*shelf.counts, *shelf.unused)
    ]


def partner_rows(cities, absolute) -> list[list]:
    """A line per goal; of a working group without goals, a line with the chapter."""
    return [
        row
        for city in cities
        for chapter in city.chapters
        for row in _rows(city, chapter, absolute)
    ]


def _rows(city, chapter, absolute):
    if not chapter.goals:
        one = city.standing
        blanks = [""] * (len(GOALS_HEADER) - 5)
        place = [str(one.city), one.plan.kind_and_period, one.edition.number, ""]
        yield [*_parts(chapter.parts), *place, str(chapter.chapter), *blanks]
    for told in chapter.goals:
        parts = told.parts or chapter.parts
        yield [*_parts(parts), *goal_rows([told.goal], absolute)[0]]


def _parts(parts):
    return [
        "; ".join(dict.fromkeys(part.role for part in parts)),
        "ja" if any(part.to_confirm for part in parts) else "",
        "; ".join(dict.fromkeys(part.label for part in parts)),
        "ja" if any(part.is_linked for part in parts) else "nee",
    ]
