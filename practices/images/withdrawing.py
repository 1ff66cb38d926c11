"""Who is on a picture may come back on it: it is gone at once, everywhere.

The city that brought it does so itself, and a moderator for any. The files go; the row stays as the
register of what consent there was and when it ended.
"""

from django.db import transaction
from django.utils import timezone

from cities.models import User
from cities.permissions import can_edit_section, can_moderate

from ..access import owns
from ..mails.posting import to_author, to_city, to_team
from ..models import Practice, PracticeImage, Submitter
from ..signing import signature
from ..transitions import RefusedError, done_before, tell
from .reading import stands_in
from .storing import delete_all, paths_of

STEP, CONSENT_STEP = "image_withdrawn", "image_consent"
GONE = "Dit beeld was al ingetrokken."


def can_withdraw(image, by) -> bool:
    """A moderator, who brought it, and the people of the city that brought it."""
    if isinstance(by, Submitter):
        return image.submitter_id == by.pk
    if not isinstance(by, User) or not by.is_authenticated:
        return False
    is_uploader = image.uploaded_by is not None and image.uploaded_by.user_id == by.pk
    if can_moderate(by) or is_uploader or can_edit_section(by, image.city):
        return True
    return image.city is None and owns(image.practice, by)


@transaction.atomic
def withdraw_image(image, *, by, reason="", deed=None):
    """Take it away from all readers; the event, the same one when this deed was done already.

    RefusedError when somebody else was first.
    """
    now = timezone.now()
    found = PracticeImage.objects.filter(pk=image.pk, withdrawn_at=None)
    changed = found.update(
        withdrawn_at=now, withdrawn_by=signature(by)["actor"], withdrawn_reason=reason
    )
    if not changed:
        if done := done_before(image.practice, STEP, deed):
            return done
        raise RefusedError(GONE)
    image.refresh_from_db()
    practice = image.practice
    if stands_in(practice, "images", image.uid):
        # Feeds and open data are to be read anew.
        Practice.objects.filter(pk=practice.pk).update(changed_at=now)
    event = tell(practice, STEP, by=by, deed=deed, reason=reason, memo=_memo(image))
    _mail(event, image, by=by, reason=reason)
    transaction.on_commit(lambda: delete_all(paths_of(image)))
    return event


@transaction.atomic
def renew_consent(image, columns, *, by):
    """Note what consent there is now and until when; the event, or None when nothing changed."""
    if all(getattr(image, name) == value for name, value in columns.items()):
        return None
    found = PracticeImage.objects.filter(pk=image.pk, withdrawn_at=None)
    if not found.update(**columns):
        raise RefusedError(GONE)
    image.refresh_from_db()
    until = image.valid_until and image.valid_until.isoformat()
    memo = {**_memo(image), "valid_until": until, "purposes": image.purposes}
    return tell(image.practice, CONSENT_STEP, by=by, memo=memo)


def _memo(image):
    return {"image": str(image.uid)}


def _mail(event, image, *, by, reason):
    """A moderator's deed is told to the author and the city that brought it, theirs to the team."""
    words = {"reason": reason}
    if isinstance(by, User) and can_moderate(by):
        to_author(event, "M12b", **words)
        to_city(event, "M12b", image.city, **words)
    else:
        to_team(event, "M12b", **words)
