"""A proposal as its author reads it: what was proposed, how far it is, and what can be done."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from cities.permissions import can_moderate

from ..access import owns
from ..fiche.difference import field_differences
from ..forms.submission import OLD_PAGE, DeedForm, PointForm
from ..models import ChangeProposal
from ..moderating.points import answer_point, open_points, points_of
from ..proposing.closing import RESTARTABLE, AnotherOpenError, begin_again, home_now
from ..proposing.overview import photos_of
from ..proposing.own import LOOKS, label_of, next_step_of
from ..proposing.results import results_of, timeline_of
from ..proposing.submitting import OPEN_POINTS, resubmit, submit, what_is_missing, withdraw
from ..proposing.texts import base_of, differences_of, kind_of_part, now_of
from ..submitters.session import person_of
from ..transitions import OvertakenError, RefusedError
from .doors import for_authors
from .proposals import proposal_or_404, proposal_to_change

State = ChangeProposal.State
HANDED_IN = "Je voorstel is ingediend. Wat online staat, verandert pas als VVSG het toepast."
SENT = "Je opmerking is verstuurd. VVSG antwoordt je; je opmerking komt niet online."
STATE_NOW = "Je voorstel is nu: {}. Kijk na wat er veranderde."


@for_authors
@require_safe
def proposal(request: HttpRequest, uid) -> HttpResponse:
    return proposal_page(request, proposal_or_404(request, uid))


def proposal_page(
    request, found, refusal="", *, point=None, open_one=None, status=200
) -> HttpResponse:
    """`refusal` says why a deed was not done; `point` is a form about a point that was sent.

    open_one: another proposal, which is in the way.
    """
    person = person_of(request)
    is_own = owns(found, person)
    is_open = found.state in ChangeProposal.OPEN
    context = {
        **told_of(found),
        "refusal": refusal,
        "open_one": open_one,
        "is_own": is_own,
        "is_open": is_open,
        "is_moderator": can_moderate(request.user),
        "may_hand_in": is_own and found.state in ChangeProposal.EDITABLE,
        "may_begin_again": is_own and found.state in RESTARTABLE and is_online(home_now(found)),
        "missing": missing_of(found) if is_own and is_open else [],
        "points": points_on(found, is_own, point),
        "timeline": timeline_of(found, person),
        "keys": {"lock": found.lock_version, "seen": found.number, "deed": uuids.uuid4()},
    }
    return TemplateResponse(request, "practices/proposals/proposal.html", context, status=status)


def told_of(found) -> dict:
    """What it says and how far it is, the same for everybody who reads it."""
    return {
        "proposal": found,
        "practice": found.practice,
        "home": home_now(found),
        "label": label_of(found),
        "look": LOOKS.get(found.state, ""),
        "next_step": next_step_of(found),
        "differences": differences_of(found),
        "photos": photos_of(found),
        "moved": moved_since(found) if found.state in ChangeProposal.OPEN else [],
        "results": results_of(found),
    }


def missing_of(found) -> list[str]:
    """What stands between this proposal and VVSG."""
    asked = found.state == State.CHANGES_REQUESTED and open_points(found)
    return [*what_is_missing(found), *([OPEN_POINTS] if asked else [])]


def is_online(practice) -> bool:
    return practice.state in practice.OPEN_TO_PROPOSALS


def moved_since(found) -> list:
    """What came online since the author began, in the fields of this proposal."""
    names = found.values
    old, new = ({k: text[k] for k in names} for text in (base_of(found), now_of(found)))
    return field_differences(kind_of_part(found), old, new)


def points_on(found, is_own, sent=None) -> list[dict]:
    is_asked = is_own and found.state == State.CHANGES_REQUESTED
    told = []
    for point in points_of(found):
        form = sent if sent is not None and sent.point.pk == point.pk else PointForm(point=point)
        told.append({"point": point, "form": form if is_asked else None})
    return told


# --- what its author does ------------------------------------------------------------------------
@for_authors
@require_POST
def proposal_submit(request: HttpRequest, uid) -> HttpResponse:
    """Hand it in, the first time or again."""

    def hand_in(found, *, by, lock, seen, deed):
        is_again = found.points.exists() or found.state == State.CHANGES_REQUESTED
        step = resubmit if is_again else submit
        step(found, by=by, lock=lock, seen=seen, deed=deed)

    found = proposal_to_change(request, uid)
    told = SENT if found.kind == ChangeProposal.Kind.REMARK else HANDED_IN
    return carried_out(request, uid, hand_in, told, takes=("lock", "seen", "deed"))


@for_authors
@require_POST
def proposal_withdraw(request: HttpRequest, uid) -> HttpResponse:
    told = "Je voorstel is ingetrokken. Wat online staat, bleef zoals het was."
    return carried_out(request, uid, withdraw, told)


@for_authors
@require_POST
def proposal_again(request: HttpRequest, uid) -> HttpResponse:
    found = proposal_to_change(request, uid)
    try:
        fresh = begin_again(found, by=person_of(request))
    except AnotherOpenError as error:
        return proposal_page(request, found, str(error), open_one=error.open_one, status=409)
    except (RefusedError, OvertakenError) as error:
        return proposal_page(request, found, str(error), status=409)
    messages.success(request, "Dit is je nieuwe concept, met wat je eerder invulde.")
    return redirect("practices:proposal", fresh.uid)


@for_authors
@require_POST
def proposal_point(request: HttpRequest, uid, point) -> HttpResponse:
    """Tick off or answer one point."""
    found = proposal_to_change(request, uid)
    form = PointForm(request.POST, point=get_object_or_404(points_of(found), uid=point))
    if not form.is_valid():
        return proposal_page(request, found, point=form, status=422)
    told = form.cleaned_data
    try:
        answer_point(form.point, by=person_of(request), state=told["state"], answer=told["answer"])
    except RefusedError as error:
        return proposal_page(request, found, str(error), point=form, status=409)
    messages.success(request, "Het punt is bewaard.")
    return redirect("practices:proposal", uid)


def carried_out(request, uid, act, told, *, takes=("lock", "deed")) -> HttpResponse:
    found = proposal_to_change(request, uid)
    form = DeedForm(request.POST)
    if not form.is_valid():
        return proposal_page(request, found, OLD_PAGE, status=422)
    try:
        act(found, by=person_of(request), **{name: form.cleaned_data[name] for name in takes})
    except OvertakenError as overtaken:
        now = STATE_NOW.format(overtaken.subject.get_state_display().lower())
        words = f"{overtaken} {now}"
        return proposal_page(request, proposal_or_404(request, uid), words, status=409)
    except RefusedError as error:
        return proposal_page(request, proposal_or_404(request, uid), str(error), status=422)
    messages.success(request, told)
    return redirect("practices:proposal", uid)
