"""From Word's runs to lines of text, as they would look with all changes accepted.

Insertions stay and deletions go, comments and field codes are no text, text boxes come after the
paragraph that they hang on, and each reference to a note becomes a mark (see notes.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from .blocks import Line
from .notes import mark, mark_raised, mark_raised_characters
from .word_numbering import Numbering
from .word_styles import Styles, numbering_of
from .word_xml import WordFile, local, number, switched_on, value, w
from .wording import clean_run, fold, one_line

_DELETED = {"del", "moveFrom", "delText", "moveFromRangeStart"}
_NO_TEXT = {"pPr", "rPr", "instrText", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "sectPr"}
_CHARACTERS = {
    "br": "\n",
    "cr": "\n",
    "tab": " ",
    "ptab": " ",
    "noBreakHyphen": "-",
}
_PICTURES = {"drawing", "pict", "object"}


@dataclass
class Piece:
    """A stretch of text with one look."""

    text: str
    bold: bool = False


@dataclass
class Paragraph:
    """A paragraph while it is read."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: int = 0
    picture_texts: list[str] = field(default_factory=list)


class WordText:
    """Reads paragraphs in order: numbers and notes count on."""

    def __init__(self, file: WordFile):
        self.styles = Styles(file.styles)
        self.numbering = Numbering(file.numbering)
        self.changed = self.hid_text = False
        self._note_numbers: dict[tuple[str, str], int] = {}
        self.notes = self._number_notes(file)

    def _number_notes(self, file: WordFile) -> dict[int, str]:
        """Footnotes first, then endnotes, each in the order of their references."""
        texts: dict[int, str] = {}
        for kind, part in (("footnote", file.footnotes), ("endnote", file.endnotes)):
            stored = {} if part is None else {one.get(w("id")): one for one in part}
            for reference in file.document.iter(w(f"{kind}Reference")):
                key = (kind, reference.get(w("id"), ""))
                deleted = any(local(holder) in _DELETED for holder in reference.iterancestors())
                if deleted or key in self._note_numbers or key[1] not in stored:
                    continue
                self._note_numbers[key] = len(texts) + 1
                texts[len(texts) + 1] = self._note_text(stored[key[1]])
        return texts

    def _note_text(self, note: etree._Element) -> str:
        lines = (self.line(paragraph)[0].text for paragraph in note.iter(w("p")))
        return one_line(" ".join(lines))

    def line(self, element: etree._Element, glued=()) -> tuple[Line, list[etree._Element]]:
        """The paragraph as a line, and the text boxes that hang on it.

        `glued` are the paragraphs before it whose end was deleted: their text runs on in this one.
        """
        properties = element.find(w("pPr"))
        style_id = value(properties, "pStyle") or self.styles.default
        style = self.styles.of(style_id)
        paragraph = Paragraph()
        for part in (*glued, element):
            self._read(part, paragraph, style_id)
        text = fold("".join(piece.text for piece in paragraph.pieces))
        line = Line(text, pictures=paragraph.pictures)
        line.picture_text = fold(" ".join(paragraph.picture_texts))
        line.level = self._level(properties, style.level) if text else None
        inked = [piece for piece in paragraph.pieces if piece.text.strip()]
        line.bold = bool(inked) and all(piece.bold for piece in inked)
        numbering = numbering_of(properties) or style.numbering
        # Word gives an empty paragraph no number to speak of, but a deleted one would keep it.
        if numbering and text:
            line.label, line.bullet = self.numbering.label(numbering)
        if style.contents:
            line.text = line.label = ""
        return line, paragraph.boxes

    def _level(self, properties: etree._Element | None, level: int | None) -> int | None:
        outline = number(value(properties, "outlineLvl"))
        if outline is None:
            return level
        return outline + 1 if 0 <= outline <= 8 else None

    def _read(self, holder: etree._Element, into: Paragraph, style_id: str | None) -> None:
        for child in holder:
            name = local(child)
            if name in _DELETED:
                self.changed = True
            elif name == "r":
                self._read_run(child, into, style_id)
            elif name == "AlternateContent":
                self._read(preferred(child), into, style_id)
            elif name == "sdt":
                self._read_control(child, into, style_id)
            elif name not in _NO_TEXT and name != "p":
                self.changed = self.changed or name in ("ins", "moveTo")
                self._read(child, into, style_id)

    def _read_control(self, control: etree._Element, into: Paragraph, style_id) -> None:
        """A content control; "click here to enter text" is not the officer's text."""
        if not is_placeholder(control):
            for content in control.findall(w("sdtContent")):
                self._read(content, into, style_id)

    def _read_run(self, run: etree._Element, into: Paragraph, style_id: str | None) -> None:
        properties = run.find(w("rPr"))
        paragraph_style = self.styles.of(style_id)
        own_style = self.styles.of(value(properties, "rStyle"))
        hidden = switched_on(properties, "vanish")
        bold = switched_on(properties, "b")
        position = value(properties, "vertAlign")
        if own_style.hidden or paragraph_style.hidden if hidden is None else hidden:
            self.hid_text = True
            return
        is_bold = own_style.bold or paragraph_style.bold if bold is None else bold
        raised = own_style.raised if position is None else position == "superscript"
        text = clean_run("".join(self._characters(run, into)))
        if raised:
            text = mark_raised(text)
        text = mark_raised_characters(text) + "".join(self._note_marks(run))
        if text:
            into.pieces.append(Piece(text, bool(is_bold)))

    def _characters(self, run: etree._Element, into: Paragraph) -> Iterator[str]:
        for child in run:
            name = local(child)
            if name == "t":
                yield child.text or ""
            elif name == "sym":
                yield _symbol(child)
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            elif name == "AlternateContent":
                yield from self._characters(preferred(child), into)
            elif name in _PICTURES:
                self._read_picture(child, into)
            elif name in _DELETED:
                self.changed = True

    def _note_marks(self, run: etree._Element) -> Iterator[str]:
        for kind in ("footnote", "endnote"):
            for reference in run.findall(w(f"{kind}Reference")):
                found = self._note_numbers.get((kind, reference.get(w("id"), "")))
                if found:
                    yield mark(found)

    def _read_picture(self, picture: etree._Element, into: Paragraph) -> None:
        """A picture or a text box: Word draws both with the same element."""
        boxes = list(outermost(picture, w("txbxContent")))
        into.boxes.extend(boxes)
        if not boxes:
            into.pictures += 1
            described = [one for one in picture.iter() if local(one) in ("docPr", "shape")]
            texts = (one.get("descr") or one.get("alt") or one.get("title") for one in described)
            into.picture_texts.extend(clean_run(text) for text in texts if text)


def is_placeholder(control: etree._Element) -> bool:
    properties = control.find(w("sdtPr"))
    return properties is not None and properties.find(w("showingPlcHdr")) is not None


def preferred(alternatives: etree._Element) -> etree._Element:
    """Word writes new drawings twice, the second time for old programs: only one is the text."""
    choices = [one for one in alternatives if local(one) == "Choice" and len(one)]
    fallbacks = [one for one in alternatives if local(one) == "Fallback"]
    return (choices or fallbacks or [etree.Element("none")])[0]


def outermost(holder: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The elements of this name that stand in no other one, the old twin of a drawing left out."""
    for child in preferred_children(holder):
        if child.tag == tag:
            yield child
        else:
            yield from outermost(child, tag)


def preferred_children(holder: etree._Element) -> Iterator[etree._Element]:
    for child in holder:
        if local(child) == "AlternateContent":
            yield from preferred(child)
        elif local(child):
            yield child


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font. Word writes it in the private range, sometimes without it."""
    code = int(number_from_hex(element.get(w("char"))))
    if 0x20 <= code <= 0xFF:
        code += 0xF000
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0xFFFE else ""


def number_from_hex(raw: str | None) -> int:
    try:
        return int(raw or "", 16)
    except ValueError:
        return 0
