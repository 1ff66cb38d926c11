"""Taking an application back within its minute puts back the text that was online.

The state, the mail and the log are put back by `moderating.undoing`, for every decision alike; here
is only what an application has beside them.
"""

from .online import take_off

APPLIED = {"apply", "apply_partly"}


def undo_proposal(event, *, by) -> None:
    """Put back what this decision brought online; RefusedError when more came online since."""
    if event.step in APPLIED:
        take_off(event.proposal, event, by=by)
