"""A practice as everybody reads it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.permissions import public

from ..models import Practice


@public
@require_safe
def practice_detail(request: HttpRequest, slug: str) -> HttpResponse:
    practice = get_object_or_404(Practice.objects.visible_to(request.user), slug=slug)
    return TemplateResponse(request, "practices/detail.html", {"practice": practice})
