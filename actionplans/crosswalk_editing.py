"""Saving on which commitments the chapters or goals of a plan work: many rows, one deed.

A row that somebody left as it was is left alone, whatever a colleague did to it meanwhile. When
both changed the same row differently, nothing at all is written and a person chooses.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from .drafting import (
    OUTDATED_FORM,
    WHOLE_ROW,
    CannotChangeError,
    Line,
    carry_out,
    lock,
    short_name,
    shortened,
)
from .editions import draft_of
from .models import Deed, DraftChange
from .shape import BRANCH

FIELD = "commitments"
NAMED_IN_SUMMARY = 12


@dataclass(frozen=True)
class Wish:
    """The commitments that one row should have, from a form that was opened at version `seen`."""

    uid: uuid.UUID
    numbers: list[int]
    seen: int


@dataclass(frozen=True)
class Gone:
    """A row that could not be saved: what it was called, and what was asked for it.

    `by` is the colleague who took it away.
    """

    name: str
    numbers: list[int]
    by: Any


class StaleCrosswalkError(Exception):
    """Nothing is written.

    merged: {uid: (numbers, version)} of every row that is still there. clashes: {uid: (their
    numbers, who)} of the rows that both changed differently. gone: rows that are not there any
    more, if something else was asked for them.
    """

    def __init__(self, *, merged, clashes, gone):
        super().__init__("Een collega heeft dit intussen ook gewijzigd.")
        self.merged = merged
        self.clashes = clashes
        self.gone = gone


@transaction.atomic
def save(plan, kind, wishes, *, by):
    """Give rows of one kind ("chapter" or "goal") other commitments, all of them or none.

    Returns the deed, or None when nothing changes. Raises StaleCrosswalkError.
    """
    plan = lock(plan)
    draft = draft_of(plan)
    found = BRANCH[kind].model.objects.filter(edition=draft, uid__in=[wish.uid for wish in wishes])
    rows = {row.uid: row for row in found.prefetch_related(FIELD)}
    bases = _bases(plan, rows, wishes)
    lines, merged, clashes = [], {}, {}
    for wish in wishes:
        if wish.uid not in rows:
            continue
        row, base, mine = rows[wish.uid], bases[wish.uid], sorted(set(wish.numbers))
        theirs = numbers_in(row)
        is_mine = mine not in (base, theirs)
        merged[row.uid] = (mine if is_mine else theirs, row.version)
        if is_mine and theirs != base:
            clashes[row.uid] = theirs
        elif is_mine:
            lines.append(Line(kind, row.uid, FIELD, theirs, mine))
    gone = _gone(plan, kind, [wish for wish in wishes if wish.uid not in rows])
    if clashes or gone:
        who = _who(plan, clashes)
        clashes = {uid: (theirs, who.get(uid)) for uid, theirs in clashes.items()}
        raise StaleCrosswalkError(merged=merged, clashes=clashes, gone=gone)
    changed = [rows[line.uid] for line in lines]
    return carry_out(
        plan, draft, lines, kind=Deed.Kind.CHANGE, summary=_summary(kind, changed), by=by
    )


def asked_in_vain(plan, kind, wishes) -> list[Gone]:
    """What was asked that the rows did not say yet, of a page that is gone with its chapter.

    Raises CannotChangeError for a page that was never ours.
    """
    found = BRANCH[kind].model.objects.filter(
        edition=draft_of(plan), uid__in=[wish.uid for wish in wishes]
    )
    rows = {row.uid: row for row in found.prefetch_related(FIELD)}
    bases = _bases(plan, rows, wishes)
    still_there = [
        Gone(shortened(str(rows[wish.uid])), sorted(wish.numbers), None)
        for wish in wishes
        if wish.uid in rows and sorted(wish.numbers) != bases[wish.uid]
    ]
    return still_there + _gone(plan, kind, [wish for wish in wishes if wish.uid not in rows])


def numbers_in(row) -> list[int]:
    """What a row itself names; a goal that names nothing follows its chapter."""
    return sorted(commitment.number for commitment in row.commitments.all())


def _bases(plan, rows, wishes):
    """{uid: what the row named at the version that was seen}, read back from the log at once."""
    bases = {uid: numbers_in(row) for uid, row in rows.items()}
    seen = {wish.uid: wish.seen for wish in wishes if wish.uid in rows}
    if any(seen[uid] > row.version for uid, row in rows.items()):
        raise CannotChangeError(OUTDATED_FORM)
    stale = [uid for uid, row in rows.items() if seen[uid] < row.version]
    told = DraftChange.objects.filter(
        deed__plan=plan, uid__in=stale, field__in=(FIELD, WHOLE_ROW)
    ).order_by("-pk")
    for line in told if stale else ():
        if line.version > seen[line.uid] and line.old is not None:
            bases[line.uid] = line.old if line.field == FIELD else line.old.get(FIELD, [])
    return bases


def _gone(plan, kind, wishes):
    """Of the rows that are not there any more, those for which something new was asked."""
    if not wishes:
        return []
    taken = DraftChange.objects.filter(
        deed__plan=plan,
        table=kind,
        uid__in=[wish.uid for wish in wishes],
        field=WHOLE_ROW,
        new__isnull=True,
    )
    last = {line.uid: line for line in taken.select_related("deed__by").order_by("pk")}
    if any(wish.uid not in last for wish in wishes):
        raise CannotChangeError(OUTDATED_FORM)
    return [
        Gone(_name_in(last[wish.uid].old), sorted(wish.numbers), last[wish.uid].deed.by)
        for wish in wishes
        if sorted(wish.numbers) != last[wish.uid].old.get(FIELD, [])
    ]


def _name_in(state):
    number = state.get("number") or state.get("code") or ""
    return shortened(f"{number} {state['title']}".strip())


def _who(plan, uids):
    """{uid: who last changed its commitments}."""
    lines = DraftChange.objects.filter(deed__plan=plan, uid__in=uids, field__in=(FIELD, WHOLE_ROW))
    return {line.uid: line.deed.by for line in lines.select_related("deed__by").order_by("pk")}


def _summary(kind, rows):
    """'Verbintenissen van hoofdstuk 2, 5 en 7': the logbook's own lines do not name the rows."""
    names = [short_name(row) for row in rows[:NAMED_IN_SUMMARY]]
    if len(rows) > NAMED_IN_SUMMARY:
        names.append(f"nog {len(rows) - NAMED_IN_SUMMARY}")
    what = "hoofdstuk" if kind == "chapter" else "doel"
    listed = " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"Verbintenissen van {what} {listed}"
