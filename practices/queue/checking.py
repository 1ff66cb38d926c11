"""What cities wrote about themselves, or corrected in a practice that they handed in, and VVSG did
not look at yet; it is online already.
"""

from django.urls import reverse

from ..fiche.fields import PARTS
from ..proposing.stewards import steward_edits_to_check
from ..sections.checking import sections_to_check
from .rows import Row, Signal, labels_in, waited


def count() -> int:
    return sections_to_check().count() + steward_edits_to_check().count()


def rows(user) -> list[Row]:
    corrections = [row_of_correction(event) for event in steward_edits_to_check()]
    return [*(row_of(section) for section in sections_to_check()), *corrections]


def row_of(section) -> Row:
    practice, version = section.practice, section.version
    is_new = section.checked_number == 0
    content = practice.published_version.content if practice.published_version else {}
    return Row(
        # With the number of the text: only what was shown here is ticked off.
        key=f"sectie:{section.uid}:{version.number}",
        title=practice.title,
        url=reverse("practices:section_check", args=[section.uid]),
        kind="nieuwe stadssectie" if is_new else "stadssectie",
        place=section.place,
        subject=section,
        state=Signal("Staat online"),
        signals=[Signal("nog nooit nagekeken")] if is_new else [],
        city=section.city.slug if section.city else "",
        is_without_account=version.submitter_id is not None,
        **waited(version.at),
        **labels_in(content),
    )


def row_of_correction(event) -> Row:
    practice = event.practice
    labels = [PARTS["shared"][name].label for name in event.memo.get("fields", ())]
    return Row(
        key=f"verbetering:{event.uid}",
        title=practice.title,
        url=reverse("practices:correction_check", args=[event.uid]),
        kind="verbetering",
        place=practice.place,
        subject=event,
        state=Signal("Staat online"),
        signals=[Signal(label) for label in labels],
        city=practice.city.slug if practice.city else "",
        **waited(event.at),
        **labels_in(practice.published_version.content),
    )
