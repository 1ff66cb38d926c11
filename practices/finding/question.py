"""What a reader asks of the list, as it stands in the address: words, labels, and an order.

Within one facet any label will do, and every facet must be met. What nobody can mean (a code with
strange signs, a page of a thousand codes) is left out instead of refused: an old or damaged address
still shows a list.
"""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from actionplans.models import Commitment
from cities.models import (
    City,
    Ground,
    Organisation,
    PolicyDomain,
    SustainableGoal,
    TargetGroup,
    Track,
)
from cities.stems import LONGEST_QUERY, Query, read_query

from ..fiche.content import clean_text
from ..models import Category

CODE = re.compile(r"[\w-]{1,60}", re.ASCII)
MOST_CODES = 30


@dataclass(frozen=True)
class Facet:
    """`terms` is the list its labels come from, `code` the column that stands in the address."""

    name: str
    label: str
    terms: type
    code: str = "code"


FACETS = {
    facet.name: facet
    for facet in (
        Facet("categorie", "Categorie", Category),
        Facet("domein", "Beleidsdomein", PolicyDomain),
        Facet("gemeente", "Stad of gemeente", City, "slug"),
        Facet("doelgroep", "Doelgroep", TargetGroup),
        Facet("grond", "Discriminatiegrond", Ground),
        Facet("verbintenis", "Verbintenis van ECCAR", Commitment, "number"),
        Facet("spoor", "Spoor van de overeenkomst", Track),
        Facet("sdg", "SDG", SustainableGoal, "number"),
        Facet("partner", "Partner", Organisation, "slug"),
    )
}
CONFIRMED, OWN_CITY, ADOPTED = "bevestigd", "mijn-stad", "overgenomen"
TOGGLES = {
    CONFIRMED: "Bevestigd in de laatste 12 maanden",
    OWN_CITY: "Met een sectie van mijn stad",
    ADOPTED: "Overgenomen in een plan",
}
NEWEST, BY_TITLE, MOST_ADOPTED = "nieuw", "titel", "meest"
SORTS = {
    NEWEST: "Nieuwste eerst",
    BY_TITLE: "Op titel",
    MOST_ADOPTED: "In de meeste steden",
}


@dataclass(frozen=True)
class Question:
    """`own` are the slugs of the reader's cities: they never stand in an address."""

    text: str = ""
    chosen: dict = field(default_factory=dict)
    toggles: tuple = ()
    sort: str = NEWEST
    own: tuple = ()

    @property
    def query(self) -> Query:
        return read_query(self.text)

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.chosen or self.toggles)

    @property
    def filter_count(self) -> int:
        return sum(len(codes) for codes in self.chosen.values()) + len(self.toggles)

    @property
    def address(self) -> str:
        """The part after the question mark, always in the same order."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, code) for name, codes in self.chosen.items() for code in codes]
        pairs += [(name, "1") for name in self.toggles]
        pairs += [("sorteer", self.sort)] if self.sort != NEWEST else []
        return f"?{urlencode(pairs)}" if pairs else ""

    def without(self, name, code="") -> "Question":
        """The same question without its words ('q'), a toggle, or one label of a facet."""
        if name == "q":
            return replace(self, text="")
        if name in TOGGLES:
            return replace(self, toggles=tuple(one for one in self.toggles if one != name))
        kept = tuple(one for one in self.chosen.get(name, ()) if one != code)
        chosen = {key: codes for key, codes in self.chosen.items() if key != name}
        return replace(self, chosen=_in_order({**chosen, name: kept}))

    def asking(self, text) -> "Question":
        return replace(self, text=text)


def read_question(params, *, own=()) -> Question:
    """From the parameters of an address."""
    chosen = {name: _codes(params.getlist(name)) for name in FACETS}
    sort = params.get("sorteer", "")
    return Question(
        text=" ".join(clean_text(params.get("q", "")[:LONGEST_QUERY]).split()),
        chosen=_in_order(chosen),
        # Without a city the question for one's own city means nothing.
        toggles=tuple(name for name in TOGGLES if params.get(name) and (own or name != OWN_CITY)),
        sort=sort if sort in SORTS else NEWEST,
        own=tuple(own),
    )


def _codes(values):
    return tuple(dict.fromkeys(one for one in values[:MOST_CODES] if CODE.fullmatch(one)))


def _in_order(chosen):
    return {name: chosen[name] for name in FACETS if chosen.get(name)}
