"""A practice at its one address: everybody comes here, and the page adapts to who reads it.

What was never public is read here by its author, the author's city and the moderators; what is
offline or was merged says so.
"""

import re

from django.contrib.auth.views import redirect_to_login
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from cities.permissions import can_administer, can_moderate, public

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
from ..models.practice import CODE_LETTERS
from ..proposing.waiting import open_of_cities
from ..submitters.session import person_of, submitter_of

State = Practice.State
CODE = re.compile(rf"p[{CODE_LETTERS}]{{7}}")


@public
@require_safe
def practice_detail(request: HttpRequest, slug: str) -> HttpResponse:
    practice = _visible(request, slug)
    if practice is None:
        return _not_found(request, slug)
    if practice.state == State.MERGED:
        return _to_target(practice)
    is_insider = is_of_the_house(practice, user=request.user, submitter=submitter_of(request))
    if practice.state not in Practice.READABLE and not is_insider:
        return _gone_for_now(request)
    if practice.state in Practice.READABLE and slug != practice.slug:
        return redirect(practice)
    page = TemplateResponse(request, "practices/detail.html", _context(request, practice))
    if practice.state not in Practice.READABLE:
        patch_cache_control(page, private=True, no_cache=True)
    return page


def _visible(request, word):
    """None for what this reader may not see."""
    visible = visible_for(Practice.objects, person_of(request) or request.user)
    return find_for_page(visible, word)


def _not_found(request, word):
    """Mails name a fiche by its code: a visitor signs in first, whether there is one or not."""
    if person_of(request) is None and CODE.fullmatch(word):
        return redirect_to_login(request.get_full_path())
    raise Http404("Deze praktijk bestaat niet.")


def _gone_for_now(request):
    """Whoever comes back a minute later reads what stands there then."""
    page = TemplateResponse(request, "practices/offline.html", status=410)
    patch_cache_control(page, no_store=True)
    return page


def _to_target(practice, name="practices:detail"):
    """For good, but asked again every time: the other one may be brought elsewhere as well."""
    target = final_target(practice)
    if target is None or target.state not in (*Practice.READABLE, State.OFFLINE):
        raise Http404("Deze praktijk werd samengevoegd met een die niet meer te lezen is.")
    answer = HttpResponsePermanentRedirect(reverse(name, args=[target.slug]))
    patch_cache_control(answer, no_cache=True)
    return answer


def _context(request, practice):
    own_cities = editing_cities(request.user)
    fiche = read(practice, own_cities=own_cities)
    is_own = owns(practice, person_of(request))
    is_mentioned = any(city.pk in fiche.section_cities for city in own_cities)
    images = images_of(practice, fiche.version.content)
    waiting, proposals = open_of_cities(practice, own_cities)
    told = fiche.section_cities | {city.pk for city in own_cities if city.slug in _parts(waiting)}
    return {
        "practice": practice,
        "fiche": fiche,
        "fields": fiche.fields,
        "lead": images[:1],
        "attachments": attachments_of(practice, fiche.version.content, request.user),
        "images": images[1:],
        "own_cities": [(city, city.pk in told) for city in own_cities],
        "waiting": waiting,
        "own_proposals": len(proposals),
        "address": request.build_absolute_uri(practice.get_absolute_url()),
        "similar": similar(practice) if practice.state == State.PUBLISHED else [],
        "is_moderator": can_moderate(request.user),
        "is_administrator": can_administer(request.user),
        "is_author": is_own,
        # Why VVSG did something can be about somebody: only who was mailed reads it here.
        "hears_why": is_own or is_mentioned or can_moderate(request.user),
    }


def _parts(proposals):
    return {one.part for one in proposals}


# --- beside it -----------------------------------------------------------------------------------
def _readable(slug):
    practice = find_for_page(Practice.objects.readable(), slug)
    if practice is None or practice.slug != slug:
        raise Http404("Deze praktijk bestaat niet, of staat niet online.")
    return practice


def _moved(slug, name):
    """What stood beside a practice that was merged, stands beside the other one."""
    gone = Practice.objects.filter(state=State.MERGED, slug=slug).select_related("merged_into")
    return _to_target(gone[0], name) if gone else None


@public
@require_safe
def practice_history(request: HttpRequest, slug: str) -> HttpResponse:
    if moved := _moved(slug, "practices:history"):
        return moved
    practice = _readable(slug)
    context = {"practice": practice, "history": public_history(practice)}
    return TemplateResponse(request, "practices/history.html", context)


@public
@require_safe
def practice_json(request: HttpRequest, slug: str) -> HttpResponse:
    if moved := _moved(slug, "practices:json"):
        return moved
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
