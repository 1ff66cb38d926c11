"""A file comes in that goes with a fiche; what readers call it stands in the text of the fiche."""

import uuid as uuids

from ..images.storing import attachment_path, keep, made_before
from ..images.uploading import one_line
from ..models import Attachment
from ..signing import signature
from ..transitions import RefusedError
from .kinds import Document, read_document

MOST_FILES = 20
COLUMNS = ("audience",)


def add_attachment(practice, upload, *, by, uid=None, **columns) -> Attachment:
    """The attachment, or the one that this form made before.

    UnusableFileError when it is not taken in, NotStoredError when it cannot be kept: nothing was
    saved then.
    """
    uid = uid or uuids.uuid4()
    if made := made_before(Attachment, practice, uid):
        return made
    if Attachment.objects.filter(practice=practice).count() >= MOST_FILES:
        raise RefusedError(
            f"Een fiche heeft plaats voor {MOST_FILES} bijlagen. Haal er eerst weg; "
            "een dag later is er weer plaats."
        )
    document = upload if isinstance(upload, Document) else read_document(upload)
    signed = signature(by)
    attachment = Attachment(
        uid=uid,
        practice=practice,
        kind=document.kind,
        size=len(document.content),
        checksum=document.checksum,
        original_name=one_line(document.original_name)[-255:],
        uploaded_by=signed["actor"],
        submitter=signed["submitter"],
        **{name: columns[name] for name in COLUMNS if name in columns},
    )
    files = {attachment_path(attachment.key, attachment.kind): document.content}
    return keep(attachment, files, lambda: made_before(Attachment, practice, uid))


def entry_of(attachment, cleaned) -> dict:
    """What the text of the fiche says of it."""
    return {"uid": str(attachment.uid), "title": one_line(cleaned.get("title"))}
