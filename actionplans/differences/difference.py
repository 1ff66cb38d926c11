"""What changed between two texts of a plan, row by row.

Rows are joined by uid and by lines of descent, so that another number is a renumbering and another
place a move, never something that went and something that came. The account leaves nothing out:
`apply` makes the new text of the old one and the account. It holds plain JSON values only, is kept
with the editions, and names by itself all rows that a page about it mentions.
"""

from bisect import bisect_left
from collections import defaultdict
from copy import deepcopy

from ..shape import BRANCH
from .pairing import kin_of

# Rises when what is kept is told otherwise: kept accounts of an older format are made anew.
FORMAT = 1

EDITION = ("edition", "")
# The lists of rows that hang under a row, by their name in the archive, in reading order.
LISTS = {
    "edition": {"chapters": "chapter", "notes": "note"},
    "chapter": {"group": "participation", "goals": "goal"},
    "goal": {"group": "participation", "actions": "action"},
}
NUMBER = {"chapter": "number", "goal": "code", "note": "number"}
WORDING = {
    "edition": ("title", "introduction"),
    "note": ("text",),
    "chapter": ("title", "description", "group_note"),
    "goal": ("title", "explanation", "group_note"),
    "action": ("text",),
    "participation": ("label",),
}
NAME_LENGTH = 160


class Spread:
    """A content of `archive.content_of` as rows beside each other: own values, home and lists."""

    def __init__(self, content=None):
        self.rows, self.home, self.lists = {}, {}, defaultdict(list)
        if content is not None:
            self._spread(EDITION, content)

    def _spread(self, key, told):
        names = LISTS.get(key[0], {})
        hidden = {*names, "uid"}
        self.rows[key] = {name: value for name, value in told.items() if name not in hidden}
        for name, kind in names.items():
            for row in told[name]:
                child = kind, row["uid"]
                self.home[child] = key
                self.lists[key, kind].append(row["uid"])
                self._spread(child, row)

    def content(self, key=EDITION):
        """The content again."""
        told = {} if key == EDITION else {"uid": key[1]}
        for name, kind in LISTS.get(key[0], {}).items():
            told[name] = [self.content((kind, uid)) for uid in self.lists.get((key, kind), ())]
        return {**self.rows[key], **told}


def difference(old, new, descents=()):
    """The account of what changed; `descents` are (new uid, old uid, how) of `Lineage`.

    A record tells of one row: `is` says in which ways it changed, `way` whether it is `kept`, `new`
    or `gone`, `home` where it hangs. A kept row has the `fields` that changed, with their old and
    new value; another row is told whole, in `row`.
    """
    before, after = Spread(old), Spread(new)
    account = _Account(before, after, kin_of(before, after, descents))
    return {"format": FORMAT, "rows": account.records, "names": account.names}


class _Account:
    def __init__(self, before, after, kin):
        self.before, self.after, self.kin = before, after, kin
        self.records, self.names = [], {}
        self._tell_kept(EDITION, {})
        self._tell_lists(EDITION)

    # --- going through both texts, in the order in which a reader meets the rows ---------------
    def _tell_lists(self, home):
        for kind in LISTS.get(home[0], {}).values():
            places, gone = self._places(home, kind), self._gone_after(home, kind)
            for old in gone[None]:
                self._tell_gone(old, home)
            for uid in self.after.lists.get((home, kind), ()):
                key = kind, uid
                if key in self.kin.old_of:
                    self._tell_kept(key, places.get(uid, {}))
                else:
                    self._tell_new(key, places[uid])
                self._tell_lists(key)
                for old in gone[uid]:
                    self._tell_gone(old, home)

    def _places(self, home, kind):
        """{uid: its place} of the rows in a list that are not where they were."""
        news = self.after.lists.get((home, kind), [])
        olds = self.before.lists.get((self.kin.old_of.get(home), kind), [])
        index = {(kind, uid): place for place, uid in enumerate(olds)}
        old_places = [index.get(self.kin.old_of.get((kind, uid))) for uid in news]
        stayed = longest_rise(old_places)
        places = {}
        for at, (uid, old_place) in enumerate(zip(news, old_places, strict=True)):
            if at not in stayed:
                places[uid] = {"after": news[at - 1] if at else None}
                if old_place is not None:
                    places[uid]["places"] = [old_place + 1, at + 1]
        return places

    def _gone_after(self, home, kind):
        """{uid: old rows that stood after it and are gone}; None for the start of the list."""
        gone, last = defaultdict(list), None
        present = set(self.after.lists.get((home, kind), ()))
        for uid in self.before.lists.get((self.kin.old_of.get(home), kind), ()):
            heir = self.kin.new_of.get((kind, uid))
            if heir is None:
                gone[last].append((kind, uid))
            elif heir[1] in present:
                last = heir[1]
        return gone

    # --- one row --------------------------------------------------------------------------------
    def _tell_kept(self, key, place):
        kind, uid = key
        old_key = self.kin.old_of[key]
        ways = self._descent(key)
        if "after" in place:
            ways.append("reordered" if "places" in place else "moved")
        fields, links = self._fields(key, old_key)
        ways += _ways_of(kind, fields)
        if not (ways or links or old_key != key):
            return
        record = {"kind": kind, "uid": uid, "way": "kept", "is": ways, **place}
        if key != EDITION:
            record["home"] = list(self.after.home[key])
        if old_key != key:
            record["old_uid"] = old_key[1]
        if "moved" in ways:
            record["was_in"] = list(self._home_now(old_key))
        self._write(key, record, fields=fields, links=links)

    def _tell_new(self, key, place):
        kind, uid = key
        record = {"kind": kind, "uid": uid, "way": "new", "is": self._descent(key) or ["added"]}
        record |= {"home": list(self.after.home[key]), "after": place["after"]}
        self._write(key, {**record, "row": self.after.rows[key]})

    def _tell_gone(self, key, home):
        """A row that is gone, and all under it that is gone too."""
        kind, uid = key
        heirs = self.kin.became.get(key, [])
        record = {"kind": kind, "uid": uid, "way": "gone", "home": list(home)}
        record["is"] = list(dict.fromkeys(way_of(how) for _, how in heirs)) or ["removed"]
        for heir, _ in heirs:
            self._name((kind, heir))
        if heirs:
            record["became"] = [list(line) for line in heirs]
        self._write(key, {**record, "row": self.before.rows[key]})
        for child_kind in LISTS.get(kind, {}).values():
            for child in self.before.lists.get((key, child_kind), ()):
                if (child_kind, child) not in self.kin.new_of:
                    self._tell_gone((child_kind, child), key)

    def _write(self, key, record, **more):
        self._name(key)
        for name in ("home", "was_in"):
            if name in record:
                self._name(tuple(record[name]))
        if record["way"] != "gone" and key in self.kin.stems_from:
            record["stems_from"] = [list(line) for line in self.kin.stems_from[key]]
            for old_uid, _ in record["stems_from"]:
                self._name((key[0], old_uid), of_old=True)
        self.records.append(record | {name: value for name, value in more.items() if value})

    def _descent(self, key):
        lines = self.kin.stems_from.get(key, ())
        return list(dict.fromkeys(way_of(how) for _, how in lines))

    def _home_now(self, old_key):
        """The home that a row left: by the uid that it has now, if it is still there."""
        home = self.before.home[old_key]
        return self.kin.new_of.get(home, home)

    # --- values -----------------------------------------------------------------------------------
    def _fields(self, key, old_key):
        """({field: [old, new]}, {field: new}): the second for what only follows another uid."""
        fields, links = {}, {}
        old, new = self.before.rows[old_key], self.after.rows[key]
        for name, value in new.items():
            before = old.get(name)
            if before == value:
                continue
            if self._is_note_list(key[0], name):
                joined = [self.kin.new_of.get(("note", uid), ("", uid))[1] for uid in before or ()]
                if sorted(joined) == sorted(value):
                    links[name] = value
                    continue
                for uid in (*(before or ()), *value):
                    self._name(("note", uid))
            fields[name] = [before, value]
        return fields, links

    @staticmethod
    def _is_note_list(kind, name):
        return kind in BRANCH and name in BRANCH[kind].notes

    # --- names ---------------------------------------------------------------------------------
    def _name(self, key, of_old=False):
        """Keep what a page calls a row, and those above it."""
        while key != EDITION and key[1] not in self.names:
            text = self.before if of_old or key not in self.after.rows else self.after
            if key not in text.rows:
                return
            row, home = text.rows[key], text.home[key]
            words = str(row.get(WORDING[key[0]][0], ""))
            number = str(row.get(NUMBER.get(key[0]), ""))
            self.names[key[1]] = [key[0], number, words[:NAME_LENGTH], home[1]]
            key = home


def way_of(how):
    """Split and merged say what they are; any other descent is the same row that goes on."""
    return how if how in ("split", "merged") else "continued"


def _ways_of(kind, fields):
    ways = []
    if NUMBER.get(kind) in fields:
        ways.append("renumbered")
    if any(name in fields for name in WORDING[kind]):
        ways.append("reworded")
    if set(fields) - {NUMBER.get(kind), *WORDING[kind]}:
        ways.append("changed")
    return ways


def longest_rise(values):
    """The positions of a longest run of values that rises; None is never part of it.

    Of rows told by their old place these are the most that can be called unmoved.
    """
    tails, tail_values, previous = [], [], {}
    for position, value in enumerate(values):
        if value is None:
            continue
        length = bisect_left(tail_values, value)
        previous[position] = tails[length - 1] if length else None
        tails[length : length + 1] = [position]
        tail_values[length : length + 1] = [value]
    rise, position = set(), tails[-1] if tails else None
    while position is not None:
        rise.add(position)
        position = previous[position]
    return rise


def apply(old, account):
    """The new text, made of the old one and the account of what changed."""
    text = Spread(deepcopy(old))
    records = [(record["kind"], record["uid"], record) for record in account["rows"]]
    renamed, placed = {}, set()
    for kind, uid, record in records:
        old_key = kind, record.get("old_uid", uid)
        if record["way"] == "kept":
            renamed[old_key] = kind, uid
        if record["way"] == "gone" or (record["way"] == "kept" and "after" in record):
            placed.add(old_key)
    made = Spread()
    for key, row in text.rows.items():
        made.rows[renamed.get(key, key)] = row
    for (home, kind), uids in text.lists.items():
        stay = [(kind, uid) for uid in uids if (kind, uid) not in placed]
        made.lists[renamed.get(home, home), kind] = [renamed.get(key, key)[1] for key in stay]
    for kind, uid, record in records:
        if record["way"] == "gone":
            continue
        if record["way"] == "new":
            made.rows[kind, uid] = {}
        changed = {name: new for name, (_, new) in record.get("fields", {}).items()}
        changed |= record.get("links", {}) | record.get("row", {})
        made.rows[kind, uid] |= deepcopy(changed)
        if "after" in record:
            family = made.lists[tuple(record["home"]), kind]
            at = family.index(record["after"]) + 1 if record["after"] is not None else 0
            family.insert(at, uid)
    return made.content()
