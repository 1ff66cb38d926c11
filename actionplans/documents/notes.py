"""Footnotes: finding their texts, and taking their digits out of the words they hang on.

A reference is a real footnote, a raised digit, or (in documents that went through a PDF) a digit
glued to a word: "stuurgroep1", "2020-20253". The last kind only counts when a note with that number
really stands in the document, and is always told to the officer.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .blocks import Grid, Line, lines_of
from .plan_document import Doubt, NumberedNote
from .wording import fold, quote

# Inside texts a reference is written in private characters, which clean_run() took out of whatever
# came from outside: ten digits and a closing one, so that two references in a row stay two.
_END = "\ue10a"
_TO_MARK = str.maketrans("0123456789⁰¹²³⁴⁵⁶⁷⁸⁹", "".join(map(chr, range(0xE100, 0xE10A))) * 2)
_TO_RAISED = str.maketrans("".join(map(chr, range(0xE100, 0xE10A))), "⁰¹²³⁴⁵⁶⁷⁸⁹", _END)
_TO_DIGIT = str.maketrans("".join(map(chr, range(0xE100, 0xE10A))), "0123456789", _END)
_MARK = re.compile(f"[\ue100-\ue109]+{_END}")
_LIFTED = re.compile(f" ?((?:[\ue100-\ue109]+{_END})+)(?=(.?))")
# As many digits as a raised run has at most; more are no reference.
_RAISED_DIGITS = re.compile("(?<![⁰¹²³⁴⁵⁶⁷⁸⁹])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_ONLY_NUMBERS = re.compile(r"\s*\(?\d{1,3}\)?(?:[,;\s]+\d{1,3})*\s*")

_MARKED_NOTE = re.compile(f"([\ue100-\ue109]+){_END}[\\s.:)]*(?=\\S)")
_PLAIN_NOTE = re.compile(r"(\d{1,2})\s*(?=[^\W\d_])")
_GLUED = re.compile(r"(?<=[^\W\d_]{2}[^\W\d_)’”])(\d{1,2})(?![\w-])")
_UNIT = re.compile(r"\b[kcd]?m$")
_GLUED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(\d)(?!\d)")


def mark(number: int) -> str:
    return str(number).translate(_TO_MARK) + _END


def mark_raised(text: str) -> str:
    """A raised run: its numbers become references, anything else (a raised "de") stays text."""
    if not _ONLY_NUMBERS.fullmatch(text):
        return text
    marks = "".join(mark(int(number)) for number in re.findall(r"\d+", text))
    return marks + " " * text.endswith(" ")


def mark_raised_characters(text: str) -> str:
    """The same for the characters ¹²³, which need no raised run."""
    return _RAISED_DIGITS.sub(lambda found: found.group().translate(_TO_MARK) + _END, text)


def shown(text: str) -> str:
    """A text as it stood on paper, its references raised."""
    return text.translate(_TO_RAISED)


@dataclass
class NoteBook:
    """The notes of one document, and the references that were met."""

    notes: dict[int, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def lift(self, text: str) -> tuple[str, list[int]]:
        """The text without its references, and the numbers they had. An unknown one stays (m²)."""
        numbers: list[int] = []

        def take(found: re.Match) -> str:
            marks = _MARK.findall(found[1])
            kept = []
            for one in marks:
                number = int(one.translate(_TO_DIGIT))
                if number in self.notes:
                    numbers.append(number)
                else:
                    self._tell_unknown(number, text[: found.start()])
                    kept.append(shown(one))
            blank = " " if found[0].startswith(" ") and (kept or found[2].isalnum()) else ""
            return blank + "".join(kept)

        lifted = fold(_LIFTED.sub(take, text))
        return lifted, list(dict.fromkeys(numbers))

    def _tell_unknown(self, number: int, before: str) -> None:
        if _UNIT.search(before):
            return
        told = (
            f"Bij {quote(shown(before)[-60:])} staat {number} als noot, maar die noot is er niet."
        )
        self.doubts.append(Doubt(f"noot {number}", shown(told)))

    def plain(self, text: str, where: str) -> str:
        """For texts that cannot carry notes: the reference is told instead of lost."""
        lifted, numbers = self.lift(text)
        for number in numbers:
            told = (
                f"Noot {number} hoort bij {quote(lifted)}. Daar kan geen noot staan: kijk dit na."
            )
            self.doubts.append(Doubt(shown(where), shown(told)))
        return lifted

    def as_parts(self) -> list[NumberedNote]:
        return [NumberedNote(number, shown(self.notes[number])) for number in sorted(self.notes)]

    def collect(self, blocks: list[Line | Grid]) -> list[Line | Grid]:
        """Take the paragraphs that are notes out of the blocks; glued digits become references."""
        marked, glued = _references(blocks, self.notes)
        kept: list[Line | Grid] = []
        for block in blocks:
            if isinstance(block, Grid):
                self._collect_below_rows(block, marked)
            elif self._takes(_note_in(block, marked, glued)):
                continue
            kept.append(block)
        self._unglue(kept, (glued & set(self.notes)) - marked)
        return kept

    def _takes(self, note: tuple[int, str] | None) -> bool:
        if note is None or note[0] in self.notes:
            return False
        self.notes[note[0]] = note[1]
        return True

    def _collect_below_rows(self, grid: Grid, marked: set[int]) -> None:
        """Some put the notes in a last row over the full width of the table."""
        full = [row[0] for row in grid.rows if row and all(cell is row[0] for cell in row)]
        for cell in {id(cell): cell for cell in full}.values():
            cell.blocks = [
                one
                for one in cell.blocks
                if isinstance(one, Grid) or not self._takes(_note_in(one, marked, set()))
            ]

    def _unglue(self, blocks: list[Line | Grid], numbers: set[int]) -> None:
        for grid in (block for block in blocks if isinstance(block, Grid)):
            for line in lines_of([grid]):
                for pattern in (_GLUED, _GLUED_YEAR):
                    line.text = pattern.sub(lambda found: self._unglued(found, numbers), line.text)

    def _unglued(self, found: re.Match, numbers: set[int]) -> str:
        number = int(found[1])
        if number not in numbers:
            return found[0]
        before = found.string[max(found.start(1) - 60, 0) : found.start(1)].split()[-1]
        told = (
            f"In {quote(before + found[1])} is {number} gelezen als verwijzing naar noot {number}."
        )
        self.doubts.append(Doubt(f"noot {number}", shown(told)))
        return found[0][: found.start(1) - found.start()] + mark(number)


def _references(blocks: Iterable[Line | Grid], known: dict) -> tuple[set[int], set[int]]:
    """The numbers that are referred to: by a mark anywhere, by a glued digit in a table."""
    marked, glued = set(), set()
    for block in blocks:
        for line in lines_of([block]):
            body = line.text
            if isinstance(block, Line):
                body = _MARKED_NOTE.sub("", body, count=1) if _MARKED_NOTE.match(body) else body
            marked |= {int(one.translate(_TO_DIGIT)) for one in _MARK.findall(body)}
            if isinstance(block, Grid):
                glued |= {int(found[1]) for found in _GLUED.finditer(line.text)}
                glued |= {int(found[1]) for found in _GLUED_YEAR.finditer(line.text)}
    return marked | set(known), glued


def _note_in(line: Line, marked: set[int], glued: set[int]) -> tuple[int, str] | None:
    """The number and text of a paragraph that is a note.

    A raised number in front is proof enough; a plain one ("1 Samenstelling …", without a full stop)
    only when something refers to it.
    """
    if line.level is not None or line.label:
        return None
    if found := _MARKED_NOTE.match(line.text):
        return int(found[1].translate(_TO_DIGIT)), fold(line.text[found.end() :])
    found = _PLAIN_NOTE.match(line.text)
    if found and not line.bold and int(found[1]) in marked | glued:
        return int(found[1]), fold(line.text[found.end() :])
    return None
