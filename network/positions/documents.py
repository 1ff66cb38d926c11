"""The letter in which a position was sent: kept under a made-up name, handed over as a file.

A pdf or a Word document, by what is in it. It is written before the row that names it is committed,
so that a row never points at nothing, and taken away again when the step is refused.
"""

import secrets

from django.utils.text import slugify

from practices.attachments.kinds import MIME, Document, UnusableFileError, read_document
from practices.images.storing import delete_all, read, write_all

from .refusals import StalePositionError
from .steps import CHANGED, send

KINDS = ("pdf", "docx")
OTHER_KIND = "Kies een pdf of een Word-document (docx)."
FOLDER, LONGEST_NAME = "standpunten", 60


def read_letter(upload) -> Document:
    """UnusableFileError when it is not taken in."""
    document = read_document(upload)
    if document.kind not in KINDS:
        raise UnusableFileError(OTHER_KIND)
    return document


def send_with(position, document, *, sent_on, seen, by):
    """`steps.send`, with this document when there is one. NotStoredError when it cannot be kept."""
    if document is None:
        return send(position, sent_on=sent_on, seen=seen, by=by)
    path = f"{FOLDER}/{secrets.token_urlsafe(16)}.{document.kind}"
    write_all({path: document.content})
    try:
        sent = send(position, sent_on=sent_on, seen=seen, by=by, file=path, kind=document.kind)
    except BaseException:
        delete_all([path])
        raise
    if sent.document.name != path:
        # The second press of the button: the first one's file is the letter.
        delete_all([path])
        if content_of(sent) != document.content:
            raise StalePositionError(CHANGED)
    return sent


def content_of(position) -> bytes | None:
    return read(position.document.name) if position.document else None


def content_type_of(position) -> str:
    return MIME[position.document_kind]


def download_name(position) -> str:
    """'standpunt-over-wonen.pdf': made of the title, never the name that it came with."""
    stem = slugify(position.title)[:LONGEST_NAME].strip("-")
    return f"standpunt-{stem}".strip("-") + f".{position.document_kind}"
