from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.models import City
from cities.permissions import public

from ..city_page import city_page
from ..profiles import other_coalitions, profiles


@public
@require_safe
def city_list(request: HttpRequest) -> HttpResponse:
    coalitions = other_coalitions()
    found = profiles(coalitions)
    context = {
        "profiles": found,
        "cities": [profile.city for profile in found],
        "coalitions": coalitions,
    }
    return TemplateResponse(request, "cities/list.html", context)


@public
@require_safe
def city_detail(request: HttpRequest, city: str) -> HttpResponse:
    found = get_object_or_404(City.objects.with_coalitions(), slug=city)
    return TemplateResponse(request, "cities/detail.html", city_page(found, request.user))
