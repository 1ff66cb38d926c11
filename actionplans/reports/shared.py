"""When others may read an ECCAR report: once the coordinator of the city shares it.

Until then only the city's own people see it. A shared report stays editable, and everybody reads
it as it stands; the coordinator may take it back. The report of a plan that visitors cannot read is
not shared: it would tell of a plan that is not public.
"""

from django.db import transaction
from django.utils import timezone

from cities.log import actor_of, record
from cities.models import LogEntry

from ..models import EccarReport, Plan

NOT_PUBLIC = "Publiceer eerst het plan: pas dan kan iedereen lezen waar het verslag over gaat."
CHANGED = "Een collega heeft het verslag intussen gewijzigd. Kijk het na en deel het dan."
GONE = "Een collega heeft dit verslag intussen weggegooid."


class CannotShareError(Exception):
    """Why this report cannot be shared now, in words for the coordinator."""


class StaleReportError(CannotShareError):
    """A colleague changed it since it was looked at, or threw it away."""


def readable():
    """Every report that a visitor may read."""
    return EccarReport.objects.filter(
        shared_at__isnull=False, plan__in=Plan.objects.published()
    ).select_related("plan__city")


def shared_reports(plan) -> list[EccarReport]:
    """Those of one plan, the newest years first; one query."""
    return list(readable().filter(plan=plan).order_by("-year_until"))


def of_city(city) -> list[EccarReport]:
    """Those of all plans of a city, the newest years first; one query."""
    return list(readable().filter(plan__city=city).order_by("-year_until", "plan__slug"))


def stand_of(parts) -> str:
    """Which text somebody looked at: changes with every save of a part."""
    return "-".join(str(part.version) for part in parts)


@transaction.atomic
def share(report, *, seen, by) -> EccarReport:
    """Let everybody read it, as the coordinator last saw it. Raises CannotShareError.

    Sharing what is shared already changes nothing.
    """
    if not Plan.objects.published().filter(pk=report.plan_id).exists():
        raise CannotShareError(NOT_PUBLIC)
    if not seen:
        raise CannotShareError(CHANGED)
    if stand_of(report.parts.only("version")) != seen:
        raise StaleReportError(CHANGED)
    actor = actor_of(by)
    rows = EccarReport.objects.filter(pk=report.pk, shared_at=None)
    if rows.update(shared_at=timezone.now(), shared_by=actor):
        record(LogEntry.Verb.REPORT_SHARED, report, by=actor, city=report.plan.city)
    return _as_it_is(report)


@transaction.atomic
def unshare(report, *, by) -> EccarReport:
    """Only the city's own people read it again; its address says nothing any more."""
    rows = EccarReport.objects.filter(pk=report.pk, shared_at__isnull=False)
    if rows.update(shared_at=None, shared_by=None):
        record(LogEntry.Verb.WITHDRAWN, report, by=actor_of(by), city=report.plan.city)
    return _as_it_is(report)


def _as_it_is(report):
    now = EccarReport.objects.filter(pk=report.pk).first()
    if now is None:
        raise StaleReportError(GONE)
    now.plan = report.plan
    return now
