"""Where a working group belongs: to the chapter, or to one goal.

A cell that covers the chapter's rows (merged, or written once beside the first goal) is the
chapter's; so is one group repeated in each row. Rows that differ have groups of their own.
"""

from collections import Counter

from .blocks import Line
from .drafts import ChapterDraft, GoalDraft
from .people import Group, read_group


class Placement:
    """The groups of one chapter for one kind of column (organisers, or participants)."""

    def __init__(self, chapter: ChapterDraft, *, organisers: bool):
        self.organisers = organisers
        self.per_goal = [
            [group for group in goal.groups if group.organisers == organisers and group.text]
            for goal in chapter.goals
        ]
        self.cells = {id(group.cell): group for row in self.per_goal for group in row}

    @property
    def shared(self) -> bool:
        """Whether the chapter has one group."""
        texts = {group.text for group in self.cells.values()}
        if len(texts) != 1 or not self.per_goal[0]:
            return False
        written_once = len(self.cells) == 1
        return written_once or all(self.per_goal)

    @property
    def only_beside_first(self) -> bool:
        """Written once and not merged: most likely meant for all, but worth a look."""
        return self.shared and len(self.per_goal) > 1 and not any(self.per_goal[1:])

    @property
    def differs(self) -> bool:
        return bool(self.cells) and not self.shared

    @property
    def partly_merged(self) -> bool:
        rows = Counter(one for row in self.per_goal for one in {id(group.cell) for group in row})
        return self.differs and max(rows.values()) > 1


def lines_for_chapter(placement: Placement) -> list[Line]:
    first = next(iter(placement.cells.values()), None)
    return first.cell.lines if first else []


def lines_for_goal(goal: GoalDraft, *, organisers: bool) -> list[Line]:
    cells = {id(one.cell): one.cell for one in goal.groups if one.organisers == organisers}
    return [line for cell in cells.values() for line in cell.lines]


def read_both(organisers: list[Line], participants: list[Line]) -> Group:
    """One group out of the column of leaders and the column of participants."""
    first = read_group(organisers, organisers=True) if organisers else Group()
    second = read_group(participants) if participants else Group()
    note = "\n".join(one for one in (first.note, second.note) if one)
    return Group(first.participants + second.participants, note, first.split + second.split)
