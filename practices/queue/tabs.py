"""The tabs of the queue, and what waits for whom in one line.

What somebody took still counts for everybody: taking hides nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..models import ChangeProposal
from . import aging, answers, checking, handled, waiting
from .filtering import in_order

HEADS = {
    "nieuw": ("Ingediend", "Wacht", "Signalen"),
    "voorstellen": ("Ingediend", "Wacht", "Signalen"),
    "achteraf": ("Geschreven", "Wacht", "Signalen"),
    "indiener": ("Gevraagd", "Verwacht tegen", "Signalen"),
    "veroudering": ("Na te kijken op", "", "Waarom"),
    "afgehandeld": ("Op", "Uitkomst", "Door"),
}


@dataclass(frozen=True)
class Tab:
    """`word` stands in the address; `is_ours` says that VVSG is waited for."""

    word: str
    label: str
    rows: Callable
    count: Callable[[], int]
    is_ours: bool = False
    empty: str = ""

    @property
    def can_be_taken(self):
        return self.word in ("nieuw", "voorstellen")

    @property
    def first_sort(self):
        return "kortst" if self.word == "afgehandeld" else "langst"

    @property
    def heads(self) -> tuple[str, str, str]:
        """What the columns after the city are called: a day, how long, and what to know."""
        return HEADS[self.word]


TABS = {
    tab.word: tab
    for tab in (
        Tab(
            *("nieuw", "Nieuw", waiting.new_rows, lambda: waiting.new_practices().count(), True),
            empty="Er wacht geen nieuwe fiche. Wat een stad indient, verschijnt hier.",
        ),
        Tab(
            *("voorstellen", "Wijzigingsvoorstellen", waiting.proposal_rows),
            *(lambda: ChangeProposal.objects.waiting().count(), True),
            empty="Er wacht geen voorstel. Wijzigingen, foto’s, updates en opmerkingen komen hier.",
        ),
        Tab(
            *("achteraf", "Achteraf nakijken", checking.rows, checking.count, True),
            empty="Alles wat steden over zichzelf schreven, is nagekeken.",
        ),
        Tab(
            *("indiener", "Wacht op indiener", answers.rows, answers.count),
            empty="Er wacht niets op een indiener.",
        ),
        Tab(
            *("veroudering", "Veroudering", aging.rows, aging.count),
            empty="Geen tekst is over haar datum, en de radar vond niets.",
        ),
        Tab(
            *("afgehandeld", "Afgehandeld", handled.handled_rows),
            lambda: handled.handled().count(),
            empty="De laatste 90 dagen werd niets afgehandeld.",
        ),
    )
}
FIRST = "nieuw"
OURS = [tab.word for tab in TABS.values() if tab.is_ours]


@dataclass(frozen=True)
class Standing:
    """'Jij: 2 · Team: 9 · oudste 6 werkdagen'."""

    mine: int
    team: int
    oldest: int


def standing(rows_by_tab) -> Standing:
    """Of the rows of the tabs in `OURS`."""
    ours = [row for rows in rows_by_tab.values() for row in rows]
    mine = [row for row in ours if row.is_of_me]
    return Standing(len(mine), len(ours), max((row.waits for row in ours), default=0))


def rows_of(word, user) -> list:
    return in_order(TABS[word].rows(user), TABS[word].first_sort)


def with_counts(rows_by_tab) -> list[tuple[Tab, int]]:
    """Every tab with how much is in it; counted only where the rows are not at hand."""
    return [
        (tab, len(rows_by_tab[word]) if word in rows_by_tab else tab.count())
        for word, tab in TABS.items()
    ]
