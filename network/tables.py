"""Tables to take away: csv and xlsx that Excel opens as they are meant.

What people wrote stays text: a spreadsheet never takes it for a formula. In csv such a text gets an
apostrophe in front, in xlsx the cell itself says that it holds text. Signs that nobody sees and
that the format refuses are left out.
"""

import csv
import io
import re
import unicodedata

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from cities.open_data import BOM
from cities.spreadsheet import plain_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
LONGEST_CELL = 32_000  # Excel takes 32,767 characters
NARROWEST, WIDEST = 8, 60
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")


def clean_text(value) -> str:
    """A text that both formats take: one kind of line end, nothing invisible."""
    text = str("" if value is None else value).replace("\r\n", "\n").replace("\r", "\n")
    return ILLEGAL_CHARACTERS_RE.sub("", text.replace("\u2028", "\n").replace("\x0b", "\n"))


def file_name(name, ending) -> str:
    """'vergelijken-punt-7-2026-03-22.csv': plain ASCII, with the day on which it was made."""
    plain = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:80] or "tabel"
    return f"{plain}-{timezone.localdate():%Y-%m-%d}.{ending}"


# --- csv -----------------------------------------------------------------------------------------
def csv_file(name, header, rows, *, above=()) -> HttpResponse:
    """Semicolons and a byte order mark, as a Dutch Excel expects; `above` are lines that say what
    this is (day, licence, address), before the header."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in (*([line] for line in above), header, *rows):
        writer.writerow([guarded(value) for value in row])
    return _download(BOM + out.getvalue(), "text/csv; charset=utf-8", name, "csv")


def guarded(value) -> str:
    """A cell of a csv; a number stays a number, also a negative one."""
    text = clean_text(value)
    return text if NUMBER.fullmatch(text) else plain_cell(text)


# --- xlsx ----------------------------------------------------------------------------------------
def xlsx_file(name, sheets) -> HttpResponse:
    """`sheets` is [(title, header, rows)]; whole numbers and days stay what they are."""
    book = Workbook()
    book.remove(book.active)
    taken = set()
    for title, header, rows in sheets:
        _fill(book.create_sheet(_sheet_title(title, taken)), header, rows)
    out = io.BytesIO()
    book.save(out)
    return _download(out.getvalue(), XLSX, name, "xlsx")


def _sheet_title(title, taken) -> str:
    """At most 31 characters, none that Excel refuses, and each title once."""
    plain = _NOT_IN_A_TITLE.sub(" ", clean_text(title)).strip("' ")[:31] or "Blad"
    found, number = plain, 1
    while found.lower() in taken:
        number += 1
        found = f"{plain[: 31 - len(str(number)) - 1]} {number}"
    taken.add(found.lower())
    return found


def _fill(sheet, header, rows):
    widths = [NARROWEST] * len(header)
    for number, row in enumerate((header, *rows), 1):
        cells = [_as_value(value) for value in row]
        for column, value in enumerate(cells, 1):
            _write(sheet.cell(number, column), value)
        widths = _wider(widths, cells)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(width + 2, WIDEST)


def _write(cell, value):
    cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        # openpyxl takes "=…" for a formula, and "#N/A" for an error.
        cell.data_type = "s"


def _as_value(value):
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return clean_text(value)[:LONGEST_CELL]


def _wider(widths, cells):
    """As wide as the longest line of a text, within bounds."""
    lengths = [max(map(len, str(value).split("\n"))) for value in cells]
    widths += [NARROWEST] * (len(lengths) - len(widths))
    lengths += [0] * (len(widths) - len(lengths))
    return [max(pair) for pair in zip(widths, lengths, strict=True)]


def _download(content, kind, name, ending) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(name, ending)}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
