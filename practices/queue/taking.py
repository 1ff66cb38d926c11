"""The next in line: taken by pressing a button, or looked at only.

Taking skips what somebody else has, also when that happened a moment ago.
"""

from .. import claims
from ..transitions import RefusedError


def take_first(rows, *, by):
    """The first that can be taken, taken; None when nothing is free."""
    for row in rows:
        if not is_free(row, by):
            continue
        try:
            claims.claim(row.subject, by=by)
        except RefusedError:
            continue
        return row
    return None


def after(rows, key):
    """The row after the one with this key that nobody else has; the first without such a key."""
    places = [place for place, row in enumerate(rows) if row.key == key]
    rest = rows[places[0] + 1 :] if places else rows
    return next((row for row in rest if row.holder is None), None)


def is_free(row, user) -> bool:
    return row.holder is None or row.holder.user_id == user.pk
