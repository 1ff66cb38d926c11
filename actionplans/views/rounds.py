"""The network's progress rounds: seen by everybody who signs in, held by the moderator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from cities.permissions import can_moderate, require, signed_in

from ..forms.progress import RoundForm
from ..models import ProgressRound
from ..progress.rounds import RoundRefusedError, StaleRoundError, cities_in, close_round

ASK_MODERATOR = "Alleen een moderator van het netwerk opent, wijzigt en sluit een voortgangsronde."
IS_GONE = "Deze ronde staat er niet meer."
MAY_TYPE = ["GET", "HEAD", "POST"]


@signed_in
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    found = ProgressRound.objects.latest_first()
    context = {"rounds": found, "can_moderate": can_moderate(request.user)}
    return TemplateResponse(request, "actionplans/progress/rounds.html", context)


@signed_in
@require_safe
def round_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """How far each city's plan is, alphabetically: an overview, no ranking."""
    found = get_object_or_404(ProgressRound.objects.select_related("closed_by"), slug=slug)
    context = {
        "round": found,
        "plans": [] if found.is_coming else cities_in(found),
        "can_moderate": can_moderate(request.user),
    }
    return TemplateResponse(request, "actionplans/progress/round.html", context)


@signed_in
@require_http_methods(MAY_TYPE)
def round_create(request: HttpRequest) -> HttpResponse:
    require(can_moderate(request.user), ASK_MODERATOR)
    form = RoundForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (made := form.make(by=request.user)):
        messages.success(request, f"De ronde “{made}” staat klaar.")
        return redirect(made)
    return form_page(request, form)


@signed_in
@require_http_methods(MAY_TYPE)
def round_change(request: HttpRequest, slug: str) -> HttpResponse:
    require(can_moderate(request.user), ASK_MODERATOR)
    if request.method != "POST":
        found = get_object_or_404(ProgressRound, slug=slug)
        return form_page(request, RoundForm(instance=found), round=found)
    try:
        found = ProgressRound.objects.get(slug=slug)
        # The form writes what was typed on its instance: `found` stays what the database says.
        form = RoundForm(request.POST, instance=ProgressRound.objects.get(pk=found.pk))
        if form.is_valid() and form.correct(found, by=request.user):
            messages.success(request, "De ronde is gewijzigd.")
            return redirect(found)
    except ProgressRound.DoesNotExist:
        return form_page(request, RoundForm(request.POST), stale=IS_GONE)
    except StaleRoundError as error:
        return form_page(request, with_new_version(form, found), round=found, stale=error)
    return form_page(request, form, round=found)


@signed_in
@require_http_methods(MAY_TYPE)
def round_close(request: HttpRequest, slug: str) -> HttpResponse:
    require(can_moderate(request.user), ASK_MODERATOR)
    if request.method != "POST":
        found = get_object_or_404(ProgressRound, slug=slug)
        context = {"round": found, "plans": [] if found.is_coming else cities_in(found)}
        return TemplateResponse(request, "actionplans/progress/round_close.html", context)
    # Of two presses on the button that calls a round off, the second finds none.
    found = ProgressRound.objects.filter(slug=slug).first()
    try:
        closed = found and close_round(found, by=request.user)
    except RoundRefusedError as error:
        messages.warning(request, str(error))
        return redirect(found)
    if closed:
        messages.success(request, f"De ronde “{closed}” is gesloten.")
        return redirect(closed)
    messages.success(request, f"“{found}” gaat niet door." if found else IS_GONE)
    return redirect("actionplans:rounds")


def form_page(request, form, *, round=None, stale=None) -> HttpResponse:
    status = 409 if stale else 422 if form.errors else 200
    context = {"form": form, "round": round, "stale": stale}
    return TemplateResponse(request, "actionplans/progress/round_form.html", context, status=status)


def with_new_version(form, round) -> RoundForm:
    """What was typed, on top of what a colleague made of it meanwhile."""
    data = form.data.copy()
    data["version"] = round.version
    return RoundForm(data, instance=ProgressRound.objects.get(pk=round.pk))
