"""The numbers that Word prints but does not store: counted again, in reading order.

Lists that share an abstract list share its counters; a list with a start override begins anew.
"""

from dataclasses import dataclass, field

from lxml import etree

from .word_xml import number, value, w
from .wording import clean_text

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip
_DEPTHS = range(9)


@dataclass
class _Level:
    kind: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass
class _List:
    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)
    style_numbering: str | None = None


class Numbering:
    """Gives each numbered paragraph its label when asked in reading order."""

    def __init__(self, root: etree._Element | None):
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        abstracts = {one.get(w("abstractNumId")): one for one in root.findall(w("abstractNum"))}
        by_link = {value(one, "styleLink"): one for one in abstracts.values()}
        for element in root.findall(w("num")):
            abstract = abstracts.get(value(element, "abstractNumId"))
            if abstract is None:
                continue
            link = value(abstract, "numStyleLink")
            abstract = by_link.get(link, abstract) if link else abstract
            entry = _List(abstract.get(w("abstractNumId"), ""), _levels(abstract))
            for override in element.findall(w("lvlOverride")):
                _override(entry, override)
            self._lists[element.get(w("numId"), "")] = entry

    def label(self, numbering: tuple[str, int]) -> tuple[str, bool]:
        """What is printed in front, and whether that is a mere bullet."""
        list_id, depth = numbering
        entry = self._lists.get(list_id)
        if entry is None:
            return "", False
        level = entry.levels.get(depth, _Level())
        counters = self._count(list_id, entry, depth)
        if level.kind in ("bullet", "none"):
            return "", level.kind == "bullet"
        text = level.pattern
        for step in _DEPTHS:
            if f"%{step + 1}" in text:
                upper = entry.levels.get(step, _Level())
                count = counters.get(step, upper.start)
                text = text.replace(f"%{step + 1}", _written(count, upper.kind))
        return clean_text(text), False

    def _count(self, list_id: str, entry: _List, depth: int) -> dict[int, int]:
        counters = self._counters.setdefault(entry.abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for step, start in entry.restarts.items():
                counters[step] = start - 1
        start = entry.levels.get(depth, _Level()).start
        counters[depth] = counters.get(depth, start - 1) + 1
        for deeper in range(depth + 1, 9):
            counters.pop(deeper, None)
        return counters


def _levels(holder: etree._Element) -> dict[int, _Level]:
    return {number(one.get(w("ilvl"))) or 0: _level(one) for one in holder.findall(w("lvl"))}


def _level(element: etree._Element) -> _Level:
    start = number(value(element, "start"))
    kind = value(element, "numFmt") or "decimal"
    return _Level(kind, (value(element, "lvlText") or "")[:60], 1 if start is None else start)


def _override(entry: _List, override: etree._Element) -> None:
    depth = number(override.get(w("ilvl"))) or 0
    level = override.find(w("lvl"))
    if level is not None:
        entry.levels[depth] = _level(level)
    restart = number(value(override, "startOverride"))
    if restart is not None:
        entry.restarts[depth] = restart


def _written(count: int, kind: str) -> str:
    if kind.endswith("Letter") and count > 0:
        repeats, place = divmod(count - 1, 26)
        written = _LETTERS[place] * min(repeats + 1, 8)
    elif kind.endswith("Roman") and 0 < count < 4000:
        written = _roman(count)
    else:
        written = f"{count:02d}" if kind == "decimalZero" else str(count)
    return written.upper() if kind.startswith("upper") else written


def _roman(count: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        written += letters * times
    return written
