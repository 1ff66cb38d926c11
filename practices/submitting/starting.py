"""Beginning a fiche (P1), and beginning one anew from a text that was not taken up.

Who writes for a city begins a fiche of that city; VVSG may begin one for any municipality, also one
that is not in the list. A second press of the same button gives the same fiche.
"""

import uuid

from django.db import transaction

from ..fiche.versions import start_practice
from ..models import Practice, PracticeEvent
from ..transitions import RefusedError, tell

START = "start"
COPYABLE = (Practice.State.DECLINED, Practice.State.WITHDRAWN)


def start(*, by, city=None, place_name="", content=None, section=None, deed=None, memo=None):
    """A new draft, with the line in the log that tells who began it."""
    deed = deed or uuid.uuid4()
    if (begun := _begun(deed)) is not None:
        return begun
    try:
        with transaction.atomic():
            practice = start_practice(
                by=by, city=city, place_name=place_name, content=content, section=section
            )
            tell(practice, START, by=by, deed=deed, memo=memo)
    except RefusedError:
        # The same press, a moment ago: the key of a deed stands in the log once.
        if (begun := _begun(deed)) is None:
            raise
        return begun
    return practice


def copy_to_draft(practice, *, by, deed=None) -> Practice:
    """The words of a fiche that was not taken up, as a new draft; its pictures stay behind."""
    if practice.state not in COPYABLE:
        raise RefusedError("Alleen een fiche die niet is opgenomen, kan je kopiëren.")
    version = practice.working_version
    words = {**version.content, "images": [], "attachments": []}
    return start(
        by=by,
        city=practice.city,
        place_name=practice.place_name,
        content=words,
        section=version.section,
        deed=deed,
        memo={"copy_of": practice.code},
    )


def _begun(deed):
    event = PracticeEvent.objects.filter(uid=deed, step=START).select_related("practice").first()
    return event.practice if event else None
