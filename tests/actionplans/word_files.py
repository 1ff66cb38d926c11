"""Word documents for the tests that upload one: the table that officers know, and odd files."""

import io
import zipfile
from functools import cache
from pathlib import Path

from docx import Document

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
ROESELARE = CASES / "roeselare.docx"
HEADER = ("Operationeel doel", "Acties", "Werkgroep", "Timing", "SDG")
CHAPTERS = (
    (
        "1. Waakzaam zijn",
        (
            ("1.1 Wie iets meemaakt, vindt het meldpunt", "- Een affiche\n- Een opleiding")
            + ("Unia (organisator)\nDienst Welzijn (?)", "2026-2031", "10, 16"),
            ("1.2 Cijfers verzamelen", "Een jaarlijkse telling", "", "2027", ""),
        ),
    ),
    (
        "2. Diensten voor iedereen",
        (("2.1 Iedereen aan het loket", "", "OCMW", "", "10"),),
    ),
)


@cache
def word_plan(chapters=CHAPTERS, title="Actieplan 2026-2031"):
    """The bytes of a plan of chapters (title, rows of cells)."""
    document = Document()
    document.add_heading(title, 0)
    for heading, rows in chapters:
        document.add_heading(heading, 1)
        table = document.add_table(rows=0, cols=len(HEADER))
        for row in (HEADER, *rows):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                _fill(cell, text)
    return saved(document)


def letter():
    """A Word document in which nobody plans anything."""
    document = Document()
    document.add_paragraph("Beste, tot morgen.")
    return saved(document)


def bomb():
    """A zip that says it is a Word document and unpacks to a hundred megabytes of nothing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<a>" + b" " * 15_000_000 + b"</a>")
    return buffer.getvalue()


def climber():
    """A zip with a part that would land outside of its folder."""
    buffer = io.BytesIO(word_plan())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("../../etc/cron.d/x", "x")
    return buffer.getvalue()


def with_entities():
    """Word's text as XML with a DTD, from which files can be read."""
    source, target = io.BytesIO(word_plan()), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/document.xml":
                dtd = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
                data = data.replace(b"<w:document", dtd + b"<w:document", 1)
            new.writestr(entry.filename, data)
    return target.getvalue()


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _fill(cell, text):
    for place, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.text = line
