"""Which tables of a document hold the plan, and what each of their columns is about."""

from .blocks import Cell, Grid, cells_of_row
from .codes import goal_code
from .columns import Column, header_columns
from .wording import is_timing, one_line

# A title or a merged chapter row may stand above the header.
_WHERE_HEADER_MAY_STAND = 4


class PlanTable:
    """A grid with known columns. `header` is the row they were read from, if there is one."""

    def __init__(self, grid: Grid, columns: list[Column], header: list[Cell] | None):
        self.grid = grid
        self.columns = columns
        self.header = header
        self.headings = cells_of_row(header) if header else []

    def fields(self, row: list[Cell]) -> dict[Column, list[Cell]]:
        """The cells of a row by meaning; a cell over several columns counts for the first of them.

        Word's grid may differ from row to row by a hair: as many cells as the header has, are the
        same columns.
        """
        cells = cells_of_row(row)
        by_order = len(cells) == len(self.headings)
        fields: dict[Column, list[Cell]] = {}
        for place, cell in enumerate(cells):
            at = self.header.index(self.headings[place]) if by_order else row.index(cell)
            column = self.columns[at] if at < len(self.columns) else Column.OTHER
            fields.setdefault(column, []).append(cell)
        return fields

    def cells(self, column: Column) -> list[Cell]:
        return [cell for row in self.grid.rows for cell in self.fields(row).get(column, [])]

    def heading_of(self, row: list[Cell], cell: Cell) -> str:
        at = row.index(cell)
        return one_line(self.header[at].text) if self.header and at < len(self.header) else ""


def plan_table(grid: Grid, previous: PlanTable | None, *, follows: bool) -> PlanTable | None:
    """The grid as a plan table, if it is one: by its header, or as the next page of the previous.

    `follows`: nothing but text stands between the two.
    """
    for row in grid.rows[:_WHERE_HEADER_MAY_STAND]:
        columns = header_columns(row)
        if columns and Column.GOAL in columns:
            return PlanTable(grid, columns, row)
        if columns and Column.ACTIONS in columns:
            return None
    turned = _turned(grid)
    if turned:
        return turned
    if previous and previous.grid.width == grid.width:
        same = PlanTable(grid, previous.columns, previous.header)
        if follows or any(goal_code(cell.text) for cell in same.cells(Column.GOAL)):
            return same
    return _guessed(grid)


def action_table(grid: Grid) -> PlanTable | None:
    """A table of actions without their goal: the goal stands above it, as a heading."""
    for row in grid.rows[:_WHERE_HEADER_MAY_STAND]:
        columns = header_columns(row)
        if columns and Column.ACTIONS in columns and Column.GOAL not in columns:
            return PlanTable(grid, columns, row)
    return None


def _turned(grid: Grid) -> PlanTable | None:
    """A sheet per goal, with the headings in the first column instead of the first row."""
    if not 2 <= grid.width <= 3 or not grid.rows:
        return None
    columns = header_columns([row[0] for row in grid.rows])
    if not columns or Column.GOAL not in columns:
        return None
    rows = [[row[at] for row in grid.rows] for at in range(grid.width)]
    return PlanTable(Grid(rows), columns, rows[0])


def _guessed(grid: Grid) -> PlanTable | None:
    """A table without headings: goals are where the codes are, timing where the years are."""
    width = grid.width
    texts = [[one_line(row[at].text) for row in grid.rows] for at in range(width)]
    coded = [sum(1 for text in column if goal_code(text)) for column in texts]
    if width < 2 or max(coded, default=0) < 2:
        return None
    columns = [Column.OTHER] * width
    columns[coded.index(max(coded))] = Column.GOAL
    for at, column in enumerate(texts):
        written = [text for text in column if text]
        if columns[at] is Column.GOAL or not written:
            continue
        if all(map(is_timing, written)):
            columns[at] = Column.TIMING
        elif all(text.lower().startswith("sdg") for text in written):
            columns[at] = Column.SDG
        elif Column.ACTIONS not in columns:
            columns[at] = Column.ACTIONS
        elif Column.PARTICIPANTS not in columns:
            columns[at] = Column.PARTICIPANTS
    return PlanTable(grid, columns, None)
