"""What a proposal means for what is online now, field by field.

The field says what it said when the author began: the proposal can be taken over as it is. It says
already what is proposed: nothing is left to do. Else it is a conflict, and a person chooses: keep
what is online, take what is proposed, or write what holds both. Lists are compared by entry, so
that two additions go together without a choice.
"""

from dataclasses import dataclass

from ..fiche.content import normalised_value
from ..fiche.fields import LISTS, Field, Kind, path_of
from .listing import merge_lists

CLEAN, SETTLED, CONFLICT = "clean", "settled", "conflict"


@dataclass(frozen=True)
class Compared:
    """One field of a proposal; `result` is what taking the proposal would put online.

    `combined` holds the changes of both, as well as a machine can; a person reads it over.
    """

    part: str
    field: Field
    base: object
    now: object
    proposed: object
    status: str
    result: object
    combined: object

    @property
    def path(self):
        return path_of(self.part, self.field)

    @property
    def name(self):
        return self.field.name

    @property
    def label(self):
        return self.field.label

    @property
    def is_conflict(self):
        return self.status == CONFLICT

    @property
    def is_settled(self):
        return self.status == SETTLED


def compare(part, field, base, now, proposed) -> Compared:
    base, now, proposed = (normalised_value(field, value) for value in (base, now, proposed))
    if now == proposed:
        status, result, combined = SETTLED, now, now
    elif field.kind in LISTS:
        merged = merge_lists(field.kind, base, now, proposed)
        status = SETTLED if merged.is_settled else CONFLICT if merged.is_conflict else CLEAN
        combined = normalised_value(field, merged.value)
        result = proposed if status == CONFLICT else now if merged.is_settled else combined
    else:
        status = CLEAN if base == now else CONFLICT
        result = proposed
        combined = _combined(field, base, now, proposed) if status == CONFLICT else proposed
    return Compared(part, field, base, now, proposed, status, result, combined)


def compare_all(fields, *, part, base, now, values) -> list[Compared]:
    """The fields of {name: Field} that `values` has, in the order of the fiche."""
    return [
        compare(part, field, base.get(name), now.get(name), values[name])
        for name, field in fields.items()
        if name in values
    ]


def _combined(field, base, now, proposed):
    """Of a long text, the lines that either changed."""
    if field.kind != Kind.TEXT:
        return proposed
    lines = (text.split("\n") for text in (base, now, proposed))
    return normalised_value(field, "\n".join(merge_lists(Kind.ITEMS, *lines).value))
