"""What every decision of VVSG has in common.

Only a moderator decides, on the text that was read. The deed keeps in its line the text of its mail
and what the fiche was before, so that it can be told and taken back. The same click twice is one
deed: what hangs on it (points, sections, mails) is done the first time only.
"""

from dataclasses import dataclass
from datetime import date, datetime

from cities.models import User
from cities.permissions import can_administer, can_moderate

from ..access import owns
from ..mails.posting import preview
from ..models import Practice, PracticeEvent
from ..transitions import OvertakenError, RefusedError, last_event, move

NOT_A_MODERATOR = "Alleen wie nazicht doet voor VVSG, kan dit beslissen."
OWN_FICHE = (
    "Dit is een fiche van jezelf of van je eigen stad. Laat een collega beslissen, "
    "of zeg waarom je het zonder tweede paar ogen doet."
)
REASON_NEEDED = "Geef een reden."


@dataclass(frozen=True)
class Decision:
    """`is_new` is False when this very click was carried out before."""

    event: PracticeEvent
    is_new: bool


def decide(subject, step, *, by, lock, seen, deed, reason="", memo=None, **columns) -> Decision:
    """Take a step in the caller's transaction, with a line from which it can be taken back."""
    model = type(subject)
    before = {
        name: _kept(getattr(subject, model._meta.get_field(name).attname)) for name in columns
    }
    memo = {**(memo or {}), "before": before}
    event = move(
        *(subject, step),
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        reason=reason,
        memo=memo,
        **columns,
    )
    # A line that stood there already was read from the database, with a memo of its own.
    return Decision(event, event.memo is memo)


def overtaken(subject) -> OvertakenError:
    fresh = type(subject).objects.get(pk=subject.pk)
    return OvertakenError(fresh, last_event(fresh))


def require_moderator(by):
    if not (isinstance(by, User) and by.is_active and can_moderate(by)):
        raise RefusedError(NOT_A_MODERATOR)


def require_administrator(by):
    if not (isinstance(by, User) and by.is_active and can_administer(by)):
        raise RefusedError("Alleen de beheerder kan een fiche verwijderen.")


def is_own(subject, by) -> bool:
    """Whether this moderator wrote it, works for the city that did, or is that very submitter."""
    submitter = subject.submitter
    return owns(subject, by) or (submitter is not None and submitter.email == by.email.lower())


def require_other_eyes(subject, by, alone_reason):
    if is_own(subject, by) and not alone_reason.strip():
        raise RefusedError(OWN_FICHE)


def reason_of(text) -> str:
    text = text.strip()
    if not text:
        raise RefusedError(REASON_NEEDED)
    return text


def mail_text(subject, code, mail_body, **words) -> str:
    """What the mail says: as the moderator wrote it, else the standing text."""
    return mail_body.strip() or preview(subject, code, **words).body


def cities_of(practice) -> list:
    """The cities that tell about themselves in it."""
    sections = practice.sections.exclude(city=None).select_related("city").order_by("sort_key")
    return [section.city for section in sections]


def working_number(subject) -> int:
    return subject.working_version.number if isinstance(subject, Practice) else subject.number


def _kept(value):
    return value.isoformat() if isinstance(value, date | datetime) else value
