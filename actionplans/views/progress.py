"""Telling how far a plan is: one screen, saved row by row; with htmx in place, else as pages."""

from django.contrib import messages
from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cities.permissions import can_edit_draft, signed_in

from ..drafting import OUTDATED_FORM
from ..forms.progress import ProgressForm
from ..models import ProgressRound
from ..partners.overview import answers_by_goal
from ..progress import rounds
from ..progress.entries import (
    RoundIsClosedError,
    StaleProgressError,
    UnknownSubjectError,
    confirm_unchanged,
    enter,
)
from ..progress.telling import UnclearProgressError
from ..progress.updating import ALL, WAITING, Choice, update_screen
from .doors import plan_to_edit, plan_to_read

MAY_TYPE = ["GET", "HEAD", "POST"]
ANCHORS = {"goal": "doel", "action": "actie"}


@signed_in
@require_safe
def progress(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    context = {**screen_context(request, found), "asked": answers_by_goal(found)}
    return TemplateResponse(request, "actionplans/progress/progress.html", context)


@signed_in
@require_http_methods(MAY_TYPE)
def progress_tell(request: HttpRequest, city: str, plan: str, kind: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    if request.method != "POST":
        return fresh_form(request, found, kind, uid)
    form = ProgressForm(request.POST, uid=uid)
    if form.wants_more_links:
        return refused(request, found, kind, uid, unchecked(form), status=200)
    if form.is_valid():
        return saved(request, found, kind, uid, form)
    return refused(request, found, kind, uid, form)


@signed_in
@require_safe
def progress_row(request: HttpRequest, city: str, plan: str, kind: str, uid) -> HttpResponse:
    """The row as it stands, for who closes a form without saving."""
    found = plan_to_edit(request.user, city, plan)
    context = screen_context(request, found)
    return box(request, context, row_or_404(context["screen"], kind, uid))


@signed_in
@require_POST
def progress_unchanged(request: HttpRequest, city: str, plan: str, kind: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    try:
        confirm_unchanged(found, kind, uid, **looked_at(request), by=request.user)
    except StaleProgressError as stale:
        return fresh_form(request, found, kind, uid, status=409, stale=stale.latest)
    except RoundIsClosedError as error:
        context = screen_context(request, found)
        row = row_or_404(context["screen"], kind, uid)
        return box(request, context, row, status=409, closed=str(error))
    except UnknownSubjectError as error:
        raise Http404(str(error)) from error
    except UnclearProgressError as error:
        return fresh_form(request, found, kind, uid, status=422, unclear=str(error))
    return told(request, found, kind, uid)


@signed_in
@require_http_methods(MAY_TYPE)
def city_round_close(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    """The city says that it told what it wants to tell; what is left untold is said first."""
    found = plan_to_edit(request.user, city, plan)
    context = screen_context(request, found)
    screen = context["screen"]
    if screen.round is None or screen.closing:
        messages.info(request, "Er is geen ronde om af te sluiten.")
        return redirect(context["here"])
    if request.method != "POST":
        context["left"] = screen.by_chapter(screen.waiting)
        return TemplateResponse(request, "actionplans/progress/close.html", context)
    return step(request, context, rounds.close_for_plan, "is afgesloten voor dit plan")


@signed_in
@require_POST
def city_round_reopen(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    context = screen_context(request, found)
    return step(request, context, rounds.reopen_for_plan, "is weer open voor dit plan")


# --- what the views share ----------------------------------------------------------------------
def screen_context(request: HttpRequest, plan) -> dict:
    """The screen and its address, with the filter that stands in the address; read after a save."""
    choice = Choice(request.GET.get("toon", ALL), request.GET.get("met", ""))
    screen = update_screen(plan, choice)
    words = {"toon": WAITING} if screen.choice.show == WAITING else {}
    words |= {"met": screen.choice.group} if screen.choice.group else {}
    return {
        "plan": plan,
        "screen": screen,
        "can_edit": can_edit_draft(request.user, plan.city),
        "query": f"?{urlencode(words)}" if words else "",
        "here": reverse("actionplans:progress", args=[plan.city.slug, plan.slug]),
    }


def looked_at(request: HttpRequest) -> dict:
    """Which entry stood beside the button, and in which round it was pressed."""
    seen, slug = request.POST.get("seen", "")[:9], request.POST.get("ronde", "")[:80]
    # What is no slug is asked of no database: PostgreSQL refuses some signs with an error.
    round = ProgressRound.objects.filter(slug=slug).first() if slug_re.match(slug) else None
    if not seen.isdecimal() or (slug and round is None):
        raise UnclearProgressError({"seen": OUTDATED_FORM})
    return {"seen": int(seen), "round": round}


def row_or_404(screen, kind: str, uid):
    row = screen.find(kind, uid)
    if row is None:
        raise Http404("Dit staat niet in het gepubliceerde plan.")
    return row


def box(request, context, row, *, form=None, status=200, **more) -> HttpResponse:
    """One row: its box for htmx, a page of its own otherwise."""
    name = "box_answer" if request.htmx else "tell"
    anchor = f"{context['here']}{context['query']}#{ANCHORS[row.kind]}-{row.uid}"
    context = {**context, "row": row, "form": form, "back": anchor, **more}
    return TemplateResponse(request, f"actionplans/progress/{name}.html", context, status=status)


def fresh_form(request, plan, kind, uid, *, status=200, **more) -> HttpResponse:
    """The form of a row as it stands now."""
    context = screen_context(request, plan)
    row = row_or_404(context["screen"], kind, uid)
    form = ProgressForm(row=row, round=context["screen"].telling_round)
    return box(request, context, row, form=form, status=status, **more)


def saved(request, plan, kind, uid, form) -> HttpResponse:
    """Tell it, or show what came in between with what was typed."""
    values = {"values": form.values(), "seen": form.seen_number, "round": form.round}
    try:
        enter(plan, kind, uid, by=request.user, **values)
    except StaleProgressError as stale:
        form = with_changed(form, seen=stale.latest.number)
        return refused(request, plan, kind, uid, form, status=409, stale=stale.latest)
    except RoundIsClosedError as error:
        form = with_changed(form, ronde="")
        return refused(request, plan, kind, uid, form, status=409, closed=str(error))
    except UnknownSubjectError:
        return refused(request, plan, kind, uid, form)
    return told(request, plan, kind, uid)


def refused(request, plan, kind, uid, form, *, status=422, **more) -> HttpResponse:
    """Nothing was written: what was typed stays, beside what came in between."""
    context = screen_context(request, plan)
    row = context["screen"].find(kind, uid)
    if row is None:
        return gone(request, context, kind, uid, form)
    return box(request, context, row, form=form, status=status, **more)


def gone(request, context, kind, uid, form) -> HttpResponse:
    """A publication took it out while somebody typed."""
    ever = context["plan"].editions.published().filter(**{f"{kind}s__uid": uid})
    if not ever.exists():
        raise Http404("Dit staat niet in het gepubliceerde plan.")
    name = "gone_box" if request.htmx else "gone"
    context = {**context, "typed": list(form.typed()), "uid": uid}
    return TemplateResponse(request, f"actionplans/progress/{name}.html", context, status=409)


def told(request, plan, kind, uid) -> HttpResponse:
    """The row with its new entry, or on to the next one."""
    context = screen_context(request, plan)
    screen = context["screen"]
    row = row_or_404(screen, kind, uid)
    if request.htmx:
        return box(request, context, row, is_saved=True)
    messages.success(request, f"{named(row)}: {row.latest.get_state_display()}.")
    following = screen.next_after(uid)
    if following and "verder" in request.POST:
        names = [plan.city.slug, plan.slug, following.kind, following.uid]
        return redirect(reverse("actionplans:progress_tell", args=names) + context["query"])
    anchor = f"doel-{following.uid}" if following else "ronde"
    return redirect(f"{context['here']}{context['query']}#{anchor}")


def named(row) -> str:
    return row.row.code or "Het doel" if row.kind == "goal" else "De actie"


def with_changed(form, **values) -> ProgressForm:
    """The same words in a form that is based on something else."""
    data = form.data.copy()
    for name, value in values.items():
        data[name] = value
    return unchecked(ProgressForm(data, uid=form.uid))


def unchecked(form):
    """Show what was typed without a word about what is missing."""
    form._errors = {}
    form.cleaned_data = {}
    return form


def step(request, context, deed, words) -> HttpResponse:
    round = context["screen"].round
    try:
        if round is None:
            raise RoundIsClosedError("Er loopt geen ronde.")
        deed(context["plan"], round, by=request.user)
    except RoundIsClosedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"De ronde “{round}” {words}.")
    return redirect(context["here"])
