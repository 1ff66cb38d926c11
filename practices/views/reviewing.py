"""One fiche before a moderator: reading it, taking it, and what moderators tell each other."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from cities.permissions import can_moderate, require, signed_in

from .. import claims
from ..attachments.shown import attachments_of
from ..finding.similar import similar
from ..images.shown import images_of
from ..mails.posting import sent_about
from ..models import Practice, PracticeEvent
from ..moderating.points import add_note
from ..moderating.undoing import can_undo, undo
from ..queue import handled, reviewing, telling
from ..queue.checklist import checklist
from ..queue.rows import place_of
from ..transitions import RefusedError, last_event
from .decisions import possible
from .queue import MODERATORS_ONLY

RELATED = ("city", "submitter__city", "author__user", "claimed_by", "working_version")


@signed_in
@require_safe
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Looking takes nothing: another moderator may take it meanwhile."""
    practice = practice_to_review(request.user, code)
    version = practice.working_version
    modes, mode = reviewing.chosen_mode(practice, request.GET.get("toon"))
    context = {
        "practice": practice,
        "version": version,
        "modes": modes,
        "mode": mode,
        "decisions": possible(practice),
        "checks": checklist(practice, version),
        "similar": similar(practice, content=version.content),
        "history": telling.history(practice),
        "notes": practice.notes.filter(proposal=None).select_related("by"),
        "sent": sent_about(practice),
        **how_it_looks(practice, version, mode, request.user),
        **who_is_at_it(practice, request.user),
    }
    return TemplateResponse(request, "practices/queue/review.html", context)


def practice_to_review(user, code) -> Practice:
    require(can_moderate(user), MODERATORS_ONLY)
    visible = Practice.objects.visible_to(user).select_related(*RELATED)
    return get_object_or_404(visible.select_related("published_version", "merged_into"), code=code)


def taken_back(user, code):
    """The deed by which an author took a fiche back that VVSG had; None when it is there to see."""
    require(can_moderate(user), MODERATORS_ONLY)
    drafts = Practice.objects.filter(code=code, state=Practice.State.DRAFT, asks_help=False)
    taken = PracticeEvent.objects.filter(practice__in=drafts, proposal=None, step="retract")
    related = ("actor", "submitter", "practice__city", "practice__submitter")
    texts = ("practice__working_version", "practice__published_version")
    return taken.select_related(*related, *texts).order_by("-at", "-pk").first()


def how_it_looks(practice, version, mode, user) -> dict:
    """The text as its readers will see it, or what it changes."""
    if mode.against is not None:
        return {"differences": reviewing.differences(mode.against, version)}
    return {
        "parts": reviewing.parts_of(practice, version),
        "points_on_whole": reviewing.points_on_whole(practice),
        "images": images_of(practice, version.content),
        "attachments": attachments_of(practice, version.content, user),
    }


def who_is_at_it(practice, user) -> dict:
    """Whose it is now, and whether the last decision can still be taken back."""
    holder = claims.holder(practice)
    event = last_event(practice)
    return {
        "is_waiting": practice.state == Practice.State.SUBMITTED,
        "can_ask": practice.state == Practice.State.SUBMITTED,
        "place": place_of(practice),
        "holder": holder,
        "is_mine": holder == user,
        "undoable": event if event is not None and can_undo(event) else None,
    }


# --- taking and letting go -----------------------------------------------------------------------
@signed_in
@require_POST
def review_take(request: HttpRequest, code: str) -> HttpResponse:
    practice = practice_to_review(request.user, code)
    return claimed(request, practice, claims.claim, "Jij kijkt dit na. Je hebt een half uur.")


@signed_in
@require_POST
def review_take_over(request: HttpRequest, code: str) -> HttpResponse:
    practice = practice_to_review(request.user, code)
    return claimed(request, practice, claims.take_over, "Je nam het nazicht over.")


@signed_in
@require_POST
def review_let_go(request: HttpRequest, code: str) -> HttpResponse:
    practice = practice_to_review(request.user, code)
    return claimed(request, practice, claims.release, "Je liet dit los.")


def claimed(request, practice, deed, told) -> HttpResponse:
    try:
        deed(practice, by=request.user)
        messages.success(request, told)
    except RefusedError as error:
        messages.warning(request, str(error))
    return redirect("practices:review", practice.code)


# --- notes, and taking back ----------------------------------------------------------------------
@signed_in
@require_POST
def review_note(request: HttpRequest, code: str) -> HttpResponse:
    practice = practice_to_review(request.user, code)
    try:
        add_note(practice, request.POST.get("text", "")[:5000], by=request.user)
        if claims.holder(practice) == request.user:
            claims.claim(practice, by=request.user)
        messages.success(request, "De notitie staat erbij.")
    except RefusedError as error:
        messages.warning(request, str(error))
    return redirect("practices:review", practice.code)


@signed_in
@require_POST
def decision_undo(request: HttpRequest, uid) -> HttpResponse:
    """Of a fiche or of a proposal."""
    require(can_moderate(request.user), MODERATORS_ONLY)
    related = ("practice", "proposal__practice", "undone_by")
    event = get_object_or_404(PracticeEvent.objects.select_related(*related), uid=uid)
    try:
        undo(event, by=request.user)
        messages.success(request, "De beslissing is ongedaan gemaakt. Er vertrekt geen mail.")
    except RefusedError as error:
        messages.error(request, str(error))
    return redirect(handled.address_of(event))
