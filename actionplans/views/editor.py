"""The editor: chapters on the left, one chapter's table on the right."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cities.permissions import can_edit_draft, can_publish, signed_in

from ..editions import current_edition, draft_of, has_unpublished_changes
from ..lineage import passage_of
from ..models import Deed, Plan
from ..presence import colleagues_at, told
from ..rows import Tree
from .doors import plan_to_read


@signed_in
@require_safe
def editor(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    context = editor_context(request, found)
    chapters = context["tree"].chapters
    context["chapter"] = chapters[0] if chapters else None
    return TemplateResponse(request, "actionplans/editor/editor.html", context)


@signed_in
@require_safe
def editor_chapter(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    context = editor_context(request, found)
    context["chapter"] = context["tree"].find("chapter", uid)
    if context["chapter"] is None:
        raise Http404("Dit hoofdstuk staat niet in het ontwerp.")
    return TemplateResponse(request, "actionplans/editor/editor.html", context)


@signed_in
@require_safe
def editor_notes(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    context = editor_context(request, found)
    return TemplateResponse(request, "actionplans/editor/notes.html", context)


def editor_context(request: HttpRequest, plan: Plan) -> dict:
    """What every page of the editor shows around its own part."""
    tree = Tree(draft_of(plan))
    current = current_edition(plan)
    colleagues = colleagues_at(plan, but=request.user)
    return {
        "plan": plan,
        "tree": tree,
        "passage": passage_of(plan),
        "draft": tree.edition,
        "current": current,
        "is_changed": has_unpublished_changes(tree, current),
        "can_edit": can_edit_draft(request.user, plan.city),
        "can_publish": can_publish(request.user, plan.city),
        "last_deed": last_deed_of(request.user, plan),
        "colleagues": colleagues,
        "told": told(colleagues),
    }


def last_deed_of(user, plan: Plan) -> Deed | None:
    """What this person did last to the draft, if it can still be taken back in one press."""
    deed = plan.deeds.select_related("by").filter(undone_by__isnull=True).first()
    is_own = deed is not None and deed.by is not None and deed.by.user_id == user.pk
    return deed if is_own and deed.kind not in (Deed.Kind.UNDO, Deed.Kind.CARRY_OVER) else None


def place_of(plan: Plan, kind: str, row) -> str:
    """The address in the editor where this row stands."""
    names = [plan.city.slug, plan.slug]
    if kind == "edition":
        return reverse("actionplans:editor", args=names)
    if kind == "note":
        return reverse("actionplans:editor_notes", args=names) + f"#note-{row.uid}"
    address = reverse("actionplans:editor_chapter", args=[*names, chapter_of(kind, row).uid])
    return address if kind == "chapter" else f"{address}#{kind}-{row.uid}"


def chapter_of(kind: str, row):
    """The chapter in whose table a row stands; None for what belongs to the whole plan."""
    if kind in ("edition", "note"):
        return None
    if kind == "chapter":
        return row
    return getattr(row, "chapter", None) or row.goal.chapter
