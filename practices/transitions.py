"""From which state a practice or proposal goes where, and the only way to go.

The table is the one of the workflow (P = practice, C = change proposal). `move` carries a step out
by compare-and-swap on the state, the lock version and the version that was read: of two people who
decide at the same second one decides, and the other gets OvertakenError with who did what. The key
of the form (`deed`) makes a double click one deed: the second time it gives the same event back.
Who may take a step, and what else must be true, is said by the rule that calls `move`.
"""

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from .models import ChangeProposal, CitySection, Practice, PracticeEvent
from .signing import signature

S, C = Practice.State, ChangeProposal.State


@dataclass(frozen=True)
class Step:
    """`code` is its number in the workflow."""

    code: str
    from_states: tuple
    to_state: str


PRACTICE_STEPS = {
    "submit": Step("P2", (S.DRAFT,), S.SUBMITTED),
    "retract": Step("P3", (S.SUBMITTED,), S.DRAFT),
    "ask_changes": Step("P4", (S.SUBMITTED,), S.CHANGES_REQUESTED),
    "take_back_request": Step("P4b", (S.CHANGES_REQUESTED,), S.SUBMITTED),
    "resubmit": Step("P5", (S.CHANGES_REQUESTED,), S.SUBMITTED),
    "publish": Step("P6", (S.SUBMITTED,), S.PUBLISHED),
    "improve_and_publish": Step("P7", (S.SUBMITTED,), S.PUBLISHED),
    "decline": Step("P8", (S.SUBMITTED, S.CHANGES_REQUESTED), S.DECLINED),
    "into_section": Step("P9", (S.SUBMITTED,), S.MERGED),
    "withdraw": Step("P10", (S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED), S.WITHDRAWN),
    "reopen": Step("P11", (S.DECLINED, S.WITHDRAWN), S.DRAFT),
    "archive": Step("P12", (S.PUBLISHED,), S.ARCHIVED),
    "republish": Step("P13", (S.ARCHIVED,), S.PUBLISHED),
    "take_offline": Step("P14", (S.PUBLISHED,), S.OFFLINE),
    "back_online": Step("P15", (S.OFFLINE,), S.PUBLISHED),
    "merge": Step("P16", (S.PUBLISHED,), S.MERGED),
    "redact": Step("P18", (S.PUBLISHED,), S.PUBLISHED),
}
PROPOSAL_STEPS = {
    "submit": Step("C2", (C.DRAFT,), C.SUBMITTED),
    "ask_changes": Step("C3", (C.SUBMITTED,), C.CHANGES_REQUESTED),
    "take_back_request": Step("C3", (C.CHANGES_REQUESTED,), C.SUBMITTED),
    "resubmit": Step("C3", (C.CHANGES_REQUESTED,), C.SUBMITTED),
    "apply": Step("C4", (C.SUBMITTED,), C.APPLIED),
    "apply_partly": Step("C5", (C.SUBMITTED,), C.PARTLY_APPLIED),
    "decline": Step("C7", (C.SUBMITTED,), C.DECLINED),
    "withdraw": Step("C8", (C.DRAFT, C.SUBMITTED, C.CHANGES_REQUESTED), C.WITHDRAWN),
    "outdate": Step("C9", (C.SUBMITTED, C.CHANGES_REQUESTED), C.OUTDATED),
    "answer": Step("C10", (C.SUBMITTED,), C.ANSWERED),
}
STEPS = {Practice: PRACTICE_STEPS, ChangeProposal: PROPOSAL_STEPS}
# What can be taken back for a minute, in which its mail has not left yet.
UNDOABLE = {
    Practice: {"ask_changes", "publish", "improve_and_publish", "decline"},
    ChangeProposal: {"apply", "apply_partly", "decline", "ask_changes", "answer"},
}
OLD_PAGE = "Deze pagina is niet meer actueel. Laad ze opnieuw."


class RefusedError(Exception):
    """Why this cannot be done, in a Dutch sentence for the page; nothing was written."""


class OvertakenError(Exception):
    """Somebody acted first; nothing was written.

    `event` is the last deed on the subject (None when its text was saved without one), `subject`
    the practice or proposal as it is now.
    """

    def __init__(self, subject, event):
        super().__init__("Iemand was je voor. Er is niets veranderd door jouw klik.")
        self.subject = subject
        self.event = event


def seen_field(subject) -> str:
    """By which number a text is known to have been read."""
    return "working_version__number" if isinstance(subject, Practice) else "number"


@transaction.atomic
def move(subject, step, *, by, lock, seen=None, deed=None, reason="", memo=None, **changes):
    """Take a step; the event that tells of it, the same one when this deed was done already.

    lock: the `lock_version` that the form was made with. seen: the number of the text that was
    read (`working_version.number`, or `number` of a proposal), None when the text is not what is
    decided on. changes: other columns to set in the same stroke. `subject` is refreshed.
    """
    model, step_of = type(subject), STEPS[type(subject)][step]
    deed = deed or uuid.uuid4()
    if done := done_before(subject, step, deed):
        subject.refresh_from_db()
        return done
    found = model.objects.filter(pk=subject.pk, state__in=step_of.from_states, lock_version=lock)
    if seen is not None:
        found = found.filter(**{seen_field(subject): seen})
    from_state = subject.state
    # By pk alone: an UPDATE cannot follow a join, and the rows were narrowed already.
    changed = model.objects.filter(pk__in=found.values("pk"), lock_version=lock).update(
        **{
            "state": step_of.to_state,
            "lock_version": F("lock_version") + 1,
            "touched_at": timezone.now(),
            "claimed_by": None,
            "claimed_at": None,
            **changes,
        }
    )
    if not changed:
        # Under PostgreSQL the other one may have been waited for just now.
        if done := done_before(subject, step, deed):
            subject.refresh_from_db()
            return done
        fresh = model.objects.get(pk=subject.pk)
        raise OvertakenError(fresh, last_event(fresh))
    subject.refresh_from_db()
    return tell(
        subject,
        step,
        by=by,
        deed=deed,
        reason=reason,
        memo=memo,
        seen=seen,
        from_state=from_state,
    )


def tell(subject, step, *, by, deed=None, reason="", memo=None, seen=None, from_state=""):
    """Add a line to the log of a practice or proposal, for a step or for another deed on it."""
    practice = subject if isinstance(subject, Practice) else subject.practice
    signed = signature(by)
    return add_line(
        deed,
        practice=practice,
        proposal=None if subject is practice else subject,
        step=step,
        from_state=from_state or subject.state,
        to_state=subject.state,
        lock_version=subject.lock_version,
        seen=seen,
        reason=reason,
        memo=memo or {},
        **signed,
    )


def add_line(deed, **columns) -> PracticeEvent:
    """A line in the log; RefusedError when the key of this form told of another deed already."""
    deed = deed or uuid.uuid4()
    try:
        with transaction.atomic():
            return PracticeEvent.objects.create(uid=deed, **columns)
    except IntegrityError:
        if not PracticeEvent.objects.filter(uid=deed).exists():
            raise
    raise RefusedError(OLD_PAGE)


def events_of(subject):
    """Of a practice, a proposal or a city section."""
    if isinstance(subject, Practice):
        return PracticeEvent.objects.filter(practice=subject, proposal=None, section=None)
    if isinstance(subject, CitySection):
        return PracticeEvent.objects.filter(section=subject)
    return PracticeEvent.objects.filter(proposal=subject)


def last_event(subject) -> PracticeEvent | None:
    """The last deed on it, with who did it."""
    events = events_of(subject).select_related("actor", "submitter")
    return events.order_by("-at", "-pk").first()


def done_before(subject, step, deed) -> PracticeEvent | None:
    """The line of this very click, when it was carried out before: nothing is left to refuse."""
    return events_of(subject).filter(uid=deed, step=step).first() if deed else None
