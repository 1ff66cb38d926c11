"""What everybody can read beside a plan: its English summary and the ECCAR reports that are shared.

The page of a plan links to them and is kept by browsers, so what is shared is part of its version.
That is asked at every visit, also when the browser has the page already: one query for both.
"""

from dataclasses import dataclass

from django.db.models import CharField, IntegerField, Value

from ..models import EccarReport
from . import shared, summaries

NO_TITLE = Value("", output_field=CharField())
NO_YEAR = Value(0, output_field=IntegerField())


@dataclass(frozen=True)
class Papers:
    """`title` is that of the summary, '' without one; the newest report stands first."""

    title: str
    reports: list[EccarReport]

    @property
    def version(self) -> str:
        """Differs whenever the page would link to something else."""
        return "\n".join([self.title, *(one.years for one in self.reports)])

    def __bool__(self):
        return bool(self.title or self.reports)


def papers_of(plan) -> Papers:
    summary = summaries.readable().filter(plan=plan).order_by()
    reports = shared.readable().filter(plan=plan).order_by()
    rows = summary.values_list("title", NO_YEAR, NO_YEAR).union(
        reports.values_list(NO_TITLE, "year_from", "year_until"), all=True
    )
    title, years = "", []
    for name, year_from, year_until in rows:
        if year_until:
            years.append(EccarReport(plan=plan, year_from=year_from, year_until=year_until))
        else:
            title = name
    return Papers(title, sorted(years, key=lambda one: one.year_until, reverse=True))
