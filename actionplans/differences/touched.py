"""Which goals and chapters of a plan a difference says something new about.

A row in another order or with another number says what it said; one that moved to another chapter
works on other commitments. What hangs under a goal or chapter counts as a change of it.
"""

ORDER = {"reordered", "renumbered", "continued"}


def touched(records) -> set[str]:
    """Their uids, as they are now and as they were before, from the records of a difference."""
    found = set()
    for record in records:
        if record["kind"] in ("goal", "chapter"):
            if set(record["is"]) - ORDER:
                found |= {record["uid"], record.get("old_uid", record["uid"])}
        elif record.get("home", [""])[0] in ("goal", "chapter"):
            found.add(record["home"][1])
    return found
