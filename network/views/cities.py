from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.models import City
from cities.permissions import public


@public
@require_safe
def city_list(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "cities/list.html", {"cities": City.objects.all()})


@public
@require_safe
def city_detail(request: HttpRequest, city: str) -> HttpResponse:
    found = get_object_or_404(City, slug=city)
    return TemplateResponse(request, "cities/detail.html", {"city": found})
