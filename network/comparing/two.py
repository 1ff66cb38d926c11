"""The page of two plans: what its address says, and where it leads on to."""

from dataclasses import dataclass

from django.urls import reverse

from actionplans.comparing.two_plans import (
    NoPairError,
    Pair,
    compare_plans,
    plans_to_choose,
    read_pair,
)
from actionplans.differences.kept import code_of, in_order

from .filtering import address_of, kept_pairs

LONGEST_CODE = 140
BOTH = ("a", "b")


@dataclass(frozen=True)
class Asked:
    """The plans to choose from, the codes as they came, the pair or None, and what went wrong."""

    plans: list
    codes: dict
    pair: Pair | None = None
    message: str = ""
    is_wrong: bool = False


def asked_pair(params, question) -> Asked:
    plans = plans_to_choose()
    codes = {name: params.get(name, "")[:LONGEST_CODE].strip() for name in BOTH}
    try:
        found = read_pair(codes["a"], codes["b"], plans)
    except NoPairError as error:
        return Asked(plans, codes, message=str(error), is_wrong=error.is_wrong)
    if found is None:
        return Asked(plans, codes)
    return Asked(plans, codes, compare_plans(*found, day=question.day, only=question.only))


def addresses(params, question, pair) -> dict:
    """Of the same two the other way round, of today, and of what changed inside one city."""
    rest = [*kept_pairs(params, without=BOTH), *question.chosen.pairs()]
    as_they_stand = [("a", pair.a.code), ("b", pair.b.code)]
    swapped = [("a", pair.b.code), ("b", pair.a.code)]
    return {
        "swapped": address_of([*swapped, *rest]),
        "today": address_of([*as_they_stand, *_without(rest, "op")]),
        "without_theme": address_of([*as_they_stand, *_without(rest, "thema")]),
        "same": address_of([*as_they_stand, *rest]),
        "difference": _difference(pair),
    }


def _without(pairs, name):
    return [one for one in pairs if one[0] != name]


def _difference(pair):
    """Two texts of one city have an account of what changed between them."""
    if not pair.has_text or pair.a.plan.city_id != pair.b.plan.city_id:
        return ""
    older, newer = in_order(pair.a.edition, pair.b.edition)
    plan = newer.plan
    address = reverse("actionplans:difference", args=[plan.city.slug, plan.slug, newer.number])
    return address + address_of([("met", code_of(older, plan))])
