from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from actionplans.overview import main_plan, published_plans
from cities.models import City
from cities.permissions import can_read_draft, public

from ..profiles import other_coalitions, profiles


@public
@require_safe
def city_list(request: HttpRequest) -> HttpResponse:
    coalitions = other_coalitions()
    found = profiles(coalitions)
    context = {
        "profiles": found,
        "cities": [profile.city for profile in found],
        "coalitions": coalitions,
    }
    return TemplateResponse(request, "cities/list.html", context)


@public
@require_safe
def city_detail(request: HttpRequest, city: str) -> HttpResponse:
    found = get_object_or_404(City.objects.with_coalitions(), slug=city)
    plans = published_plans(city=found)
    context = {
        "city": found,
        "memberships": found.coalition_memberships.all(),
        "mandates": found.mandates.all(),
        "signatures": found.signatures.select_related("agreement"),
        "plans": plans,
        "main_plan": main_plan(plans),
        "is_own": can_read_draft(request.user, found),
    }
    return TemplateResponse(request, "cities/detail.html", context)
