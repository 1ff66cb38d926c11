"""A difference as a reader gets it: chapter by chapter, and only what changed.

A goal stands in the chapter where it is now, what is gone where it last stood; everything about an
action or a working group stands with its goal or chapter.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from .difference import LISTS, NAME_LENGTH, NUMBER, WORDING
from .summary import TIMING, WAYS, goals_by_what_happened, opening, visible, ways_told
from .wording import ADDED, REMOVED, SAME
from .words import ROW_NAMES, Wording, field_label, field_order, is_invisible, timing_words

# (of what it stems from, or what it became): the words before the other row's name.
DESCENT = {
    "stems_from": {"split": "Opgesplitst uit", "merged": "Samengevoegd uit"},
    "became": {"split": "Opgesplitst in", "merged": "Samengevoegd in"},
}
OTHERWISE = {"stems_from": "Voortgezet uit", "became": "Voortgezet in"}
# What is told of goals in lists at the top; whose timing alone changed stands per chapter.
LISTS_OF_GOALS = {
    "added": "Nieuw",
    "removed": "Verdwenen",
    "split": "Opgesplitst",
    "merged": "Samengevoegd",
    "reworded": "Herschreven",
    "moved": "Verplaatst",
    "changed": "Andere acties of kenmerken",
    "placed": "Ander nummer of andere volgorde",
}
TIMING_LABEL = "Timing"
SHORT = 12


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
    # Goals of the chapter about which there is nothing else to tell than their timing.
    retimed: list["Part"] = field(default_factory=list)

    @property
    def retimed_words(self) -> str:
        lines = [line for goal in self.retimed for line in goal.lines]
        lapsed = all(part == REMOVED for line in lines for part, _ in line.pieces)
        number = "1 doel" if len(self.retimed) == 1 else f"{len(self.retimed)} doelen"
        return f"{number}: alleen de timing {'verviel' if lapsed else 'veranderde'}"


@dataclass(frozen=True)
class Entry:
    """A row in a list at the top; `url` is its place on this page, `heirs` what it became."""

    name: str
    url: str = ""
    heirs: list["Entry"] = field(default_factory=list)


class Story:
    """`address` gives the page of a row: (kind, uid, whether the new text has it) → url or ''."""

    def __init__(self, account, *, since, address: Callable[[str, str, bool], str]):
        records = visible(account)
        told = [record for record in records if ways_told(record)]
        self.opening = opening(records, since)
        self.is_empty, self.is_short = not told, len(told) <= SHORT
        self.plan_lines: list[Line] = []
        self.note_lines: list[Line] = []
        self._address, self._wording = address, Wording(account)
        self._names = account["names"]
        self._chapters: dict[str, Part] = {}
        self._goals: dict[str, Part] = {}
        for record in told:
            self._tell(record)
        happened = goals_by_what_happened(records)
        self._fold({*happened["retimed"]})
        self.lists = [*self._lists_of_goals(records, happened), *self._list_of_the_rest()]

    @property
    def chapters(self) -> list[Part]:
        return list(self._chapters.values())

    def _fold(self, uids):
        for chapter in self.chapters:
            chapter.retimed = [goal for goal in chapter.goals if goal.uid in uids]
            chapter.goals = [goal for goal in chapter.goals if goal.uid not in uids]
            for goal in chapter.retimed:
                # The line above them says it already.
                goal.ways = []

    # --- what really changed, at the top ----------------------------------------------------------
    def _lists_of_goals(self, records, happened):
        heirs = defaultdict(list)
        for record in (record for record in records if record["kind"] == "goal"):
            for old_uid, _ in record.get("stems_from", ()):
                heirs[old_uid].append(self._entry(record["uid"]))
        for what, heading in LISTS_OF_GOALS.items():
            if happened[what]:
                has_heirs = what in ("split", "merged")
                yield (
                    heading,
                    [self._entry(uid, heirs[uid] if has_heirs else ()) for uid in happened[what]],
                )

    def _entry(self, uid, heirs=()):
        url = f"#doel-{uid}" if uid in self._goals else ""
        return Entry(self._name(uid) or "Doel", url, list(heirs))

    def _list_of_the_rest(self):
        entries = [
            Entry(self._name(part.uid) or "Zonder titel", f"#hoofdstuk-{part.uid}")
            for part in self.chapters
            if part.ways or part.lines
        ]
        if self.plan_lines:
            entries.insert(0, Entry("Titel en inleiding", "#het-plan"))
        if self.note_lines:
            entries.append(Entry("Voetnoten", "#voetnoten"))
        if entries:
            yield "Buiten de doelen", entries

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
            part.way, part.ways = record["way"], [WAYS[way] for way in ways_told(record)]
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
        order, lines = field_order(kind), []
        for name in sorted(values, key=order.__getitem__):
            value = values[name]
            if name in TIMING:
                # Four fields, one thing to know; it stands where the first of them would.
                if not any(line.label == TIMING_LABEL for line in lines):
                    lines += self._timing_line(values, way)
            elif way == "kept":
                lines.append(self._line(kind, name, *value))
            elif self._is_worth_a_line(kind, name, value, way):
                pair = (None, value) if way == "new" else (value, None)
                lines.append(self._line(kind, name, *pair, way=way))
        return lines

    @staticmethod
    def _timing_line(values, way):
        """When, in words: nothing of a row that came or went and tells none."""
        given = {name: value for name, value in values.items() if name in TIMING}
        if way != "kept":
            part = ADDED if way == "new" else REMOVED
            words = timing_words(given)
            return [Line(TIMING_LABEL, [(part, words)], way)] if words else []
        old, new = (
            timing_words({name: pair[place] for name, pair in given.items()}) for place in (0, 1)
        )
        if old == new:
            return [Line(TIMING_LABEL, [(SAME, new)], way, remarks=[Remark("Leest hetzelfde.")])]
        pieces = [(part, words) for part, words in ((REMOVED, old), (ADDED, new)) if words]
        return [Line(TIMING_LABEL, pieces, way)]

    @staticmethod
    def _is_worth_a_line(kind, name, value, way):
        """Not what the heading says; of what is gone only words, for its own page has the rest."""
        if value in (None, "", [], False) or (kind in LISTS and name == NUMBER[kind]):
            return False
        if kind in LISTS and name == "title" and len(value) < NAME_LENGTH:
            return False
        return way == "new" or name in WORDING[kind]

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
        lines[0].ways = [WAYS[way] for way in ways_told(record)]
        lines[0].remarks = self._remarks(record) + lines[0].remarks
        return lines

    def _remarks(self, record):
        told = []
        if "was_in" in record:
            told.append(Remark("Stond bij", self._name(record["was_in"][1])))
        if "reordered" in record["is"]:
            told.append(Remark("Ging van plaats {} naar plaats {}.".format(*record["places"])))
        goes_on = "continued" in ways_told(record)
        for name, words in DESCENT.items():
            lines = record.get(name, ())
            for uid, how in (line for line in lines if goes_on or line[1] in words):
                url = self._address(record["kind"], uid, name == "became")
                told.append(Remark(words.get(how, OTHERWISE[name]), self._name(uid), url))
        return told
