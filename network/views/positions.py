"""Reading joint positions: everybody what was adopted, members also what is being made."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.permissions import can_moderate, can_read_for_members, public, signed_in

from ..forms.positions import CommentForm, SpeakForm
from ..positions import documents, listing, texts
from ..positions.page import page_of
from .position_answers import own_cities

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


@public
@require_safe
def positions(request: HttpRequest) -> HttpResponse:
    is_member = can_read_for_members(request.user)
    context = {
        "adopted": listing.adopted(),
        "is_member": is_member,
        "can_moderate": can_moderate(request.user),
    }
    if is_member:
        context |= {
            "waiting": listing.waiting_for(request.user),
            "open": listing.open_positions(),
            "drafts": listing.in_preparation(),
            "withdrawn": listing.withdrawn(),
        }
    return TemplateResponse(request, "network/positions/positions.html", context)


@public
@require_safe
def position(request: HttpRequest, slug: str) -> HttpResponse:
    found = listing.visible_to(request.user).filter(slug=slug).first()
    if found is None:
        return not_for_you(request)
    page = page_of(found, request.user)
    speaking = [
        (city, SpeakForm(text=page.text, answer=page.answers.of(city)), page.answers.of(city))
        for city in page.speaks_for
    ]
    comment = CommentForm(text=page.text, cities=own_cities(request.user))
    context = {
        "page": page,
        "position": found,
        "speaking": speaking,
        "comment_form": comment if page.can_comment else None,
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    return TemplateResponse(request, "network/positions/position.html", context)


@signed_in
@require_safe
def position_texts(request: HttpRequest, slug: str) -> HttpResponse:
    """All texts of a position, and two of them word by word."""
    if not can_read_for_members(request.user):
        raise Http404("De teksten zijn voor de leden.")
    found = get_object_or_404(listing.visible_to(request.user), slug=slug)
    versions = list(found.versions.select_related("by"))
    newest = versions[0].number
    new = number_in(request, "tot", newest)
    old = number_in(request, "van", max(1, new - 1))
    context = {
        "position": found,
        "versions": versions,
        "old": old,
        "new": new,
        "comparison": texts.compare(found, old, new) if newest > 1 else None,
    }
    return TemplateResponse(request, "network/positions/texts.html", context)


@public
@require_safe
def position_document(request: HttpRequest, slug: str) -> HttpResponse:
    found = listing.visible_to(request.user).filter(slug=slug).first()
    content = documents.content_of(found) if found else None
    if content is None:
        return not_for_you(request)
    name = documents.download_name(found)
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=documents.content_type_of(found), headers=headers)


def not_for_you(request) -> HttpResponse:
    """A visitor signs in first, whether it is a draft, was withdrawn, or never was."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404("Dit standpunt is er niet.")


def number_in(request, name, otherwise) -> int:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else otherwise
