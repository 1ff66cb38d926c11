"""A city's own room: its plans, and making a new one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from cities.permissions import EDITING_ROLES, city_to_edit, signed_in

from ..forms import PlanForm
from ..workspace import cities_with_plans


@signed_in
@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    memberships = cities_with_plans(request.user)
    context = {"memberships": memberships, "editing_roles": EDITING_ROLES}
    return TemplateResponse(request, "actionplans/workspace.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_create(request: HttpRequest, city: str) -> HttpResponse:
    own = city_to_edit(request.user, city)
    form = PlanForm(request.POST or None)
    if form.is_valid() and (plan := form.make(city=own, by=request.user)):
        messages.success(request, f"{plan} staat klaar. Lees een document in of begin zelf.")
        return redirect(plan.get_editor_url())
    status = 422 if form.errors else 200
    context = {"city": own, "form": form}
    return TemplateResponse(request, "actionplans/plan_create.html", context, status=status)
