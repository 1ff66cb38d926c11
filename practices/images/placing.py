"""The pictures and attachments in the text of a draft: added, changed, put in order, taken out.

Each is an entry with the uid of its row. What colleagues add at the same moment both stays. An
entry that somebody changed since the page was opened is not overwritten: StaleEntryError.
"""

import hashlib
import json

from django.db import transaction

from ..submitting.saving import ConflictError, save_draft

ATTEMPTS = 5


class StaleEntryError(Exception):
    """Somebody changed this entry, or took it out, since the page was opened."""

    def __init__(self):
        super().__init__("Een collega heeft dit intussen ook gewijzigd. Er is niets overschreven.")


def entries(practice, field) -> list[dict]:
    return list(practice.working_version.content.get(field) or [])


def entry_with(practice, field, uid) -> dict | None:
    return next((one for one in entries(practice, field) if one.get("uid") == str(uid)), None)


def fingerprint(entry, row, columns) -> str:
    """What a page was made from: the entry and the columns of its row."""
    told = [entry, {name: str(getattr(row, name)) for name in columns}]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:24]


def place(practice, field, entry, *, by):
    """Add it at the end, unless it stands there already."""

    def added(now):
        is_there = any(one.get("uid") == entry["uid"] for one in now)
        return now if is_there else [*now, entry]

    return _change(practice, field, added, by=by)


@transaction.atomic
def replace(practice, field, entry, row, columns, *, seen, by):
    """Put this in the place of the entry with its uid, and these columns in its row.

    seen: the fingerprint that the page was made with.
    """

    def replaced(now):
        old = next((one for one in now if one.get("uid") == entry["uid"]), None)
        row.refresh_from_db()
        if old is None or fingerprint(old, row, columns) != seen:
            raise StaleEntryError
        return [entry if one is old else one for one in now]

    _change(practice, field, replaced, by=by)
    type(row).objects.filter(pk=row.pk).update(**columns)


def take_out(practice, field, uid, *, by):
    """Nothing happens when it is gone already."""
    return _change(
        practice, field, lambda now: [one for one in now if one.get("uid") != str(uid)], by=by
    )


def shift(practice, field, uid, *, up, by):
    """One place to the front or to the back; at the end of the list nothing happens."""

    def shifted(now):
        places = [number for number, one in enumerate(now) if one.get("uid") == str(uid)]
        if not places:
            return now
        here, there = places[0], places[0] + (-1 if up else 1)
        if 0 <= there < len(now):
            now[here], now[there] = now[there], now[here]
        return now

    return _change(practice, field, shifted, by=by)


def _change(practice, field, change, *, by):
    """Save the list as it is after `change`, on whatever a colleague made of it meanwhile."""
    for left in reversed(range(ATTEMPTS)):
        practice.refresh_from_db()
        changed = change(entries(practice, field))
        number = practice.working_version.number
        try:
            return save_draft(practice, {"shared": {field: changed}}, seen=number, by=by)
        except ConflictError:
            if not left:
                raise StaleEntryError from None
    return None
