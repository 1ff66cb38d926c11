"""The groups in which results stand, in their order on the page.

A city comes first: it is only found by its own name or province, and then it is what is meant.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sort:
    """`code` stands in the address; `one` and `many` are told with a number; `page` lists them."""

    code: str
    heading: str
    one: str
    many: str
    kinds: tuple
    page: str


SORTS = {
    sort.code: sort
    for sort in (
        Sort(
            "steden", "Steden", "stad of gemeente", "steden en gemeenten", ("city",), "cities:list"
        ),
        Sort(
            "plannen",
            "Plannen",
            "plan of hoofdstuk",
            "plannen en hoofdstukken",
            ("plan", "chapter"),
            "actionplans:list",
        ),
        Sort(
            "doelen",
            "Doelen en acties",
            "doel of actie",
            "doelen en acties",
            ("goal", "action"),
            "network:compare",
        ),
        Sort(
            "praktijken",
            "Praktijken",
            "praktijk",
            "praktijken",
            ("practice", "practice_section"),
            "practices:list",
        ),
        Sort(
            "vergaderingen",
            "Vergaderingen",
            "vergadering",
            "vergaderingen",
            ("meeting",),
            "network:meetings",
        ),
        Sort(
            "standpunten",
            "Standpunten",
            "standpunt",
            "standpunten",
            ("position",),
            "network:positions",
        ),
        Sort("jaarthemas", "Jaarthema’s", "jaarthema", "jaarthema’s", ("theme",), "network:themes"),
    )
}
KINDS = tuple(kind for sort in SORTS.values() for kind in sort.kinds)
# What a single result is, on its card.
NAMES = {
    **{"plan": "Plan", "chapter": "Hoofdstuk", "goal": "Doel", "action": "Actie"},
    **{
        "practice": "Praktijk",
        "practice_section": "Praktijk in een stad",
        "city": "Stad of gemeente",
    },
    **{"meeting": "Vergadering", "position": "Standpunt", "theme": "Jaarthema"},
}
