"""Where the address of a merged practice leads: to the one it was added to, however often that one
was added to another since. A ring leads nowhere.
"""

from ..models import Practice


def final_target(practice) -> Practice | None:
    """The practice that readers get instead, or None when there is no end to it."""
    seen = set()
    while practice is not None and practice.state == Practice.State.MERGED:
        if practice.pk in seen:
            return None
        seen.add(practice.pk)
        practice = practice.merged_into
    return practice
