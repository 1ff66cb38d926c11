"""The meetings as everybody reads them; members read more on the same pages."""

import uuid

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from cities.outbox import absolute
from cities.permissions import can_moderate, can_read_for_members, public
from practices.attachments.kinds import MIME
from practices.images.storing import read

from ..exchange.matching import matches
from ..exchange.notices import standing_notices
from ..forms.meeting_rows import AnswerForm
from ..meetings import ical
from ..meetings.access import is_for_everybody
from ..meetings.answers import moment_of
from ..meetings.coming import for_list
from ..meetings.documents import download_name
from ..meetings.ending import cancel_refusal, close_refusal
from ..meetings.inviting import refusal as invite_refusal
from ..meetings.listing import overview
from ..meetings.page import page_of
from ..models import Meeting, MeetingDocument

FILE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Kept, but asked again each time: what is not for everybody any more is gone at once.
    "Cache-Control": "private, no-cache",
}


@public
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    feed = absolute(reverse("network:meetings_ics"))
    context = {
        "overview": overview(),
        "can_moderate": can_moderate(request.user),
        "webcal": f"webcal:{feed.partition(':')[2]}",
    }
    return TemplateResponse(request, "network/meetings/list.html", context)


@public
@require_safe
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    rows = for_list(Meeting.objects).select_related("closed_by")
    found = get_object_or_404(rows, slug=slug)
    page = page_of(found, request.user)
    context = {
        "meeting": found,
        "page": page,
        "dossier": getattr(found, "dossier", None),
        "rounds": found.rounds.all(),
        "own": answer_forms(found, page),
        **exchange_for(found, page),
        "can_moderate": can_moderate(request.user),
        "can_invite": not found.invited_at and not invite_refusal(found),
        "can_cancel": not found.is_cancelled and not cancel_refusal(found),
        "can_close": not found.is_closed and not close_refusal(found),
    }
    return TemplateResponse(request, "network/meetings/detail.html", context)


def exchange_for(found, page) -> dict:
    """What the services can talk about, for the members: what cities put on the list for this
    meeting, and who seeks what another city has, whenever they said so.
    """
    is_asked = found.kind == Meeting.Kind.OFFICERS and not found.is_past and not found.is_cancelled
    if not page.members or not is_asked:
        return {}
    standing = standing_notices()
    own = [one for one in standing if one.meeting_id == found.pk]
    return {"notices": own, "matches": matches(standing)}


def answer_forms(found, page) -> list:
    """(what a city of the reader said, the form to change it or None)."""
    if page.members is None:
        return []
    moment = moment_of(found)
    return [
        (
            own,
            None
            if own.refusal
            else AnswerForm(instance=own.attendance, city=own.city, moment=moment),
        )
        for own in page.members.own
    ]


# --- calendars -----------------------------------------------------------------------------------
@public
@require_safe
def meetings_ics(request: HttpRequest) -> HttpResponse:
    return calendar(request, ical.feed())


@public
@require_safe
def meeting_ics(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Meeting.objects.select_related("host"), slug=slug)
    disposition = f'attachment; filename="{found.slug}.ics"'
    headers = {"Content-Disposition": disposition}
    return calendar(request, ical.calendar_of([found]), **headers)


def calendar(request, content, **headers) -> HttpResponse:
    """Calendar programs come by many times a day: most get an answer without content."""
    mark = salted_hmac("calendar", content).hexdigest()[:32]
    headers |= {"ETag": f'"{mark}"', "Cache-Control": "public, max-age=900"}
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response)


# --- documents -----------------------------------------------------------------------------------
@public
@require_safe
def meeting_document(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    rows = MeetingDocument.objects.select_related("item").filter(meeting__slug=slug)
    document = get_object_or_404(rows, uid=uid)
    if not is_for_everybody(document) and not can_read_for_members(request.user):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404("Dit document bestaat hier niet.")
    content = read(document.file.name)
    if content is None:
        raise Http404("Dit bestand is er niet meer.")
    # A file never changes under its name.
    headers = {
        **FILE_HEADERS,
        "ETag": f'"{document.checksum}"',
        "Content-Disposition": f'attachment; filename="{download_name(document)}"',
    }
    response = HttpResponse(content, content_type=MIME[document.kind], headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response)
