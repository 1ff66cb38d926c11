"""Every change to a draft, told as lines of the draft log.

A deed is a list of lines: a field of a row with its old and new value, or a whole row that appears
or disappears. The lines are written down and carried out in one transaction, so what the log says
is what happened, and undo can walk it backwards. A deed that changes nothing leaves no trace.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cities.log import actor_of

from .editions import draft_of
from .merging import merge
from .models import Deed, DraftChange, Edition, Plan
from .rows import as_state, blank_state, rows_of, same_but_place, state_of
from .shape import BRANCH, BRANCHES
from .writing import CannotChangeError, write_rows

WHOLE_ROW = DraftChange.WHOLE_ROW
OUTDATED_FORM = "Dit formulier is niet meer geldig. Open het opnieuw."
CHANGED_MEANWHILE = (
    "Een collega heeft dit intussen gewijzigd. Kijk eerst wat er nu staat; er is niets verwijderd."
)


class RowGoneError(Exception):
    """The row is not in the draft any more; `deed` is the one that took it away, if known."""

    def __init__(self, deed):
        super().__init__("Een collega heeft deze rij intussen verwijderd.")
        self.deed = deed


@dataclass(frozen=True)
class Line:
    kind: str
    uid: uuid.UUID
    field: str
    old: Any
    new: Any


def lock(plan):
    """Let one deed at a time through per plan; SQLite has one writer by itself."""
    return Plan.objects.select_for_update(of=("self",)).select_related("city").get(pk=plan.pk)


def find_row(draft, kind, uid):
    """A row of the draft with all that `state_of` needs.

    Raises RowGoneError when it was there before.
    """
    if kind == "edition":
        return draft
    row = rows_of(kind, draft).filter(uid=uid).first()
    if row is None:
        taken = DraftChange.objects.filter(
            deed__plan=draft.plan_id, uid=uid, field=WHOLE_ROW, new__isnull=True
        )
        last = taken.select_related("deed__by").order_by("-pk").first()
        raise RowGoneError(last.deed if last else None)
    return row


# --- the deeds -----------------------------------------------------------------------------------
@transaction.atomic
def change(plan, kind, uid, values, *, seen, by):
    """Save some fields of one row: `values` is a partial state, made from version `seen`.

    Returns the deed, or None when nothing changes. Raises merging.StaleRowError when somebody else
    changed the same form's fields since `seen`.
    """
    plan = lock(plan)
    draft = draft_of(plan)
    row = find_row(draft, kind, uid)
    current = state_of(row)
    values = as_state(kind, values)
    if row.version != seen:
        values = merge(row, current, values, seen=seen)
    lines = [
        Line(kind, row.uid, name, current[name], value)
        for name, value in values.items()
        if current[name] != value
    ]
    _check_notes_stand(draft, {line.field: line.new for line in lines}, kind)
    summary = name_of(row) if kind == "edition" else name_in_state(kind, {**current, **values})
    return carry_out(plan, draft, lines, kind=Deed.Kind.CHANGE, summary=summary, by=by)


@transaction.atomic
def add(plan, kind, values, *, uid, by):
    """Put a new row last among its siblings.

    The same words with the same `uid` twice (a double click) add one row and return None; other
    words with a `uid` that is used (somebody went back to the form) get a uid of their own.
    """
    plan = lock(plan)
    draft = draft_of(plan)
    state = {**blank_state(kind), **as_state(kind, values)}
    if draft_has(draft, kind, uid):
        if same_but_place(state_of(find_row(draft, kind, uid)), state):
            return None
        uid = uuid.uuid4()
    if is_taken(uid, plan=plan, kind=kind):
        raise CannotChangeError(OUTDATED_FORM)
    for parent in BRANCH[kind].parents:
        if state[parent]:
            find_row(draft, parent, state[parent])
    _check_notes_stand(draft, state, kind)
    state["position"] = next_position(draft, kind, state)
    line = Line(kind, uid, WHOLE_ROW, None, state)
    return carry_out(
        plan, draft, [line], kind=Deed.Kind.ADD, summary=name_in_state(kind, state), by=by
    )


@transaction.atomic
def delete(plan, kind, uid, *, seen, by):
    """Take a row away with everything under it; `seen` is the version that was looked at."""
    plan = lock(plan)
    draft = draft_of(plan)
    row = find_row(draft, kind, uid)
    if row.version != seen:
        raise CannotChangeError(CHANGED_MEANWHILE)
    lines = [
        Line(under_kind, under.uid, WHOLE_ROW, state_of(under), None)
        for under_kind, under in subtree(draft, kind, row)
    ]
    lines += _forget_note(draft, row) if kind == "note" else []
    return carry_out(plan, draft, lines, kind=Deed.Kind.DELETE, summary=name_of(row), by=by)


@transaction.atomic
def move(plan, kind, uid, *, step, by):
    """Swap a row with its neighbour: step -1 is up, +1 is down; at the edge nothing happens."""
    plan = lock(plan)
    draft = draft_of(plan)
    row = find_row(draft, kind, uid)
    family = siblings(draft, kind, state_of(row))
    index = next(i for i, sibling in enumerate(family) if sibling.pk == row.pk)
    if not 0 <= index + step < len(family):
        return None
    places = places_of(family)
    family[index], family[index + step] = family[index + step], family[index]
    lines = [
        Line(kind, sibling.uid, "position", sibling.position, place)
        for sibling, place in zip(family, places, strict=True)
        if sibling.position != place
    ]
    return carry_out(plan, draft, lines, kind=Deed.Kind.MOVE, summary=name_of(row), by=by)


@transaction.atomic
def move_to(plan, kind, uid, *, parent, parent_uid, by):
    """Hang a row last under another parent, such as a goal in another chapter."""
    plan = lock(plan)
    draft = draft_of(plan)
    row = find_row(draft, kind, uid)
    find_row(draft, parent, parent_uid)
    current = state_of(row)
    if current[parent] == str(parent_uid):
        return None
    target = {**current, **dict.fromkeys(BRANCH[kind].parents), parent: str(parent_uid)}
    target["position"] = next_position(draft, kind, target)
    lines = [
        Line(kind, row.uid, name, current[name], target[name])
        for name in (*BRANCH[kind].parents, "position")
        if current[name] != target[name]
    ]
    return carry_out(plan, draft, lines, kind=Deed.Kind.MOVE, summary=name_of(row), by=by)


def carry_out(plan, draft, lines, *, kind, summary, by, undoes=None):
    """Write the lines in the log and do what they say; runs inside the deed's transaction."""
    if not lines:
        return None
    deed = Deed.objects.create(
        plan=plan, kind=kind, summary=summary[:300], by=actor_of(by), undoes=undoes
    )
    versions = write_rows(draft, lines)
    DraftChange.objects.bulk_create(
        DraftChange(
            deed=deed,
            table=line.kind,
            uid=line.uid,
            version=versions[line.uid],
            field=line.field,
            old=line.old,
            new=line.new,
        )
        for line in lines
    )
    return deed


# --- what the deeds ask of the tree ---------------------------------------------------------
def draft_has(draft, kind, uid):
    return BRANCH[kind].model.objects.filter(edition=draft, uid=uid).exists()


def is_taken(uid, *, plan, kind):
    """Whether a uid already names something else: in another plan, or another kind of row.

    The log is asked too, because what was deleted can come back.
    """
    rows = (
        branch.model.objects.filter(uid=uid).exclude(edition__plan=plan)
        if branch.kind == kind
        else branch.model.objects.filter(uid=uid)
        for branch in BRANCHES
    )
    told = DraftChange.objects.filter(uid=uid).exclude(deed__plan=plan, table=kind)
    return told.exists() or any(found.exists() for found in rows)


def _check_notes_stand(draft, state, kind):
    """A note that the form still showed can be gone by now."""
    names = BRANCH[kind].notes if kind != "edition" else ()
    asked = {uid for name in names for uid in state.get(name, ())}
    if asked and draft.notes.filter(uid__in=asked).count() < len(asked):
        raise CannotChangeError("Een voetnoot die je aanduidde, is intussen verwijderd.")


def siblings(draft, kind, state):
    """The rows that stand in one list with a row of this state, in order."""
    branch = BRANCH[kind]
    home = {f"{name}__uid": state[name] for name in branch.parents if state[name]}
    return list(branch.model.objects.filter(edition=draft, **home).order_by("position", "pk"))


def places_of(family):
    """The places that siblings take up, in order; 1, 2, 3 … when two of them claim the same."""
    places = [sibling.position for sibling in family]
    return places if len(set(places)) == len(places) else range(1, len(places) + 1)


def next_position(draft, kind, state):
    family = siblings(draft, kind, state)
    return family[-1].position + 1 if family else 1


def subtree(draft, kind, row):
    """(kind, row) of a row and all under it, children first."""
    under = []
    for branch in BRANCHES:
        if kind in branch.parents:
            for child in rows_of(branch.kind, draft).filter(**{kind: row}):
                under += subtree(draft, branch.kind, child)
    return [*under, (kind, row)]


def _forget_note(draft, note):
    """Lines that take a deleted note out of every row that refers to it."""
    uid = str(note.uid)
    return [
        Line(branch.kind, row.uid, name, state[name], [kept for kept in state[name] if kept != uid])
        for branch in BRANCHES
        for name in branch.notes
        for row in rows_of(branch.kind, draft).filter(**{name: note})
        for state in [state_of(row)]
    ]


def name_of(row):
    """How a deed speaks of a row: 'Operationeel doel 1.2 …'."""
    if isinstance(row, Edition):
        return "Titel en inleiding"
    return f"{row._meta.verbose_name.capitalize()} “{shortened(str(row))}”"


def name_in_state(kind, state):
    words = [state.get(name) for name in ("number", "code", "title", "text", "label")]
    text = " ".join(str(word) for word in words if word)
    return f"{BRANCH[kind].model._meta.verbose_name.capitalize()} “{shortened(text)}”"


def short_name(row):
    """The number or code by which people call a chapter or goal, else the start of its title."""
    code = row.number if hasattr(row, "number") else row.code
    return shortened(code or row.title, 40)


def shortened(text, length=80):
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
