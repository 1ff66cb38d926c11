"""Writing one part of an ECCAR report, and filling it up from the progress."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from cities.permissions import ASK_COORDINATOR, can_edit_draft, require, signed_in

from ..forms.reports import FillForm, PartForm
from ..models import EccarReportPart
from ..reports import parts as rules
from ..reports.based import StaleTextError
from ..reports.harvest import harvest
from .doors import plan_to_edit, plan_to_read
from .reports import report_or_404
from .rows import posted

MAY_TYPE = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(MAY_TYPE)
def report_part(request: HttpRequest, city: str, plan: str, year: int, number: int) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    part, stale = part_or_404(report_or_404(found, year), number), None
    form = PartForm(posted(request), part=part)
    if request.method == "POST":
        require(can_edit_draft(request.user, found.city), ASK_COORDINATOR)
    if form.is_valid():
        base, seen = form.base_state, form.seen
        try:
            rules.save(part, form.state(), base=base, seen=seen, by=request.user)
            messages.success(request, f"Deel {number} is bewaard.")
            return after(request, city, plan, year, number)
        except StaleTextError as error:
            form, stale = PartForm(part=part, stale=error), error
    status = 409 if stale else 422 if form.errors else 200
    context = {**about(request, part), "form": form, "stale": stale}
    return TemplateResponse(request, "actionplans/reports/part.html", context, status=status)


@signed_in
@require_http_methods(MAY_TYPE)
def report_fill(request: HttpRequest, city: str, plan: str, year: int, number: int) -> HttpResponse:
    """What the portal can tell by now that the part does not say; only what is ticked is added."""
    found = plan_to_edit(request.user, city, plan)
    report = report_or_404(found, year)
    part, stale = part_or_404(report, number), None
    lines = harvest(found, report.year_from, report.year_until).lines(number)
    form = FillForm(posted(request), part=part, news=rules.news_for(part, lines))
    if form.is_valid():
        try:
            rules.add_lines(part, form.chosen(), seen=form.seen, by=request.user)
            messages.success(request, f"Deel {number} is aangevuld. Lees het na.")
            return redirect("actionplans:report_part", city, plan, year, number)
        except StaleTextError as error:
            form, stale = form.shown_again(part), error
    status = 409 if stale else 422 if form.errors else 200
    context = {**about(request, part), "form": form, "stale": stale}
    return TemplateResponse(request, "actionplans/reports/fill.html", context, status=status)


# --- what they share -----------------------------------------------------------------------------
def part_or_404(report, number: int) -> EccarReportPart:
    rows = report.parts.select_related("commitment", "changed_by")
    part = rows.filter(commitment__number=number).first() if number <= 10 else None
    if part is None:
        raise Http404("Een verslag heeft tien delen.")
    part.report = report
    return part


def about(request: HttpRequest, part) -> dict:
    plan, number = part.report.plan, part.commitment.number
    return {
        "plan": plan,
        "report": part.report,
        "part": part,
        "is_untouched": rules.is_untouched(part),
        "previous": number - 1 or None,
        "next": number + 1 if number < 10 else None,
        "can_edit": can_edit_draft(request.user, plan.city),
    }


def after(request: HttpRequest, *address) -> HttpResponse:
    """Where the officer goes on: to the next part when that was pressed, else to the report."""
    *report, number = address
    if "next" in request.POST and number < 10:
        return redirect("actionplans:report_part", *report, number + 1)
    return redirect("actionplans:report", *report)
