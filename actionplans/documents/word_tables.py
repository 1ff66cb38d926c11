"""Word's blocks: paragraphs and tables in reading order, with merged cells laid out on a grid."""

from lxml import etree

from .blocks import Cell, Grid, Line
from .errors import ImportLimits, UnreadableDocument
from .word_text import WordText, is_placeholder, preferred
from .word_xml import local, number, switched_on, value, w

_WRAPPERS = {"sdtContent", "customXml", "ins", "moveTo", "smartTag"}
_GONE = {"del", "moveFrom"}
_TOO_MANY_ROWS = (
    f"Een tabel in dit document heeft meer dan {ImportLimits.TABLE_ROWS} rijen. Dat is te veel "
    "voor een actieplan. Kijk of je het juiste document koos."
)


class WordBlocks:
    """Reads a body, cell or text box; a text box follows the paragraph that it hangs on."""

    def __init__(self, text: WordText):
        self.text = text
        self.skipped_inserts = False

    def read(self, holder: etree._Element) -> list[Line | Grid]:
        blocks: list[Line | Grid] = []
        glued: list[etree._Element] = []
        for child in self._inside(holder, ("p", "tbl", "altChunk")):
            name = local(child)
            if name == "p" and _end_was_deleted(child):
                self.text.changed = True
                glued.append(child)
            elif name == "p":
                line, boxes = self.text.line(child, glued)
                blocks.append(line)
                glued = []
                for box in boxes:
                    blocks.extend(self.read(box))
            elif name == "tbl":
                blocks.append(self._grid(child))
            else:
                self.skipped_inserts = True
        if glued:
            blocks.append(self.text.line(glued[-1], glued[:-1])[0])
        return blocks

    def _inside(self, holder: etree._Element, names: tuple[str, ...]):
        """The children of these names, through content controls and accepted changes."""
        for child in holder:
            name = local(child)
            if name in names:
                yield child
            elif name in _GONE:
                self.text.changed = True
            elif name == "sdt" and not is_placeholder(child):
                yield from self._inside(child, names)
            elif name == "AlternateContent":
                yield from self._inside(preferred(child), names)
            elif name in _WRAPPERS:
                yield from self._inside(child, names)

    def _grid(self, table: etree._Element) -> Grid:
        rows: list[list[Cell]] = []
        for element in self._inside(table, ("tr",)):
            properties = element.find(w("trPr"))
            if switched_on(properties, "del"):
                self.text.changed = True
                continue
            row = self._row(element, properties, rows[-1] if rows else [])
            rows.extend([row] if row else [])
            if len(rows) > ImportLimits.TABLE_ROWS:
                raise UnreadableDocument(_TOO_MANY_ROWS)
        width = max((len(row) for row in rows), default=0)
        for row in rows:
            row.extend([Cell()] * (width - len(row)))
        return Grid(rows)

    def _row(self, element: etree._Element, properties, above: list[Cell]) -> list[Cell]:
        before = min(number(value(properties, "gridBefore")) or 0, ImportLimits.TABLE_COLUMNS)
        row = [Cell()] * max(before, 0)
        for holder in self._inside(element, ("tc",)):
            settings = holder.find(w("tcPr"))
            span = number(value(settings, "gridSpan")) or 1
            room = ImportLimits.TABLE_COLUMNS - len(row)
            cell = self._merged_into(settings, row, above) or Cell()
            cell.blocks.extend(_with_text(self.read(holder)))
            row.extend([cell] * max(min(span, room), 0))
        return row

    def _merged_into(self, settings, row: list[Cell], above: list[Cell]) -> Cell | None:
        """The cell that this one only continues: the one above, or (old files) to the left.

        Word hides what a continuation holds; it is kept with the cell it belongs to all the same.
        """
        if _continues(settings, "hMerge") and row:
            return row[-1]
        if _continues(settings, "vMerge") and len(row) < len(above):
            return above[len(row)]
        return None


def _continues(settings: etree._Element | None, name: str) -> bool:
    merge = None if settings is None else settings.find(w(name))
    return merge is not None and merge.get(w("val"), "continue") == "continue"


def _end_was_deleted(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None


def _with_text(blocks: list[Line | Grid]) -> list[Line | Grid]:
    return [one for one in blocks if isinstance(one, Grid) or one.text or one.pictures]
