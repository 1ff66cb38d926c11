"""The doors of who writes: with an account, or with a confirmed mail address.

A visitor is sent to sign in. Who was signed out meanwhile, in another tab, and sends what was typed
gets that back instead: it is on no other page.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from ..submitters.session import person_of

NOT_TYPED = {"csrfmiddlewaretoken"}


def for_authors(view: Callable) -> Callable:
    """A visitor is sent to sign in, where the way without an account is told too."""
    return _door(view, "author", person_of)


def signed_in(view: Callable) -> Callable:
    """`cities.permissions.signed_in` for pages on which much is typed."""
    return _door(view, "signed in", lambda request: request.user.is_authenticated or None)


def _door(view, name, who):
    @login_not_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if who(request) is not None:
            return view(request, *args, **kwargs)
        if words := typed_words(request):
            context = {"words": words, "next": request.get_full_path()}
            return TemplateResponse(request, "practices/signed_out.html", context, status=401)
        return redirect_to_login(request.get_full_path())

    wrapped.door = name
    return wrapped


def typed_words(request) -> list[str]:
    """What a person typed in a form that was sent; codes and keys hold no spaces."""
    if request.method != "POST":
        return []
    names = [name for name in request.POST if name not in NOT_TYPED]
    values = [value.strip() for name in names for value in request.POST.getlist(name)]
    return [value for value in values if len(value.split()) > 1]
