"""What the screens of a meeting share: finding it for who moderates, and a form that comes back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from cities.permissions import can_moderate, require

from ..meetings.access import ASK_MODERATOR
from ..models import Meeting

FORM = ["GET", "HEAD", "POST"]
FOLDER = "network/meetings"


def to_moderate(request: HttpRequest, slug: str) -> Meeting:
    require(can_moderate(request.user), ASK_MODERATOR)
    return get_object_or_404(Meeting.objects.select_related("host"), slug=slug)


def form_page(request, name, form, *, stale="", **context) -> HttpResponse:
    """`stale` says that a colleague was first; the form then holds what was typed."""
    status = 409 if stale else 422 if form.errors else 200
    context = {"form": form, "stale": stale, **context}
    return TemplateResponse(request, f"{FOLDER}/{name}.html", context, status=status)


def delete_page(request, name, stale, **context) -> HttpResponse:
    """The question once more, when a colleague changed it; 422 for a page that shows no version."""
    status = 200
    if stale:
        status = 409 if number(request.POST.get("version")) else 422
    context = {"stale": stale, **context}
    return TemplateResponse(request, f"{FOLDER}/{name}.html", context, status=status)


def posted(request):
    return request.POST if request.method == "POST" else None


def number(text) -> int:
    """What a hidden box holds; 0 for anything that is no number."""
    text = str(text)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
