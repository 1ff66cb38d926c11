"""The document around the tables: title, introduction, chapters, and what stands in between.

Each plan table belongs to the nearest chapter heading above it. Which headings are chapters is not
fixed (styles, bold lines, plain "3. …"): it is the kind that most tables have one of above them.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from .blocks import Cell, Grid, Line
from .codes import chapter_heading
from .columns import Column, column_of
from .plan_builder import PlanBuilder
from .plan_tables import PlanTable
from .table_rows import TableReader
from .wording import strip_bullet

# Kinds of headings that have no level of their own, after Word's nine.
_BOLD_NUMBERED, _BOLD, _PLAIN_NUMBERED = 10, 11, 12
_LONGEST_HEADING = 250
_LONGEST_BOLD = 120
_INTRODUCTION = re.compile(r"(?:inleiding|voorwoord|ten geleide)\W*", re.IGNORECASE)
_NO_CHAPTER = re.compile(
    r"inleiding|voorwoord|situering|context|visie|missie|leeswijzer|inhoud|omgevingsanalyse|methodiek|"
    r"besluit|slot|bijlage|conclusie|samenvatting|historiek|begrippen|achtergrond|bronnen|opvolging",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"([^:.\n]{2,40}):\s*(.*)", re.DOTALL)
_PEOPLE = (Column.ORGANISER, Column.PARTICIPANTS)


@dataclass
class Segment:
    """The text up to and including one plan table; the last one has no table."""

    blocks: list[Line | Grid] = field(default_factory=list)
    table: PlanTable | None = None

    def ranks(self) -> list[int | None]:
        return [rank(one) if isinstance(one, Line) else None for one in self.blocks]


def rank(line: Line) -> int | None:
    """How high a heading is: Word's level, or how much it looks like one; None is plain text."""
    if line.level is not None:
        return line.level or None
    numbered = chapter_heading(line.labelled) is not None and not line.bullet
    if numbered and len(line.text) <= _LONGEST_HEADING:
        return _BOLD_NUMBERED if line.bold else _PLAIN_NUMBERED
    ends_sentence = line.text.endswith((".", ":", ";", ","))
    short = len(line.text) <= _LONGEST_BOLD and not ends_sentence
    return _BOLD if line.bold and short and not line.bullet else None


def prose(line: Line) -> str:
    """A paragraph as running text, its list mark kept."""
    if line.bullet and not strip_bullet(line.text)[1]:
        return f"- {line.text}"
    return line.labelled


def split_label(text: str) -> tuple[Column, str] | None:
    """ "Werkgroep: dienst A, dienst B" as what it is about and the rest."""
    match = _LABELLED.fullmatch(text)
    column = column_of(match[1]) if match else None
    return (column, match[2].strip()) if column else None


def take_title(builder: PlanBuilder, blocks: list[Line | Grid], keep_rank: int | None) -> None:
    """The title out of the blocks: what is styled so, else a first line that stands out.

    `keep_rank`: a first line of this rank is a chapter.
    """
    styled = [one for one in blocks if isinstance(one, Line) and one.level == 0 and one.text]
    if styled:
        builder.title = [line.text for line in styled]
        blocks[:] = [one for one in blocks if isinstance(one, Grid) or one.level != 0]
        return
    first = next((one for one in blocks if isinstance(one, Line) and one.text), None)
    if first is None or chapter_heading(first.labelled) or rank(first) == keep_rank:
        return
    if first is blocks[0] and rank(first) is not None:
        builder.title = [first.text]
        blocks.remove(first)


class OutlineReader:
    """Walks the segments and gives the builder its chapters, each followed by its table."""

    def __init__(self, builder: PlanBuilder, segments: list[Segment]):
        self.builder = builder
        self.segments = segments

    def read(self) -> None:
        opening = self.segments[0].blocks
        chapter_rank = self._chapter_rank()
        alone = self.segments[0].ranks().count(chapter_rank) == 1
        elsewhere = any(chapter_rank in one.ranks() for one in self.segments[1:] if one.table)
        take_title(self.builder, opening, chapter_rank if alone and elsewhere else None)
        self.chapter_rank = self._chapter_rank()
        for segment in self.segments:
            self._read_text(segment)
            if segment.table:
                TableReader(self.builder, segment.table).read()

    def _chapter_rank(self) -> int | None:
        """The kind of heading that most tables have above them; numbered ones go first."""
        with_table = [segment for segment in self.segments if segment.table]
        numbered, any_kind = Counter(), Counter()
        for segment in with_table:
            lines = [one for one in segment.blocks if isinstance(one, Line)]
            any_kind.update({found for one in lines if (found := rank(one))})
            numbered.update({rank(one) for one in lines if rank(one) and _heading(one)[0]})
        for kinds in (numbered, any_kind):
            if kinds and (kinds is any_kind or max(kinds.values()) * 2 >= len(with_table)):
                return min(kinds, key=lambda kind: (-kinds[kind], kind))
        return None

    def _read_text(self, segment: Segment) -> None:
        headings = self._chapters_in(segment)
        loose: list[str] = []
        current = None
        skipped = False
        for place, block in enumerate(segment.blocks):
            if skipped:
                skipped = False
            elif isinstance(block, Grid):
                text = " | ".join(cell.text for row in block.rows for cell in row if cell.text)
                self.builder.not_understood("tabel", text, "Deze tabel is niet als plan gelezen")
            elif place in headings:
                number, title = _heading(block)
                if not title:
                    title, skipped = self._title_below(segment, place, block)
                current = self.builder.start_chapter(number, title, from_heading=True)
            elif current is None:
                loose.append(self._loose(block))
            else:
                self._describe(current, block)
        self._keep_loose([text for text in loose if text])

    def _chapters_in(self, segment: Segment) -> set[int]:
        """Which blocks open a chapter: the last heading above the table, and those before it whose
        numbers lead up to it without a table of their own."""
        places = [at for at, found in enumerate(segment.ranks()) if found == self.chapter_rank]
        if not places or self.chapter_rank is None:
            return set()
        known = _as_number(self.builder.chapter.number) if self.builder.chapter else 0
        if segment.table is None:
            return self._following(segment, places, known)
        chosen = {places[-1]}
        expected = _as_number(_heading(segment.blocks[places[-1]])[0]) - 1
        for place in reversed(places[:-1]):
            number, title = _heading(segment.blocks[place])
            if _as_number(number) != expected or expected <= known or _NO_CHAPTER.search(title):
                break
            chosen.add(place)
            expected -= 1
        return chosen

    def _following(self, segment: Segment, places: list[int], known: int) -> set[int]:
        """After the last table: chapters without goals, when their numbers simply go on."""
        chosen = set()
        for place in places:
            number, title = _heading(segment.blocks[place])
            if not number or _as_number(number) != known + 1 or _NO_CHAPTER.search(title):
                break
            chosen.add(place)
            known += 1
        return chosen

    def _title_below(self, segment: Segment, place: int, heading: Line) -> tuple[str, bool]:
        """ "Verbintenis 3" on one line, its title on the next."""
        below = segment.blocks[place + 1] if place + 1 < len(segment.blocks) else None
        if isinstance(below, Line) and rank(below) and below.text:
            return below.text, True
        return heading.labelled, False

    def _loose(self, line: Line) -> str:
        is_label = line.level is not None and _INTRODUCTION.fullmatch(line.text)
        return "" if is_label and not self.builder.chapters else prose(line)

    def _describe(self, chapter, line: Line) -> None:
        labelled = split_label(line.text)
        if labelled and labelled[0] in _PEOPLE:
            chapter.group_lines.append(line)
        elif line.text and not (rank(line) and column_of(line.text)):
            chapter.description.append(prose(line))

    def _keep_loose(self, texts: list[str]) -> None:
        """Text before the first chapter is the introduction; later it has no place of its own."""
        if not texts:
            return
        before = self.builder.chapters[-1] if self.builder.chapters else None
        is_opening = before is None or (before.from_heading and not before.goals)
        if is_opening:
            self.builder.introduction.extend(texts)
        else:
            where = before.number or before.title
            why = "Deze tekst staat na de tabel en is niet ingelezen"
            self.builder.not_understood(where, "\n".join(texts), why)


def segments_of(blocks: list[Line | Grid], tables: dict[int, PlanTable]) -> list[Segment]:
    segments = [Segment()]
    for block in blocks:
        if id(block) in tables:
            segments[-1].table = tables[id(block)]
            segments.append(Segment())
        else:
            segments[-1].blocks.append(block)
    return segments


def unwrapped(blocks: list[Line | Grid]) -> list[Line | Grid]:
    """Tables of one column are frames around text (or around the real table): open them."""
    flat: list[Line | Grid] = []
    for block in blocks:
        if isinstance(block, Grid) and block.width <= 1:
            cells: list[Cell] = list({id(row[0]): row[0] for row in block.rows if row}.values())
            flat.extend(one for cell in cells for one in unwrapped(cell.blocks))
        else:
            flat.append(block)
    return flat


def _heading(line: Line) -> tuple[str, str]:
    loose = line.level is not None or bool(line.label)
    return chapter_heading(line.labelled, loose=loose) or ("", line.labelled)


def _as_number(number: str) -> int:
    return int(number) if number.isdigit() else 0
