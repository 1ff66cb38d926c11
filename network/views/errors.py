"""Error pages in plain Dutch. A refusal says whom to ask; a lost database answers 503, not 500."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from cities.permissions import public


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(render_to_string("400.html"), status=400)


@public
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


@public
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    is_database_gone = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return HttpResponse(render_to_string("500.html"), status=503 if is_database_gone else 500)


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    return render(request, "403_csrf.html", status=403)
