"""One line of the queue, whatever waits: a fiche, a proposal, a section to check, a stale text.

How long something waits is counted in working days from the day on which it came to VVSG. Who is
at work on it is told, and hides it from nobody.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from ..claims import holder
from ..submitters.places import NO_PLACE, NOT_KNOWN, told_place
from .working_days import is_late, working_days

OK, WARN, PLAIN = "check", "warn", ""


@dataclass(frozen=True)
class Signal:
    """Something to know before opening it; the icon never says it alone."""

    text: str
    icon: str = PLAIN


@dataclass(frozen=True)
class Holder:
    """Who took it, and how many minutes ago."""

    user_id: int
    name: str
    minutes: int


@dataclass
class Row:
    """`key` names it in a form with boxes; `subject` is the thing itself."""

    key: str
    title: str
    url: str
    kind: str
    place: str
    subject: object = None
    moment: datetime | None = None
    since: date | None = None
    waits: int = 0
    state: Signal = Signal("")
    signals: list = field(default_factory=list)
    holder: Holder | None = None
    due: date | None = None
    is_returned: bool = False
    is_of_me: bool = False
    is_without_account: bool = False
    city: str = ""
    # Of a line about several: {slug: name}.
    cities: dict = field(default_factory=dict)
    domains: frozenset = frozenset()
    commitments: frozenset = frozenset()

    @property
    def is_late(self):
        return is_late(self.waits)


def holder_of(subject) -> Holder | None:
    user = holder(subject)
    if user is None:
        return None
    minutes = int((timezone.now() - subject.claimed_at).total_seconds() // 60)
    return Holder(user.pk, str(user), minutes)


def waited(moment) -> dict:
    """The columns about waiting, from the moment on which it came in."""
    since = timezone.localdate(moment)
    days = working_days(since, timezone.localdate())
    return {"moment": moment, "since": since, "waits": days}


def labels_in(content) -> dict:
    """What the queue is filtered by, from the shared part of a text."""
    return {
        "domains": frozenset(content.get("domains") or ()),
        "commitments": frozenset(content.get("commitments") or ()),
    }


def place_of(subject) -> str:
    """The city, or the municipality outside the list, or that nobody knows it."""
    if subject.city:
        return str(subject.city)
    if subject.submitter_id:
        name = told_place(subject)
        return f"{name} ({NOT_KNOWN})" if name else NO_PLACE
    return getattr(subject, "place_name", "") or "–"
