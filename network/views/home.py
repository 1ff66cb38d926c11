from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.permissions import public

from ..front_page import front_page


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "network/home/home.html", front_page(request.user))
