"""What changed: between two editions for everybody, and in the draft for its own city."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.permissions import can_publish, public, signed_in

from .. import editions
from ..archive import content_of
from ..differences.kept import code_of, comparable_editions, edition_before, in_order
from ..differences.page import difference_html, draft_story, plan_beside
from ..forms import CompareForm
from ..models import Edition, Plan
from ..reading import page_version
from ..rows import Tree
from .doors import plan_to_read
from .freshness import frozen, revalidated
from .reading import edition_or_404, published_or_404


@public
@require_safe
@revalidated
def difference(request: HttpRequest, city: str, plan: str, number: int) -> HttpResponse:
    """An edition beside the one before it, or beside the one that `?met=` names."""
    found, own = published_or_404(city, plan)
    edition = edition_or_404(own, number)
    others = comparable_editions(found)
    before = edition_before(edition, others)
    met = request.GET.get("met", before and code_of(before, found))
    form = CompareForm(None if met is None else {"met": met}, edition=edition, editions=others)
    context = {"plan": found, "edition": edition, "form": form}
    if form.is_valid():
        return comparison(request, context, others)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "actionplans/difference.html", context, status=status)


def comparison(request: HttpRequest, context: dict, others: list[Edition]) -> HttpResponse:
    """The page of two editions, or 304 when the visitor's browser holds it already."""
    edition = context["edition"]
    older, newer = in_order(edition, context["form"].other)

    def page() -> HttpResponse:
        told = {
            "older": older,
            "newer": newer,
            "older_plan": plan_beside(older, newer),
            "newer_plan": plan_beside(newer, older),
            "difference": difference_html(older, newer),
        }
        return TemplateResponse(request, "actionplans/difference.html", context | told)

    # The list to choose from grows with every edition, and says which ones are withdrawn.
    listed = [(other.pk, other.is_withdrawn) for other in others]
    return frozen(request, page_version(newer, older.sha256, edition.pk, listed), page)


@signed_in
@require_safe
def draft_difference(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    tree = Tree(editions.draft_of(found))
    current = editions.current_edition(found)
    context = {
        "plan": found,
        "tree": tree,
        "current": current,
        "story": told_of_draft(found, tree, current),
        "can_publish": can_publish(request.user, found.city),
    }
    return TemplateResponse(request, "actionplans/draft_difference.html", context)


def told_of_draft(plan: Plan, tree: Tree, current: Edition | None):
    """What changed since the current edition; None when there is none, and all is new."""
    return draft_story(plan, content_of(tree), current) if current else None
