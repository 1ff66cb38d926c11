"""What is taken in as an attachment: a pdf or a document, by what is in the file.

Documents of Word, Excel, PowerPoint and LibreOffice without macros. The name says nothing. They are
only ever handed over as a file to save, so nothing in them runs inside the portal.
"""

import hashlib
from dataclasses import dataclass, field
from math import ceil

from actionplans.documents.errors import UnreadableDocument
from actionplans.documents.safe_zip import open_guarded

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
ACCEPTED = "Kies een pdf, of een document uit Word, Excel, PowerPoint of LibreOffice."
BROKEN = (
    "Dit bestand is beschadigd, niet volledig of niet gebouwd zoals een document hoort te zijn. "
    "Open het, bewaar het onder een andere naam en probeer opnieuw."
)
MACROS = "Dit document bevat macro’s. Bewaar het als gewoon document, zonder macro’s."
OLD = (
    "Dit is een document van het oude soort, of het is beveiligd met een wachtwoord. "
    "Bewaar het als docx, xlsx, pptx of pdf, zonder wachtwoord."
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
OFFICE = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    **{kind: mime.decode() for mime, kind in OPEN_DOCUMENT.items()},
}
# Where programs hide what runs by itself.
RUNS = ("vbaproject", "activex", "basic/", "scripts/", "macrosheets/", "customui")
# A pdf ends with these; some programs write a little after it.
PDF_END, PDF_TAIL = b"%%EOF", 4096


class UnusableFileError(Exception):
    """This file is not taken in; the text says in Dutch what to do."""


@dataclass(frozen=True)
class Document:
    kind: str
    checksum: str
    original_name: str
    content: bytes = field(repr=False)


def read_document(upload) -> Document:
    """Look the upload over; UnusableFileError when it is not taken in."""
    if upload.size > MOST_BYTES:
        raise UnusableFileError(
            f"Dit bestand is te groot: {ceil(upload.size / MEGABYTE)} MB, en hoogstens "
            f"{MOST_BYTES // MEGABYTE} MB kan. Maak het kleiner, of zet er een link naar."
        )
    upload.seek(0)
    content = upload.read()
    return Document(
        kind=kind_of(content),
        checksum=hashlib.sha256(content).hexdigest(),
        original_name=str(upload.name or ""),
        content=content,
    )


def kind_of(content) -> str:
    """'pdf', 'docx' and so on; UnusableFileError for anything else."""
    if not content:
        raise UnusableFileError(f"Dit bestand is leeg. {ACCEPTED}")
    if content.startswith(b"%PDF-"):
        if PDF_END not in content[-PDF_TAIL:]:
            raise UnusableFileError(BROKEN)
        return "pdf"
    if content.startswith(OLE):
        raise UnusableFileError(OLD)
    if not content.startswith(b"PK\x03\x04"):
        raise UnusableFileError(f"Dit soort bestand nemen we niet op. {ACCEPTED}")
    return _kind_of_zip(content)


def _kind_of_zip(content):
    try:
        archive = open_guarded(content)
        found = _names(archive)
        kind = _kind_named(archive)
    except UnreadableDocument as error:
        raise UnusableFileError(BROKEN) from error
    if kind is None:
        raise UnusableFileError(f"Dit is een zip zonder document erin. {ACCEPTED}")
    if any(part in name for name in found for part in RUNS) or _declares_macros(archive):
        raise UnusableFileError(MACROS)
    return kind


def _names(archive):
    return {name.lower() for name in archive.names}


def _kind_named(archive):
    for name, kind in OFFICE.items():
        if name in archive and "[Content_Types].xml" in archive:
            return kind
    if "mimetype" in archive and "content.xml" in archive:
        return OPEN_DOCUMENT.get(archive.read("mimetype").strip())
    return None


def _declares_macros(archive):
    """A docm under another name says what it is in its list of parts."""
    if "[Content_Types].xml" not in archive:
        return False
    try:
        return b"macroenabled" in archive.read("[Content_Types].xml").lower()
    except UnreadableDocument as error:
        raise UnusableFileError(BROKEN) from error
