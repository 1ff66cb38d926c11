"""What of a tab is shown, and in which order; all of it stands in the address.

Without a choice, what came back to the same moderator stands first, then what waits longest.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.text import slugify

NO_CITY = "geen"
SORTS = {
    "langst": "oudste eerst",
    "kortst": "nieuwste eerst",
    "titel": "titel",
    "stad": "stad",
}


@dataclass(frozen=True)
class Filters:
    """city is a slug, or 'geen' for what is of no city in the list; domain a code."""

    city: str = ""
    domain: str = ""
    commitment: int | None = None
    by_me: bool = False
    without_account: bool = False
    sort: str = ""

    @property
    def is_narrowing(self):
        return replace(self, sort="") != Filters()

    def keeps(self, row) -> bool:
        return all(
            (
                not self.city or self.city in (row.cities or {row.city or NO_CITY}),
                not self.domain or self.domain in row.domains,
                self.commitment is None or self.commitment in row.commitments,
                not self.by_me or row.is_of_me,
                not self.without_account or row.is_without_account,
            )
        )


def narrowed(rows, filters) -> list:
    return in_order([row for row in rows if filters.keeps(row)], filters.sort)


def in_order(rows, sort="langst") -> list:
    """Sorted stably, so that rows that are alike stand by day and moment; what has none is last."""
    rows = sorted(rows, key=lambda row: (row.since or date.max, _seconds(row), row.key))
    if sort == "kortst":
        return rows[::-1]
    if sort == "titel":
        return sorted(rows, key=lambda row: slugify(row.title))
    if sort == "stad":
        return sorted(rows, key=lambda row: slugify(row.place))
    return sorted(rows, key=lambda row: not row.is_returned)


def _seconds(row):
    return row.moment.timestamp() if row.moment else 0


def cities_in(rows) -> list[tuple[str, str]]:
    """(slug, name) of the cities that have a row here."""
    found = {row.city: row.place for row in rows if row.city and not row.cities}
    for row in rows:
        found |= {slug: name for slug, name in row.cities.items() if slug != NO_CITY}
    cities = sorted(found.items(), key=lambda one: slugify(one[1]))
    is_outside = any(NO_CITY in row.cities if row.cities else not row.city for row in rows)
    return [*cities, (NO_CITY, "geen stad uit de lijst")] if is_outside else cities
