"""The dossier on paper and for a tablet, as everybody may have it; made with the dossier and kept.

What a member gets, with whom to call, is made when it is asked for and kept nowhere.
"""

import hashlib

from ..models import DossierFile
from . import bundle, choosing, paper

Kind = DossierFile.Kind


def make_files(content, reading) -> list[dict]:
    """Values of the rows of DossierFile."""
    made = paper.make_pdf(content)
    return [
        _row(Kind.PDF, made.content, pages=made.pages),
        _row(Kind.BUNDLE, bundle.make_bundle(content, reading).encode()),
    ]


def pdf_for(dossier, choice, *, contacts=None) -> paper.Paper:
    """The kept one when everybody's whole dossier is asked for, else one that is made now.

    Raises paper.TooLongError and paper.BusyError.
    """
    kept = dossier.files.filter(kind=Kind.PDF).first()
    if kept and choice.is_empty and contacts is None:
        return paper.Paper(bytes(kept.content), kept.pages)
    told = choosing.in_words(dossier.content, choice)
    return paper.make_pdf(choosing.chosen(dossier.content, choice), contacts=contacts, told=told)


def bundle_for(dossier, choice, *, contacts=None) -> bytes | None:
    """The kept one or one of a choice, for a member with the contacts; None when none is kept."""
    kept = dossier.files.filter(kind=Kind.BUNDLE).first()
    if kept is None:
        return None
    html = bytes(kept.content).decode()
    if not choice.is_empty:
        content, told = dossier.content, choosing.in_words(dossier.content, choice)
        html = bundle.make_chosen(html, choosing.chosen(content, choice), choice, told=told)
    return bundle.filled(html, dossier, contacts or {}).encode()


def _row(kind, content, *, pages=None):
    return {
        "kind": kind,
        "content": content,
        "sha256": hashlib.sha256(content).hexdigest(),
        "pages": pages,
    }
