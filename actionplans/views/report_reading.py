"""What everybody reads of what a city tells abroad: a shared ECCAR report, the English summary."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.permissions import can_read_draft, public

from ..editions import current_edition
from ..models import Commitment, EccarReport, Plan
from ..overview import with_overview
from ..reports import beginning, shared, summaries
from ..reports.harvest import harvest
from ..reports.parts import parts_of
from .freshness import revalidated
from .reports import as_docx


@public
@require_safe
@revalidated
def report_public(request: HttpRequest, city: str, plan: str, year: int) -> HttpResponse:
    report = shared_or_404(city, plan, year)
    parts = parts_of(report)
    context = {
        "plan": report.plan,
        "report": report,
        "parts": parts,
        "found": harvest(report.plan, report.year_from, report.year_until),
        "is_own": can_read_draft(request.user, report.plan.city),
    }
    return TemplateResponse(request, "actionplans/reports/public.html", context)


@public
@require_safe
def report_public_docx(request: HttpRequest, city: str, plan: str, year: int) -> HttpResponse:
    return as_docx(shared_or_404(city, plan, year))


@public
@require_safe
@revalidated
def summary_public(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    plans = Plan.objects.published().for_list()
    found = get_object_or_404(plans, city__slug=city, slug=plan)
    summary = summaries.summary_of(found)
    if summary is None:
        raise Http404("Van dit plan is er geen Engelse samenvatting.")
    [found] = with_overview([found])
    titles = dict(Commitment.objects.values_list("number", "title_en"))
    context = {
        "plan": found,
        "kind": summaries.kind_in_english(found),
        "summary": summary,
        "edition": current_edition(found),
        "reach": [(one["number"], titles[one["number"]], one["n_goals"]) for one in found.segments],
    }
    return TemplateResponse(request, "actionplans/reports/summary_public.html", context)


def shared_or_404(city: str, plan: str, year: int) -> EccarReport:
    if year > beginning.LAST_YEAR:
        raise Http404("Dit jaar bestaat nog niet.")
    return get_object_or_404(
        shared.readable(), plan__city__slug=city, plan__slug=plan, year_until=year
    )
