"""The city of a practice corrects its links and partners itself; VVSG looks at it afterwards."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cities.permissions import can_moderate, require, signed_in

from ..fiche.difference import field_differences
from ..forms.proposals import CorrectionForm
from ..models import Practice, PracticeEvent
from ..proposing.stewards import (
    EDIT,
    NOT_YOURS,
    TextMovedError,
    corrected,
    is_steward,
    mark_checked,
    steward_edit,
    steward_edits_to_check,
    steward_fields,
)
from ..transitions import RefusedError
from .queue import MODERATORS_ONLY

DONE = "De verbetering staat online. VVSG kijkt ze achteraf na."
SAME = "Er stond al wat je invulde: er is niets veranderd."


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def practice_correct(request: HttpRequest, slug: str) -> HttpResponse:
    readable = Practice.objects.visible_to(request.user).select_related("city", "published_version")
    practice = get_object_or_404(readable, slug=slug)
    require(is_steward(practice, request.user), NOT_YOURS)
    names = steward_fields()
    form = CorrectionForm(request.POST or None, practice=practice, names=names)
    if not form.is_valid():
        return correct_page(request, practice, form, status=422 if form.is_bound else 200)
    values = form.values()["shared"]
    try:
        version = steward_edit(practice, values, by=request.user, seen=form.cleaned_data["seen"])
    except TextMovedError as moved:
        return moved_page(request, practice, names, moved.merged)
    except RefusedError as error:
        form.add_error(None, str(error))
        return correct_page(request, practice, form, status=422)
    messages.success(request, DONE) if version else messages.info(request, SAME)
    return redirect(practice)


def moved_page(request, practice, names, values) -> HttpResponse:
    """The form with what was typed, on the text of now, and what somebody else made of it."""
    practice = Practice.objects.select_related("city", "published_version").get(pk=practice.pk)
    form = CorrectionForm(practice=practice, names=names, values=values)
    now = practice.published_version.content
    clash = field_differences("shared", now, {**now, **values})
    return correct_page(request, practice, form, status=409, clash=clash)


def correct_page(request, practice, form, *, status, clash=None) -> HttpResponse:
    boxes = [form.box(path) for path in form.paths]
    context = {"practice": practice, "form": form, "boxes": boxes, "clash": clash}
    return TemplateResponse(request, "practices/proposals/correct.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def correction_check(request: HttpRequest, uid) -> HttpResponse:
    require(can_moderate(request.user), MODERATORS_ONLY)
    related = ("practice__published_version", "practice__city", "actor")
    corrections = PracticeEvent.objects.filter(step=EDIT).select_related(*related)
    event = get_object_or_404(corrections, uid=uid)
    if request.method == "POST":
        mark_checked(event, by=request.user)
        messages.success(request, "De verbetering is nagekeken.")
        return redirect(f"{reverse('practices:queue')}?tab=achteraf")
    context = {
        "practice": event.practice,
        "event": event,
        "differences": corrected(event),
        "is_waiting": steward_edits_to_check().filter(pk=event.pk).exists(),
    }
    return TemplateResponse(request, "practices/proposals/correction.html", context)
