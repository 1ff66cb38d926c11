from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from actionplans.models import Edition
from actionplans.overview import published_plans
from cities.models import City
from cities.permissions import public
from practices.finding.latest import latest as latest_practices

from ..profiles import main_plans

LATEST = 5


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    plans = published_plans()
    latest = Edition.objects.published().filter(withdrawal=None).without_archive()
    context = {
        "plans": plans,
        "main_plans": main_plans(plans),
        "goal_count": sum(plan.goal_count for plan in plans),
        "action_count": sum(plan.action_count for plan in plans),
        "member_count": City.objects.members().count(),
        "latest": latest.select_related("plan__city").order_by("-published_at")[:LATEST],
        "practices": latest_practices(),
    }
    return TemplateResponse(request, "network/home.html", context)
