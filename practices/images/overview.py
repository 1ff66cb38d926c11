"""The pictures of a draft as its author sees them: each with what still misses."""

from dataclasses import dataclass

from ..models import PracticeImage
from .completeness import gaps
from .shown import file_url, is_expired, is_for_a_website, rows_of


@dataclass(frozen=True)
class Line:
    """`src` is empty when the picture is shown to nobody; `why` says so.

    image None: nothing stands behind the entry, which can only be taken out.
    """

    number: int
    uid: str
    entry: dict
    image: PracticeImage | None
    src: str
    why: str
    gaps: list
    is_first: bool
    is_last: bool


def lines_of(practice) -> list[Line]:
    """In the order of the text; one query."""
    rows = rows_of(practice, practice.working_version.content)
    return [
        _line(number, entry, image, is_last=number == len(rows))
        for number, (entry, image) in enumerate(rows, start=1)
    ]


def why_hidden(image) -> str:
    """Why readers do not get it, in a Dutch sentence; '' when they do."""
    if image is None:
        return "Dit beeld is er niet meer. Niemand ziet het."
    if image.withdrawn_at:
        return "Dit beeld is ingetrokken. Niemand ziet het nog."
    if is_expired(image):
        return "De toestemming is verlopen. Niemand ziet dit beeld nog."
    if not is_for_a_website(image):
        return "De toestemming geldt niet voor een website. Lezers zien dit beeld niet."
    return ""


def thumbnail(image) -> str:
    """The address of the smallest rendition, '' when there is nothing to see."""
    if image is None or image.withdrawn_at or is_expired(image):
        return ""
    return file_url(image, min(image.widths))


def _line(number, entry, image, *, is_last):
    is_gone = image is not None and image.withdrawn_at is not None
    return Line(
        number=number,
        uid=entry["uid"],
        entry=entry,
        image=image,
        src=thumbnail(image),
        why=why_hidden(image),
        gaps=[] if is_gone else [sentence for _field, sentence in gaps(entry, image)],
        is_first=number == 1,
        is_last=is_last,
    )
