"""Where a city keeps the figures of its goals; those of a published goal are public at once."""

import uuid as uuids

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cities.permissions import can_edit_draft, signed_in

from ..drafting import RowGoneError
from ..forms.indicators import IndicatorForm, MeasurementForm
from ..indicators import definitions as rules
from ..models import Goal, Indicator
from .doors import plan_to_edit, plan_to_read
from .rows import posted

MAY_TYPE = ["GET", "HEAD", "POST"]
GOAL_IS_GONE = (
    "Een collega heeft dit doel intussen uit het ontwerp verwijderd. Er is niets bewaard:"
    " zet het doel terug in het logboek, en bewaar dan opnieuw."
)


@signed_in
@require_safe
def indicators(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    """All goals with what they are measured by, and what waits for a measurement."""
    found = plan_to_read(request.user, city, plan)
    by_goal, goals = rules.for_goals(found), rules.goals_of(found)
    known = {goal.uid for goal in goals}
    for goal in goals:
        goal.indicator_list = by_goal.get(goal.uid, [])
    gone = [one for uid, some in by_goal.items() if uid not in known for one in some]
    everything = [one for some in by_goal.values() for one in some]
    context = {
        "plan": found,
        "measured": [goal for goal in goals if goal.indicator_list],
        "unmeasured": [goal for goal in goals if not goal.indicator_list],
        "gone": gone,
        "waiting": [one for one in everything if rules.lacks_recent(one, found)],
        "can_edit": can_edit_draft(request.user, found.city),
    }
    return TemplateResponse(request, "actionplans/indicators/indicators.html", context)


@signed_in
@require_safe
def indicator(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    [shown] = rules.with_history([indicator_or_404(found, uid)])
    can_edit = can_edit_draft(request.user, found.city)
    context = {
        "plan": found,
        "indicator": shown,
        "goal": goal_of(shown),
        "is_public": rules.is_public(shown.goal),
        "can_edit": can_edit,
        "form": None if shown.is_archived or not can_edit else quick_form(shown),
    }
    return TemplateResponse(request, "actionplans/indicators/indicator.html", context)


@signed_in
@require_http_methods(MAY_TYPE)
def indicator_add(request: HttpRequest, city: str, plan: str, goal) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    form, row = IndicatorForm(posted(request), initial={"uid": uuids.uuid4()}), None
    try:
        row = rules.find_goal(found, goal)
        if form.is_valid():
            uid = form.cleaned_data["uid"] or uuids.uuid4()
            made = rules.add(found, row.uid, form.state(), uid=uid, by=request.user)
            messages.success(request, f"“{made}” staat klaar. Voeg nu een meting toe.")
            return redirect(address("indicator", made))
    except RowGoneError as gone:
        if gone.deed is None or request.method != "POST":
            raise Http404("Dit doel staat niet in het plan.") from gone
        form.add_error(None, GOAL_IS_GONE)
    status = 200 if not form.errors else 422 if row else 409
    context = {"plan": found, "form": form, "goal": row, "is_public": rules.is_public(goal)}
    return TemplateResponse(
        request, "actionplans/indicators/indicator_add.html", context, status=status
    )


@signed_in
@require_http_methods(MAY_TYPE)
def indicator_change(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    row = indicator_or_404(found, uid)
    form, stale = IndicatorForm(posted(request), indicator=row), None
    try:
        if form.is_valid():
            rules.change(row, form.state(), seen=form.seen, by=request.user)
            messages.success(request, "De indicator is bewaard.")
            return redirect(address("indicator", row))
    except rules.StaleIndicatorError as error:
        form, stale = IndicatorForm(indicator=row, stale=error), error
    context = {"plan": found, "indicator": row, "form": form, "stale": stale}
    context |= {"is_public": rules.is_public(row.goal), "back": address("indicator", row)}
    status = 409 if stale else 422 if form.errors else 200
    return TemplateResponse(
        request, "actionplans/indicators/indicator_change.html", context, status=status
    )


@signed_in
@require_POST
def indicator_archive(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    row = indicator_or_404(found, uid)
    rules.archive(row, by=request.user)
    messages.success(request, f"“{row}” wordt niet meer gevolgd. Wat gemeten is, blijft staan.")
    return redirect(address("indicator", row))


@signed_in
@require_POST
def indicator_restore(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    row = indicator_or_404(found, uid)
    rules.restore(row, by=request.user)
    messages.success(request, f"“{row}” wordt weer gevolgd.")
    return redirect(address("indicator", row))


# --- what the views of figures share -------------------------------------------------------------
def address(name: str, row) -> str:
    return reverse(f"actionplans:{name}", args=[row.plan.city.slug, row.plan.slug, row.uid])


def indicator_or_404(plan, uid) -> Indicator:
    row = get_object_or_404(Indicator.objects.select_related("made_by"), plan=plan, uid=uid)
    row.plan = plan
    return row


def goal_of(row) -> Goal | None:
    """The goal in the newest words that its own city knows: the draft has no number yet."""
    newest = F("edition__number").desc(nulls_first=True)
    return Goal.objects.filter(uid=row.goal, edition__plan=row.plan_id).order_by(newest).first()


def quick_form(row) -> MeasurementForm:
    """An empty measurement; most cities keep counting from the same source."""
    last = row.standing[-1] if row.standing else None
    source = {"source": last.source, "source_link": last.source_link} if last else {}
    return MeasurementForm(indicator=row, initial={"uid": uuids.uuid4(), **source})
