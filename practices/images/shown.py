"""Which pictures of a text readers get: those that may be on a website today.

What was withdrawn, of which the consent ran out, or which is not for a website, is left out, in the
page, the list, the print, the feed and the open data alike: all of them ask it here.
"""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from ..models import PracticeImage

# The width that a page or a feed names when it can name only one.
ORDINARY = 960
FIELD = "images"


@dataclass(frozen=True)
class ShownImage:
    """One picture for a page; `alt` is empty when it only decorates."""

    uid: str
    src: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


def images_of(practice, content, *, share_key="") -> list[ShownImage]:
    """The pictures of this text, in its order; one query, and none for a text without pictures.

    share_key: the `preview_key` of a draft that is shown by its link.
    """
    return [
        _shown(entry, image, share_key)
        for entry, image in rows_of(practice, content)
        if image is not None and may_be_online(image)
    ]


def images_of_many(practices) -> dict[int, list[ShownImage]]:
    """{pk of a practice: its pictures} for a list, by its published text; one query for all."""
    texts = {one.pk: one.published_version for one in practices if one.published_version}
    named = {uid for text in texts.values() for uid in uids_in(text.content)}
    rows = (
        {str(row.uid): row for row in PracticeImage.objects.filter(uid__in=named)} if named else {}
    )
    return {
        pk: [
            _shown(entry, rows[entry["uid"]], "")
            for entry in _entries(text.content)
            if _belongs(rows.get(entry["uid"]), pk) and may_be_online(rows[entry["uid"]])
        ]
        for pk, text in texts.items()
    }


def rows_of(practice, content) -> list[tuple[dict, PracticeImage | None]]:
    """(entry, row) of every picture in a text; None for a row that is gone or of another fiche."""
    entries = _entries(content)
    if not entries:
        return []
    found = PracticeImage.objects.filter(
        practice=practice, uid__in=[entry["uid"] for entry in entries]
    )
    rows = {str(row.uid): row for row in found}
    return [(entry, rows.get(entry["uid"])) for entry in entries]


def uids_in(content) -> set[str]:
    return {entry["uid"] for entry in _entries(content)}


def may_be_online(image) -> bool:
    """Whether this picture may be shown today, apart from where it stands."""
    return image.withdrawn_at is None and not is_expired(image) and is_for_a_website(image)


def is_expired(image) -> bool:
    return image.valid_until is not None and image.valid_until < timezone.localdate()


def is_for_a_website(image) -> bool:
    """No purposes named is no limit, unless somebody recognisable stands on it."""
    if image.purposes:
        return PracticeImage.Purpose.WEBSITE in image.purposes
    return image.people != PracticeImage.People.YES


def _entries(content):
    return [entry for entry in content.get(FIELD) or [] if is_uid(entry.get("uid"))]


def is_uid(text) -> bool:
    try:
        return str(UUID(text)) == text
    except (ValueError, TypeError, AttributeError):
        return False


def _belongs(row, practice_pk):
    return row is not None and row.practice_id == practice_pk


def _shown(entry, image, share_key):
    is_decorative = entry.get("decorative")
    urls = {width: file_url(image, width, share_key) for width in image.widths}
    return ShownImage(
        uid=entry["uid"],
        src=urls[min(image.widths, key=lambda width: abs(width - ORDINARY))],
        srcset=", ".join(f"{url} {width}w" for width, url in urls.items()),
        width=image.width,
        height=image.height,
        alt="" if is_decorative else entry.get("alt", ""),
        caption=entry.get("caption", ""),
        credit=entry.get("credit", ""),
    )


def file_url(image, width, share_key="") -> str:
    url = reverse("practices:image_file", args=[image.key, width])
    return f"{url}?{urlencode({'deel': share_key})}" if share_key else url
