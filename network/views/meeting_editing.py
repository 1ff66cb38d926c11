"""A moderator makes a meeting, changes it, writes what it came to, and ends it."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from cities.permissions import can_moderate, require, signed_in

from ..forms.meetings import CancelForm, MeetingForm, ReportForm
from ..meetings import ending, inviting
from ..meetings.access import ASK_MODERATOR
from ..meetings.coming import invited_cities
from ..meetings.editing import change, make, write_report
from ..meetings.refusals import (
    STALE,
    MeetingRefusedError,
    SentBeforeError,
    StaleMeetingError,
)
from ..meetings.telling import invited_people
from ..models import Meeting
from .meeting_pages import FOLDER, FORM, form_page, number, posted, to_moderate

SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")
# What a next meeting takes over from the one before it.
TAKEN_OVER = ("kind", "title", "starts_at", "ends_at", "place", "introduction")
IS_PAST = "Deze dag is voorbij: er vertrekt geen uitnodiging. Zo vul je het archief aan."


@signed_in
@require_http_methods(FORM)
def meeting_new(request: HttpRequest) -> HttpResponse:
    require(can_moderate(request.user), ASK_MODERATOR)
    like = meeting_like(request.GET.get("van", ""))
    initial = {name: getattr(like, name) for name in TAKEN_OVER} if like else {}
    form = MeetingForm(posted(request), initial=initial)
    stale = ""
    try:
        if form.is_bound and form.is_valid() and (made := _made(request, form, like)):
            messages.success(request, f"“{made}” staat klaar. Nodig de steden uit als alles klopt.")
            return redirect(_told_past(request, made))
    except SentBeforeError as error:
        form, stale = form.afresh(), str(error)
    return form_page(request, "form", form, stale=stale, like=like)


def meeting_like(slug) -> Meeting | None:
    """The former meeting that the address names; anything else in it is none."""
    return Meeting.objects.filter(slug=slug).first() if SLUG.fullmatch(slug) else None


def _made(request, form, like):
    names = {"like": like, "rounds": form.rounds, "deed": form.cleaned_data.get("deed")}
    return form.do(make, by=request.user, **names, **form.values())


def _told_past(request, meeting):
    if meeting.is_past:
        messages.warning(request, IS_PAST)
    return meeting


@signed_in
@require_http_methods(FORM)
def meeting_change(request: HttpRequest, slug: str) -> HttpResponse:
    found = to_moderate(request, slug)
    # The form writes what was typed on its instance: `found` stays what the database says.
    form = MeetingForm(posted(request), instance=Meeting.objects.get(pk=found.pk))
    try:
        if form.is_bound and form.is_valid():
            rounds = form.rounds if "rounds" in form.fields else None
            names = {"seen": form.seen, "rounds": rounds, "by": request.user}
            if changed := form.do(change, found, **names, **form.values()):
                messages.success(request, "De vergadering is gewijzigd.")
                return redirect(_told_past(request, changed))
    except StaleMeetingError as error:
        now = Meeting.objects.get(pk=found.pk)
        return form_page(request, "form", form.on_top_of(now), stale=str(error), meeting=found)
    return form_page(request, "form", form, meeting=found)


@signed_in
@require_http_methods(FORM)
def meeting_report(request: HttpRequest, slug: str) -> HttpResponse:
    found = to_moderate(request, slug)
    form = ReportForm(posted(request), instance=Meeting.objects.get(pk=found.pk))
    try:
        if form.is_bound and form.is_valid():
            write_report(found, seen=form.seen, by=request.user, **form.values())
            messages.success(request, "Het verslag is bewaard.")
            return redirect(found)
    except StaleMeetingError as error:
        now = Meeting.objects.get(pk=found.pk)
        return form_page(request, "report", form.on_top_of(now), stale=str(error), meeting=found)
    return form_page(request, "report", form, meeting=found)


# --- inviting and ending -------------------------------------------------------------------------
@signed_in
@require_http_methods(FORM)
def meeting_invite(request: HttpRequest, slug: str) -> HttpResponse:
    found = to_moderate(request, slug)
    if request.method != "POST":
        return invite_page(request, found)
    seen = number(request.POST.get("version"))
    if not seen:
        return invite_page(request, found, refusal=STALE, status=422)
    try:
        told = inviting.invite(found, seen=seen, by=request.user)
    except MeetingRefusedError as error:
        return invite_page(request, found, refusal=str(error), status=422)
    except StaleMeetingError as error:
        return invite_page(request, found, refusal=str(error), status=409)
    if told is None:
        messages.info(request, "De uitnodiging was al verstuurd. Er vertrok geen tweede.")
    else:
        word = "persoon krijgt" if told == 1 else "mensen krijgen"
        messages.success(request, f"De uitnodiging vertrekt: {told} {word} een mail.")
    return redirect(found)


def invite_page(request, found, *, refusal="", status=200) -> HttpResponse:
    people = invited_people(found)
    reached = {city.pk for one in people for city in one.cities}
    context = {
        "meeting": found,
        "people": people,
        "unreached": [city for city in invited_cities(found) if city.pk not in reached],
        "refusal": refusal or inviting.refusal(found),
    }
    return TemplateResponse(request, f"{FOLDER}/invite.html", context, status=status)


@signed_in
@require_http_methods(FORM)
def meeting_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    found = to_moderate(request, slug)
    form = CancelForm(posted(request))
    if not form.is_bound or not form.is_valid():
        return form_page(request, "cancel", form, meeting=found, refusal=_cannot_cancel(found))
    try:
        is_done = ending.cancel(found, because=form.cleaned_data["because"], by=request.user)
    except MeetingRefusedError as error:
        form.add_error(None, str(error))
        return form_page(request, "cancel", form, meeting=found)
    told = "is afgelast" if is_done else "was al afgelast"
    messages.success(request, f"De vergadering {told}.")
    return redirect(found)


def _cannot_cancel(found):
    if found.is_cancelled:
        return "Deze vergadering is al afgelast."
    return ending.cancel_refusal(found)


@signed_in
@require_http_methods(FORM)
def meeting_close(request: HttpRequest, slug: str) -> HttpResponse:
    found = to_moderate(request, slug)
    refusal = ending.close_refusal(found)
    status = 200
    if request.method == "POST":
        try:
            is_done = ending.close(found, by=request.user)
        except MeetingRefusedError as error:
            refusal, status = str(error), 422
        else:
            told = "is afgesloten" if is_done else "was al afgesloten"
            messages.success(request, f"De vergadering {told}.")
            return redirect(found)
    dossier = getattr(found, "dossier", None)
    context = {"meeting": found, "refusal": refusal, "dossier": dossier}
    return TemplateResponse(request, f"{FOLDER}/close.html", context, status=status)
