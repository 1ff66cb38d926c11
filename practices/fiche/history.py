"""The texts of a practice as they were online one after the other, and what changed each time.

What an author wrote before the first publication stays between author and VVSG, and so do the
names of who wrote and the reasons that were given. Of pictures and files it is told that they
changed, not what was said of them: who withdrew a picture has it gone here too.
"""

from dataclasses import dataclass, field

from ..models import PracticeVersion
from .difference import FieldDifference, field_differences
from .fields import Kind, field_at

FIRST = {"publish", "improve_and_publish"}
NOT_TOLD = {Kind.IMAGES, Kind.FILES}


@dataclass
class PublicVersion:
    """`others`: labels of rubrics that changed without the words of it being told."""

    version: PracticeVersion
    is_first: bool = False
    differences: list[FieldDifference] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def public_history(practice) -> list[PublicVersion]:
    """The newest first."""
    current = practice.published_version
    first = _first_public_number(practice) or current.number
    texts = list(
        practice.versions.filter(number__gte=first, number__lte=current.number).order_by("number")
    )
    told = [PublicVersion(texts[0], is_first=True)] if texts else []
    for before, after in zip(texts, texts[1:], strict=False):
        found = field_differences("shared", before.content, after.content)
        told.append(
            PublicVersion(
                after,
                differences=[one for one in found if _kind(one) not in NOT_TOLD],
                others=[one.label for one in found if _kind(one) in NOT_TOLD],
            )
        )
    return told[::-1]


def _kind(difference):
    return field_at(difference.path)[1].kind


def _first_public_number(practice):
    """From this one on every text came online; a publication that was taken back is none."""
    published = practice.events.filter(step__in=FIRST, undone_by=None, seen__isnull=False)
    return published.order_by("seen").values_list("seen", flat=True).first()
