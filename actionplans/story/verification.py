"""Whether a checksum, or a file, is one of an edition that a city published.

Anybody may ask, also whoever got the file from somebody else. A sum is read generously (spaces,
capitals, a word in front), but never in part: half a sum proves nothing. What is found is judged
anew: the archive in the database must still give this very sum.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..archive import checksum
from ..editions import current_edition
from ..models import Edition

LENGTH = 64

_LABEL = re.compile(r"sha-?256\s*(?:\([^)]*\))?\s*[:=]?", re.IGNORECASE)
_HEXADECIMAL = re.compile(r"[0-9a-f]+")
# A line of `sha256sum`: the sum, and the name of the file.
_WITH_FILE = re.compile(rf"([0-9a-f]{{{LENGTH}}})\s+\*?\S.*", re.DOTALL)
# What a copied text can carry along unseen: soft hyphens, joiners, marks of direction and order.
_UNSEEN = dict.fromkeys([0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060])


class UnreadableSumError(Exception):
    """Why this is no checksum, in words for who typed it."""


@dataclass(frozen=True)
class Verdict:
    """The edition of a sum, the plan's newest one, and whether the archive is whole."""

    edition: Edition
    current: Edition
    is_intact: bool

    @property
    def is_newest(self) -> bool:
        return self.edition.number == self.current.number


def read_sum(typed: str) -> str:
    """The checksum in what somebody typed or pasted: 64 hexadecimal figures in lower case."""
    text = _LABEL.sub("", typed.translate(_UNSEEN), count=1).strip().lower()
    if found := _WITH_FILE.fullmatch(text):
        return found[1]
    figures = "".join(text.split())
    if not figures:
        raise UnreadableSumError("Vul een controlegetal in.")
    if not _HEXADECIMAL.fullmatch(figures):
        raise UnreadableSumError(
            "Een controlegetal bestaat alleen uit de cijfers 0 tot 9 en de letters a tot f."
        )
    if len(figures) < LENGTH:
        raise UnreadableSumError(
            f"Dit zijn {len(figures)} tekens en een controlegetal telt er {LENGTH}. "
            "Een deel bewijst niets: neem het hele getal over."
        )
    if len(figures) > LENGTH:
        raise UnreadableSumError(
            f"Dit zijn {len(figures)} tekens en een controlegetal telt er {LENGTH}."
        )
    return figures


def sum_of(chunks: Iterable[bytes]) -> str:
    """The checksum of a file, read piece by piece."""
    total = hashlib.sha256()
    for chunk in chunks:
        total.update(chunk)
    return total.hexdigest()


def verify(sha256: str) -> Verdict | None:
    """The published edition with this checksum, or None when the network knows no such edition."""
    editions = Edition.objects.published().select_related("plan__city", "withdrawal")
    edition = editions.filter(sha256=sha256).order_by("pk").first()
    if edition is None:
        return None
    return Verdict(
        edition=edition,
        current=current_edition(edition.plan),
        is_intact=checksum(bytes(edition.canonical)) == edition.sha256,
    )
