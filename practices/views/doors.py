"""The door for who writes a fiche: with an account, or with a confirmed mail address."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from ..submitters.session import person_of


def for_authors(view: Callable) -> Callable:
    """A visitor is sent to sign in, where the way without an account is told too."""

    @login_not_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if person_of(request) is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    wrapped.door = "author"
    return wrapped
