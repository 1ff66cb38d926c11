"""What every reader makes of its file before anybody thinks about plans: lines and grids.

A cell that is merged over several rows or columns is one Cell object standing at each place it
covers, so that "the same cell as above" is simply `is`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property


@dataclass
class Line:
    """A paragraph. `label` is the number that the word processor prints in front of it."""

    text: str
    label: str = ""
    bullet: bool = False
    # 0 is the title of the document, 1 to 9 are headings, None is ordinary text.
    level: int | None = None
    bold: bool = False
    pictures: int = 0
    # What the pictures in it are said to show.
    picture_text: str = ""

    @property
    def labelled(self) -> str:
        return f"{self.label} {self.text}".strip() if self.label and not self.bullet else self.text


@dataclass(eq=False)
class Cell:
    """A cell with its paragraphs, and the grids that stand inside of it."""

    blocks: list["Line | Grid"] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return list(lines_of(self.blocks))

    @cached_property
    def text(self) -> str:
        """Kept once asked: a merged cell is asked for by each of its rows. Ask only when the reader
        and the notes are done with the lines."""
        return "\n".join(line.labelled for line in self.lines if line.labelled)


@dataclass(eq=False)
class Grid:
    """A table, every row as wide as the widest."""

    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def lines_of(blocks: list[Line | Grid]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for cell in cells_of(block):
                yield from lines_of(cell.blocks)


def cells_of(grid: Grid) -> Iterator[Cell]:
    """Each cell once, in reading order, however many places it covers."""
    seen: set[int] = set()
    for row in grid.rows:
        for cell in row:
            if id(cell) not in seen:
                seen.add(id(cell))
                yield cell


def cells_of_row(row: list[Cell]) -> list[Cell]:
    return list({id(cell): cell for cell in row}.values())
