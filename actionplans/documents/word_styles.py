"""What a Word style says about a paragraph or run: heading, numbered, bold, raised, hidden."""

import re
from dataclasses import dataclass

from lxml import etree

from .word_xml import number, switched_on, value, w

# Word keeps the English names inside, other programs write what they show.
_HEADING = re.compile(r"(?:heading|kop|überschrift|titre)\s*([1-9])", re.IGNORECASE)
_TITLES = {"title", "titel"}
_CONTENTS = re.compile(r"(?:toc|inhopg|inhoudsopgave|contents)\b", re.IGNORECASE)
# A chain of styles "based on" each other may be a circle in a broken file.
_LONGEST_CHAIN = 12


@dataclass
class Style:
    """One style with what it inherited already filled in."""

    level: int | None = None
    numbering: tuple[str, int] | None = None
    bold: bool = False
    raised: bool = False
    hidden: bool = False
    contents: bool = False


class Styles:
    """All styles of a document, looked up by the id that paragraphs carry."""

    def __init__(self, root: etree._Element | None):
        found = [] if root is None else root.findall(w("style"))
        self._elements = {value_of_id(style): style for style in reversed(found)}
        self._known: dict[str | None, Style] = {None: Style()}
        default = [style for style in found if _is_default_paragraph(style)]
        self.default = value_of_id(default[0]) if default else None

    def of(self, style_id: str | None) -> Style:
        if style_id not in self._known:
            self._known[style_id] = self._resolved(style_id)
        return self._known[style_id]

    def _resolved(self, style_id: str | None) -> Style:
        style = Style()
        for element in reversed(self._chain(style_id)):
            _apply(style, element)
        # Documents without a styles part still carry telling ids.
        if style_id not in self._elements:
            _apply_name(style, style_id or "")
        return style

    def _chain(self, style_id: str | None) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while style_id in self._elements and len(chain) < _LONGEST_CHAIN:
            chain.append(self._elements[style_id])
            style_id = value(chain[-1], "basedOn")
        return chain


def value_of_id(style: etree._Element) -> str:
    return style.get(w("styleId"), "")


def _is_default_paragraph(style: etree._Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on")


def _apply(style: Style, element: etree._Element) -> None:
    run = element.find(w("rPr"))
    paragraph = element.find(w("pPr"))
    bold, hidden = switched_on(run, "b"), switched_on(run, "vanish")
    style.bold = style.bold if bold is None else bold
    style.hidden = style.hidden if hidden is None else hidden
    if position := value(run, "vertAlign"):
        style.raised = position == "superscript"
    outline = number(value(paragraph, "outlineLvl"))
    if outline is not None:
        style.level = outline + 1 if 0 <= outline <= 8 else None
    if numbering := numbering_of(paragraph):
        style.numbering = numbering
    _apply_name(style, value(element, "name") or "")


def _apply_name(style: Style, name: str) -> None:
    if heading := _HEADING.fullmatch(name.strip()):
        style.level = int(heading[1])
    if name.strip().lower() in _TITLES:
        style.level = 0
    if _CONTENTS.match(name):
        style.contents = True


def numbering_of(paragraph: etree._Element | None) -> tuple[str, int] | None:
    """The list (numId) and depth in it; numId 0 means: no number here, whatever the style says."""
    holder = None if paragraph is None else paragraph.find(w("numPr"))
    if holder is None:
        return None
    depth = number(value(holder, "ilvl")) or 0
    return value(holder, "numId") or "", min(max(depth, 0), 8)
