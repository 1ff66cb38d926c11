"""A city adds itself to a practice, and keeps its section up to date."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from cities.permissions import can_moderate, require, signed_in

from ..fiche.fields import PARTS
from ..fiche.shown import shown_fields
from ..forms.sections import SectionForm
from ..freshness.radar import signal_of
from ..models import ChangeProposal, CitySection
from ..proposing.starting import open_proposal
from ..proposing.texts import part_named
from ..sections.editing import needs_check_first, number_of, silent_cities, write_section
from ..sections.own import cities_of
from ..sections.writing import StaleSectionError
from ..transitions import RefusedError
from .section_finding import NEW_PLACE, NOT_YOURS, practice_or_404, spot_to_write

SAVED = "De sectie van {place} is bewaard. Iedereen leest ze nu."
MERGED = "Een collega bewaarde intussen ook iets. Jullie wijzigingen staan er allebei in."
PROPOSED = "Bedankt. VVSG leest je tekst na; je krijgt een mail zodra er iets gebeurt."
NOT_CONFIRMED = "Wat stopte, bevestig je niet: er staat bij dat het gestopt is."
NOTHING_NEW = "Er is niets gewijzigd: dit stond er al."


@signed_in
@require_safe
def section_add(request: HttpRequest, slug: str) -> HttpResponse:
    """For which city? Who writes for one goes straight on."""
    practice = practice_or_404(request.user, slug)
    cities = list(cities_of(request.user).order_by("name"))
    is_vvsg = can_moderate(request.user)
    if len(cities) == 1 and not is_vvsg:
        return redirect("practices:section_edit", slug=slug, place=cities[0].slug)
    require(bool(cities) or is_vvsg, NOT_YOURS)
    if is_vvsg:
        cities += silent_cities()
    told = set(practice.sections.values_list("city", flat=True))
    context = {
        "practice": practice,
        "cities": [(city, city.pk in told) for city in cities],
        "new_place": NEW_PLACE if is_vvsg else "",
        "is_vvsg": is_vvsg,
    }
    return TemplateResponse(request, "practices/sections/add.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    spot = spot_to_write(request.user, slug, place)
    proposal = waiting_proposal(spot, request.user)
    form = form_for(request, spot, proposal)
    if request.method == "POST" and form.is_valid():
        try:
            return saved(request, spot, form)
        except StaleSectionError as stale:
            return clash_page(request, spot, stale)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return edit_page(request, spot, form, proposal=proposal, status=422 if form.errors else 200)


def waiting_proposal(spot, user):
    """What this person proposed for this section before, when it still waits for VVSG."""
    if not (spot.city or spot.section) or not needs_check_first(spot.practice, user):
        return None
    part = part_named(city=spot.city, place_name=spot.place_name)
    return open_proposal(spot.practice, kind=ChangeProposal.Kind.CHANGE, by=user, part=part)


def form_for(request, spot, proposal=None, **over):
    content = spot.section.version.content if number_of(spot.section) else {}
    values = {"content": {**content, **(proposal.values if proposal else {})}}
    return SectionForm(
        request.POST if request.method == "POST" and not over else None,
        is_by_vvsg=can_moderate(request.user),
        has_place=bool(spot.place),
        can_confirm=can_confirm(spot, request.user),
        **{"number": number_of(spot.section), **values, **over},
    )


def can_confirm(spot, user) -> bool:
    has_stopped = spot.section is not None and spot.section.state == CitySection.State.STOPPED
    return not (has_stopped or needs_check_first(spot.practice, user))


def saved(request, spot, form) -> HttpResponse:
    said, seen = form.cleaned_data, form.cleaned_data["seen"]
    known = spot.section and spot.section.versions.filter(number=seen).first()
    done = write_section(
        spot.practice,
        city=spot.city,
        place_name=spot.place_name or said.get("place_name", ""),
        content=form.content(known.content if known else None),
        by=request.user,
        seen=seen,
        reason=said.get("reason", ""),
        still_true=said.get("still_true", False),
    )
    if done.proposal:
        messages.success(request, PROPOSED)
        return redirect("practices:proposal", uid=done.proposal.uid)
    messages.success(request, told_of(done, is_confirmed=said.get("still_true", False)))
    return redirect(done.section)


def told_of(done, *, is_confirmed) -> str:
    if not done.version and not is_confirmed:
        return NOTHING_NEW
    told = [SAVED.format(place=done.section.place)]
    told += [MERGED] if done.is_merged else []
    if is_confirmed and done.section.state == CitySection.State.STOPPED:
        told.append(NOT_CONFIRMED)
    return " ".join(told)


def clash_page(request, spot, stale) -> HttpResponse:
    """Both texts of each field that two people changed; what was typed stands in the form."""
    spot.section = stale.section
    form = form_for(request, spot, content=stale.merged, number=number_of(stale.section))
    form.initial["still_true"] = "still_true" in request.POST
    form.initial["reason"] = request.POST.get("reason", "")
    shown = {
        side: {one.name: one for one in shown_fields("section", text, with_blank=True)}
        for side, text in (("theirs", stale.theirs), ("mine", stale.mine))
    }
    clashes = [
        {"name": name, "mine": shown["mine"][name], "theirs": shown["theirs"][name]}
        for name in PARTS["section"]
        if name in stale.conflicts
    ]
    return edit_page(request, spot, form, clashes=clashes, status=409)


def edit_page(request, spot, form, *, status, clashes=(), proposal=None) -> HttpResponse:
    flags = spot.section.radar_flags.all() if spot.section else ()
    context = {
        "practice": spot.practice,
        "spot": spot,
        "section": spot.section,
        "form": form,
        "clashes": clashes,
        "signals": [signal_of(flag) for flag in flags],
        "is_checked_first": needs_check_first(spot.practice, request.user),
        "proposal": proposal,
        "is_vvsg": can_moderate(request.user),
    }
    return TemplateResponse(request, "practices/sections/edit.html", context, status=status)
