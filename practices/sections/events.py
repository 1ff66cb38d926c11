"""A line in the log of a practice that is about one city section.

`transitions.tell` knows practices and proposals; a section has no states that wait on somebody, so
its lines carry the state that readers see and the number of the text they were about.
"""

from ..models import PracticeEvent
from ..signing import signature
from ..transitions import add_line, done_before


def tell(section, step, *, by, deed=None, reason="", memo=None, seen=None, from_state=""):
    """Add the line; the same one when this deed was told already."""
    if done := done_before(section, step, deed):
        return done
    return add_line(
        deed,
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


def events_of(section):
    return PracticeEvent.objects.filter(section=section).select_related("actor", "submitter")
