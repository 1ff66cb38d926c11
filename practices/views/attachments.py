"""The attachments of a draft: added, named, put in order, taken out (task 7)."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from ..attachments.overview import lines_of
from ..attachments.uploading import COLUMNS
from ..forms.attachments import AttachmentForm, AttachmentUploadForm
from ..forms.submission import OLD_PAGE
from ..images import placing
from ..models import Practice
from ..submitters.session import person_of
from ..submitting.saving import require_editable
from ..transitions import RefusedError
from .doors import for_authors
from .own_fiche import fiche_to_change

FIELD = "attachments"
FORM = ["GET", "HEAD", "POST"]
WAYS = {"omhoog": True, "omlaag": False}


@for_authors
@require_http_methods(FORM)
def attachments(request: HttpRequest, code: str) -> HttpResponse:
    practice = fiche_to_change(request, code)
    if request.method != "POST":
        return attachments_page(request, practice)
    try:
        require_editable(practice)
        form = AttachmentUploadForm(request.POST, request.FILES)
        added = form.add_to(practice, by=person_of(request)) if form.is_valid() else None
        if added is None:
            return attachments_page(request, practice, form=form, status=422)
        placing.place(practice, FIELD, form.entry_for(added), by=person_of(request))
    except (RefusedError, placing.StaleEntryError) as error:
        return attachments_page(request, practice, refusal=str(error), status=409)
    messages.success(request, "De bijlage is bewaard.")
    return redirect("practices:attachments", code)


def attachments_page(request, practice, *, form=None, refusal="", status=200) -> HttpResponse:
    context = {
        "practice": practice,
        "lines": lines_of(practice),
        "form": form or AttachmentUploadForm(initial={"deed": uuid.uuid4()}),
        "refusal": refusal,
        "can_change": practice.state in Practice.EDITABLE,
    }
    return TemplateResponse(request, "practices/files/attachments.html", context, status=status)


# --- one attachment ------------------------------------------------------------------------------
@for_authors
@require_http_methods(FORM)
def attachment_edit(request: HttpRequest, code: str, uid: uuid.UUID) -> HttpResponse:
    practice = fiche_to_change(request, code)
    row = get_object_or_404(practice.attachments, uid=uid)
    entry = placing.entry_with(practice, FIELD, uid)
    if entry is None:
        raise Http404("Deze bijlage staat niet in de fiche.")
    if request.method != "POST":
        form = AttachmentForm(initial={**entry, "audience": row.audience})
        return edit_page(request, practice, row, form)
    form = AttachmentForm(request.POST)
    if not request.POST.get("seen"):
        form.add_error(None, OLD_PAGE)
    if not form.is_valid():
        return edit_page(request, practice, row, form, status=422)
    return saved(request, practice, row, form)


def saved(request, practice, row, form) -> HttpResponse:
    try:
        placing.replace(
            *(practice, FIELD, form.entry_for(row), row, form.columns()),
            seen=request.POST["seen"],
            by=person_of(request),
        )
    except (RefusedError, placing.StaleEntryError) as error:
        form.add_error(None, str(error))
        return edit_page(request, practice, row, form, status=409)
    messages.success(request, "De bijlage is bewaard.")
    return redirect("practices:attachments", practice.code)


def edit_page(request, practice, row, form, *, status=200) -> HttpResponse:
    entry = placing.entry_with(practice, FIELD, row.uid) or {}
    context = {
        "practice": practice,
        "attachment": row,
        "now": entry.get("title", "") if status == 409 else "",
        "form": form,
        "seen": placing.fingerprint(entry, row, COLUMNS),
    }
    return TemplateResponse(request, "practices/files/attachment_edit.html", context, status=status)


@for_authors
@require_POST
def attachment_move(request: HttpRequest, code: str, uid: uuid.UUID) -> HttpResponse:
    way = WAYS.get(request.POST.get("richting"))
    if way is None:
        return refused(request, code, OLD_PAGE, status=422)
    return changed(request, code, placing.shift, uid, told="De volgorde is bewaard.", up=way)


@for_authors
@require_POST
def attachment_remove(request: HttpRequest, code: str, uid: uuid.UUID) -> HttpResponse:
    return changed(request, code, placing.take_out, uid, told="De bijlage is weg uit je fiche.")


def changed(request, code, act, uid, *, told, **how) -> HttpResponse:
    practice = fiche_to_change(request, code)
    try:
        act(practice, FIELD, uid, by=person_of(request), **how)
    except (RefusedError, placing.StaleEntryError) as error:
        return refused(request, code, str(error), status=409)
    messages.success(request, told)
    return redirect("practices:attachments", code)


def refused(request, code, told, *, status) -> HttpResponse:
    practice = fiche_to_change(request, code)
    return attachments_page(request, practice, refusal=told, status=status)
