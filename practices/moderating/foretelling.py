"""What a merger will do, told before it happens: it cannot be taken back (P16).

Beside each other what a city tells in both fiches, and in sentences what becomes of every part.
"""

from dataclasses import dataclass

from ..fiche.fields import PARTS
from ..fiche.labels import labels_of
from ..fiche.shown import Shown, by_name
from ..models import ChangeProposal
from .merging import JOIN, KEEP, REPLACE, Clash, clashes

SETTLED = {
    KEEP: "{place}: wat daar al staat, blijft. De tekst uit deze fiche gaat niet mee.",
    REPLACE: "{place}: de tekst uit deze fiche komt in de plaats van wat daar stond.",
    JOIN: "{place}: beide teksten komen onder elkaar te staan.",
}
CITY_READS = " De stad krijgt in haar mail de tekst die wegvalt."
CITY_IS_ASKED = " De bevestiging vervalt: de stad kijkt de tekst opnieuw na."


@dataclass(frozen=True)
class Row:
    """One rubric, as it stands in the other fiche and in the one that disappears."""

    label: str
    theirs: Shown | None
    mine: Shown | None


@dataclass(frozen=True)
class SideBySide:
    clash: Clash
    rows: list[Row]


def side_by_side(clashing) -> list[SideBySide]:
    """The shown rubrics of both texts of each city."""
    found = []
    for clash in clashing:
        theirs, mine = (_rubrics(section) for section in (clash.theirs, clash.mine))
        names = [name for name in PARTS["section"] if name in theirs or name in mine]
        rows = [Row(_label(theirs, mine, name), theirs.get(name), mine.get(name)) for name in names]
        found.append(SideBySide(clash, rows))
    return found


def _rubrics(section):
    content = section.version.content if section.version else {}
    return by_name("section", content, labels=labels_of(("section", content)))


def _label(theirs, mine, name):
    return (theirs.get(name) or mine[name]).label


def foretold(practice, target, choices=None) -> list[str]:
    """Sentences; without `choices` nothing is said about the cities that tell in both."""
    clashing = clashes(practice, target)
    told = [
        f"De tekst die alle steden delen: die van “{target.title}” blijft, ongewijzigd. Die van"
        f" “{practice.title}” leest niemand nog; hij blijft bewaard, en VVSG leest hem in nazicht"
        f" onder de code {practice.code}.",
        f"Het adres van deze fiche, ook in oude mails, leidt voortaan naar “{target.title}”.",
    ]
    staying = [clash.mine.pk for clash in clashing]
    moving = practice.sections.exclude(pk__in=staying).select_related("city").order_by("sort_key")
    if places := [section.place for section in moving]:
        told.append(f"Verhuizen mee, met hun eigen datum: {', '.join(places)}.")
    for clash in clashing:
        told += _of(clash, (choices or {}).get(clash.key))
    waiting = practice.proposals.filter(state__in=ChangeProposal.HANDED_IN).count()
    if waiting:
        what = (
            "1 open voorstel vervalt" if waiting == 1 else f"{waiting} open voorstellen vervallen"
        )
        told.append(
            f"{what} bij deze fiche. Wie het deed, krijgt een mail en kan het bij"
            f" “{target.title}” opnieuw doen."
        )
    return told


def _of(clash, choice) -> list[str]:
    if clash.is_hidden:
        return [f"{clash.mine.place}: de sectie in deze fiche is verborgen, en gaat niet mee."]
    if choice not in SETTLED:
        return []
    told = SETTLED[choice].format(place=clash.mine.place)
    if choice != JOIN and clash.mine.city_id:
        told += CITY_READS
    return [told if choice == KEEP else told + CITY_IS_ASKED]
