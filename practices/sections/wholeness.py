"""A fiche that was taken over as it was, comes online though it lacks what a new one must hold.

It is marked as incomplete for VVSG until the shared text and the section of its own city say it
all; readers are not told.
"""

from ..fiche.content import missing
from ..models import Practice
from .writing import find_section, home_of


def settle(practice) -> None:
    """Take the mark away when nothing is lacking any more."""
    if not practice.is_incomplete or practice.published_version is None:
        return
    own = find_section(practice, **home_of(practice))
    told = own.version.content if own and own.version else {}
    if not missing(practice.published_version.content, told):
        Practice.objects.filter(pk=practice.pk).update(is_incomplete=False)
        practice.refresh_from_db()
