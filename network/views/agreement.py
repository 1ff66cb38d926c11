from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.permissions import public

from ..models import Agreement, Signature


@public
@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    found = Agreement.objects.prefetch_related("tracks", "domains").first()
    context = {
        "agreement": found,
        "signatures": Signature.objects.filter(agreement=found).select_related("city"),
    }
    return TemplateResponse(request, "network/agreement.html", context)
