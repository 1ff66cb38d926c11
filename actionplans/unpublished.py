"""Since when a draft says something else than the edition that visitors read.

Told per word that differs, not by the last deed: a change that was taken back does not count, and
one that stands counts from the day on which the draft left the words of the edition.
"""

from collections import defaultdict

from .drafting import WHOLE_ROW
from .editions import current_edition, draft_of, has_unpublished_changes
from .models import DraftChange
from .rows import Tree, blank_state, state_of
from .shape import BRANCH


def unpublished_since(plan, *, tree=None, current=None):
    """The moment, or None when the draft says the same or nothing was ever published.

    `tree` is that of the draft and `current` the edition, when the caller has read them already.
    """
    current = current or current_edition(plan)
    if current is None:
        return None
    tree = tree or Tree(draft_of(plan))
    if not has_unpublished_changes(tree, current):
        return None
    since = _first_standing(plan, tree, current)
    if current.is_withdrawn:
        # From that day visitors read nothing of it, whatever the draft says.
        return min(since or current.withdrawal.at, current.withdrawal.at)
    # Only a draft that was written past the log has no line for a difference.
    return since or current.published_at


def _first_standing(plan, tree, current):
    """The moment of the first change that still stands, or None."""
    then, now = _states(Tree(current), tree.edition), _states(tree, tree.edition)
    cells = _cells(then, now)
    lines = DraftChange.objects.filter(
        deed__plan=plan,
        deed__at__gt=current.published_at,
        uid__in={uid for (_, uid), _ in cells},
    )
    by_row = defaultdict(list)
    for line in lines.select_related("deed").order_by("pk"):
        by_row[line.table, line.uid].append(line)
    moments = [_left_at(key, name, then.get(key), by_row[key]) for key, name in cells]
    return min(filter(None, moments), default=None)


def _states(tree, draft):
    """{(kind, uid): state}; both editions are known by the draft's own uid."""
    states = {("edition", draft.uid): state_of(tree.edition)}
    return states | {(kind, row.uid): state_of(row) for kind, row in tree.rows()}


def _cells(then, now):
    """(row, field) of all that differs; a row that is new or gone differs as a whole."""
    cells = {(key, WHOLE_ROW) for key in then.keys() ^ now.keys()}
    moved = {family for family, _ in _families(then, now) ^ _families(now, then)}
    for key in then.keys() & now.keys():
        for name, value in now[key].items():
            if value != then[key][name] and (name != "position" or _family_of(key, now) in moved):
                cells.add((key, name))
    return cells


def _families(states, others):
    """The rows that both have, per list in reading order: a place's number says nothing itself."""
    families = defaultdict(list)
    both = [key for key in states if key in others and key[0] != "edition"]
    for key in sorted(both, key=lambda key: states[key]["position"]):
        families[_family_of(key, states)].append(key)
    return {(family, tuple(keys)) for family, keys in families.items()}


def _family_of(key, states):
    parents = BRANCH[key[0]].parents if key[0] in BRANCH else ()
    return (key[0], *(states[key][name] for name in parents))


def _left_at(key, name, then, lines):
    """When this cell last left what the edition says, or None."""
    moment = None
    for line in lines:
        if name == WHOLE_ROW and line.field == WHOLE_ROW:
            is_as_published = (line.new is None) == (then is None)
        elif line.field == WHOLE_ROW:
            state = {**blank_state(key[0]), **(line.new or {})}
            is_as_published = line.new is not None and state[name] == then[name]
        elif line.field == name:
            is_as_published = line.new == then[name]
        else:
            continue
        if is_as_published:
            moment = None
        elif moment is None:
            moment = line.deed.at
    return moment
