"""A city's own room for its ECCAR reports: the list, one report, sharing it and the Word file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cities.permissions import (
    ASK_COORDINATOR,
    can_edit_draft,
    can_publish,
    require,
    signed_in,
)

from ..forms.reports import YearsForm
from ..models import EccarReport
from ..reports import beginning, shared
from ..reports.gaps import checks
from ..reports.harvest import harvest
from ..reports.parts import news_for, parts_of
from ..reports.summaries import own_summary
from ..reports.word_file import KIND, file_name, word_file
from .doors import plan_to_publish, plan_to_read
from .rows import posted


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    year_from, year_until = beginning.default_years(found)
    form = YearsForm(posted(request), initial={"year_from": year_from, "year_until": year_until})
    if request.method == "POST":
        require(can_edit_draft(request.user, found.city), ASK_COORDINATOR)
        if form.is_valid() and (report := begun(request, found, form)):
            return redirect("actionplans:report", city, plan, report.year_until)
    context = {
        "plan": found,
        "form": form,
        "reports": EccarReport.objects.filter(plan=found).select_related("made_by"),
        "summary": own_summary(found),
        "can_edit": can_edit_draft(request.user, found.city),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "actionplans/reports/reports.html", context, status=status)


@signed_in
@require_safe
def report(request: HttpRequest, city: str, plan: str, year: int) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    return report_page(request, report_or_404(found, year))


@signed_in
@require_POST
def report_share(request: HttpRequest, city: str, plan: str, year: int) -> HttpResponse:
    """Let everybody read it, or only the own city again; who pressed says which."""
    found = plan_to_publish(request.user, city, plan)
    told = report_or_404(found, year)
    try:
        if request.POST.get("deed") == "stop":
            shared.unshare(told, by=request.user)
            messages.success(request, f"Het verslag {told.years} is niet meer openbaar.")
        else:
            shared.share(told, seen=request.POST.get("seen", ""), by=request.user)
            messages.success(request, f"Iedereen kan het verslag {told.years} nu lezen.")
    except shared.StaleReportError as stale:
        messages.error(request, str(stale))
        return report_page(request, told, status=409)
    except shared.CannotShareError as refusal:
        messages.error(request, str(refusal))
        return report_page(request, told, status=422)
    return redirect("actionplans:report", city, plan, told.year_until)


@signed_in
@require_POST
def report_drop(request: HttpRequest, city: str, plan: str, year: int) -> HttpResponse:
    found = plan_to_publish(request.user, city, plan)
    told = report_or_404(found, year)
    if beginning.drop(told):
        messages.success(request, f"Het verslag {told.years} is weggegooid.")
        return redirect("actionplans:reports", city, plan)
    messages.error(request, "Dit verslag is openbaar. Maak het eerst weer van de stad alleen.")
    return report_page(request, told, status=422)


@signed_in
@require_safe
def report_docx(request: HttpRequest, city: str, plan: str, year: int) -> HttpResponse:
    return as_docx(report_or_404(plan_to_read(request.user, city, plan), year))


# --- what the views of reports share -------------------------------------------------------------
def begun(request: HttpRequest, plan, form) -> EccarReport | None:
    """The report that was asked for; None when there cannot be one, and then the form says why."""
    years = {name: form.cleaned_data[name] for name in ("year_from", "year_until")}
    try:
        report, is_new = beginning.begin(plan, **years, by=request.user)
    except beginning.CannotBeginError as refusal:
        form.add_error(None, str(refusal))
        return None
    if is_new:
        messages.success(request, f"Het verslag {report.years} staat klaar. Kijk elk deel na.")
    return report


def report_or_404(plan, year: int) -> EccarReport:
    # A column holds no larger year, and PostgreSQL does not even look for one.
    if year > beginning.LAST_YEAR:
        raise Http404("Dit jaar bestaat nog niet.")
    report = get_object_or_404(EccarReport, plan=plan, year_until=year)
    report.plan = plan
    return report


def report_page(request: HttpRequest, report, *, status=200) -> HttpResponse:
    parts = parts_of(report)
    found = harvest(report.plan, report.year_from, report.year_until)
    for part in parts:
        news = news_for(part, found.lines(part.commitment.number))
        part.n_news = sum(len(lines) for lines in news.values())
    context = {
        "plan": report.plan,
        "report": report,
        "checks": checks(parts),
        "found": found,
        "seen": shared.stand_of(parts),
        "can_edit": can_edit_draft(request.user, report.plan.city),
        "can_share": can_publish(request.user, report.plan.city),
    }
    return TemplateResponse(request, "actionplans/reports/report.html", context, status=status)


def as_docx(report) -> HttpResponse:
    found = harvest(report.plan, report.year_from, report.year_until)
    response = HttpResponse(word_file(report, parts_of(report), found), content_type=KIND)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(report)}"'
    return response
