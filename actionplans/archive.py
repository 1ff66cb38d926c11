"""The canonical JSON of an edition: what is hashed, archived and offered for download.

The bytes are the same whenever the content is the same: keys sorted, UTF-8, no row ids, no account
names. `SCHEMA_VERSION` rises when a reader of old files would be surprised.
"""

import hashlib
import json

from .rows import state_of
from .shape import branch_of

SCHEMA_VERSION = 1


def canonical_bytes(value):
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    ).encode()


def checksum(data):
    """SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def content_of(tree):
    """What the plan says, without anything that belongs to one publication of it.

    Rows hang inside their parent in reading order, so position numbers and parent uids are left
    out: moving a row away and back leaves the content the same.
    """
    content = state_of(tree.edition)
    content["notes"] = [_told(note) for note in tree.notes]
    content["chapters"] = [
        _told(chapter, goals=[_goal_told(goal) for goal in chapter.goal_list])
        for chapter in tree.chapters
    ]
    return content


def _goal_told(goal):
    return _told(goal, actions=[_told(action) for action in goal.action_list])


def _told(row, **children):
    state = state_of(row)
    for name in ("position", *branch_of(row).parents):
        del state[name]
    if hasattr(row, "group_list"):
        children["group"] = [_told(participation) for participation in row.group_list]
    return {"uid": str(row.uid), **state, **children}


def content_checksum(tree):
    return checksum_of(content_of(tree))


def checksum_of(content):
    """The checksum of what `content_of` made already."""
    return checksum(canonical_bytes(content))


def archive_bytes(content, *, plan, publication):
    """The file of one publication: whose plan, which edition, decided when, and all of its text."""
    city = plan.city
    return canonical_bytes(
        {
            "schema": SCHEMA_VERSION,
            "city": {"name": city.name, "nis_code": city.nis_code},
            "plan": {
                "uid": str(plan.uid),
                "framework": plan.framework,
                "theme": plan.theme,
                "period": [plan.period_from, plan.period_until],
            },
            "publication": publication,
            "content": content,
        }
    )
