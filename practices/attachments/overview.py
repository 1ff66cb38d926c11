"""The attachments of a draft as its author sees them."""

from dataclasses import dataclass

from ..models import Attachment
from .shown import rows_of, size_in_words


@dataclass(frozen=True)
class Line:
    number: int
    uid: str
    title: str
    told: str
    attachment: Attachment
    url_key: str
    is_first: bool
    is_last: bool


def lines_of(practice) -> list[Line]:
    """In the order of the text; one query."""
    rows = [
        (entry, row)
        for entry, row in rows_of(practice, practice.working_version.content)
        if row is not None
    ]
    return [
        Line(
            number=number,
            uid=entry["uid"],
            title=entry.get("title", ""),
            told=f"{row.kind}, {size_in_words(row.size)}",
            attachment=row,
            url_key=row.key,
            is_first=number == 1,
            is_last=number == len(rows),
        )
        for number, (entry, row) in enumerate(rows, start=1)
    ]
