"""A line in the log of a practice that is about one city section.

`transitions.tell` knows practices and proposals; a section has no states that wait on somebody, so
its lines carry the state that readers see and the number of the text they were about.
"""

import uuid

from ..models import PracticeEvent
from ..signing import signature


def tell(section, step, *, by, deed=None, reason="", memo=None, seen=None, from_state=""):
    """Add the line; the same one when this deed was told already."""
    deed = deed or uuid.uuid4()
    if done := told(section, step, deed):
        return done
    return PracticeEvent.objects.create(
        uid=deed,
        practice=section.practice,
        section=section,
        step=step,
        from_state=from_state or section.state,
        to_state=section.state,
        seen=seen,
        reason=reason,
        memo=memo or {},
        **signature(by),
    )


def told(section, step, deed) -> PracticeEvent | None:
    """The line of this very click, when it was carried out before."""
    return events_of(section).filter(uid=deed, step=step).first() if deed else None


def events_of(section):
    return PracticeEvent.objects.filter(section=section).select_related("actor", "submitter")
