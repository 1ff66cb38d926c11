"""Writing the English summary of a plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from cities.permissions import ASK_COORDINATOR, can_edit_draft, can_publish, require, signed_in

from ..editions import current_edition
from ..forms.reports import SummaryForm
from ..reports import summaries as rules
from ..reports.based import StaleTextError
from .doors import plan_to_read
from .rows import posted


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    standing, stale = rules.own_summary(found), None
    form = summary_form(request, found, standing)
    if request.method == "POST":
        require(can_edit_draft(request.user, found.city), ASK_COORDINATOR)
    if form.is_valid():
        base, seen = form.base_state, form.seen
        try:
            saved = rules.save(found, form.state(), base=base, seen=seen, by=request.user)
            messages.success(request, told(saved))
            return redirect("actionplans:summary", city, plan)
        except StaleTextError as error:
            form, stale = summary_form(request, found, standing, stale=error), error
    context = {
        "plan": found,
        "summary": standing,
        "form": form,
        "stale": stale,
        "can_edit": can_edit_draft(request.user, found.city),
        "current": current_edition(found),
    }
    status = 409 if stale else 422 if form.errors else 200
    return TemplateResponse(request, "actionplans/reports/summary.html", context, status=status)


def summary_form(request: HttpRequest, plan, standing, *, stale=None) -> SummaryForm:
    """With what stands; for a first one with a text to begin with."""
    data = None if stale else posted(request)
    fresh = standing is None and data is None and stale is None
    return SummaryForm(
        data,
        present=rules.first_text(plan) if fresh else rules.state_of(standing),
        version=stale.version if stale else standing.version if standing else 0,
        may_share=can_publish(request.user, plan.city),
        stale=stale,
    )


def told(summary) -> str:
    if summary.is_public:
        return "De Engelse samenvatting is bewaard. Iedereen kan ze lezen."
    return "De Engelse samenvatting is bewaard. Alleen mensen van je stad lezen ze."
