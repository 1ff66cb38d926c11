"""What a city does with its section beside its text: confirm, stop, hide, show, look back."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cities.permissions import can_edit_section, can_moderate, require, signed_in

from ..fiche.difference import field_differences
from ..forms.sections import StandingForm, StopForm
from ..freshness.clock import confirm
from ..models import Practice
from ..sections import standing
from ..sections.editing import label_for
from ..sections.events import events_of
from ..transitions import OvertakenError, RefusedError
from .section_finding import section_to_set, section_to_trace, section_to_write

NOT_YOUR_PRACTICE = "Alleen wie voor de indienende stad schrijft, bevestigt het gedeelde deel."
CONFIRMED = "Bevestigd: {what} is vandaag nog actueel."
OTHER_STATE = "De sectie veranderde intussen. Er is niets gedaan. Kijk na wat hieronder staat."


@signed_in
@require_POST
def section_confirm(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    section = section_to_write(request.user, slug, place)
    try:
        confirm(section, by=request.user, label=label_for(section, request.user))
        what = f"de sectie van {section.place} bij “{section.practice.title}”"
        messages.success(request, CONFIRMED.format(what=what))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect(after(request, section))


@signed_in
@require_POST
def shared_confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """The part that all cities share, by the city that handed it in; else by VVSG."""
    practice = get_object_or_404(Practice.objects.visible_to(request.user).listed(), slug=slug)
    is_vvsg = can_moderate(request.user)
    require(is_vvsg or can_edit_section(request.user, practice.city), NOT_YOUR_PRACTICE)
    label = "VVSG" if is_vvsg else practice.city.full_name
    confirm(practice, by=request.user, label=label)
    messages.success(request, CONFIRMED.format(what=f"“{practice.title}”"))
    return redirect(after(request, practice))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def section_stop(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    section = section_to_set(request.user, slug, place)
    data = request.POST if request.method == "POST" else None
    form = StopForm(data, needs_reason=can_moderate(request.user))

    def stop(**said):
        return standing.stop(section, by=request.user, **said)

    return set_by(request, section, "stop", form, stop)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def section_hide(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    section = section_to_set(request.user, slug, place)

    def hide(**said):
        return standing.hide(section, by=request.user, **said)

    return set_by(request, section, "hide", standing_form(request), hide)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def section_show(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    section = section_to_set(request.user, slug, place)

    def show(**said):
        return standing.show(section, by=request.user, **said)

    return set_by(request, section, "show", standing_form(request), show)


def standing_form(request):
    data = request.POST if request.method == "POST" else None
    return StandingForm(data, needs_reason=can_moderate(request.user))


def set_by(request, section, deed, form, rule) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            rule(**form.cleaned_data, deed=deed_of(request), seen=request.POST.get("seen", ""))
        except RefusedError as refused:
            form.add_error(None, str(refused))
        except OvertakenError:
            return standing_page(request, section, deed, form, said=OTHER_STATE, status=409)
        else:
            messages.success(request, "Gedaan. De sectie is aangepast voor alle lezers.")
            return redirect(after(request, section))
    return standing_page(request, section, deed, form, status=422 if form.errors else 200)


def standing_page(request, section, deed, form, *, said="", status) -> HttpResponse:
    context = {
        "practice": section.practice,
        "section": section,
        "is_vvsg": can_moderate(request.user),
        "deed_name": deed,
        "deed": uuid.uuid4(),
        "form": form,
        "said": said,
    }
    return TemplateResponse(request, "practices/sections/standing.html", context, status=status)


@signed_in
@require_safe
def section_history(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    section = section_to_trace(request.user, slug, place)
    versions = list(section.versions.select_related("author", "submitter").order_by("number"))
    steps = [
        (now, field_differences("section", before.content if before else {}, now.content))
        for before, now in zip([None, *versions], versions, strict=False)
    ]
    context = {
        "practice": section.practice,
        "section": section,
        "steps": steps[::-1],
        "events": [one for one in events_of(section) if one.step in DEEDS],
        "deeds": DEEDS,
        "is_vvsg": can_moderate(request.user),
    }
    return TemplateResponse(request, "practices/sections/history.html", context)


DEEDS = {
    "confirm": "bevestigd",
    "section_stop": "op gestopt gezet",
    "section_hide": "verborgen",
    "section_show": "weer getoond",
    "section_check": "nagekeken door VVSG",
}


def deed_of(request):
    """The key of the form; a broken one is as good as none."""
    try:
        return uuid.UUID(request.POST.get("deed", ""))
    except ValueError:
        return None


def after(request, subject):
    """Back to the list where the button stood, else to the text itself."""
    return "practices:my_sections" if request.POST.get("from") == "mine" else subject
