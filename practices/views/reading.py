"""A practice at its one address: everybody comes here, and the page adapts to who reads it.

What was never public is read here by its author, the author's city and the moderators; what is
offline or was merged says so.
"""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from cities.permissions import can_moderate, public

from ..access import owns, visible_for
from ..attachments.shown import attachments_of
from ..fiche.fields import PARTS
from ..fiche.guide import rubrics
from ..fiche.history import public_history
from ..fiche.reading import editing_cities, find_for_page, read
from ..fiche.targets import final_target
from ..finding.open_data import COLUMNS, LICENCE, SHARED, records
from ..finding.open_data import SECTION as SECTION_NAMES
from ..finding.similar import similar
from ..images.reading import is_of_the_house
from ..images.shown import images_of
from ..models import Practice
from ..submitters.session import person_of, submitter_of

State = Practice.State


@public
@require_safe
def practice_detail(request: HttpRequest, slug: str) -> HttpResponse:
    practice = _find(request, slug)
    if practice.state == State.MERGED:
        return _to_target(practice)
    is_insider = is_of_the_house(practice, user=request.user, submitter=submitter_of(request))
    if practice.state not in Practice.READABLE and not is_insider:
        return TemplateResponse(request, "practices/offline.html", status=410)
    if practice.state in Practice.READABLE and slug != practice.slug:
        return redirect(practice)
    page = TemplateResponse(request, "practices/detail.html", _context(request, practice))
    if practice.state not in Practice.READABLE:
        patch_cache_control(page, private=True, no_cache=True)
    return page


def _find(request, word):
    """404 for what this reader may not see."""
    visible = visible_for(Practice.objects, person_of(request) or request.user)
    practice = find_for_page(visible, word)
    if practice is None:
        raise Http404("Deze praktijk bestaat niet.")
    return practice


def _to_target(practice):
    target = final_target(practice)
    if target is None or target.state not in (*Practice.READABLE, State.OFFLINE):
        raise Http404("Deze praktijk werd samengevoegd met een die niet meer te lezen is.")
    return HttpResponsePermanentRedirect(target.get_absolute_url())


def _context(request, practice):
    own_cities = editing_cities(request.user)
    fiche = read(practice, own_cities=own_cities)
    images = images_of(practice, fiche.version.content)
    return {
        "practice": practice,
        "fiche": fiche,
        "fields": fiche.fields,
        "lead": images[:1],
        "attachments": attachments_of(practice, fiche.version.content, request.user),
        "images": images[1:],
        "own_cities": [(city, city.pk in fiche.section_cities) for city in own_cities],
        "own_proposals": practice.proposals.open().filter(city__in=own_cities).count()
        if own_cities
        else 0,
        "similar": similar(practice) if practice.state == State.PUBLISHED else [],
        "is_moderator": can_moderate(request.user),
        "is_author": owns(practice, person_of(request)),
    }


# --- beside it -----------------------------------------------------------------------------------
def _readable(slug):
    practice = find_for_page(Practice.objects.readable(), slug)
    if practice is None or practice.slug != slug:
        raise Http404("Deze praktijk bestaat niet, of staat niet online.")
    return practice


@public
@require_safe
def practice_history(request: HttpRequest, slug: str) -> HttpResponse:
    practice = _readable(slug)
    context = {"practice": practice, "history": public_history(practice)}
    return TemplateResponse(request, "practices/history.html", context)


@public
@require_safe
def practice_json(request: HttpRequest, slug: str) -> HttpResponse:
    practice = _readable(slug)
    told = records([practice.pk], request.build_absolute_uri)[0]
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


@public
@require_safe
def reading_guide(request: HttpRequest) -> HttpResponse:
    """What each rubric of a fiche tells, and what the open data holds."""
    context = {
        "shared": rubrics("shared"),
        "section": rubrics("section"),
        "shared_names": [(name, PARTS["shared"][own]) for name, own in SHARED.items()],
        "section_names": [(name, PARTS["section"][own]) for name, own in SECTION_NAMES.items()],
        "columns": COLUMNS,
        "licence": LICENCE,
    }
    return TemplateResponse(request, "practices/reading_guide.html", context)
