"""What every request meets on its way in, and every answer on its way out.

Nothing of an enormous request is read; a page with somebody's name on it is kept by nobody else;
and a fragment asked for by htmx never becomes a sign-in page inside a table row.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django_htmx.http import HttpResponseClientRedirect


class BoundedRequestMiddleware:
    """Refuse by its announced length what is too large, before anything parses or stores it.

    A body in pieces announces no length. Browsers do not send one, and a proxy that buffers makes
    an ordinary request of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "Transfer-Encoding" in request.headers:
            return HttpResponse(render_to_string("400.html"), status=411)
        length = request.headers.get("Content-Length") or "0"
        if not length.isdecimal() or int(length) > settings.MAX_REQUEST_BYTES:
            return HttpResponse(render_to_string("413.html"), status=413)
        return self.get_response(request)


class OwnPageMiddleware:
    """A page made for somebody who is signed in is that person's alone, unless it says otherwise.

    The browser may keep it, so that the back button brings typed text back, but asks again first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # After a failure of our own the database may be gone, and with it the answer to 'who'.
        is_page = response.status_code < 500 and not response.has_header("Cache-Control")
        # A page can also say itself that it names somebody, who has no account.
        is_own = getattr(request, "is_own_page", False)
        if is_own or (is_page and request.user.is_authenticated):
            patch_cache_control(response, private=True, no_cache=True)
        return response


class HtmxSignInMiddleware:
    """An expired session answers htmx with 'go and sign in', back to the page that asked.

    A save is answered with 401 instead: the page stays as it is, with all that was typed, and the
    editor's script tells how to sign in beside it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sign_in = resolve_url(settings.LOGIN_URL)
        if request.htmx and response.get("Location", "").startswith(sign_in):
            if request.method == "POST":
                return HttpResponse(status=401)
            page = request.htmx.current_url_abs_path or resolve_url(settings.LOGIN_REDIRECT_URL)
            return HttpResponseClientRedirect(redirect_to_login(page).url)
        return response
