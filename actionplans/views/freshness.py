"""How long a reading page keeps.

A visitor's page may be stored anywhere but is always asked for again: an unchanged one is answered
with 304. A page with somebody's name in its header is that person's alone.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag


def is_same_for_all(request: HttpRequest) -> bool:
    """No name in the header and no message waiting ('Je bent afgemeld'): a page of nobody's own."""
    return not request.user.is_authenticated and not len(get_messages(request))


def revalidated(view: Callable) -> Callable:
    """Say in the headers of a reading page who may keep it."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs) -> HttpResponse:
        is_shared = is_same_for_all(request)
        response = view(request, **kwargs)
        if is_shared:
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
        return response

    return wrapped


def frozen(request: HttpRequest, version: str, page: Callable[[], HttpResponse]) -> HttpResponse:
    """The page, or 304 when the visitor's browser holds this version already.

    While a developer works with DEBUG on, templates change under a running server: no versions.
    """
    if settings.DEBUG or not is_same_for_all(request):
        return page()
    return versioned(request, version, page)


def versioned(request: HttpRequest, version: str, page: Callable[[], HttpResponse]) -> HttpResponse:
    """The same for bytes that are nobody's own, whoever asks."""
    etag = quote_etag(version)
    response = get_conditional_response(request, etag=etag) or page()
    response.headers["ETag"] = etag
    return response
