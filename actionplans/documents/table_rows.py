"""Rows of a plan table become goals, whatever the order of the columns.

A row with a goal in it is a goal; a row that goes on under a merged goal cell, or has none, belongs
to the goal above; a row over the full width opens a chapter. What cannot be placed is quoted.
"""

from .blocks import Cell, Line, cells_of_row
from .codes import chapter_heading, goal_code, loose_goal_code
from .columns import Column, header_columns
from .drafts import GoalDraft, GroupCell
from .items import items_of
from .plan_builder import PlanBuilder
from .plan_tables import PlanTable
from .wording import (
    beside_sdg_numbers,
    is_nothing,
    join_broken,
    looks_unfinished,
    one_line,
    quote,
    sdg_numbers,
    strange_sdg_numbers,
)

_GROUPS = (Column.ORGANISER, Column.PARTICIPANTS)


class TableReader:
    """Reads one plan table into the builder."""

    def __init__(self, builder: PlanBuilder, table: PlanTable):
        self.builder = builder
        self.table = table
        self.used: set[int] = set()
        # Which goals of this table have a code decides what a goal cell without one means.
        self.coded = any(goal_code(cell.text) for cell in table.cells(Column.GOAL))
        builder.has_sdg_column |= Column.SDG in table.columns
        self.has_code_column = Column.CODE in table.columns

    def read(self) -> None:
        if self.table.header is None:
            text = "Deze tabel heeft geen kolomkoppen. Kijk na of elke kolom goed begrepen is."
            self.builder.doubt("tabel", text)
        for row in self.table.grid.rows:
            self._read_row(row)

    def _read_row(self, row: list[Cell]) -> None:
        cells = [cell for cell in cells_of_row(row) if cell.text and id(cell) not in self.used]
        columns = header_columns(row)
        if columns and Column.GOAL in columns:
            self.table = PlanTable(self.table.grid, columns, row)
            self.used |= {id(cell) for cell in row}
        elif len(cells) == 1 and self._spans_row(row, cells[0]):
            self._read_full_width(cells[0])
        elif any(cell.text or _pictures(cell) for cell in row):
            self._read_goal_row(row)

    def _spans_row(self, row: list[Cell], cell: Cell) -> bool:
        """Merged over the row, or a chapter's title in its first cell with nothing beside it."""
        if self.table.grid.width > 1 and all(one is cell for one in row):
            return True
        others_empty = not any(one.text for one in row if one is not cell)
        return others_empty and row[0] is cell and bool(chapter_heading(cell.text))

    def _read_full_width(self, cell: Cell) -> None:
        self.used.add(id(cell))
        text = one_line(cell.text)
        chapter = self.builder.chapter
        if found := goal_code(text):
            self._goal(*found, cell.text)
        elif heading := chapter_heading(text, loose=_stands_out(cell)):
            self.builder.start_chapter(*heading)
        elif chapter and not chapter.goals and not _stands_out(cell):
            chapter.description.append(text)
        else:
            self.builder.start_chapter("", text)
            told = f"{quote(text)} is gelezen als de titel van een hoofdstuk."
            self.builder.doubt(self.builder.chapter.title, told)

    def _read_goal_row(self, row: list[Cell]) -> None:
        fields = self.table.fields(row)
        self._chapter_column(fields)
        goal = self._goal_of(fields)
        if goal is None:
            text = " | ".join(cell.text for cell in cells_of_row(row) if cell.text)
            self.builder.not_understood("tabel", text, "Deze rij hoort bij geen enkel doel")
        else:
            self._fill(goal, row, fields)

    def read_under_goal(self) -> None:
        """A table of actions only: all its rows belong to the goal that stands above it."""
        header = self.table.header
        for row in self.table.grid.rows:
            if row is not header and header_columns(row) != self.table.columns:
                self._fill(self.builder.goal, row, self.table.fields(row))

    def _fill(self, goal: GoalDraft, row: list[Cell], fields: dict[Column, list[Cell]]) -> None:
        fresh = [cell for cell in cells_of_row(row) if id(cell) not in self.used]
        goal.source.append(" | ".join(cell.text for cell in fresh if cell.text))
        self._actions(goal, fields)
        for cell in fields.get(Column.TIMING, []):
            goal.add_timing("" if is_nothing(cell.text) else one_line(cell.text))
        for cell in fields.get(Column.SDG, []):
            self._sdgs(goal, cell)
        for column in _GROUPS:
            for cell in fields.get(column, []):
                goal.groups.append(GroupCell(cell, column is Column.ORGANISER))
        for cell in fields.get(Column.OTHER, []):
            self._other(goal, row, cell)
        self.used |= {id(cell) for cell in row}

    def _chapter_column(self, fields: dict[Column, list[Cell]]) -> None:
        for cell in fields.get(Column.CHAPTER, []):
            if not cell.text:
                continue
            text = one_line(cell.text)
            number, title = chapter_heading(text, loose=True) or ("", text)
            self.builder.start_chapter(number, title or text)

    def _goal_of(self, fields: dict[Column, list[Cell]]) -> GoalDraft | None:
        """The goal that this row is about: a new one, or the one above."""
        cells = fields.get(Column.GOAL, [])
        fresh = [cell for cell in cells if id(cell) not in self.used]
        text = one_line(" ".join(cell.text for cell in fresh))
        code_text = one_line(" ".join(cell.text for cell in fields.get(Column.CODE, [])))
        if is_nothing(text):
            return self._goal_above(cells, fields)
        if self.has_code_column and code_text:
            code, _ = loose_goal_code(f"{code_text} ") or (code_text, "")
            return self._goal(code, text, "")
        found = goal_code(text) if self.coded else loose_goal_code(text)
        if found is None and self._continues(text):
            return self._goes_on(text)
        if found and len(several := _several_goals(fresh)) > 1:
            return self._start_several(several)
        if found is None:
            self.builder.doubt(quote(text, 40), "Dit doel heeft geen nummer in het document.")
        return self._goal(*(found or ("", text)), "")

    def _goal(self, code: str, title: str, source: str) -> GoalDraft:
        goal = self.builder.start_goal(code, title)
        if source:
            goal.source.append(source)
        return goal

    def _start_several(self, goals: list[tuple[str, str]]) -> GoalDraft:
        """Goals together in one cell: which action is whose, only the officer knows."""
        first, *_ = drafts = [self._goal(code, title, "") for code, title in goals]
        told = (
            f"In één cel staan {len(drafts)} doelen. Wat ernaast staat, is bij {first.code} gezet."
        )
        self.builder.doubt(first.code, told)
        return first

    def _continues(self, text: str) -> bool:
        before = self.builder.goal
        return bool(before and self.coded and looks_unfinished(before.title, text))

    def _goes_on(self, text: str) -> GoalDraft:
        """The second half of a goal that a page end cut in two."""
        goal = self.builder.goal
        goal.title = join_broken(goal.title, text)
        told = f"{quote(text)} is gelezen als het vervolg van dit doel."
        self.builder.doubt(goal.code or quote(goal.title, 40), told)
        return goal

    def _goal_above(self, cells: list[Cell], fields: dict[Column, list[Cell]]) -> GoalDraft | None:
        goal = self.builder.goal
        merged = any(id(cell) in self.used and cell.text for cell in cells)
        new = [
            cell.text
            for column in (Column.ACTIONS, Column.TIMING, Column.OTHER)
            for cell in fields.get(column, [])
            if id(cell) not in self.used and cell.text
        ]
        if goal and new and not merged:
            told = f"Een rij zonder doel is bij dit doel gelezen: {quote(one_line(' '.join(new)))}."
            self.builder.doubt(goal.code or quote(goal.title, 40), told)
        return goal

    def _actions(self, goal: GoalDraft, fields: dict[Column, list[Cell]]) -> None:
        for cell in fields.get(Column.ACTIONS, []):
            if id(cell) in self.used:
                if cell.text and not goal.actions:
                    told = f"Deze acties staan naast meer dan één doel: {quote(cell.text)}."
                    self.builder.doubt(goal.code or quote(goal.title, 40), told)
                continue
            items = items_of(cell.lines)
            if items and not items[0].opens and self._action_goes_on(goal, items[0].text):
                del items[0]
            goal.actions.extend(item.text for item in items)

    def _action_goes_on(self, goal: GoalDraft, rest: str) -> bool:
        """Join the second half of an action that a page end cut in two."""
        if not goal.actions or not looks_unfinished(goal.actions[-1], rest):
            return False
        goal.actions[-1] = join_broken(goal.actions[-1], rest)
        told = f"{quote(rest)} is gelezen als het vervolg van de vorige actie."
        self.builder.doubt(goal.code or quote(goal.title, 40), told)
        return True

    def _sdgs(self, goal: GoalDraft, cell: Cell) -> None:
        where = f"{goal.code or quote(goal.title, 40)}, SDG"
        text = one_line(" ".join([cell.text, *(line.picture_text for line in cell.lines)]))
        numbers, strange = sdg_numbers(text), strange_sdg_numbers(text)
        goal.sdgs.extend(numbers)
        self.builder.strange_sdgs.update(dict.fromkeys(strange))
        if (numbers or strange) and beside_sdg_numbers(text):
            self.builder.beside_sdgs[text] = None
        elif not numbers and not strange and not is_nothing(text):
            self.builder.not_understood(where, text)
        elif not numbers and _pictures(cell) and id(cell) not in self.used:
            self.builder.doubt(where, "De SDG's staan er als afbeelding. Duid ze zelf aan.")

    def _other(self, goal: GoalDraft, row: list[Cell], cell: Cell) -> None:
        if is_nothing(cell.text) or id(cell) in self.used:
            return
        heading = self.table.heading_of(row, cell)
        where = f"{goal.code or quote(goal.title, 40)}, {heading or 'andere kolom'}"
        self.builder.not_understood(where, cell.text, "Voor deze kolom is er geen plaats")


def _several_goals(cells: list[Cell]) -> list[tuple[str, str]]:
    """The goals in these cells; paragraphs without a code go on with the goal before them."""
    goals: list[tuple[str, list[str]]] = []
    for line in (line for cell in cells for line in cell.lines if line.text):
        if found := goal_code(line.labelled):
            goals.append((found[0], [found[1]]))
        elif goals:
            goals[-1][1].append(line.text)
        else:  # what stands in front is a goal too, so the cell is read as one
            return []
    return [(code, " ".join(texts)) for code, texts in goals]


def _pictures(cell: Cell) -> int:
    return sum(line.pictures for line in cell.lines)


def _stands_out(cell: Cell) -> bool:
    lines: list[Line] = [line for line in cell.lines if line.text]
    return bool(lines) and all(line.bold or line.level is not None for line in lines)
