"""Which column of a table holds what, whatever order and whichever words the city chose."""

import re
from enum import StrEnum

from .blocks import Cell, cells_of_row
from .codes import goal_code
from .wording import strip_bullet


class Column(StrEnum):
    """What a column of a plan table is about."""

    CHAPTER = "hoofdstuk"
    CODE = "nummer"
    GOAL = "doel"
    ACTIONS = "acties"
    ORGANISER = "trekker"
    PARTICIPANTS = "werkgroep"
    TIMING = "timing"
    SDG = "SDG"
    OTHER = "andere"


# In this order: "actiehouder" is a person before it is an action, "strategische doelstelling" a
# chapter before it is a goal. "Doelgroep" is none of them.
_MEANINGS = [
    (Column.SDG, r"\bsdg(?:['’]?s)?\b|duurzame ontwikkeling"),
    (Column.TIMING, r"\b(?:timing|termijn|planning|periode|wanneer|tijdspad|tijdpad|deadline|"
                    r"looptijd|tijdstip|jaar|tijdslijn|tijdlijn|fasering|uitvoeringsperiode)\b"),
    (Column.CODE, r"^(?:nr|nummer|code|n°|#|volgnr|volgnummer)$"),
    (Column.CHAPTER, r"\b(?:strategische|beleidsdoelstelling|verbintenis|commitment|punt|thema|"
                     r"domein|beleidsdomein|hoofdstuk|pijler|engagement)\b"),
    (Column.GOAL, r"\b(?:operationele? doel\w*|doel|doelen|doelstelling(?:en)?|od|subdoel\w*|"
                  r"actieplan|ambitie|streefdoel\w*)\b"),
    (Column.PARTICIPANTS, r"\b(?:werkgroep\w*|deelnemers?|partners?|betrokken\w*|wie|actoren|"
                          r"samenwerking\w*|medewerking|leden|stakeholders?)\b"),
    (Column.ORGANISER, r"\b(?:trekkers?|actietrekkers?|actiehouders?|organisator\w*|"
                       r"(?:eind)?verantwoordelijken?|co[oö]rdinator\w*|initiatiefnemers?|eigenaar)\b"),
    (Column.ACTIONS, r"\b(?:actie|acties|maatregel\w*|initiatief|initiatieven|activiteit\w*|"
                     r"aanpak|uitvoering|wat|actiepunten|realisaties?)\b"),
]  # fmt: skip
_COMPILED = [(column, re.compile(pattern)) for column, pattern in _MEANINGS]
# A heading of a column is a few words; a sentence that happens to say "doel" is not.
_LONGEST_HEADING = 70


def column_of(heading: str) -> Column | None:
    """What a column with this heading holds; None when the words say nothing."""
    words = re.sub(r"[^\w'’#°]+", " ", heading.lower()).strip()
    if not words or len(words) > _LONGEST_HEADING:
        return None
    return next((column for column, pattern in _COMPILED if pattern.search(words)), None)


def header_columns(row: list[Cell]) -> list[Column] | None:
    """The meaning of each place of a row, if this row is the header of a plan table."""
    cells = cells_of_row(row)
    meanings = {id(cell): column_of(cell.text) for cell in cells}
    if len(set(meanings.values()) - {None}) < 2:
        return None
    if any(len(one.text) > _LONGEST_HEADING or _is_entry(one.text) for one in cells):
        return None
    columns = [meanings[id(cell)] or Column.OTHER for cell in row]
    return _with_one_goal(columns, row)


def _is_entry(text: str) -> bool:
    """A very short goal or action ("1.1 Doel") still is no heading."""
    return goal_code(text) is not None or strip_bullet(text)[1]


def _with_one_goal(columns: list[Column], row: list[Cell]) -> list[Column] | None:
    """Of two columns of goals the first names the chapter; without any, the chapter's is it."""
    goals = list(dict.fromkeys(id(row[at]) for at, one in enumerate(columns) if one is Column.GOAL))
    if len(goals) > 1 and Column.CHAPTER not in columns:
        return [
            Column.CHAPTER if id(row[at]) == goals[0] else column
            for at, column in enumerate(columns)
        ]
    if not goals and Column.CHAPTER in columns:
        return [Column.GOAL if one is Column.CHAPTER else one for one in columns]
    return columns
