"""Which row of a new text is which row of an old one.

A row is the same when it has the same uid. A goal, action or chapter under another uid is joined to
the row that it descends from, also by way of rows that stand in neither text. Between two plans,
what has no address of its own (chapters, notes, people in a group) and the actions of a goal that
went on are joined when they say the same in the same place.
"""

from collections import defaultdict
from dataclasses import dataclass, field

# From the plainest way to descend to the one that says most; the last counts for a whole line.
HOW = ("moved", "reworded", "continued", "split", "merged")
DESCENDING = ("chapter", "goal", "action")
# What a row says, enough to know it by, the surest first.
KNOWN_BY = {
    "note": (("number", "text"), ("text",)),
    "chapter": (("number", "title"), ("title",)),
    "action": (("text",),),
    "participation": (("label", "role"), ("label",)),
}

Key = tuple[str, str]


@dataclass
class Kin:
    """How two texts hang together, row by row; a key is (kind, uid)."""

    old_of: dict[Key, Key] = field(default_factory=dict)
    new_of: dict[Key, Key] = field(default_factory=dict)
    # Where a row under a new uid comes from, and what became of a row that is gone.
    stems_from: dict[Key, list[tuple[str, str]]] = field(default_factory=dict)
    became: dict[Key, list[tuple[str, str]]] = field(default_factory=dict)

    def join(self, new: Key, old: Key):
        self.old_of[new], self.new_of[old] = old, new

    def is_free(self, new: Key, old: Key) -> bool:
        return new not in self.old_of and old not in self.new_of


def kin_of(old, new, descents=()) -> Kin:
    """Join the rows of two `difference.Spread` texts; `descents` are (new uid, old uid, how)."""
    kin = Kin()
    for key in new.rows:
        if key in old.rows:
            kin.join(key, key)
    _join_descendants(kin, old, new, descents)
    if not any(kind == "chapter" and (kind, uid) in old.rows for kind, uid in new.rows):
        for kind in ("note", "chapter"):
            _join_alike(kin, kind, old, new)
        _join_chapters_of_goals(kin, old, new)
    for kind in ("action", "participation"):
        _join_alike(kin, kind, old, new)
    return kin


def _join_descendants(kin, old, new, descents):
    parents = defaultdict(list)
    for new_uid, old_uid, how in descents:
        parents[str(new_uid)].append((str(old_uid), how))
    for kind, uid in [key for key in new.rows if key[0] in DESCENDING and key[1] in parents]:
        for old_uid, how in _ancestors(kind, uid, old, parents):
            # Two rows that both texts hold tell nothing new by descending from each other.
            if (kind, uid) not in old.rows or (kind, old_uid) not in new.rows:
                kin.stems_from.setdefault((kind, uid), []).append((old_uid, how))
                kin.became.setdefault((kind, old_uid), []).append((uid, how))
    for plain in (True, False):
        for (kind, uid), lines in kin.stems_from.items():
            for old_uid, how in lines:
                is_plain = how not in ("split", "merged")
                if is_plain == plain and kin.is_free((kind, uid), (kind, old_uid)):
                    kin.join((kind, uid), (kind, old_uid))


def _ancestors(kind, uid, old, parents):
    """(uid in the old text, how) along every line of descent; a line that runs in a ring ends."""
    found, seen = {}, {uid}
    waiting = [(uid, HOW[0])]
    while waiting:
        here, way = waiting.pop()
        for parent, how in parents.get(here, ()):
            farther = max(way, how, key=HOW.index)
            if (kind, parent) in old.rows and parent != uid:
                found.setdefault(parent, farther)
            elif parent not in seen:
                seen.add(parent)
                waiting.append((parent, farther))
    return found.items()


def _join_alike(kin, kind, old, new):
    """Join free rows that say the same in homes that are joined across uids."""
    for names in KNOWN_BY[kind]:
        waiting = defaultdict(list)
        for key in reversed([key for key in old.rows if key[0] == kind and key not in kin.new_of]):
            waiting[_known_by(old, key, names), old.home[key]].append(key)
        for key in [key for key in new.rows if key[0] == kind and key not in kin.old_of]:
            home = new.home[key]
            is_elsewhere = kin.old_of.get(home) != home or home[0] == "edition"
            alike = waiting[_known_by(new, key, names), kin.old_of.get(home)]
            if is_elsewhere and alike:
                kin.join(key, alike.pop())


def _known_by(text, key, names):
    return tuple(" ".join(str(text.rows[key].get(name, "")).casefold().split()) for name in names)


def _join_chapters_of_goals(kin, old, new):
    """A chapter under another name is the one that most of its goals come from."""
    shared = defaultdict(int)
    for key, old_key in kin.old_of.items():
        if key[0] == "goal":
            shared[new.home[key], old.home[old_key]] += 1
    for chapter, old_chapter in sorted(shared, key=shared.get, reverse=True):
        if kin.is_free(chapter, old_chapter):
            kin.join(chapter, old_chapter)
