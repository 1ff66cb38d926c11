"""Where files of fiches stand: under a made-up name, never the one they came with.

The files are written before the row that names them is committed: a row never points at nothing.
A file without a row, after a crash or an undone deed, is swept away later (`sweeping`).
"""

import contextlib
import logging

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from ..transitions import RefusedError

log = logging.getLogger(__name__)

IMAGES, ATTACHMENTS = "beelden", "bijlagen"
FULL = "Het bestand kon niet bewaard worden. Probeer het straks opnieuw, of verwittig VVSG."


class NotStoredError(Exception):
    """The disk is full, or the folder cannot be written; nothing of it was kept."""

    def __init__(self):
        super().__init__(FULL)


def image_path(key, width) -> str:
    return f"{IMAGES}/{key}-{width}.webp"


def attachment_path(key, kind) -> str:
    return f"{ATTACHMENTS}/{key}.{kind}"


def paths_of(image) -> list[str]:
    return [image_path(image.key, width) for width in image.widths]


def write_all(files) -> None:
    """Write {path: bytes}; all of them, or NotStoredError and none."""
    try:
        for path, content in files.items():
            if default_storage.save(path, ContentFile(content)) != path:
                raise FileExistsError(path)
    except OSError as error:
        log.warning("a file was not stored: %s", type(error).__name__)
        delete_all(files)
        raise NotStoredError from error


def keep(row, files, made_before):
    """Write the files and then their row; the row that the other click of this form made first.

    made_before: asks for that row. NotStoredError when it cannot be kept: nothing was saved then.
    """
    write_all(files)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        delete_all(files)
        if made := made_before():
            return made
        raise
    except BaseException:
        delete_all(files)
        raise
    return row


def made_before(model, practice, uid):
    """What this form made the first time that it was sent, or None."""
    made = model.objects.filter(uid=uid).first()
    if made is not None and made.practice_id != practice.pk:
        raise RefusedError("Dit formulier hoort bij een andere fiche.")
    return made


def delete_all(paths) -> None:
    """Delete what is there; what cannot go now is swept away later."""
    for path in paths:
        with contextlib.suppress(OSError):
            default_storage.delete(path)


def read(path) -> bytes | None:
    """The file, or None when it is not there."""
    try:
        with default_storage.open(path) as opened:
            return opened.read()
    except OSError:
        return None
