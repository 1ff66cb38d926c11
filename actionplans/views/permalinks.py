"""The permanent addresses of a goal and of an action."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.permissions import can_read_draft, public

from ..beside import beside, put_beside
from ..crosswalk import numbers_of
from ..models import Commitment
from ..permanence import Permanent, find_permanent, same_example_elsewhere
from ..progress.shown import timeline_of
from ..reading import traits_of, with_referrers
from ..rows import rows_of
from ..story.goal_history import goal_story
from .freshness import revalidated


@public
@require_safe
@revalidated
def goal_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A goal as it was last published, with what surrounds it."""
    found = permanent_or_404("goal", uid)
    goal, edition = found.row, found.edition
    goal.action_list = list(rows_of("action", edition).filter(goal=goal))
    put_beside((goal, *goal.action_list), beside(edition.plan))
    return TemplateResponse(
        request,
        "actionplans/goal.html",
        {
            "found": found,
            "goal": goal,
            "edition": edition,
            "plan": edition.plan,
            "group": group_of(goal),
            "commitments": Commitment.objects.filter(number__in=numbers_of(goal)),
            "traits": traits_of(goal),
            "story": goal_story(uid, with_progress=False),
            "timeline": timeline_of(found, public=not is_own(request, edition.plan)),
            "elsewhere": same_example_elsewhere(goal),
            "notes": with_referrers(notes_on_page(goal), [goal]),
        },
    )


@public
@require_safe
@revalidated
def action_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """An action as it was last published, with its goal."""
    found = permanent_or_404("action", uid)
    action, edition = found.row, found.edition
    put_beside([action], beside(edition.plan))
    return TemplateResponse(
        request,
        "actionplans/action.html",
        {
            "found": found,
            "action": action,
            "goal": action.goal,
            "edition": edition,
            "plan": edition.plan,
            "notes": action.notes.all(),
            "timeline": timeline_of(found, public=not is_own(request, edition.plan)),
        },
    )


def is_own(request: HttpRequest, plan) -> bool:
    """Whether this reader also gets what the city does not show to visitors yet."""
    return can_read_draft(request.user, plan.city)


def permanent_or_404(kind: str, uid: UUID) -> Permanent:
    found = find_permanent(kind, uid)
    if found is None:
        raise Http404("Dit staat in geen enkel gepubliceerd plan.")
    found.row.edition = found.edition
    return found


def group_of(goal) -> dict:
    """Who works on a goal: its own group, else its chapter's."""
    home = Q(goal=goal) | Q(chapter=goal.chapter)
    everyone = list(rows_of("participation", goal.edition).filter(home))
    own = [participation for participation in everyone if participation.goal_id]
    return {
        "members": own or everyone,
        "note": goal.group_note if own or goal.group_note else goal.chapter.group_note,
        "is_own": bool(own),
    }


def notes_on_page(goal) -> list:
    """The notes that a goal and its actions refer to, each once, by number."""
    found = [*goal.notes.all(), *goal.timing_notes.all()]
    for action in goal.action_list:
        found += action.notes.all()
    return sorted({note.pk: note for note in found}.values(), key=lambda note: note.number)
