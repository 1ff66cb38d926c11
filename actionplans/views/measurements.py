"""Telling a figure, and telling it better."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from cities.permissions import signed_in

from ..forms.indicators import MeasurementForm, TakeBackForm
from ..indicators import measurements as rules
from ..indicators.definitions import is_public, with_history
from ..indicators.numbers import with_unit
from ..models import Measurement
from .doors import plan_to_edit
from .indicators import address, indicator_or_404, quick_form
from .rows import posted

MAY_TYPE = ["GET", "HEAD", "POST"]
TAKE_BACK = "terugnemen"


@signed_in
@require_http_methods(MAY_TYPE)
def measurement_add(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    [row] = with_history([indicator_or_404(found, uid)])
    form = quick_form(row)
    if request.method == "POST":
        form = MeasurementForm(request.POST, indicator=row)
    try:
        if form.is_valid():
            key = form.cleaned_data["uid"] or uuids.uuid4()
            made = rules.measure(row, **form.values(), uid=key, by=request.user)
            return saved(request, row, made)
    except rules.CannotMeasureError as error:
        form.add_error(error.field, str(error))
    context = {"plan": found, "indicator": row, "form": form, "is_public": is_public(row.goal)}
    return TemplateResponse(
        request,
        "actionplans/indicators/measurement_add.html",
        context,
        status=422 if form.errors else 200,
    )


@signed_in
@require_http_methods(MAY_TYPE)
def measurement_correct(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    """Any line of a measurement leads to what stands now; it is mended, or taken back."""
    found = plan_to_edit(request.user, city, plan)
    line = line_or_404(found, uid)
    chain = rules.chain_of(line)
    if TAKE_BACK in request.POST:
        return take_back(request, line, chain)
    form = MeasurementForm(posted(request), indicator=line.indicator, chain=chain)
    try:
        if form.is_valid():
            seen = chain[form.seen - 1]
            made = rules.correct(seen, values=form.values(), by=request.user)
            return saved(request, line.indicator, made)
    except rules.StaleMeasurementError as stale:
        chain = rules.chain_of(line)
        form = MeasurementForm(indicator=line.indicator, chain=chain, stale=stale)
        return correction_page(request, line, chain, form=form, stale=stale)
    except rules.CannotMeasureError as error:
        form.add_error(error.field, str(error))
    return correction_page(request, line, chain, form=form)


# --- what the views share ------------------------------------------------------------------------
def line_or_404(plan, uid) -> Measurement:
    lines = Measurement.objects.filter(indicator__plan=plan).select_related("indicator")
    line = get_object_or_404(lines, uid=uid)
    line.indicator.plan = plan
    return line


def take_back(request, line, chain) -> HttpResponse:
    reason, stale = TakeBackForm(request.POST, chain=chain), None
    try:
        if reason.is_valid():
            seen = chain[reason.cleaned_data["version"] - 1]
            made = rules.take_back(seen, reason=reason.cleaned_data["reason"], by=request.user)
            return saved(request, line.indicator, made)
    except rules.StaleMeasurementError as error:
        chain, stale = rules.chain_of(line), error
        reason = TakeBackForm(chain=chain, reason=reason.cleaned_data["reason"])
    return correction_page(request, line, chain, reason=reason, stale=stale)


def correction_page(request, line, chain, *, form=None, reason=None, stale=None) -> HttpResponse:
    indicator = line.indicator
    form = form or MeasurementForm(indicator=indicator, chain=chain)
    reason = reason or TakeBackForm(chain=chain)
    context = {
        "plan": indicator.plan,
        "indicator": indicator,
        "form": form,
        "reason": reason,
        "is_taking": reason.is_bound or bool(stale and not stale.merged.get("value")),
        "stale": stale,
        "last": chain[-1],
        "is_public": is_public(indicator.goal),
        "back": address("indicator", indicator),
    }
    status = 409 if stale else 422 if form.errors or reason.errors else 200
    return TemplateResponse(
        request, "actionplans/indicators/measurement_correct.html", context, status=status
    )


def saved(request, indicator, made) -> HttpResponse:
    """Say what was understood: a point or a comma is easily misread."""
    back = redirect(address("indicator", indicator))
    if made.value is None:
        messages.success(request, "De meting is teruggenomen. Ze blijft in de geschiedenis staan.")
        return back
    words = with_unit(made.value, indicator.unit)
    messages.success(request, f"Bewaard: {words} op {date_format(made.measured_on, 'j F Y')}.")
    if rules.is_outside(indicator.plan, made.measured_on):
        period = indicator.plan.period
        messages.warning(
            request, f"Let op: die dag valt buiten de periode van het plan ({period})."
        )
    return back
