"""Where the address of a merged practice leads: to the one it was added to, however often that one
was added to another since. A ring leads nowhere.
"""

from ..models import Practice

MOST_STEPS = 20


def final_target(practice) -> Practice | None:
    """The practice that readers get instead, or None when there is no end to it."""
    seen = {practice.pk}
    for _ in range(MOST_STEPS):
        if practice.state != Practice.State.MERGED:
            return practice
        practice = practice.merged_into
        if practice is None or practice.pk in seen:
            return None
        seen.add(practice.pk)
    return None
