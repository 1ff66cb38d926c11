"""The filter above every page that compares: a form that keeps what else stands in the address."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from actionplans.comparing.chosen import Chosen, choices

# What the pages know beside a filter; a form of one part of the address keeps the rest.
KEPT = ("op", "stad", "thema", "mijn", "a", "b")
MOST_KEPT, LONGEST_KEPT = 60, 100


@dataclass(frozen=True)
class Filter:
    """What `network/compare/filter.html` shows; `others` are the parameters that it keeps."""

    chosen: Chosen
    others: tuple = ()

    @cached_property
    def choices(self):
        return choices(self.chosen)

    @property
    def chips(self):
        return self.chosen.chips(self.others)

    @property
    def count(self):
        return len(self.chosen.pairs())

    @property
    def bare_address(self):
        """The same page without a filter."""
        return address_of(self.others)


def filter_of(params, chosen) -> Filter:
    """From the parameters of an address and what was read of them."""
    return Filter(chosen, kept_pairs(params))


def kept_pairs(params, *, without=()) -> tuple:
    """(name, value) of the parameters that belong to the page and not to its filter."""
    found = [
        (name, value)
        for name in KEPT
        if name not in without
        for value in params.getlist(name)
        if value and len(value) <= LONGEST_KEPT
    ]
    return tuple(dict.fromkeys(found))[:MOST_KEPT]


def address_of(pairs) -> str:
    return f"?{urlencode(pairs)}" if pairs else "?"
