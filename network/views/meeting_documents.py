"""A moderator adds documents to a meeting, says for whom they are, and takes them away."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from cities.permissions import signed_in
from practices.attachments.kinds import UnusableFileError
from practices.images.storing import NotStoredError

from ..forms.meeting_rows import DocumentForm
from ..meetings import documents as rules
from ..meetings.refusals import SentBeforeError, StaleMeetingError
from ..models import MeetingDocument
from .meeting_pages import FOLDER, FORM, form_page, posted, to_moderate

CHOOSE_AGAIN = "Kies het bestand opnieuw."


@signed_in
@require_http_methods(FORM)
def meeting_documents(request: HttpRequest, slug: str) -> HttpResponse:
    found = to_moderate(request, slug)
    form = DocumentForm(posted(request), request.FILES or None, meeting=found)
    stale = ""
    try:
        if form.is_bound and form.is_valid() and added(request, found, form):
            messages.success(request, "Het document staat erbij.")
            return redirect("network:meeting_documents", slug)
    except SentBeforeError as error:
        form, stale = form.afresh(), f"{error} {CHOOSE_AGAIN}"
    rows = found.documents.select_related("item")
    return form_page(request, "documents", form, stale=stale, meeting=found, documents=rows)


def added(request, found, form):
    """The document; None when it was not taken in, which then stands in the form."""
    names = {"deed": form.cleaned_data.get("deed"), "by": request.user}
    try:
        return form.do(rules.add, found, form.cleaned_data["upload"], **names, **form.values())
    except (UnusableFileError, NotStoredError) as error:
        form.add_error("upload", str(error))
        return None


@signed_in
@require_http_methods(FORM)
def document_change(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    found = to_moderate(request, slug)
    document = get_object_or_404(MeetingDocument, meeting=found, uid=uid)
    instance = MeetingDocument.objects.get(pk=document.pk)
    form = DocumentForm(posted(request), instance=instance, meeting=found)
    try:
        if form.is_bound and form.is_valid() and changed(request, document, form):
            messages.success(request, "Het document is bewaard.")
            return redirect("network:meeting_documents", slug)
    except StaleMeetingError as error:
        now = found.documents.filter(uid=uid).first()
        if now is not None:
            return change_page(request, found, form.on_top_of(now), now, stale=str(error))
        messages.warning(request, str(error))
        return redirect("network:meeting_documents", slug)
    return change_page(request, found, form, document)


def change_page(request, found, form, document, *, stale="") -> HttpResponse:
    names = {"stale": stale, "meeting": found, "document": document}
    return form_page(request, "document_change", form, **names)


def changed(request, document, form):
    names = {"seen": form.seen, "by": request.user}
    return form.do(rules.change, document, **names, **form.values())


@signed_in
@require_http_methods(FORM)
def document_delete(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    found = to_moderate(request, slug)
    document = found.documents.filter(uid=uid).first()
    if document is None:
        messages.info(request, "Dit document was al verwijderd.")
        return redirect("network:meeting_documents", slug)
    if request.method == "POST":
        rules.delete(document, by=request.user)
        messages.success(request, f"“{document}” is verwijderd.")
        return redirect("network:meeting_documents", slug)
    context = {"meeting": found, "document": document}
    return TemplateResponse(request, f"{FOLDER}/document_delete.html", context)
