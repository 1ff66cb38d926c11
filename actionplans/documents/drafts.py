"""A plan while it is read: goals may still go on in the next row, groups have no place yet."""

from dataclasses import dataclass, field

from .blocks import Cell, Line


@dataclass
class GroupCell:
    """A cell with people, as one goal's row saw it. The same cell may be seen by many rows."""

    cell: Cell
    organisers: bool = False

    @property
    def text(self) -> str:
        return self.cell.text


@dataclass
class GoalDraft:
    """A goal; its texts still hold the marks of notes."""

    code: str
    title: str
    actions: list[str] = field(default_factory=list)
    timings: list[str] = field(default_factory=list)
    sdgs: list[int] = field(default_factory=list)
    groups: list[GroupCell] = field(default_factory=list)
    source: list[str] = field(default_factory=list)

    def add_timing(self, timing: str) -> None:
        if timing and timing not in self.timings:
            self.timings.append(timing)


@dataclass
class ChapterDraft:
    """A chapter; `from_heading` tells a heading above the table from a row inside of it."""

    number: str
    title: str
    from_heading: bool = False
    description: list[str] = field(default_factory=list)
    group_lines: list[Line] = field(default_factory=list)
    goals: list[GoalDraft] = field(default_factory=list)
