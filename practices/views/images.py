"""The pictures of a draft: added, told about, put in order, taken out (task 7)."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from ..forms.images import ASK_CONSENT, ImageForm, NewImageForm, speaks_of_consent
from ..forms.submission import OLD_PAGE
from ..images import placing
from ..images.overview import lines_of, thumbnail, why_hidden
from ..images.uploading import COLUMNS
from ..models import Practice
from ..submitters.session import person_of
from ..submitting.saving import require_editable
from ..transitions import RefusedError
from .doors import for_authors
from .own_fiche import fiche_to_change

FIELD = "images"
FORM = ["GET", "HEAD", "POST"]
WAYS = {"omhoog": True, "omlaag": False}


@for_authors
@require_http_methods(FORM)
def images(request: HttpRequest, code: str) -> HttpResponse:
    practice = fiche_to_change(request, code)
    if request.method != "POST":
        return images_page(request, practice)
    try:
        require_editable(practice)
    except RefusedError as error:
        return images_page(request, practice, refusal=str(error), status=409)
    form = NewImageForm(request.POST, request.FILES)
    image = form.add_to(practice, by=person_of(request)) if form.is_valid() else None
    if image is None:
        return images_page(request, practice, form=form, status=422)
    return placed(request, practice, image, form)


def placed(request, practice, image, form) -> HttpResponse:
    entry = ImageForm.blank_entry(image)
    try:
        placing.place(practice, FIELD, entry, by=person_of(request))
    except (RefusedError, placing.StaleEntryError) as error:
        return images_page(request, practice, refusal=str(error), status=409)
    messages.success(request, "Het beeld is bewaard. Vertel er nog iets over.")
    if speaks_of_consent(form.cleaned_data["upload"].original_name):
        messages.info(request, ASK_CONSENT)
    return redirect("practices:image_edit", practice.code, image.uid)


def images_page(request, practice, *, form=None, refusal="", status=200) -> HttpResponse:
    context = {
        "practice": practice,
        "lines": lines_of(practice),
        "form": form or NewImageForm(initial={"deed": uuid.uuid4()}),
        "refusal": refusal,
        "can_change": practice.state in Practice.EDITABLE,
    }
    return TemplateResponse(request, "practices/files/images.html", context, status=status)


# --- one picture ---------------------------------------------------------------------------------
@for_authors
@require_http_methods(FORM)
def image_edit(request: HttpRequest, code: str, uid: uuid.UUID) -> HttpResponse:
    practice = fiche_to_change(request, code)
    image, entry = image_and_entry(practice, uid)
    if request.method != "POST":
        return edit_page(request, practice, image, ImageForm(instance=image, initial=entry))
    form = ImageForm(request.POST, instance=image, initial=entry)
    if not request.POST.get("seen"):
        form.add_error(None, OLD_PAGE)
    if not form.is_valid():
        return edit_page(request, practice, image, form, status=422)
    try:
        placing.replace(
            *(practice, FIELD, form.entry_for(image), image, form.columns()),
            seen=request.POST["seen"],
            by=person_of(request),
        )
    except (RefusedError, placing.StaleEntryError) as error:
        form.add_error(None, str(error))
        return edit_page(request, practice, image, form, status=409)
    messages.success(request, "Het beeld is bewaard.")
    return redirect("practices:images", code)


def image_and_entry(practice, uid):
    image = get_object_or_404(practice.images, uid=uid)
    entry = placing.entry_with(practice, FIELD, uid)
    if entry is None or image.withdrawn_at:
        raise Http404("Dit beeld staat niet in de fiche.")
    return image, entry


def edit_page(request, practice, image, form, *, status=200) -> HttpResponse:
    if status != 200:
        # The form wrote what was typed in its row; what stands in the database is asked here.
        image.refresh_from_db()
        practice.refresh_from_db()
    entry = placing.entry_with(practice, FIELD, image.uid) or {}
    context = {
        "practice": practice,
        "image": image,
        "src": thumbnail(image),
        "why": why_hidden(image),
        "form": form,
        "theirs": form.differing_from(image, entry) if status == 409 else [],
        "seen": placing.fingerprint(entry, image, COLUMNS),
    }
    return TemplateResponse(request, "practices/files/image_edit.html", context, status=status)


@for_authors
@require_POST
def image_move(request: HttpRequest, code: str, uid: uuid.UUID) -> HttpResponse:
    way = WAYS.get(request.POST.get("richting"))
    if way is None:
        return refused(request, code, OLD_PAGE, status=422)
    return changed(request, code, placing.shift, uid, told="De volgorde is bewaard.", up=way)


@for_authors
@require_POST
def image_remove(request: HttpRequest, code: str, uid: uuid.UUID) -> HttpResponse:
    return changed(request, code, placing.take_out, uid, told="Het beeld is weg uit je fiche.")


def changed(request, code, act, uid, *, told, **how) -> HttpResponse:
    practice = fiche_to_change(request, code)
    try:
        act(practice, FIELD, uid, by=person_of(request), **how)
    except (RefusedError, placing.StaleEntryError) as error:
        return refused(request, code, str(error), status=409)
    messages.success(request, told)
    return redirect("practices:images", code)


def refused(request, code, told, *, status) -> HttpResponse:
    practice = fiche_to_change(request, code)
    return images_page(request, practice, refusal=told, status=status)
