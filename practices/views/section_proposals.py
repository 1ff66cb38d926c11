"""Somebody who cannot write a section online tells how their municipality does it (T6)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from cities.models import User
from cities.permissions import can_moderate

from ..access import visible_for
from ..forms.descriptions import DescriptionForm
from ..models import ChangeProposal, Practice
from ..proposing.describing import place_named, place_of, section_to_tell
from ..proposing.starting import NOT_ONLINE, open_proposal
from ..proposing.texts import part_named
from ..sections.editing import number_of, propose
from ..sections.own import cities_of
from ..sections.writing import StaleSectionError
from ..submitters.session import person_of
from ..transitions import RefusedError
from .doors import for_authors

PROPOSED = "Bedankt. VVSG leest je tekst na; je krijgt een mail zodra er iets gebeurt."
MOVED = (
    "Intussen schreef iemand anders ook over deze gemeente. Er is niets overschreven: hieronder "
    "staat wat jij typte. Kijk het na en stuur het opnieuw."
)


@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def section_propose(request: HttpRequest, slug: str) -> HttpResponse:
    person = person_of(request)
    visible = visible_for(Practice.objects, person).select_related("published_version", "city")
    practice = get_object_or_404(visible, slug=slug)
    if practice.state not in Practice.OPEN_TO_PROPOSALS:
        messages.info(request, NOT_ONLINE)
        return redirect(practice)
    if writes_online(person):
        return redirect("practices:section_add", slug)
    place = place_of(person)
    if request.method != "POST":
        return first_page(request, practice, place)
    form = DescriptionForm(request.POST, has_place=is_known(place))
    if not form.is_valid():
        return page(request, practice, place, form, status=422)
    return sent(request, practice, place, form)


def writes_online(person) -> bool:
    """These have a page on which what they write comes online."""
    return isinstance(person, User) and (can_moderate(person) or cities_of(person).exists())


def is_known(place) -> bool:
    return bool(place["city"] or place["place_name"])


def open_one(practice, place, person):
    part = part_named(**place)
    kind = ChangeProposal.Kind.CHANGE
    return open_proposal(practice, kind=kind, by=person, part=part) if part else None


def first_page(request, practice, place) -> HttpResponse:
    """Who told of this municipality before goes on with that, while VVSG did not decide."""
    if waiting := open_one(practice, place, person_of(request)):
        return redirect("practices:proposal_edit", waiting.uid)
    try:
        section = section_to_tell(practice, place, by=person_of(request))
    except RefusedError as refused:
        return page(request, practice, place, None, refusal=str(refused))
    return page(request, practice, place, form_on(section, place))


def form_on(section, place, *, content=None):
    content = section.version.content if section and content is None else content
    return DescriptionForm(has_place=is_known(place), content=content, number=number_of(section))


def sent(request, practice, place, form) -> HttpResponse:
    told = place if is_known(place) else place_named(form.cleaned_data["place_name"])
    by, seen = person_of(request), form.cleaned_data["seen"]
    try:
        section_to_tell(practice, told, by=by)
        proposal = propose(practice, content=form.content(), by=by, seen=seen, **told)
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return page(request, practice, place, form, status=422)
    except StaleSectionError as stale:
        form = form_on(stale.section, place, content=stale.merged)
        return page(request, practice, place, form, refusal=MOVED, status=409)
    messages.success(request, PROPOSED)
    return redirect("practices:proposal", proposal.uid)


def page(request, practice, place, form, *, refusal="", status=200) -> HttpResponse:
    """Without a form: there is nothing that this person can write here."""
    context = {
        "practice": practice,
        "place": place["city"] or place["place_name"],
        "form": form,
        "refusal": refusal,
    }
    template = "practices/proposals/section.html"
    return TemplateResponse(request, template, context, status=status)
