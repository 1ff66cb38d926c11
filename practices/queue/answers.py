"""What waits for its author: points were asked, with a day by which they are expected.

Nothing is closed by itself. Two months after that day the line asks whether to close it.
"""

from django.utils import timezone

from ..models import ChangeProposal, Practice
from ..waiting.answers import to_close
from .rows import WARN, Row, Signal, waited
from .waiting import practice_row, practices, proposal_row, proposals, rounds_of

ASKED = Practice.State.CHANGES_REQUESTED


def count() -> int:
    return sum(model.objects.filter(state=ASKED).count() for model in (Practice, ChangeProposal))


def rows(user) -> list[Row]:
    fiches, changes = list(practices(ASKED)), list(proposals(ASKED))
    rounds = rounds_of(practice__in=fiches, proposal=None) | rounds_of(proposal__in=changes)
    closing = {one for model in (Practice, ChangeProposal) for one in to_close(model)}
    found = [
        (one, make(one, user, rounds.get((word, one.pk))))
        for word, make, subjects in (
            ("practice", practice_row, fiches),
            ("proposal", proposal_row, changes),
        )
        for one in subjects
    ]
    for subject, row in found:
        asked = rounds.get(_key(subject), {})
        _tell_due(row, subject, asked.get("asked_at"), subject in closing)
    return [row for _subject, row in found]


def _key(subject):
    return ("practice" if isinstance(subject, Practice) else "proposal", subject.pk)


def _tell_due(row, subject, asked_at, is_to_close):
    row.due = subject.changes_due_on
    row.state = Signal("Wacht op indiener")
    since = waited(asked_at or subject.touched_at)
    row.moment, row.since, row.waits = since["moment"], since["since"], since["waits"]
    if row.due and row.due < timezone.localdate():
        row.signals.append(Signal("over datum", WARN))
    if is_to_close:
        row.signals.append(Signal("Sluiten?", WARN))
