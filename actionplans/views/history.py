"""What a plan, and one goal, went through."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.permissions import can_read_draft, public

from ..models import Plan
from ..reports.shared import shared_reports
from ..reports.summaries import summary_of
from ..story.goal_history import goal_story
from ..story.plan_history import story_of
from .freshness import revalidated
from .reading import published_or_404


@public
@require_safe
@revalidated
def history(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    """The city's own people also read who did it, and what is not published yet."""
    found, editions = published_or_404(city, plan)
    is_own = can_read_draft(request.user, found.city)
    context = {
        "plan": found,
        "current": editions[0],
        "edition_count": len(editions),
        "events": story_of(found, is_own=is_own),
        "is_own": is_own,
        "reports": shared_reports(found),
        "summary": summary_of(found),
    }
    return TemplateResponse(request, "actionplans/history.html", context)


@public
@require_safe
@revalidated
def goal_history(request: HttpRequest, uid: UUID) -> HttpResponse:
    story = goal_story(uid, public=not is_own_goal(request, uid))
    if story is None:
        raise Http404("Dit staat in geen enkel gepubliceerd plan.")
    goal = story.latest
    context = {"story": story, "goal": goal, "plan": goal.edition.plan}
    return TemplateResponse(request, "actionplans/goal_history.html", context)


def is_own_goal(request: HttpRequest, uid: UUID) -> bool:
    """Whether this reader works for the city of this goal."""
    plans = Plan.objects.filter(editions__goals__uid=uid).select_related("city")[:1]
    return request.user.is_authenticated and any(
        can_read_draft(request.user, plan.city) for plan in plans
    )
