"""The moderator writes and rewrites a position."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from cities.permissions import can_moderate, require, signed_in

from ..forms.positions import PositionForm
from ..models import JointPosition
from ..positions import texts
from ..positions.answers import newest_text
from ..positions.refusals import PositionRefusedError, StalePositionError

MAY_TYPE = ["GET", "HEAD", "POST"]
ASK_MODERATOR = "Alleen een moderator van VVSG schrijft en begeleidt een standpunt."


@signed_in
@require_http_methods(MAY_TYPE)
def position_new(request: HttpRequest) -> HttpResponse:
    require(can_moderate(request.user), ASK_MODERATOR)
    form = PositionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return form_page(request, form)
    try:
        made = texts.make(uid=form.deed_uid, by=request.user, **form.values())
    except (PositionRefusedError, StalePositionError) as error:
        typed = form.data.copy()
        typed["deed"] = uuid.uuid4()
        return form_page(request, PositionForm(typed), refusal=str(error))
    messages.success(request, "Het standpunt is in voorbereiding. De leden kunnen het lezen.")
    return redirect(made)


@signed_in
@require_http_methods(MAY_TYPE)
def position_change(request: HttpRequest, slug: str) -> HttpResponse:
    require(can_moderate(request.user), ASK_MODERATOR)
    position = get_object_or_404(JointPosition, slug=slug)
    if request.method != "POST":
        if position.state != JointPosition.State.DRAFT:
            messages.warning(request, texts.NOT_IN_PREPARATION)
            return redirect(position)
        form = PositionForm(instance=position, newest=newest_text(position))
        return form_page(request, form, position=position)
    # The form writes what was typed on its instance: `position` stays what the database says.
    form = on_position(request.POST, position)
    if not form.is_valid():
        return form_page(request, form, position=position)
    try:
        texts.change(position, seen=form.seen_version, by=request.user, **form.values())
    except (PositionRefusedError, StalePositionError) as error:
        return overtaken(request, position, form, error)
    messages.success(request, "Het standpunt is bewaard.")
    return redirect(position)


def on_position(data, position) -> PositionForm:
    instance = JointPosition.objects.get(pk=position.pk)
    return PositionForm(data, instance=instance, newest=newest_text(position))


def overtaken(request, position, form, error) -> HttpResponse:
    """The three texts, and what was typed in the form: one press saves it after all."""
    position.refresh_from_db()
    typed = form.data.copy()
    base = form.cleaned_data.get("tekst") or 0
    three = texts.three_texts(position, base_number=base, typed=form.cleaned_data["text"])
    typed["seen"], typed["tekst"] = position.version, three.now.number
    return form_page(
        request, on_position(typed, position), position=position, refusal=str(error), three=three
    )


def form_page(request, form, *, position=None, refusal="", three=None) -> HttpResponse:
    status = 409 if refusal else 422 if form.errors else 200
    context = {"form": form, "position": position, "refusal": refusal, "three": three}
    return TemplateResponse(request, "network/positions/form.html", context, status=status)
