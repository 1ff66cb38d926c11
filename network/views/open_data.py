"""The catalogue of open data and its tables; everybody may take them along."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from actionplans.views.freshness import revalidated
from cities.open_data import LICENCE, LICENCE_URI, as_csv, as_json
from cities.permissions import public

from ..open_data.catalogue import FORMATS, catalogue, offered
from ..open_data.tables import TABLES


@public
@require_safe
@revalidated
def data(request: HttpRequest) -> HttpResponse:
    context = {
        "offered": offered(),
        "licence": LICENCE,
        "licence_uri": LICENCE_URI,
        "catalogue": catalogue(request.build_absolute_uri),
    }
    return TemplateResponse(request, "network/data/catalogue.html", context)


@public
@require_safe
@revalidated
def data_catalogue(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        catalogue(request.build_absolute_uri),
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


@public
@require_safe
@revalidated
def data_table(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One table, row by row: its size costs no memory."""
    table = TABLES.get(code)
    if table is None:
        raise Http404("Deze tabel bestaat niet.")
    absolute, day = request.build_absolute_uri, timezone.localdate().isoformat()
    fields = absolute(f"{reverse('network:data')}#{code}")
    lines = (
        as_csv(table, absolute)
        if kind == "csv"
        else as_json(table, absolute, {"gemaakt_op": day, "velden": fields})
    )
    response = StreamingHttpResponse(lines, content_type=f"{FORMATS[kind]}; charset=utf-8")
    if kind == "csv":
        response["Content-Disposition"] = f'attachment; filename="{code}-{day}.csv"'
    return response
