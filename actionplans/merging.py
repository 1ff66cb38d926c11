"""When two people saved the same row: what each of them changed, and where they disagree.

The base is what the row said when the form was opened; it is read back from the draft log. A field
that only one of them changed keeps that change. A field that both changed differently is a
conflict, and only a person can choose.
"""

from .models import DraftChange


class StaleRowError(Exception):
    """The form is older than the row. Nothing is written; `merged` is the form to show now.

    merged: {field: value} for the fields of the form. conflicts: {field: {"base", "theirs",
    "mine"}}. version: what the merged form is based on. deed: the latest deed of the other.
    """

    def __init__(self, *, merged, conflicts, version, deed):
        super().__init__("Een collega heeft dit intussen ook gewijzigd.")
        self.merged = merged
        self.conflicts = conflicts
        self.version = version
        self.deed = deed


def base_state(row, current, *, seen):
    """The state of a row at an earlier version, by walking the log back from its present state."""
    base = dict(current)
    later = DraftChange.objects.filter(uid=row.uid, deed__plan=_plan_of(row), version__gt=seen)
    for line in later.order_by("-pk"):
        if line.field != DraftChange.WHOLE_ROW:
            base[line.field] = line.old
        elif line.old is not None:
            base = dict(line.old)
    return base


def merge(row, current, mine, *, seen):
    """The values to save from a form that was opened at version `seen`.

    Raises StaleRowError when somebody changed one of the form's own fields since; a form that asks
    for nothing that is not there already (a double click) passes as an empty save.
    """
    base = base_state(row, current, seen=seen)
    if all(base[name] == current[name] for name in mine):
        return mine
    merged, conflicts = three_way(base, current, mine)
    if not conflicts and all(merged[name] == current[name] for name in mine):
        return {}
    raise StaleRowError(
        merged=merged, conflicts=conflicts, version=row.version, deed=_last_deed(row, seen)
    )


def three_way(base, theirs, mine):
    """(merged, conflicts) over the fields of `mine`; a conflicting field holds mine for now."""
    merged, conflicts = {}, {}
    for name, value in mine.items():
        if value == base[name]:
            merged[name] = theirs[name]
            continue
        merged[name] = value
        if theirs[name] not in (base[name], value):
            conflicts[name] = {"base": base[name], "theirs": theirs[name], "mine": value}
    return merged, conflicts


def _plan_of(row):
    edition = getattr(row, "edition", row)
    return edition.plan_id


def _last_deed(row, seen):
    line = (
        DraftChange.objects.filter(uid=row.uid, deed__plan=_plan_of(row), version__gt=seen)
        .select_related("deed__by")
        .last()
    )
    return line.deed if line else None
