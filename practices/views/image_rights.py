"""Coming back on a picture, keeping its consent, and the register of both."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from cities.permissions import can_moderate, require, signed_in

from ..forms.images import ConsentForm, WithdrawForm
from ..images.overview import thumbnail, why_hidden
from ..images.reading import may_know_of
from ..images.register import purposes_of, register_for, write_csv
from ..images.withdrawing import can_withdraw, renew_consent, withdraw_image
from ..models import PracticeImage
from ..submitters.session import person_of, submitter_of
from ..transitions import RefusedError
from .doors import for_authors

FORM = ["GET", "HEAD", "POST"]
PER_PAGE = 25
ASK_OWNER = "Alleen de stad die dit beeld inzond en VVSG kunnen het intrekken."
ASK_KEEPER = "Alleen wie dit beeld inzond, houdt de toestemming bij."


def image_to_decide_on(request, uid, *, reason) -> PracticeImage:
    images = PracticeImage.objects.select_related(
        *("city", "uploaded_by", "practice__city", "practice__author"),
        *("practice__published_version", "practice__working_version"),
    )
    image = get_object_or_404(images, uid=uid)
    person = person_of(request)
    is_own = can_withdraw(image, person) and not can_moderate(request.user)
    if not is_own and not may_know_of(image, user=request.user, submitter=submitter_of(request)):
        raise Http404("Dit beeld bestaat hier niet.")
    require(can_withdraw(image, person), reason)
    return image


# --- withdrawing ---------------------------------------------------------------------------------
@for_authors
@require_http_methods(FORM)
def image_withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    image = image_to_decide_on(request, uid, reason=ASK_OWNER)
    if request.method != "POST":
        return withdraw_page(request, image, WithdrawForm(initial={"deed": uuid.uuid4()}))
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return withdraw_page(request, image, form, status=422)
    told = form.cleaned_data
    try:
        withdraw_image(image, by=person_of(request), reason=told["reason"], deed=told["deed"])
    except RefusedError as error:
        form.add_error(None, str(error))
        return withdraw_page(request, image, form, status=409)
    messages.success(request, "Het beeld is ingetrokken. Het is nu overal weg.")
    return onward(request, image)


def withdraw_page(request, image, form, *, status=200) -> HttpResponse:
    image.refresh_from_db(fields=["withdrawn_at"])
    return image_page(request, image, form, "practices/files/image_withdraw.html", status)


def image_page(request, image, form, template, status) -> HttpResponse:
    context = {
        "image": image,
        "practice": image.practice,
        "src": thumbnail(image),
        "why": why_hidden(image),
        "form": form,
    }
    return TemplateResponse(request, template, context, status=status)


def onward(request, image) -> HttpResponse:
    """To the register, or for who has no account to the fiche."""
    if request.user.is_authenticated:
        return redirect("practices:image_register")
    return redirect("practices:fiche", image.practice.code)


# --- consent -------------------------------------------------------------------------------------
@for_authors
@require_http_methods(FORM)
def image_consent(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    image = image_to_decide_on(request, uid, reason=ASK_KEEPER)
    if image.withdrawn_at:
        raise Http404("Dit beeld is ingetrokken.")
    if request.method != "POST":
        form = ConsentForm(instance=image)
        return image_page(request, image, form, "practices/files/image_consent.html", 200)
    form = ConsentForm(request.POST, instance=image, must_be_complete=True)
    if form.is_valid() and kept(request, image, form):
        messages.success(request, "De toestemming is bewaard.")
        return onward(request, image)
    image.refresh_from_db(fields=form.Meta.fields)
    status = 422 if not form.non_field_errors() else 409
    return image_page(request, image, form, "practices/files/image_consent.html", status)


def kept(request, image, form) -> bool:
    # The form wrote what was typed in this row; the rule compares it with what stands there.
    image.refresh_from_db(fields=form.Meta.fields)
    try:
        renew_consent(image, form.columns(), by=person_of(request))
    except RefusedError as error:
        form.add_error(None, str(error))
        return False
    return True


# --- the register --------------------------------------------------------------------------------
@signed_in
@require_safe
def image_register(request: HttpRequest) -> HttpResponse:
    page = Paginator(register_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    for image in page:
        image.src, image.why = thumbnail(image), why_hidden(image)
        image.for_what = purposes_of(image)
        image.is_ours = image.withdrawn_at is None and can_withdraw(image, request.user)
    context = {"page_obj": page, "is_for_all": can_moderate(request.user)}
    return TemplateResponse(request, "practices/files/register.html", context)


@signed_in
@require_safe
def image_register_csv(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="toestemmingsregister.csv"'
    # So that spreadsheets read it as UTF-8.
    response.write("\ufeff")
    write_csv(register_for(request.user), response)
    return response
