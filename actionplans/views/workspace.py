"""A city's own room: its plans, and making a new one."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cities.permissions import (
    can_administer,
    can_moderate,
    city_to_edit,
    own_city_or_404,
    signed_in,
)

from ..editions import current_edition
from ..forms import PlanForm
from ..progress.rounds import cities_in, current_round
from ..room.city_room import room_of
from ..room.workspace import memberships_of
from .doors import plan_to_edit


@signed_in
@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """The chosen city stands in the address and nowhere else: two tabs can show two cities."""
    user = request.user
    membership, others = memberships_of(user, request.GET.get("stad", ""))
    round = current_round()
    context = {
        "round": round,
        "room": room_of(user, membership, others, round) if membership else None,
        "in_round": cities_in(round) if round and can_moderate(user) else [],
        "is_moderator": can_moderate(user),
        "is_administrator": can_administer(user),
    }
    return TemplateResponse(request, "actionplans/workspace.html", context)


@signed_in
@require_safe
def workspace_of(request: HttpRequest, city: str) -> HttpResponse:
    """The address that one expects above those of a city's plans."""
    own = own_city_or_404(request.user, city)
    return redirect(f"{reverse('actionplans:workspace')}?stad={own.slug}")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_create(request: HttpRequest, city: str) -> HttpResponse:
    own = city_to_edit(request.user, city)
    form = PlanForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (plan := form.make(city=own, by=request.user)):
        messages.success(request, f"{plan} staat klaar. Lees een document in of begin zelf.")
        return redirect(plan.get_editor_url())
    status = 422 if form.errors else 200
    context = {"city": own, "form": form}
    return TemplateResponse(request, "actionplans/plan_create.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_change(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    if current_edition(found):
        messages.info(request, "Een gepubliceerd plan houdt zijn soort, periode en adres.")
        return redirect(found.get_editor_url())
    old = model_to_dict(found, PlanForm.Meta.fields)
    form = PlanForm(request.POST if request.method == "POST" else None, initial=old)
    if form.is_valid() and (changed := form.correct(found, by=request.user)):
        messages.success(request, f"Dit is nu het {changed}.")
        return redirect(changed.get_editor_url())
    status = 422 if form.errors else 200
    context = {"plan": found, "form": form}
    return TemplateResponse(request, "actionplans/plan_change.html", context, status=status)
