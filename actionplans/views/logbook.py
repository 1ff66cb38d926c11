"""The draft log: who did what, taking it back, and going back to an earlier draft."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from cities.permissions import can_edit_draft, signed_in

from .. import undoing
from ..drafting import CannotChangeError
from ..editions import draft_of
from ..naming import names_in_log
from ..rows import Tree
from .doors import plan_to_edit, plan_to_read
from .editor import place_of

PER_PAGE = 30


@signed_in
@require_safe
def logbook(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    deeds = found.deeds.select_related("by", "undone_by").prefetch_related("changes")
    context = {
        "plan": found,
        "page_obj": Paginator(deeds, PER_PAGE).get_page(request.GET.get("page")),
        "can_edit": can_edit_draft(request.user, found.city),
        "names": names_in_log(found),
        "carry_over": undoing.last_carry_over(found),
    }
    return TemplateResponse(request, "actionplans/editor/logbook.html", context)


@signed_in
@require_POST
def undo(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    deed = get_object_or_404(found.deeds, uid=uid)
    try:
        undoing.undo(found, deed, by=request.user)
        messages.success(request, f"Ongedaan gemaakt: {deed.summary}.")
    except CannotChangeError as error:
        messages.error(request, str(error))
        return redirect("actionplans:logbook", city, plan)
    return redirect(place_after(found, deed))


def place_after(plan, deed) -> str:
    """Where the row of a deed stands now, or the editor when it is not there (any more)."""
    line = deed.changes.order_by("-pk").first()
    row = Tree(draft_of(plan)).find(line.table, line.uid) if line else None
    return place_of(plan, line.table, row) if row else plan.get_editor_url()


@signed_in
@require_POST
def go_back(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    deed = get_object_or_404(found.deeds, uid=uid)
    try:
        is_back = undoing.go_back_before(found, deed, by=request.user)
    except CannotChangeError as error:
        messages.error(request, str(error))
        return redirect("actionplans:logbook", city, plan)
    if is_back:
        messages.success(
            request, "Het ontwerp staat weer zoals het was. Je kunt ook dit ongedaan maken."
        )
    else:
        messages.info(request, "Het ontwerp was al zoals toen.")
    return redirect(found.get_editor_url())
