"""The other practice of a merger: chosen among what is alike, or found by its title.

Only what is online can take something in; never the fiche itself.
"""

from ..finding.similar import looks_like, similar
from ..models import Practice

MOST = 8


def named(practice, code) -> Practice | None:
    """The practice with this code, when something can be brought there."""
    if not code:
        return None
    online = Practice.objects.listed().exclude(pk=practice.pk).select_related("published_version")
    return online.filter(code=code[:12]).first()


def candidates(practice, words="") -> list:
    """What is alike, with the reasons; with `words` what has such a title instead."""
    if words.strip():
        return looks_like(words[:100], exclude=practice, limit=MOST)
    version = practice.working_version
    return similar(practice, MOST, content=version.content if version else None)
