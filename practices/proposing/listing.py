"""Two changes of one list brought together, entry by entry.

What either side added is in it, what either took away is not, so two additions never meet. A
person has to choose only when both rewrote the same entry, or both put the entries in another
order. An entry is known by what it is: a link by its address, a picture or file by its number, a
code or a text by itself.
"""

from dataclasses import dataclass

from ..fiche.fields import Kind

# By what an entry that is a dictionary is known.
KNOWN_BY = {Kind.LINKS: "url", Kind.IMAGES: "uid", Kind.FILES: "uid"}


@dataclass(frozen=True)
class MergedList:
    """`value` is what both make together; where they meet, what the proposal says comes first."""

    value: list
    is_conflict: bool
    # All that the proposal asks is there already.
    is_settled: bool


class Keyed:
    """A list with a key for every entry; the second of two equal ones has a key of its own."""

    def __init__(self, kind, values):
        self.by_key, counts = {}, {}
        for one in values:
            name = one.get(KNOWN_BY[kind]) if kind in KNOWN_BY else one
            counts[name] = counts.get(name, 0) + 1
            self.by_key[name, counts[name]] = one
        self.keys = list(self.by_key)

    def only(self, others):
        return [key for key in self.keys if key in others]


def merge_lists(kind, base, now, proposed) -> MergedList:
    """What the proposal changed since `base`, done to `now`."""
    base, now, proposed = (Keyed(kind, values) for values in (base, now, proposed))
    gone = set(base.keys) - set(proposed.keys)
    added = [key for key in proposed.keys if key not in base.by_key]
    reworded = [
        key
        for key in proposed.keys
        if key in base.by_key and proposed.by_key[key] != base.by_key[key]
    ]
    common = set(base.keys) & set(now.keys) & set(proposed.keys)
    orders = [text.only(common) for text in (base, now, proposed)]
    moves = orders[2] != orders[0]
    is_settled = (
        not gone & set(now.keys)
        and all(now.by_key.get(key) == proposed.by_key[key] for key in (*added, *reworded))
        and (not moves or orders[1] == orders[2])
    )
    missing_now = set(base.keys) - set(now.keys)
    is_conflict = not is_settled and (
        # Both took an entry away, and the proposal has another text in its place.
        bool(gone & missing_now and set(added) - set(now.keys))
        or any(_is_reworded_twice(key, base, now, proposed) for key in reworded)
        or any(key in now.by_key and now.by_key[key] != proposed.by_key[key] for key in added)
        or (moves and orders[1] not in (orders[0], orders[2]))
    )
    keys = [key for key in now.keys if key not in gone]
    if moves:
        wanted = iter(orders[2])
        keys = [next(wanted) if key in common else key for key in keys]
    for key in [*added, *(key for key in reworded if key not in now.by_key)]:
        if key not in keys:
            keys.insert(_place(key, keys, base, proposed), key)
    values = {**now.by_key, **{key: proposed.by_key[key] for key in (*added, *reworded)}}
    return MergedList([values[key] for key in keys], is_conflict, is_settled)


def _is_reworded_twice(key, base, now, proposed):
    return now.by_key.get(key) not in (base.by_key[key], proposed.by_key[key])


def _place(key, keys, base, proposed):
    """Behind the entry that it follows in the proposal, and behind what others added there."""
    at = proposed.keys.index(key)
    before = next((one for one in reversed(proposed.keys[:at]) if one in keys), None)
    if before is not None:
        place = keys.index(before) + 1
        while place < len(keys) and _is_of_others(keys[place], base, proposed):
            place += 1
        return place
    after = next((one for one in proposed.keys[at:] if one in keys), None)
    return len(keys) if after is None else keys.index(after)


def _is_of_others(key, base, proposed):
    return key not in base.by_key and key not in proposed.by_key
