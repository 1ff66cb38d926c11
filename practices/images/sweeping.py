"""What nobody needs any more goes by itself, a day later.

A file without a row is left by a crash, an undone deed or a deleted draft. A row of which the
picture was taken out of a draft is of no fiche. Withdrawn pictures keep their row, never a file.
Other rooms tell by `register` which folder is theirs; what is in no folder of these stays.
"""

from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.utils import timezone

from ..models import Attachment, Practice, PracticeImage
from .storing import ATTACHMENTS, IMAGES, delete_all

AGE = timedelta(days=1)
TURN = "files-of-practices-swept"
ONCE_AN_HOUR = 60 * 60
BATCH = 500

_folders: dict[str, Callable] = {}


def register(folder: str, standing: Callable) -> None:
    """Sweep this folder too: `standing(paths)` says which of these a row still names.

    Called where `ready` of the app's config loads it.
    """
    _folders[folder] = standing


def sweep_hourly() -> int:
    """For the worker, which comes by every minute."""
    if not cache.add(TURN, True, ONCE_AN_HOUR):
        return 0
    return sweep()


def sweep() -> int:
    """How many rows and files went."""
    before = timezone.now() - AGE
    rows = _unused(PracticeImage.objects.filter(proposal=None, withdrawn_at=None), "images", before)
    rows += _unused(Attachment.objects.all(), "attachments", before)
    return rows + _sweep_files(before)


def _unused(found, field, before) -> int:
    """Rows of drafts whose text names them no more."""
    drafts = found.filter(uploaded_at__lt=before, practice__state__in=Practice.EDITABLE)
    gone = [
        row.pk
        for row in drafts.select_related("practice__working_version")
        if not _is_named(row.practice, field, row.uid)
    ]
    found.filter(pk__in=gone).delete()
    return len(gone)


def _is_named(practice, field, uid):
    entries = practice.working_version.content.get(field) or []
    return any(entry.get("uid") == str(uid) for entry in entries)


def _sweep_files(before) -> int:
    folders = {IMAGES: _named_images, ATTACHMENTS: _named_attachments, **_folders}
    return sum(_sweep_folder(folder, named, before) for folder, named in folders.items())


def _named_images(paths):
    return _named(PracticeImage.objects.filter(withdrawn_at=None), paths)


def _named_attachments(paths):
    return _named(Attachment.objects.all(), paths)


def _named(rows, paths):
    """Of these paths those whose key stands in a row."""
    keys = {path: _key(path.rpartition("/")[2]) for path in paths}
    known = set(rows.filter(key__in=set(keys.values())).values_list("key", flat=True))
    return {path for path, key in keys.items() if key in known}


def _sweep_folder(folder, named, before) -> int:
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return 0
    gone = 0
    for start in range(0, len(names), BATCH):
        paths = {f"{folder}/{name}" for name in names[start : start + BATCH]}
        old = [path for path in sorted(paths - set(named(paths))) if _is_older(path, before)]
        delete_all(old)
        gone += len(old)
    return gone


def _key(name):
    """'abc' of 'abc-480.webp' and of 'abc.pdf'."""
    stem = name.rpartition(".")[0]
    key, dash, width = stem.rpartition("-")
    return key if dash and name.endswith(".webp") and width.isdecimal() else stem


def _is_older(path, before) -> bool:
    try:
        return default_storage.get_modified_time(path) < before
    except OSError:
        return False
