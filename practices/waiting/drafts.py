"""Drafts that lie still (S1).

After thirty days, ninety days and eleven months without a change, whoever began it hears that it is
still there. After a year they hear that it will be deleted thirty days later, and then it is,
unless it was handed in before: what VVSG once had is never thrown away by time alone. A draft that
is touched begins to count anew. When the worker was away, only the last of these mails goes, and
nothing is deleted that was not announced for the whole thirty days.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..images.storing import delete_all, paths_of
from ..models import ChangeProposal, Practice, PracticeEvent
from ..submitting.leaving import delete_draft
from .readers import is_day_time, post_once, readers_of, told_at

REMINDED = (30, 90, 335)
ANNOUNCED = 365
# A reminder that could not be posted for so many days is left out. Within this time, too, mails
# that went are kept, so that nobody is told twice.
STILL_NEWS = 30
NOTICE = timedelta(days=30)


def never_handed_in(drafts):
    """Of these practices or proposals the drafts that only their authors know of."""
    if drafts.model is Practice:
        told = PracticeEvent.objects.filter(practice=OuterRef("pk"), proposal=None)
    else:
        told = PracticeEvent.objects.filter(proposal=OuterRef("pk"))
    return drafts.filter(~Exists(told.filter(step="submit")), state="draft", submitted_at=None)


@transaction.atomic
def throw_away(draft, *, by) -> bool:
    """Delete a draft with all its texts; False when it was handed in, or is no draft any more."""
    found = never_handed_in(type(draft).objects.filter(pk=draft.pk))
    fresh = found.first()
    if fresh is None:
        return False
    if isinstance(fresh, Practice):
        delete_draft(fresh, by=by, lock=fresh.lock_version)
    else:
        files = [path for image in fresh.images.all() for path in paths_of(image)]
        fresh.delete()
        transaction.on_commit(lambda: delete_all(files))
    return True


# --- jobs ----------------------------------------------------------------------------------------
def remind_drafts() -> int:
    """How many mails were posted about drafts that lie still."""
    return sum(map(_remind, _lying_still(REMINDED[0]))) if is_day_time() else 0


def delete_old_drafts() -> int:
    """Drafts that were announced for deletion thirty days ago and lie untouched since."""
    found = _lying_still(ANNOUNCED + NOTICE.days)
    return sum(throw_away(draft, by=None) for draft in found if _notice_is_over(draft))


def _lying_still(days):
    before = timezone.now() - timedelta(days=days)
    for model in (Practice, ChangeProposal):
        drafts = model.objects.filter(state="draft", touched_at__lte=before)
        yield from drafts.select_related("author__user", "submitter", "city")


def _remind(draft) -> int:
    days = (timezone.now() - draft.touched_at).days
    if days >= ANNOUNCED:
        return _announce(draft)
    reached = [step for step in REMINDED if step <= days < step + STILL_NEWS]
    return post_once("M13", draft, _key(draft, reached[0])) if reached else 0


def _announce(draft) -> int:
    is_told = bool(told_at(draft, _key(draft, ANNOUNCED)))
    if is_told or not never_handed_in(type(draft).objects.filter(pk=draft.pk)).exists():
        return 0
    gone_on = timezone.localdate() + NOTICE
    return post_once("M13", draft, _key(draft, ANNOUNCED), gone_on=gone_on)


def _notice_is_over(draft):
    told = told_at(draft, _key(draft, ANNOUNCED)).values()
    # Nobody is left to tell when neither its author nor a city is there any more.
    return max(told) <= timezone.now() - NOTICE if told else not readers_of(draft)


def _key(draft, step):
    """For this silence: a draft that is touched and lies still again is told of anew."""
    return f"M13:{draft.uid}:{timezone.localdate(draft.touched_at)}:{step}"
