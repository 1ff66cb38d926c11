"""Which submitter without an account sits behind this browser.

The personal link, once its button was pressed, is remembered in the session; a new key for the
submitter (a revoked link) ends it everywhere.
"""

from ..models import Submitter

SESSION = "submitter"


def submitter_of(request) -> Submitter | None:
    """One query per request, and none for who has no such session."""
    if not hasattr(request, "_submitter"):
        uid, key = request.session.get(SESSION) or (None, None)
        known = Submitter.objects.filter(uid=uid, key=key, confirmed_at__isnull=False)
        request._submitter = known.select_related("city").first() if uid else None
    return request._submitter


def remember(request, submitter) -> None:
    # A new name for the session: one that somebody planted in this browser opens nothing.
    request.session.cycle_key()
    request.session[SESSION] = [str(submitter.uid), submitter.key]
    request._submitter = submitter


def forget(request) -> None:
    request.session.pop(SESSION, None)
    request._submitter = None


def person_of(request):
    """The User or the Submitter who asks, for `by=`; None for a visitor."""
    return request.user if request.user.is_authenticated else submitter_of(request)
