"""A picture comes in: its renditions are written, then its row.

What is said about it in the text of the fiche (`entry_of`) is saved apart, as a version of that
text. The same form sent twice gives the same picture: its key (`uid`) is made with the page.
"""

import uuid as uuids

from ..fiche.content import clean_text
from ..models import PracticeImage
from ..signing import signature
from ..transitions import RefusedError
from .pictures import Picture, read_picture
from .storing import image_path, keep, made_before

MOST_IMAGES = 30
# What stands beside the text of the fiche.
COLUMNS = (
    *("rights", "licence", "source_url", "people", "has_consent", "consent_kept_at"),
    *("has_minors", "purposes", "valid_until"),
)


def add_image(practice, upload, *, by, proposal=None, uid=None, **columns) -> PracticeImage:
    """The picture, or the one that this form made before.

    upload: a file as it came in, or a Picture that was read of it. UnusableImageError when it is no
    picture, NotStoredError when it cannot be kept: nothing was saved then.
    """
    uid = uid or uuids.uuid4()
    if made := made_before(PracticeImage, practice, uid):
        return made
    _check_room(practice, proposal)
    picture = upload if isinstance(upload, Picture) else read_picture(upload)
    image = PracticeImage(
        uid=uid,
        practice=practice,
        proposal=proposal,
        city=(proposal or practice).city,
        width=picture.width,
        height=picture.height,
        widths=sorted(picture.renditions),
        checksum=picture.checksum,
        original_name=_kept_name(picture.original_name),
        **_signed(by),
        **{name: columns[name] for name in COLUMNS if name in columns},
    )
    files = {image_path(image.key, width): webp for width, webp in picture.renditions.items()}
    return keep(image, files, lambda: made_before(PracticeImage, practice, uid))


def entry_of(image, cleaned) -> dict:
    """What the text of the fiche says of a picture, from the fields of the form."""
    is_decorative = bool(cleaned.get("decorative"))
    return {
        "uid": str(image.uid),
        "alt": "" if is_decorative else one_line(cleaned.get("alt")),
        "decorative": is_decorative,
        "caption": one_line(cleaned.get("caption")),
        "credit": one_line(cleaned.get("credit")),
    }


def one_line(text) -> str:
    return " ".join(clean_text(text).split())


def _check_room(practice, proposal):
    """So that nobody fills the disk; what was taken out of a draft counts until it is swept."""
    if PracticeImage.objects.filter(practice=practice, proposal=proposal).count() >= MOST_IMAGES:
        raise RefusedError(
            f"Een fiche heeft plaats voor {MOST_IMAGES} beelden. Haal er eerst weg; "
            "een dag later is er weer plaats."
        )


def _kept_name(name) -> str:
    return one_line(name)[-255:]


def _signed(by) -> dict:
    signed = signature(by)
    return {"uploaded_by": signed["actor"], "submitter": signed["submitter"]}
