"""A plan without a table of goals: numbered paragraphs ("1.1 …") with bullets under them, or
headings with a table of actions under each.

Much that is no plan has numbered paragraphs. So it only counts as one when at least half of the
numbered paragraphs have actions, a timing or people under them.
"""

from .blocks import Cell, Grid, Line, cells_of
from .codes import chapter_heading, chapter_of, goal_code
from .columns import Column
from .drafts import GroupCell
from .items import items_of
from .plan_builder import PlanBuilder
from .plan_outline import prose, rank, split_label, take_title
from .plan_tables import action_table
from .table_rows import TableReader
from .wording import is_nothing, looks_unfinished, one_line, strip_bullet

_PEOPLE = (Column.ORGANISER, Column.PARTICIPANTS)


class ParagraphReader:
    def __init__(self, builder: PlanBuilder, blocks: list[Line | Grid]):
        self.builder = builder
        self.blocks = blocks
        self.headings: list[Line] = []
        self.field: Column | None = None
        lines = [one for one in blocks if isinstance(one, Line)]
        codes = [found[0] for line in lines if (found := goal_code(line.labelled))]
        self.numbers = {chapter_of(code) for code in codes}

    def read(self) -> None:
        take_title(self.builder, self.blocks, None)
        for block in self.blocks:
            if isinstance(block, Grid):
                self._read_grid(block)
            elif block.text:
                self._read_line(block)
        self._keep_headings()
        self.builder.doubt(
            "document",
            "In dit document staan de doelen niet in een tabel. Ze zijn herkend aan hun nummers en "
            "titels: kijk alles goed na.",
        )

    @property
    def is_plan(self) -> bool:
        goals = [goal for chapter in self.builder.chapters for goal in chapter.goals]
        filled = [goal for goal in goals if goal.actions or goal.timings or goal.groups]
        return bool(goals) and len(filled) * 2 >= len(goals)

    def _read_line(self, line: Line) -> None:
        text = line.labelled
        if not line.bullet and (found := goal_code(text)):
            self._goal(*found, text)
        elif (heading := self._chapter_heading(line)) is not None:
            self._keep_headings()
            self.builder.start_chapter(*heading)
            self.field = None
        elif rank(line) is not None:
            self.headings.append(line)
        elif self.builder.goal and not self.headings:
            self._under_goal(line)
        elif self.builder.chapter and not self.headings:
            self.builder.chapter.description.append(prose(line))
        else:
            self.headings.append(line)

    def _chapter_heading(self, line: Line) -> tuple[str, str] | None:
        found = chapter_heading(line.labelled, loose=line.level is not None)
        looks_so = rank(line) is not None and not line.bullet
        return found if found and looks_so and found[0] in self.numbers else None

    def _goal(self, code: str, title: str, source: str) -> None:
        """A numbered goal; in a chapter without a number, the heading above it is the title."""
        chapter = self.builder.chapter
        if self.headings and rank(self.headings[-1]) and (not chapter or chapter.goals):
            heading = self.headings.pop()
            self._keep_headings()
            self.builder.start_chapter(chapter_of(code), heading.labelled)
        self._keep_headings()
        goal = self.builder.start_goal(code, title)
        goal.source.append(source)
        self.field = None

    def _keep_headings(self) -> None:
        """Headings and text that led to nothing: the introduction, or a doubt."""
        texts = [prose(line) for line in self.headings]
        if texts and not self.builder.chapters:
            self.builder.introduction.extend(texts)
        elif texts:
            chapter = self.builder.chapter
            self.builder.not_understood(chapter.number or chapter.title, "\n".join(texts))
        self.headings = []

    def _under_goal(self, line: Line) -> None:
        goal = self.builder.goal
        goal.source.append(prose(line))
        if labelled := split_label(line.text):
            self.field = labelled[0]
            rest = Line(labelled[1], bullet=True)
            if labelled[1] and not is_nothing(labelled[1]):
                self._into_field(rest)
            return
        in_list = line.bullet or bool(line.label) or strip_bullet(line.text)[1]
        if in_list or self.field:
            self.field = self.field or Column.ACTIONS
            self._into_field(line)
        elif looks_unfinished(goal.title, line.text):
            goal.title = f"{goal.title} {line.text}"
        else:
            self.builder.not_understood(goal.code, line.text)

    def _into_field(self, line: Line) -> None:
        goal = self.builder.goal
        if self.field is Column.ACTIONS:
            goal.actions.extend(item.text for item in items_of([line]))
        elif self.field is Column.TIMING:
            goal.add_timing(one_line(line.text))
        elif self.field in _PEOPLE:
            self._add_person(line)
        else:
            self.builder.not_understood(goal.code, line.text)

    def _add_person(self, line: Line) -> None:
        goal = self.builder.goal
        organisers = self.field is Column.ORGANISER
        same = [group for group in goal.groups if group.organisers == organisers]
        if not same:
            goal.groups.append(GroupCell(Cell(), organisers))
            same = goal.groups[-1:]
        line.bullet = False if not same[0].cell.blocks else line.bullet
        same[0].cell.blocks.append(line)

    def _read_grid(self, grid: Grid) -> None:
        table = action_table(grid)
        headings = [line for line in self.headings if rank(line) is not None]
        if table and headings:
            self._goal_above(headings)
        if table and self.builder.goal:
            TableReader(self.builder, table).read_under_goal()
            return
        text = " | ".join(cell.text for cell in cells_of(grid) if cell.text)
        self.builder.not_understood("tabel", text, "Deze tabel is niet als plan gelezen")

    def _goal_above(self, headings: list[Line]) -> None:
        """The last heading above a table of actions is its goal, one above that its chapter."""
        *upper, goal = headings
        self.headings = [line for line in self.headings if line is not goal]
        if upper:
            self.headings.remove(upper[-1])
            self._keep_headings()
            found = chapter_heading(upper[-1].labelled, loose=upper[-1].level is not None)
            self.builder.start_chapter(*(found or ("", upper[-1].labelled)))
        self._keep_headings()
        self.builder.start_goal(*(goal_code(goal.labelled) or ("", goal.labelled)))
