"""Undo, and going back to the draft of an earlier moment.

Undo takes back one deed, if nothing that came later touched the same words. Going back replaces
the whole draft by what it was before a deed, whatever came later. Both are deeds themselves: they
stand in the log and can be undone. A carry-over is more than its deed on the draft: descents and
last words hang on it. It is never taken back, and there is no way back to before it.
"""

from collections import defaultdict

from django.db import IntegrityError, transaction

from .drafting import WHOLE_ROW, CannotChangeError, Line, carry_out, lock
from .editions import draft_of
from .models import Deed, DraftChange
from .rows import Tree, blank_state, same_but_place, state_of
from .shape import BRANCH

CHANGED_SINCE = (
    "Dit kan niet meer ongedaan gemaakt worden: er is intussen verder aan gewerkt. "
    "In het logboek vind je de oude tekst terug."
)
CARRIED_OVER = (
    "De overgang zelf kan niet ongedaan gemaakt worden: het vorige plan is ermee afgesloten. "
    "Verwijder in het nieuwe plan wat je niet wilt."
)


def present_states(draft):
    """{(kind, uid): state} of the whole draft, its own title and introduction included."""
    tree = Tree(draft)
    states = {("edition", draft.uid): state_of(draft)}
    return states | {(kind, row.uid): state_of(row) for kind, row in tree.rows()}


def walked_back(states, lines):
    """The states as they were before these log lines (newest first)."""
    states = {key: dict(state) for key, state in states.items()}
    for line in lines:
        key = (line.table, line.uid)
        if line.field != WHOLE_ROW:
            states[key][line.field] = line.old
        elif line.old is None:
            states.pop(key, None)
        else:
            states[key] = {**blank_state(line.table), **line.old}
    return states


def differences(before, after):
    """The lines that lead from one set of states to another."""
    lines = [
        Line(*key, WHOLE_ROW, state, None) for key, state in before.items() if key not in after
    ]
    for key, state in after.items():
        if key not in before:
            lines.append(Line(*key, WHOLE_ROW, None, state))
            continue
        lines += [
            Line(*key, name, before[key][name], value)
            for name, value in state.items()
            if before[key][name] != value
        ]
    return lines


@transaction.atomic
def undo(plan, deed, *, by):
    """Take back one deed; raises CannotChangeError when later work stands on it."""
    plan = lock(plan)
    draft = draft_of(plan)
    deed = plan.deeds.select_for_update(of=("self",)).get(pk=deed.pk)
    if deed.kind == Deed.Kind.CARRY_OVER:
        raise CannotChangeError(CARRIED_OVER)
    if Deed.objects.filter(undoes=deed).exists():
        raise CannotChangeError("Dit is al ongedaan gemaakt.")
    present = present_states(draft)
    lines = list(deed.changes.order_by("-pk"))
    _check_untouched(present, lines)
    _check_same_lists(plan, deed, present, lines)
    target = walked_back(present, lines)
    _check_whole(target)
    _make_room(present, target)
    try:
        with transaction.atomic():
            return carry_out(
                plan,
                draft,
                differences(present, target),
                kind=Deed.Kind.UNDO,
                summary=deed.summary,
                by=by,
                undoes=deed,
            )
    except IntegrityError as error:
        # Two deeds on one row can be at odds together, such as a first and a last year.
        raise CannotChangeError(CHANGED_SINCE) from error


@transaction.atomic
def go_back_before(plan, deed, *, by):
    """Make the draft what it was before this deed; what came since stays in the log.

    Raises CannotChangeError for what lies before a carry-over.
    """
    plan = lock(plan)
    if deed.pk <= last_carry_over(plan):
        raise CannotChangeError(CARRIED_OVER)
    draft = draft_of(plan)
    present = present_states(draft)
    target = draft_before(plan, deed, present)
    return carry_out(
        plan,
        draft,
        differences(present, target),
        kind=Deed.Kind.REPLACE,
        summary="Het hele ontwerp door een vroegere versie",
        by=by,
    )


def last_carry_over(plan) -> int:
    """The pk of the deed with which the plan was made out of the one before it; 0 for none."""
    found = plan.deeds.filter(kind=Deed.Kind.CARRY_OVER).order_by("-pk")
    return found.values_list("pk", flat=True).first() or 0


def draft_before(plan, deed, present):
    """{(kind, uid): state} of the draft just before a deed."""
    lines = []
    for later in plan.deeds.filter(pk__gte=deed.pk).order_by("-pk").prefetch_related("changes"):
        lines += sorted(later.changes.all(), key=lambda line: -line.pk)
    return walked_back(present, lines)


def _check_untouched(present, lines):
    """Every line's outcome must still stand as the deed left it."""
    for line in lines:
        state = present.get((line.table, line.uid))
        if line.field != WHOLE_ROW:
            stands = state is not None and state[line.field] == line.new
        elif line.new is None:
            stands = state is None
        else:
            stands = state is not None and same_but_place(state, line.new)
        if not stands:
            raise CannotChangeError(CHANGED_SINCE)


def _check_same_lists(plan, deed, present, lines):
    """A place counts only in the list that it was given in: not after a move to another chapter."""
    placed = {(line.table, line.uid) for line in lines if line.field == "position"}
    later = DraftChange.objects.filter(
        deed__plan=plan, deed__pk__gt=deed.pk, uid__in={uid for _, uid in placed}
    )
    then = walked_back(present, later.order_by("-pk"))
    if any(_list_of(key, present[key]) != _list_of(key, then[key]) for key in placed):
        raise CannotChangeError(CHANGED_SINCE)


def _list_of(key, state):
    """What a row shares with its siblings: its kind and its parents."""
    kind, _ = key
    return (kind, *(state[name] for name in BRANCH[kind].parents))


def _make_room(present, target):
    """A row that comes back gets its old place again; what took that place since moves on."""
    families = defaultdict(list)
    for (kind, uid), state in target.items():
        if kind != "edition":
            families[_list_of((kind, uid), state)].append((kind, uid))
    for keys in families.values():
        place = -1
        for key in sorted(
            keys, key=lambda key: (target[key]["position"], target[key] == present.get(key))
        ):
            place = target[key]["position"] = max(target[key]["position"], place + 1)


def _check_whole(target):
    """No row may hang under a row that is gone, or refer to a note that is gone."""
    uids = {str(uid) for _, uid in target}
    for (kind, _), state in target.items():
        if kind == "edition":
            continue
        branch = BRANCH[kind]
        named = [state[name] for name in branch.parents if state[name]]
        named += [uid for name in branch.notes for uid in state[name]]
        if not uids.issuperset(named):
            raise CannotChangeError(CHANGED_SINCE)
