"""VVSG looks at what a city wrote about itself, after it came online."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cities.permissions import can_moderate, require, signed_in

from ..fiche.shown import shown_fields
from ..forms.sections import RevertForm
from ..freshness.radar import signal_of
from ..models import CitySection, Practice
from ..sections import checking
from ..transitions import OvertakenError, RefusedError
from .section_deeds import deed_of

ONLY_VVSG = "Alleen een moderator van VVSG kijkt stadssecties na."
TO_CHOOSE = "Kies ‘Nagekeken’ of ‘Draai terug’."
NEWER = "De stad schreef intussen nog iets. Wat jij las, is nagekeken; lees ook wat er nu staat."
OVERTAKEN = "De sectie veranderde intussen. Er is niets teruggedraaid; lees eerst wat er nu staat."


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def section_check(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    require(can_moderate(request.user), ONLY_VVSG)
    sections = CitySection.objects.filter(practice__state__in=Practice.READABLE)
    sections = sections.select_related("practice__published_version", "city", "version__author")
    section = get_object_or_404(sections, uid=uid, version__isnull=False)
    if request.method != "POST":
        initial = {"mail_body": checking.mail_of_revert(section)}
        return check_page(request, section, RevertForm(initial=initial))
    answers = {"checked": say_checked, "revert": say_reverted}
    answer = answers.get(request.POST.get("act"))
    if answer is None:
        return check_page(request, section, RevertForm(), said=TO_CHOOSE, status=422)
    return answer(request, section)


def say_checked(request, section) -> HttpResponse:
    seen = request.POST.get("seen", "")
    seen = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    checking.mark_checked(section, by=request.user, seen=seen, deed=deed_of(request))
    if seen < section.version.number:
        messages.warning(request, NEWER)
        return redirect("practices:section_check", uid=section.uid)
    messages.success(request, f"De sectie van {section.place} is nagekeken.")
    return redirect(queue_url())


def say_reverted(request, section) -> HttpResponse:
    form, seen = RevertForm(request.POST), request.POST.get("seen", "")
    if not form.is_valid() or not (seen.isdecimal() and len(seen) < 10):
        return check_page(request, section, form, status=422)
    try:
        checking.revert(
            section, by=request.user, seen=int(seen), deed=deed_of(request), **form.cleaned_data
        )
    except RefusedError as refused:
        return check_page(request, section, form, said=str(refused), status=422)
    except OvertakenError as overtaken:
        fresh = sections_fresh(overtaken.subject)
        return check_page(request, fresh, form, said=OVERTAKEN, status=409)
    messages.success(request, f"De vorige tekst van {section.place} staat weer online.")
    return redirect(queue_url())


def sections_fresh(section):
    return CitySection.objects.select_related(
        "practice__published_version", "city", "version__author"
    ).get(pk=section.pk)


def queue_url() -> str:
    return f"{reverse('practices:queue')}?tab=achteraf"


def check_page(request, section, form, *, said="", status=200) -> HttpResponse:
    context = {
        "practice": section.practice,
        "section": section,
        "version": section.version,
        "before": checking.last_checked(section),
        "differences": checking.since_checked(section),
        "is_waiting": section.version.number > section.checked_number,
        "fields": shown_fields("section", section.version.content),
        "signals": [signal_of(flag) for flag in section.radar_flags.all()],
        "form": form,
        "deed": uuid.uuid4(),
        "said": said,
    }
    template = "practices/sections/check.html"
    return TemplateResponse(request, template, context, status=status)
