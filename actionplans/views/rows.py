"""Adding, changing, moving and deleting rows of a draft: in place with htmx, else as a page."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cities.permissions import signed_in

from .. import drafting, presence
from ..editions import draft_of
from ..forms import ROW_FORMS
from ..forms.moves import NEW_HOMES, MoveForm
from ..forms.row_form import merged_form
from ..merging import StaleRowError
from ..rows import Tree
from ..shape import BRANCH
from .doors import plan_to_edit
from .editor import chapter_of, editor_context, place_of

MAY_TYPE = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(MAY_TYPE)
def row_edit(request: HttpRequest, city: str, plan: str, kind: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    draft = draft_of(found)
    try:
        row = find_row(draft, kind, uid)
        form = ROW_FORMS[kind](posted(request), instance=row, draft=draft)
        if form.is_valid():
            drafting.change(found, kind, uid, form.state(), seen=form.seen, by=request.user)
            presence.leave(found, request.user, kind, uid)
            return saved(request, found, kind, uid)
    except StaleRowError as stale:
        form = merged_form(type(form), row=row, stale=stale, draft=draft)
        return form_page(request, found, kind, form, row=row, stale=stale)
    except drafting.RowGoneError as gone:
        return row_gone(request, found, kind, gone, place=f"{kind}-{uid}")
    except drafting.CannotChangeError as error:
        form.add_error(None, str(error))
    return form_page(request, found, kind, form, row=row)


@signed_in
@require_http_methods(MAY_TYPE)
def row_add(
    request: HttpRequest, city: str, plan: str, kind: str, parent: str = "", parent_uid=None
) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    draft = draft_of(found)
    try:
        home = find_home(draft, kind, parent, parent_uid)
        form = ROW_FORMS[kind](posted(request), draft=draft, initial=suggested(draft, kind, home))
        if form.is_valid():
            uid = form.cleaned_data["uid"] or uuid.uuid4()
            values = {**form.state(), **home}
            deed = drafting.add(found, kind, values, uid=uid, by=request.user)
            return saved(request, found, kind, deed.changes.get().uid if deed else uid, is_new=True)
    except drafting.RowGoneError as gone:
        return row_gone(request, found, kind, gone, place=f"nieuw-{kind}-{parent_uid}")
    except drafting.CannotChangeError as error:
        form.add_error(None, str(error))
    return form_page(request, found, kind, form, home=home)


@signed_in
@require_safe
def row_show(request: HttpRequest, city: str, plan: str, kind: str, uid) -> HttpResponse:
    """The row as it stands, for who closes a form without saving."""
    found = plan_to_edit(request.user, city, plan)
    try:
        find_row(draft_of(found), kind, uid)
    except drafting.RowGoneError as gone:
        raise Http404(str(gone)) from gone
    return row_fragment(request, found, kind, uid)


@signed_in
@require_http_methods(MAY_TYPE)
def row_move(request: HttpRequest, city: str, plan: str, kind: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    draft = draft_of(found)
    try:
        row = find_row(draft, kind, uid)
        if request.method != "POST":
            return move_page(request, found, kind, row)
        carry_move(request, found, kind, uid)
    except (drafting.RowGoneError, drafting.CannotChangeError) as error:
        messages.error(request, str(error))
        return redirect(found.get_editor_url())
    return redirect(place_of(found, kind, find_row(draft, kind, uid)))


@signed_in
@require_POST
def row_delete(request: HttpRequest, city: str, plan: str, kind: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    draft = draft_of(found)
    try:
        row = find_row(draft, kind, uid)
        drafting.delete(found, kind, uid, by=request.user, seen=seen_version(request))
    except (drafting.RowGoneError, drafting.CannotChangeError) as error:
        messages.warning(request, str(error))
        return redirect(found.get_editor_url())
    if kind == "chapter":
        return redirect(found.get_editor_url())
    home = place_of(found, kind, row).partition("#")[0]
    return redirect(home)


# --- what the views share ----------------------------------------------------------------------
def posted(request: HttpRequest):
    """What was typed, also when it is nothing at all."""
    return request.POST if request.method == "POST" else None


def seen_version(request: HttpRequest) -> int:
    """The version that stood beside the button; 0, which no row has, when the page did not say."""
    words = request.POST.get("version", "")
    # No row is ever saved a milliard times, and Python refuses to read a number without end.
    return int(words[:9]) if words[:9].isdecimal() else 0


def find_row(draft, kind, uid):
    """Raises RowGoneError when a colleague took it away, Http404 when it never was here."""
    if kind == "edition" and uid != draft.uid:
        raise Http404("Dit ontwerp bestaat niet.")
    try:
        return drafting.find_row(draft, kind, uid)
    except drafting.RowGoneError as gone:
        if gone.deed is None:
            raise Http404("Dit staat niet in het ontwerp.") from gone
        raise


def find_home(draft, kind: str, parent: str, parent_uid) -> dict:
    """Where a new row hangs, as a partial state: {} or {"chapter": uid}.

    Raises RowGoneError when the parent was taken away while somebody typed.
    """
    if kind not in BRANCH or parent not in (BRANCH[kind].parents or ("",)):
        raise Http404("Dit kan hier niet toegevoegd worden.")
    if not parent:
        return {}
    find_row(draft, parent, parent_uid)
    return {parent: str(parent_uid)}


def suggested(draft, kind: str, home: dict) -> dict:
    """A new row's key against double clicks, and the next number in its list."""
    initial = {"uid": uuid.uuid4()}
    family = drafting.siblings(draft, kind, {**drafting.blank_state(kind), **home})
    count = len(family) + 1
    if kind in ("chapter", "note"):
        initial["number"] = count
    if kind == "goal":
        number = BRANCH["chapter"].model.objects.get(edition=draft, uid=home["chapter"]).number
        initial["code"] = f"{number}.{count}" if number else ""
    return initial


def saved(request: HttpRequest, plan, kind: str, uid, *, is_new=False) -> HttpResponse:
    if request.htmx:
        return row_fragment(request, plan, kind, uid, is_new=is_new, is_saved=True)
    row = drafting.find_row(draft_of(plan), kind, uid)
    return redirect(place_of(plan, kind, row))


def row_fragment(request, plan, kind, uid, *, is_new=False, is_saved=False) -> HttpResponse:
    context = editor_context(request, plan)
    tree = context["tree"]
    row = tree.edition if kind == "edition" else tree.find(kind, uid)
    context |= {"kind": kind, "row": row, "chapter": chapter_of(kind, row)}
    context |= {"is_new": is_new, "is_saved": is_saved}
    return TemplateResponse(request, "actionplans/editor/row.html", context)


def form_page(request, plan, kind, form, *, row=None, home=None, stale=None):
    """The form in its row for htmx, on a page of its own otherwise."""
    draft = draft_of(plan)
    status = 409 if stale else 422 if form.is_bound else 200
    name = "actionplans/editor/form_row.html" if request.htmx else "actionplans/editor/form.html"
    colleagues = presence.colleagues_at(plan, but=request.user)
    context = {
        "plan": plan,
        "kind": kind,
        "form": form,
        "row": row,
        "colleagues": colleagues,
        "told": presence.told(colleagues),
        "others": presence.at_row(colleagues, kind, row.uid) if row else [],
        "place": f"{kind}-{row.uid}" if row else "-".join(["nieuw", kind, *(home or {}).values()]),
        "body": "actionplans/editor/form_body.html",
        "stale": stale,
        "what": ROW_FORMS[kind].Meta.model._meta.verbose_name,
        "back": place_of(plan, kind, row) if row else home_address(plan, draft, home),
    }
    return TemplateResponse(request, name, context, status=status)


def home_address(plan, draft, home) -> str:
    for parent, uid in (home or {}).items():
        return place_of(plan, parent, drafting.find_row(draft, parent, uid))
    return plan.get_editor_url()


def row_gone(request, plan, kind, gone, *, place) -> HttpResponse:
    """What was typed stays on the screen, beside who took the row away and how to put it back."""
    if request.method != "POST":
        raise Http404("Dit staat niet meer in het ontwerp.")
    form = ROW_FORMS[kind](request.POST, draft=draft_of(plan))
    name = (
        "actionplans/editor/form_row.html" if request.htmx else "actionplans/editor/row_gone.html"
    )
    context = {
        "plan": plan,
        "kind": kind,
        "gone": gone,
        "typed": list(form.typed()),
        "place": place,
        "body": "actionplans/editor/row_gone_body.html",
    }
    return TemplateResponse(request, name, context, status=409)


def move_page(request, plan, kind, row) -> HttpResponse:
    """Where else this row could hang."""
    if kind not in NEW_HOMES:
        raise Http404("Dit kan alleen omhoog of omlaag.")
    context = {
        "plan": plan,
        "row": row,
        "what": row._meta.verbose_name,
        "form": MoveForm(kind=kind, row=row, tree=Tree(draft_of(plan))),
        "back": place_of(plan, kind, row),
    }
    return TemplateResponse(request, "actionplans/editor/move.html", context)


def carry_move(request, plan, kind, uid) -> None:
    """POST `stap` is op or neer; POST `naar` is the uid of the new parent."""
    step = {"op": -1, "neer": 1}.get(request.POST.get("stap", ""))
    if step:
        drafting.move(plan, kind, uid, step=step, by=request.user)
        return
    try:
        target = uuid.UUID(request.POST.get("naar", ""))
    except ValueError as error:
        raise drafting.CannotChangeError("Kies eerst waar het naartoe moet.") from error
    parent = NEW_HOMES.get(kind)
    if parent is None:
        raise drafting.CannotChangeError("Dit kan alleen omhoog of omlaag.")
    drafting.move_to(plan, kind, uid, parent=parent, parent_uid=target, by=request.user)
