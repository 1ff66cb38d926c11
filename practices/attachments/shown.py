"""Which attachments of a text a reader gets: those for everybody, and more for who is signed in."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import slugify

from ..images.reading import reads_before_all, stands_in
from ..images.shown import is_uid
from ..models import Attachment

FIELD = "attachments"
LONGEST_NAME = 60


@dataclass(frozen=True)
class ShownAttachment:
    """`told` is 'pdf, 1,2 MB'."""

    uid: str
    url: str
    title: str
    told: str
    is_for_members: bool


def attachments_of(practice, content, user, *, share_key="") -> list[ShownAttachment]:
    """The attachments of this text for this reader; one query, and none without attachments."""
    is_member = user is not None and user.is_authenticated
    return [
        _shown(entry, row, share_key)
        for entry, row in rows_of(practice, content)
        if row is not None and (is_member or row.audience == Attachment.Audience.PUBLIC)
    ]


def rows_of(practice, content) -> list[tuple[dict, Attachment | None]]:
    """(entry, row) of every attachment in a text; None for one that is gone or of another fiche."""
    entries = [one for one in content.get(FIELD) or [] if is_uid(one.get("uid"))]
    if not entries:
        return []
    found = Attachment.objects.filter(practice=practice, uid__in=[one["uid"] for one in entries])
    rows = {str(row.uid): row for row in found}
    return [(entry, rows.get(entry["uid"])) for entry in entries]


def is_public(attachment) -> bool:
    """Whether it stands in a fiche that everybody reads; for members it still asks to sign in."""
    return stands_in(attachment.practice, FIELD, attachment.uid)


def may_see_attachment(attachment, *, user, submitter=None, share_key="") -> bool:
    if reads_before_all(attachment, user=user, submitter=submitter):
        return True
    if attachment.audience == Attachment.Audience.MEMBERS and not user.is_authenticated:
        return False
    if is_public(attachment):
        return True
    return reads_before_all(attachment, user=user, share_key=share_key)


def title_of(attachment) -> str:
    """What it is called in the text that readers get, else in the draft."""
    practice = attachment.practice
    for version in (practice.published_version, practice.working_version):
        for entry in (version.content.get(FIELD) or []) if version else []:
            if entry.get("uid") == str(attachment.uid) and entry.get("title"):
                return entry["title"]
    return ""


def download_name(attachment) -> str:
    """'jaarverslag-2024.pdf': made of the title, never the name that it came with."""
    stem = slugify(title_of(attachment))[:LONGEST_NAME].strip("-")
    return f"{stem or 'bijlage'}.{attachment.kind}"


def size_in_words(size) -> str:
    """'740 kB' or '1,2 MB'."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{number_format(size / 1_000_000, decimal_pos=1)} MB"


def _shown(entry, row, share_key):
    url = reverse("practices:attachment_file", args=[row.key])
    return ShownAttachment(
        uid=entry["uid"],
        url=f"{url}?{urlencode({'deel': share_key})}" if share_key else url,
        title=entry.get("title") or "Bijlage zonder titel",
        told=f"{row.kind}, {size_in_words(row.size)}",
        is_for_members=row.audience == Attachment.Audience.MEMBERS,
    )
