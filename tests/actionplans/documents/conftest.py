"""Word documents for the tests: friendly ones made with python-docx, odd ones out of raw XML."""

import io
import zipfile

import pytest
from docx import Document

from actionplans.documents.word import read_docx

HEADER = ["Operationeel doel", "Acties", "Werkgroep", "Timing", "SDG"]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _fill(cell, text):
    for place, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.text = line


@pytest.fixture
def add_table():
    """Adds a table to a python-docx document; "\\n" in a cell starts a new paragraph."""

    def add(document, rows, header=HEADER):
        lines = [*([header] if header else []), *rows]
        table = document.add_table(rows=0, cols=max(len(line) for line in lines))
        for line in lines:
            cells = table.add_row().cells
            for place, text in enumerate(line):
                _fill(cells[place], text)
        return table

    return add


@pytest.fixture
def as_bytes():
    def save(document):
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return save


@pytest.fixture
def read(as_bytes):
    """A python-docx document as the plan that was understood."""
    return lambda document: read_docx(as_bytes(document))


@pytest.fixture
def zipped():
    """A zip out of names and contents."""

    def make(parts, compression=zipfile.ZIP_DEFLATED):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", compression) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    return make


@pytest.fixture
def raw_docx(zipped):
    """A Word file out of the XML of its body; more parts by kind: footnotes="<w:footnote …"."""

    def make(body, *, extra=None, **parts):
        relations = "".join(
            f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
            for kind in parts
        )
        contents = {
            "_rels/.rels": (
                f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
                f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
            ),
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'
            ),
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        }
        for kind, content in parts.items():
            contents[f"word/{kind}.xml"] = f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>"
        return zipped({**contents, **(extra or {})})

    return make


def _paragraph(content, properties=""):
    if not content.startswith("<"):
        content = f'<w:r><w:t xml:space="preserve">{content}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


@pytest.fixture
def p():
    """A paragraph in XML, of plain text or of runs."""
    return _paragraph


@pytest.fixture
def tbl():
    """A table in XML: rows of cells, a cell being paragraphs, plain text, or a whole `<w:tc>`."""

    def cell(content):
        if content.startswith("<w:tc"):
            return content
        content = content if content.startswith("<w:p>") else _paragraph(content)
        return f"<w:tc>{content}</w:tc>"

    def make(*rows):
        lines = ("".join(map(cell, row)) for row in rows)
        return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"

    return make


@pytest.fixture
def document():
    """An empty document with a title."""
    made = Document()
    made.add_heading("Plan van de stad", level=0)
    return made


@pytest.fixture
def tree():
    """The plan as nested tuples, to compare in one go."""

    def of(plan):
        return [
            (
                chapter.number,
                chapter.title,
                [
                    (goal.code, goal.title, [action.text for action in goal.actions], goal.timing)
                    for goal in chapter.goals
                ],
            )
            for chapter in plan.chapters
        ]

    return of


@pytest.fixture
def people():
    """A group as (name, organiser) pairs."""
    return lambda part: [(one.name, one.organiser) for one in part.participants]


@pytest.fixture
def told():
    """The doubts as (where, text) pairs."""
    return lambda plan: [(one.where, one.text) for one in plan.doubts]
