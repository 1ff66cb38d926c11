"""The gentle plan check as a page."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.permissions import can_edit_draft, can_publish, signed_in

from ..editions import draft_of
from ..plan_check import points, unused_examples
from ..rows import Tree
from .doors import plan_to_read


@signed_in
@require_safe
def plan_check(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    tree = Tree(draft_of(found))
    context = {
        "plan": found,
        "draft": tree.edition,
        "tree": tree,
        "groups": points(tree, may_publish=can_publish(request.user, found.city)),
        "examples": unused_examples(tree),
        "can_edit": can_edit_draft(request.user, found.city),
    }
    return TemplateResponse(request, "actionplans/editor/plan_check.html", context)
