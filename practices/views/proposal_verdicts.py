"""The other decisions on a proposal, who is at it, and what moderators tell each other."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from cities.permissions import signed_in

from .. import claims
from ..models import ChangeProposal
from ..moderating.points import add_note
from ..moderating.undoing import can_undo
from ..proposing.overview import since_read
from ..queue import telling
from ..transitions import OvertakenError, RefusedError, last_event
from .deciding import IN_A_MINUTE, posted
from .proposal_choices import VERDICTS, is_possible
from .proposal_deciding import proposal_to_review
from .proposal_pages import about, reader_of

TAKING = {
    "nemen": (claims.claim, "Jij kijkt dit na. Je hebt een half uur."),
    "overnemen": (claims.take_over, "Je nam het nazicht over."),
    "loslaten": (claims.release, "Je liet dit los."),
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_verdict(request: HttpRequest, uid, word: str) -> HttpResponse:
    proposal = proposal_to_review(request.user, uid)
    if word not in VERDICTS:
        raise Http404("Zo’n beslissing bestaat niet.")
    verdict = VERDICTS[word]
    if request.method != "POST" and not is_possible(verdict, proposal):
        messages.info(request, f"‘{verdict.label}’ kan nu niet bij dit voorstel.")
        return redirect("practices:proposal_decide", uid)
    form = verdict.form(posted(request), proposal=proposal, by=request.user)
    if form.is_valid():
        return carry_out(request, proposal, verdict, form)
    return verdict_page(request, proposal, verdict, form, status=422 if form.is_bound else 200)


def carry_out(request, proposal, verdict, form) -> HttpResponse:
    words = form.words()
    try:
        done = verdict.rule(proposal, by=request.user, **words)
    except RefusedError as error:
        form.add_error(None, str(error))
        return verdict_page(request, proposal, verdict, form, status=422)
    except OvertakenError as error:
        return overtaken(request, error.subject, verdict, words)
    if isinstance(done, ChangeProposal):
        messages.success(request, verdict.done)
        return redirect("practices:proposal_edit", done.uid)
    event = last_event(proposal)
    later = IN_A_MINUTE if event is not None and can_undo(event) else ""
    messages.success(request, verdict.done + later)
    return redirect("practices:proposal_decide", proposal.uid)


def overtaken(request, proposal, verdict, words) -> HttpResponse:
    """Nothing was done. All that was typed is still there, and can be sent again when it fits."""
    again = request.POST.copy()
    again["lock"], again["seen"] = proposal.lock_version, proposal.number
    again["deed"] = uuid4()
    form = verdict.form(again, proposal=proposal, by=request.user)
    form.is_valid()
    return verdict_page(
        *(request, proposal, verdict, form),
        status=409,
        overtaken=telling.sentence(telling.deed_since(proposal, words["lock"])),
        changed=since_read(proposal, words["seen"]),
    )


def verdict_page(request, proposal, verdict, form, *, status, **more) -> HttpResponse:
    reader = reader_of(proposal, request.user)
    context = {
        **about(request, proposal),
        "verdict": verdict,
        "form": form,
        "act": f"{verdict.act}, en mail {reader}" if reader else verdict.act,
        "can_still": is_possible(verdict, proposal),
        **more,
    }
    return TemplateResponse(request, "practices/proposals/verdict.html", context, status=status)


@signed_in
@require_POST
def proposal_claim(request: HttpRequest, uid, deed: str) -> HttpResponse:
    proposal = proposal_to_review(request.user, uid)
    if deed not in TAKING:
        raise Http404("Dit kan niet.")
    act, told = TAKING[deed]
    try:
        act(proposal, by=request.user)
        messages.success(request, told)
    except RefusedError as error:
        messages.warning(request, str(error))
    return redirect("practices:proposal_decide", uid)


@signed_in
@require_POST
def proposal_note(request: HttpRequest, uid) -> HttpResponse:
    proposal = proposal_to_review(request.user, uid)
    text = request.POST.get("text", "")[:5000]
    try:
        add_note(proposal.practice, text, by=request.user, proposal=proposal)
        if claims.holder(proposal) == request.user:
            claims.claim(proposal, by=request.user)
        messages.success(request, "De notitie staat erbij.")
    except RefusedError as error:
        messages.warning(request, str(error))
    return redirect("practices:proposal_decide", uid)
