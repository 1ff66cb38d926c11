"""Beginning an ECCAR report: about which years, and what it says before anybody types.

A report is about whole calendar years in which the plan stood, the current one included; unless
somebody asks otherwise about the last two that are over. There is one report for a plan and its
last year: who begins it a second time finds the first. Its ten parts are filled in from what the
plan says and what was told of it; as long as nobody saved a part it is known to be untouched.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from cities.log import actor_of

from ..models import Commitment, EccarReport, EccarReportPart
from .harvest import FIELDS, as_text, harvest

LONGEST, LAST_YEAR = 10, 2100


class CannotBeginError(Exception):
    """Why there can be no report about these years, in words for the officer."""


def default_years(plan) -> tuple[int, int]:
    """The two last years that are over and in which the plan stood; in its first year, that one."""
    until = timezone.localdate().year - 1
    if plan.period_until:
        until = min(until, plan.period_until)
    until = max(until, plan.period_from)
    return max(until - 1, plan.period_from), until


def check_years(plan, year_from, year_until) -> None:
    """Raises CannotBeginError."""
    this_year = timezone.localdate().year
    if year_until < year_from:
        raise CannotBeginError("Het laatste jaar kan niet voor het eerste liggen.")
    if year_from < plan.period_from:
        raise CannotBeginError(f"Dit plan begint in {plan.period_from}: kies een later jaar.")
    if year_until > this_year:
        raise CannotBeginError(f"Kies hoogstens {this_year} als laatste jaar.")
    if year_until - year_from >= LONGEST:
        raise CannotBeginError(f"Een verslag gaat over hoogstens {LONGEST} jaar.")


def begin(plan, *, year_from, year_until, by) -> tuple[EccarReport, bool]:
    """The report about these years, and whether it is new: a double click gives one.

    Raises CannotBeginError, also when another one ends in the same year.
    """
    check_years(plan, year_from, year_until)
    try:
        with transaction.atomic():
            return _make(plan, year_from, year_until, actor_of(by)), True
    except IntegrityError:
        standing = EccarReport.objects.filter(plan=plan, year_until=year_until).first()
        if standing is None:
            raise
    if standing.year_from != year_from:
        told = f"Er is al een verslag dat in {year_until} eindigt: {standing.years}."
        raise CannotBeginError(told)
    standing.plan = plan
    return standing, False


def _make(plan, year_from, year_until, actor):
    report = EccarReport.objects.create(
        plan=plan, year_from=year_from, year_until=year_until, made_by=actor
    )
    found = harvest(plan, year_from, year_until)
    EccarReportPart.objects.bulk_create(
        EccarReportPart(
            report=report,
            commitment=commitment,
            **{name: as_text(found.lines(commitment.number)[name]) for name in FIELDS},
        )
        for commitment in Commitment.objects.all()
    )
    return report


@transaction.atomic
def drop(report) -> bool:
    """Throw away a report that nobody outside the city can read; False when it is shared."""
    rows = EccarReport.objects.filter(pk=report.pk)
    # Whoever shares it at this moment waits for us, and finds nothing.
    if not rows.filter(shared_at=None).update(shared_by=None):
        return not rows.exists()
    rows.delete()
    return True
