"""What everybody sees of a fiche that was online: the archive (P12, P13) and offline (P14, P15).

An archived fiche keeps its page, with a banner, and leaves the list. Its cities hear two weeks
before why, unless it is urgent. Offline is for now, and at once: the page says only that it is not
shown. Nothing is lost by either.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..finding import index
from ..mails.posting import have_left, take_back
from ..models import Practice
from ..transitions import RefusedError, done_before, events_of, tell
from .deciding import (
    cities_of,
    decide,
    mail_text,
    overtaken,
    reason_of,
    require_moderator,
)
from .outdating import outdate_open
from .telling import tell_cities

NOTICE = timedelta(days=14)
# What undoes a deed, and what only makes its mail untrue.
OPPOSITES = {"republish": "archive", "take_offline": "back_online", "back_online": "take_offline"}
UNTOLD_BY = {**OPPOSITES, "archive": "announce_archive", "cancel_archive": "announce_archive"}


@transaction.atomic
def announce_archive(practice, *, by, lock, reason, seen=None, deed=None, mail_body=""):
    """Tell all cities of the fiche that it goes to the archive in two weeks."""
    require_moderator(by)
    if done := done_before(practice, "announce_archive", deed):
        return done
    reason = reason_of(reason)
    day = timezone.localdate() + NOTICE
    words = {"announced_for": day, "reason": reason}
    text = mail_text(practice, "M10", mail_body, **words)
    _set_announced(practice, lock, archive_announced_on=day, state_reason=reason)
    memo = {"mail": text, "for": day.isoformat()}
    event = tell(
        practice, "announce_archive", by=by, deed=deed, reason=reason, seen=seen, memo=memo
    )
    tell_cities(event, "M10", cities_of(practice), body=text, **words)
    return event


@transaction.atomic
def cancel_archive(practice, *, by, lock, reason="", deed=None, mail_body=""):
    """It stays online after all; who was told otherwise, hears it."""
    require_moderator(by)
    if done := done_before(practice, "cancel_archive", deed):
        return done
    if practice.archive_announced_on is None:
        raise RefusedError("Er was geen archivering aangekondigd.")
    words = {"announced_for": practice.archive_announced_on, "reason": reason.strip()}
    text = mail_text(practice, "M10b", mail_body, **words)
    _set_announced(practice, lock, archive_announced_on=None, state_reason="")
    event = tell(
        practice, "cancel_archive", by=by, deed=deed, reason=reason.strip(), memo={"mail": text}
    )
    if not _is_untold(practice, "cancel_archive"):
        tell_cities(event, "M10b", cities_of(practice), body=text, **words)
    return event


@transaction.atomic
def archive(practice, *, by, lock, reason, urgent=False, seen=None, deed=None, mail_body=""):
    """P12. Before the announced day only when it is urgent."""
    require_moderator(by)
    if done := done_before(practice, "archive", deed):
        return done
    reason = reason_of(reason)
    announced = practice.archive_announced_on
    if not urgent and (announced is None or announced > timezone.localdate()):
        raise RefusedError(
            "Kondig dit eerst aan: de steden krijgen veertien dagen om te reageren. Duid aan dat"
            " het dringend is als dat niet kan."
        )
    event = _moved(
        *(practice, "archive", "M10"),
        {"reason": reason},
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        reason=reason,
        mail_body=mail_body,
        memo={"urgent": urgent},
        state_reason=reason,
        archive_announced_on=None,
    )
    outdate_open(practice, by=by)
    return event


@transaction.atomic
def republish(practice, *, by, lock, review_on, reason="", seen=None, deed=None, mail_body=""):
    """P13: back in the list, with a day on which it is looked at again."""
    require_moderator(by)
    if done := done_before(practice, "republish", deed):
        return done
    if review_on is None or review_on <= timezone.localdate():
        raise RefusedError("Kies een dag in de toekomst waarop de fiche nagekeken wordt.")
    return _moved(
        *(practice, "republish", "M11"),
        {"reason": reason.strip()},
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        reason=reason.strip(),
        mail_body=mail_body,
        review_on=review_on,
        state_reason="",
    )


@transaction.atomic
def take_offline(practice, *, by, lock, reason, seen=None, deed=None, mail_body=""):
    """P14: nobody reads it from now on."""
    require_moderator(by)
    if done := done_before(practice, "take_offline", deed):
        return done
    reason = reason_of(reason)
    return _moved(
        *(practice, "take_offline", "M12"),
        {"reason": reason, "is_online": False},
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        reason=reason,
        mail_body=mail_body,
        state_reason=reason,
        archive_announced_on=None,
    )


@transaction.atomic
def back_online(practice, *, by, lock, reason, seen=None, deed=None, mail_body=""):
    """P15: `reason` says how what was wrong was solved."""
    require_moderator(by)
    if done := done_before(practice, "back_online", deed):
        return done
    reason = reason_of(reason)
    return _moved(
        *(practice, "back_online", "M12"),
        {"reason": reason, "is_online": True},
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        reason=reason,
        mail_body=mail_body,
        state_reason="",
    )


def _moved(practice, step, code, words, *, mail_body, memo=None, **values):
    text = mail_text(practice, code, mail_body, **words)
    memo = {**(memo or {}), "mail": text}
    decision = decide(practice, step, memo=memo, changed_at=timezone.now(), **values)
    if decision.is_new:
        index.refresh(practice)
        # Nobody has to hear that something is over of which they never heard.
        if not _is_untold(practice, step) or step not in OPPOSITES:
            tell_cities(decision.event, code, cities_of(practice), body=text, **words)
    return decision.event


def _is_untold(practice, step) -> bool:
    """Take back the mails that this deed contradicts; whether none of them left."""
    earlier = events_of(practice).filter(step=UNTOLD_BY[step]).order_by("-at", "-pk").first()
    return earlier is not None and take_back(earlier) > 0 and not have_left(earlier)


def _set_announced(practice, lock, **columns):
    online = Practice.objects.filter(
        pk=practice.pk, state=Practice.State.PUBLISHED, lock_version=lock
    )
    now = timezone.now()
    if not online.update(lock_version=F("lock_version") + 1, touched_at=now, **columns):
        raise overtaken(practice)
    practice.refresh_from_db()
