"""Locking a practice that is online: whatever cities write in it, VVSG reads first.

For a practice over which there is discussion. Nothing that is online changes by it, and nobody is
mailed; unlocking it makes it as all others again.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..models import Practice
from ..transitions import done_before, tell
from .deciding import overtaken, require_moderator


def lock_practice(practice, *, by, lock, reason="", deed=None):
    """The event."""
    return _set(practice, "lock", True, by=by, lock=lock, reason=reason, deed=deed)


def unlock_practice(practice, *, by, lock, reason="", deed=None):
    """The event."""
    return _set(practice, "unlock", False, by=by, lock=lock, reason=reason, deed=deed)


@transaction.atomic
def _set(practice, step, is_locked, *, by, lock, reason, deed):
    require_moderator(by)
    if done := done_before(practice, step, deed):
        practice.refresh_from_db()
        return done
    online = Practice.objects.filter(
        pk=practice.pk, state=Practice.State.PUBLISHED, lock_version=lock
    )
    now = timezone.now()
    if not online.update(is_locked=is_locked, lock_version=F("lock_version") + 1, touched_at=now):
        raise overtaken(practice)
    practice.refresh_from_db()
    return tell(practice, step, by=by, deed=deed, reason=reason.strip())
