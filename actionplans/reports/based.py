"""Texts without a log of their own: the form carries along what it showed, to merge on.

As everywhere: a field that one of two people changed keeps that change, one that both changed
differently is for a person to choose, and until then nothing is written.
"""

from ..merging import StaleRowError, three_way


class StaleTextError(StaleRowError):
    """The form is older than the text; `by` saved it last, `present` is what stands now."""

    def __init__(self, row, present, *, merged, conflicts):
        super().__init__(merged=merged, conflicts=conflicts, version=row.version, deed=None)
        self.by = row.changed_by
        self.present = present


def merged(row, present, mine, *, base, blank):
    """The values to save of a form that is older than `row`, which says `present` by now.

    What the form did not carry along counts as `blank`. Nothing is left to save when it asks for
    what is there already (a double click). Raises StaleTextError.
    """
    base = {name: base.get(name, blank[name]) for name in mine}
    if all(mine[name] == present[name] for name in mine):
        return {}
    if all(base[name] == present[name] for name in mine):
        return mine
    values, conflicts = three_way(base, present, mine)
    raise StaleTextError(row, present, merged=values, conflicts=conflicts)
