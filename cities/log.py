"""Who did what. An account is named only through its Actor, so that a person can be erased."""

from .models import Actor, LogEntry


def actor_of(user):
    """The lasting name of this account, made at its first deed; None when no person acts."""
    if user is None:
        return None
    actor, _ = Actor.objects.get_or_create(user=user, defaults={"label": str(user)})
    return actor


def record(verb, subject, *, by=None, city=None, detail=""):
    """Add a line to the log. `by` is an Actor, or None when the portal itself acted.

    `verb` is one of LogEntry.Verb.
    """
    return LogEntry.objects.create(
        verb=verb, subject=str(subject)[:200], actor=by, city=city, detail=detail
    )
