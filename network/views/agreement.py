from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.permissions import public

from ..models import Agreement


@public
@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    found = Agreement.objects.first()
    return TemplateResponse(request, "network/agreement.html", {"agreement": found})
