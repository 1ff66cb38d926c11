"""Wij zoeken, wij bieden: what the cities ask of each other and offer, per commitment.

The officers of a city add, change and take down what is theirs; every member reads it. VVSG can
take one down and says why: in the log, and by mail to who placed it. What was taken down stays in
the database and is shown to nobody.
"""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cities.log import actor_of, record
from cities.models import LogEntry
from cities.outbox import absolute, post

from ..models import Meeting, Notice

FIELDS = ("kind", "commitment", "text", "meeting")
STALE = "Een collega wijzigde dit bericht intussen."
USED = "Met dit formulier is al een bericht geplaatst."
GONE = "Dit bericht is intussen weggehaald."


class StaleNoticeError(Exception):
    """Nothing is written; `now` is what stands there, or None when it was taken down."""

    def __init__(self, message, now=None):
        super().__init__(message)
        self.now = now


class UsedFormError(Exception):
    """This form made another notice before, or somebody else did; nothing is written."""


class NoReasonError(Exception):
    """Who takes down what is of another city, says why."""

    def __init__(self):
        super().__init__("Zeg waarom je dit bericht weghaalt.")


# --- reading -------------------------------------------------------------------------------------
def standing_notices(meeting=None) -> list[Notice]:
    """What stands now, by commitment and city; of one meeting when it is given. One query."""
    found = Notice.objects.filter(ended_at__isnull=True)
    if meeting is not None:
        found = found.filter(meeting=meeting)
    related = ("city", "commitment", "meeting", "made_by")
    return list(found.select_related(*related).order_by("commitment__number", "city__name", "pk"))


def age_in_words(notice) -> str:
    """'5 maanden geleden'; '' for what is of these two months: a date says enough."""
    months = (timezone.localdate() - timezone.localdate(notice.made_at)).days // 30
    if months < 2:
        return ""
    return f"{months} maanden geleden" if months < 12 else "meer dan een jaar geleden"


def meetings_to_choose(notice=None):
    """The coming officers' meetings, and the one that a notice is tied to already."""
    coming = Meeting.objects.coming().filter(kind=Meeting.Kind.OFFICERS)
    keys = set(coming.values_list("pk", flat=True))
    if notice is not None and notice.meeting_id:
        keys.add(notice.meeting_id)
    return Meeting.objects.filter(pk__in=keys).order_by("day", "pk")


# --- writing -------------------------------------------------------------------------------------
@transaction.atomic
def add(*, uid, city, kind, commitment, text, by, meeting=None) -> Notice:
    """A new notice; the same form twice is one. Raises UsedFormError when it holds other words."""
    values = {
        **{"city": city, "kind": kind, "commitment": commitment, "text": text.strip()},
        **{"meeting": meeting, "made_by": actor_of(by)},
    }
    try:
        with transaction.atomic():
            return Notice.objects.create(uid=uid, **values)
    except IntegrityError as error:
        made = Notice.objects.filter(uid=uid, ended_at__isnull=True, **values).first()
        if made is None:
            raise UsedFormError(USED) from error
        return made


@transaction.atomic
def change(notice, *, kind, commitment, text, meeting, seen) -> Notice:
    """Save what was typed on version `seen`; the same words twice are one change.

    Raises StaleNoticeError.
    """
    values = {"kind": kind, "commitment": commitment, "text": text.strip(), "meeting": meeting}
    rows = Notice.objects.filter(pk=notice.pk, ended_at__isnull=True)
    now = rows.select_related("commitment", "meeting").first()
    if now is None:
        raise StaleNoticeError(GONE)
    if all(getattr(now, name) == value for name, value in values.items()):
        return now
    if not rows.filter(version=seen).update(**values, version=F("version") + 1):
        raise StaleNoticeError(STALE, now)
    return rows.get()


@transaction.atomic
def end(notice, *, seen, by, reason="", is_own=True) -> Notice:
    """Take it down; twice is once. Raises StaleNoticeError, and NoReasonError unless `is_own`."""
    reason = reason.strip()
    if not is_own and not reason:
        raise NoReasonError
    rows = Notice.objects.filter(pk=notice.pk)
    standing = rows.filter(ended_at__isnull=True)
    ended = standing.filter(version=seen).update(ended_at=timezone.now(), version=F("version") + 1)
    now = rows.select_related("city", "commitment", "meeting", "made_by__user").get()
    if now.ended_at is None:
        raise StaleNoticeError(STALE, now)
    if ended:
        record(LogEntry.Verb.WITHDRAWN, now, by=actor_of(by), city=now.city, detail=reason)
        if not is_own:
            _tell_why(now, reason)
    return now


def _tell_why(notice, reason):
    """Who placed it hears why it went; nobody does when that account is gone."""
    if notice.made_by.user is not None:
        post(
            key=f"notice {notice.uid} taken down",
            kind="notice",
            user=notice.made_by.user,
            subject=f"Weggehaald bij {notice.get_kind_display()}: {notice.commitment.short_nl}",
            body=render_to_string(
                "mail/notice_taken_down.txt",
                {"notice": notice, "reason": reason, "url": absolute(reverse("network:exchange"))},
            ).strip(),
        )
