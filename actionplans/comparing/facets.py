"""The shared lists from which a reader chooses, and how their codes stand in an address.

Archived entries are not offered any more, but an old address with one of them still works.
"""

import re
from dataclasses import dataclass

from django.db.models import Q

from cities.models import Ground, Organisation, PolicyDomain, SustainableGoal, Track

from ..models import Commitment, ProgressEntry

CODE = re.compile(r"[\w-]{1,60}", re.ASCII)
NUMBER = re.compile(r"[0-9]{1,3}", re.ASCII)
MOST_CODES, LONGEST_SHOWN = 30, 40

NO_UPDATE = "geen"
STATES = {**dict(ProgressEntry.State.choices), NO_UPDATE: "geen update"}


def in_words(counts) -> str:
    """'3 in uitvoering, 1 afgerond, 2 geen update' of {code of a state, or '': how many}."""
    told = ((counts.get("" if code == NO_UPDATE else code), word) for code, word in STATES.items())
    return ", ".join(f"{n} {word}" for n, word in told if n)


@dataclass(frozen=True)
class Facet:
    """`name` stands in the address, `field` on Chosen; `column` holds the code of the list."""

    name: str
    field: str
    label: str
    terms: type | None
    column: str = "code"

    @property
    def is_numbered(self):
        return self.column == "number"


FACETS = (
    Facet("verbintenis", "commitments", "Verbintenis", Commitment, "number"),
    Facet("domein", "domains", "Beleidsdomein", PolicyDomain),
    Facet("grond", "grounds", "Discriminatiegrond", Ground),
    Facet("spoor", "tracks", "Spoor van de overeenkomst", Track),
    Facet("sdg", "sdgs", "SDG", SustainableGoal, "number"),
    Facet("stand", "states", "Voortgang", None),
    Facet("partner", "partner", "Partner", Organisation, "slug"),
)


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    is_chosen: bool = False
    is_child: bool = False


@dataclass(frozen=True)
class Choice:
    """One list as the form offers it."""

    name: str
    label: str
    options: list[Option]

    @property
    def chosen_count(self):
        return sum(option.is_chosen for option in self.options)


def choices(chosen=None) -> list[Choice]:
    """The lists in use, with what was chosen marked: one query per list, whatever was chosen."""
    picked = {facet: getattr(chosen, facet.field, ()) for facet in FACETS}
    return [Choice(facet.name, facet.label, _options(facet, picked[facet])) for facet in FACETS]


def _options(facet, codes):
    if facet.terms is None:
        return [Option(code, label, code in codes) for code, label in STATES.items()]
    rows = facet.terms.objects.all()
    if hasattr(rows, "in_use"):
        # What was chosen stays in sight, so that it can be taken away.
        rows = rows.filter(Q(is_archived=False) | Q(**{f"{facet.column}__in": codes}))
    return [
        Option(
            code=str(getattr(row, facet.column)),
            label=str(row),
            is_chosen=getattr(row, facet.column) in codes,
            is_child=getattr(row, "parent_id", None) is not None,
        )
        for row in rows
    ]


def clear_codes(facet, values) -> tuple[list, list[str]]:
    """Codes that the list may know, each once; and what cannot be one, short enough to show."""
    shape = NUMBER if facet.is_numbered else CODE
    asked, strange = [], []
    for value in values[:MOST_CODES]:
        value = value.strip()
        if shape.fullmatch(value):
            asked.append(int(value) if facet.is_numbered else value)
        elif value:
            strange.append(_shown(value))
    return list(dict.fromkeys(asked)), strange


def _shown(value):
    printable = "".join(sign for sign in value[: LONGEST_SHOWN + 1] if sign.isprintable())
    return f"{printable[:LONGEST_SHOWN]}…" if len(value) > LONGEST_SHOWN else printable


def labels_of(facet, codes) -> dict:
    """{code: label} of those that the list knows, in the order of the list; one query, or none."""
    if not codes:
        return {}
    if facet.terms is None:
        return {code: label for code, label in STATES.items() if code in codes}
    rows = facet.terms.objects.filter(**{f"{facet.column}__in": codes})
    return {getattr(row, facet.column): str(row) for row in rows}
