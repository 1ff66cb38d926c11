"""What two people made of one text of a fiche: each field keeps the change of who changed it.

A field that both changed differently is a conflict, and only a person can choose. Lists are
compared per entry: what either added is there, what either took out is gone, and two additions are
no conflict.
"""

from actionplans.merging import three_way

from ..proposing.listing import merge_lists
from .content import blank_value, normalised_value
from .fields import LISTS, field_at


def merge(base, theirs, mine) -> tuple[dict, dict]:
    """(merged, conflicts) of {path: value}, over the paths of `mine`.

    conflicts: {path: {"base", "theirs", "mine"}}; there `merged` holds mine for now.
    """
    base, theirs, mine = (
        {path: _standard(path, values.get(path)) for path in mine}
        for values in (base, theirs, mine)
    )
    merged, conflicts = three_way(base, theirs, mine)
    for path in list(conflicts):
        kind, told = field_at(path)[1].kind, conflicts[path]
        if kind not in LISTS:
            continue
        both = merge_lists(kind, told["base"], told["theirs"], told["mine"])
        if not both.is_conflict:
            merged[path] = _standard(path, both.value)
            del conflicts[path]
    return merged, conflicts


def _standard(path, value):
    _part, field = field_at(path)
    return normalised_value(field, blank_value(field) if value is None else value)
