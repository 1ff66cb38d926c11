"""A difference as a reader gets it: chapter by chapter, and only what changed.

A goal stands in the chapter where it is now, what is gone where it last stood; everything about an
action or a working group stands with its goal or chapter.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from .difference import LISTS, NAME_LENGTH, NUMBER, WORDING
from .summary import WAYS, counts, opening, visible
from .wording import ADDED, REMOVED
from .words import ROW_NAMES, Wording, field_label, field_order, is_invisible

# (of what it stems from, or what it became): the words before the other row's name.
DESCENT = {
    "stems_from": {"split": "Afgesplitst van", "merged": "Samengevoegd uit"},
    "became": {"split": "Opgesplitst in", "merged": "Samengevoegd in"},
}
OTHERWISE = {"stems_from": "Voortgezet uit", "became": "Voortgezet in"}
SHORT = 12
YEARS = ("timing_from", "timing_until")


@dataclass
class Remark:
    """A sentence about a row, with the name of another row that it speaks of."""

    words: str
    name: str = ""
    url: str = ""


@dataclass
class Line:
    """Old beside new. `way` is kept, new or gone; of the last two one side is empty."""

    label: str
    pieces: list[tuple[str, str]]
    way: str = "kept"
    about: str = ""
    ways: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass
class Part:
    """A chapter or a goal about which there is something to tell."""

    uid: str
    number: str
    name: str
    url: str = ""
    way: str = "kept"
    ways: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    goals: list["Part"] = field(default_factory=list)


class Story:
    """`address` gives the page of a row: (kind, uid, whether the new text has it) → url or ''."""

    def __init__(self, account, *, since, address: Callable[[str, str, bool], str]):
        records = visible(account)
        self.opening = opening(records, since)
        self.counts = counts(records)
        self.is_empty, self.is_short = not records, len(records) <= SHORT
        self.plan_lines: list[Line] = []
        self.note_lines: list[Line] = []
        self._address, self._wording = address, Wording(account)
        self._names = account["names"]
        self._chapters: dict[str, Part] = {}
        self._goals: dict[str, Part] = {}
        for record in records:
            self._tell(record)

    @property
    def chapters(self) -> list[Part]:
        return list(self._chapters.values())

    # --- where a record is told -----------------------------------------------------------------
    def _tell(self, record):
        kind, uid = record["kind"], record["uid"]
        if kind == "edition":
            self.plan_lines = self._lines(record)
        elif kind == "note":
            self.note_lines += self._row_lines(record)
        elif kind in LISTS:
            home = record["home"][1]
            part = self._chapter(uid) if kind == "chapter" else self._goal(uid, record["way"], home)
            part.way, part.ways = record["way"], [WAYS[way] for way in record["is"]]
            part.remarks, part.lines = self._remarks(record), self._lines(record) + part.lines
        else:
            home_kind, home = record["home"]
            part = self._chapter(home) if home_kind == "chapter" else self._goal(home)
            part.lines += self._row_lines(record)

    def _chapter(self, uid):
        if uid not in self._chapters:
            self._chapters[uid] = Part(uid, *self._called(uid))
        return self._chapters[uid]

    def _goal(self, uid, way="kept", chapter=None):
        if uid not in self._goals:
            url = self._address("goal", uid, way != "gone")
            self._goals[uid] = Part(uid, *self._called(uid), url=url)
            self._chapter(chapter or self._names[uid][3]).goals.append(self._goals[uid])
        return self._goals[uid]

    def _called(self, uid):
        _, number, words, _ = self._names.get(uid, ("", "", "", ""))
        return number, f"{words.rstrip()}…" if len(words) == NAME_LENGTH else words

    def _name(self, uid):
        return " ".join(self._called(uid)).strip()

    # --- one record -----------------------------------------------------------------------------
    def _lines(self, record):
        """A line for each field that changed; of a row that came or went, for what it says."""
        kind, way = record["kind"], record["way"]
        values = record.get("fields") or record.get("row") or {}
        written = values.get("timing_text", "")
        # The years are in the words as the city wrote them, when it did.
        skipped = YEARS if written and all(written) else ()
        order = field_order(kind)
        lines = []
        for name in sorted(values.keys() - skipped, key=order.__getitem__):
            value = values[name]
            if way == "kept":
                lines.append(self._line(kind, name, *value))
            elif self._is_worth_a_line(kind, name, value, way):
                pair = (None, value) if way == "new" else (value, None)
                lines.append(self._line(kind, name, *pair, way=way))
        return lines

    @staticmethod
    def _is_worth_a_line(kind, name, value, way):
        """Not what the heading says; of what is gone only words, for its own page has the rest."""
        if value in (None, "", [], False) or (kind in LISTS and name == NUMBER[kind]):
            return False
        if kind in LISTS and name == "title" and len(value) < NAME_LENGTH:
            return False
        return way == "new" or name in WORDING[kind] or name == "timing_text"

    def _line(self, kind, name, old, new, way="kept"):
        line = Line(field_label(kind, name), self._wording.pieces(kind, name, old, new), way)
        if is_invisible(old, new):
            line.remarks = [Remark("Alleen spaties of regeleinden zijn anders.")]
        return line

    def _row_lines(self, record):
        """The lines of an action, a participant or a note; the first says what happened to it."""
        kind, way, uid = record["kind"], record["way"], record["uid"]
        if kind == "participation" and way != "kept":
            part = ADDED if way == "new" else REMOVED
            lines = [Line("", [(part, self._wording.member(record["row"]))], way)]
        else:
            lines = self._lines(record) or [Line("", [], way, about=self._name(uid))]
        main = field_label(kind, WORDING[kind][0])
        for line in lines:
            if line.label in ("", main):
                line.label = ROW_NAMES[kind]
            else:
                line.label = f"{ROW_NAMES[kind]}: {line.label.lower()}"
                line.about = self._name(uid) if way == "kept" else ""
        lines[0].ways = [WAYS[way] for way in record["is"]]
        lines[0].remarks = self._remarks(record) + lines[0].remarks
        return lines

    def _remarks(self, record):
        told = []
        if "was_in" in record:
            told.append(Remark("Stond bij", self._name(record["was_in"][1])))
        if "reordered" in record["is"]:
            told.append(Remark("Ging van plaats {} naar plaats {}.".format(*record["places"])))
        for name, words in DESCENT.items():
            for uid, how in record.get(name, ()):
                url = self._address(record["kind"], uid, name == "became")
                told.append(Remark(words.get(how, OTHERWISE[name]), self._name(uid), url))
        return told
