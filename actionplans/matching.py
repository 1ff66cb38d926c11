"""Which row of the draft a part of a document is, so that its address and its progress stay.

A chapter, goal or note is the row with the same number (for a goal: in the same chapter, or the
only one with that number in the plan), unless its words stand unchanged under another number;
without such a number the words decide, capitals and blanks aside. Under it, an action is the one
with the same words, or among equally many the similar one in its place, and a participant is the
one with the same name.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from .documents.plan_document import PlanDocument

# Two sentences about one subject easily share half of their letters; from here on it is one
# sentence that was reworded. Below, another action took the place, and what was told about the
# first one's progress must not become the other's.
SIMILAR = 0.6
# Comparing costs the square of the length: the opening of a text tells enough.
COMPARED_CHARACTERS = 200

# Per kind, the first rule first: which of home, number and words must be equal, and whether they
# must be found only once on each side. Where not, equal ones are paired in their order.
ONLY_ONE, IN_TURN = True, False
RULES = {
    "note": ((("number", "words"), IN_TURN), (("number",), IN_TURN)),
    "chapter": (
        (("number", "words"), IN_TURN),
        # Words before numbers: a chapter that is put in front renumbers all that follow, and each
        # address would show its neighbour.
        (("words",), ONLY_ONE),
        (("number",), ONLY_ONE),
        (("words",), IN_TURN),
    ),
    "goal": (
        (("home", "number", "words"), IN_TURN),
        (("words",), ONLY_ONE),
        (("home", "number"), ONLY_ONE),
        (("number",), ONLY_ONE),
        (("home", "words"), IN_TURN),
        (("words",), IN_TURN),
    ),
    "action": ((("home", "number", "words"), IN_TURN),),
    "participation": ((("home", "number", "words"), IN_TURN),),
}


@dataclass(frozen=True)
class Item:
    """A row or a part as it is compared: `name` is a row's uid (as text) or a part's path."""

    name: Hashable
    home: Hashable
    number: str
    words: str


def match(states: dict, document: PlanDocument) -> dict[tuple, UUID]:
    """{path: uid} of the parts that are rows of the draft already; see `parts_of` for the paths."""
    rows = _rows(states)
    found: dict[tuple, str] = {}
    for kind, rules in RULES.items():
        # A parent was matched before its children: they are at home where it was.
        parts = [
            _item(path, found.get(path[:-2], path[:-2]), number, words)
            for part_kind, path, number, words in parts_of(document)
            if part_kind == kind
        ]
        found |= _paired(rows[kind], parts, rules)
        if kind == "action":
            found |= _reworded(rows[kind], parts, found)
    return {path: UUID(uid) for path, uid in found.items()}


def parts_of(document: PlanDocument) -> Iterator[tuple[str, tuple, str, str]]:
    """(kind, path, number, words) of every part; a path is ("chapter", 1, "goal", 2), from 1 on."""
    for place, note in enumerate(document.notes, 1):
        yield "note", ("note", place), str(note.number), note.text
    for place, chapter in enumerate(document.chapters, 1):
        path = ("chapter", place)
        yield "chapter", path, chapter.number, chapter.title
        yield from _people(path, chapter)
        for at, goal in enumerate(chapter.goals, 1):
            goal_path = (*path, "goal", at)
            yield "goal", goal_path, goal.code, goal.title
            yield from _people(goal_path, goal)
            for number, action in enumerate(goal.actions, 1):
                yield "action", (*goal_path, "action", number), "", action.text


def _people(path, part):
    for place, person in enumerate(part.participants, 1):
        yield "participation", (*path, "participation", place), "", person.name


def _rows(states):
    """{kind: items} of the draft, each list in the order of reading."""
    items, order = {}, {None: -1}
    for kind in RULES:
        rows = []
        for (row_kind, uid), state in states.items():
            if row_kind == kind:
                home = state.get("chapter") or state.get("goal")
                number = str(state.get("number", state.get("code", "")))
                words = state.get("title", state.get("text", state.get("label")))
                item = _item(str(uid), home, number, words)
                rows.append((order[home], state["position"], item))
        items[kind] = [item for *_, item in sorted(rows, key=lambda row: row[:2])]
        order |= {item.name: len(order) + place for place, item in enumerate(items[kind])}
    return items


def _paired(rows, parts, rules):
    """{part's name: row's name} by these rules, each row given away once."""
    found = {}
    for names, only_one in rules:
        candidates = _by(names, rows)
        taken = set(found.values())
        for key, group in _by(names, parts).items():
            others = candidates.get(key, [])
            if only_one and not len(group) == len(others) == 1:
                continue
            waiting = [part.name for part in group if part.name not in found]
            free = [row.name for row in others if row.name not in taken]
            found |= dict(zip(waiting, free, strict=False))
    return found


def _by(names, items):
    """The items by what these names say of them; two empty numbers or titles are not equal."""
    groups = defaultdict(list)
    is_everything = {"number", "words"} <= set(names)
    for item in items:
        key = tuple(getattr(item, name) for name in names)
        if key[-1] or is_everything:
            groups[key].append(item)
    return groups


def _reworded(rows, parts, found):
    """Actions that are left over, by their place under a goal that has as many as it had."""
    families, taken, reworded = _families(rows), set(found.values()), {}
    for home, group in _families(parts).items():
        others = families.get(home, [])
        if len(group) == len(others):
            reworded |= {
                part.name: row.name
                for part, row in zip(group, others, strict=True)
                if part.name not in found and row.name not in taken
                if _are_similar(part.words, row.words)
            }
    return reworded


def _families(items):
    families = defaultdict(list)
    for item in items:
        families[item.home].append(item)
    return families


def _are_similar(one, other):
    # By itself difflib overlooks letters that are frequent in a long text: then all of them are.
    one, other = one[:COMPARED_CHARACTERS], other[:COMPARED_CHARACTERS]
    compared = SequenceMatcher(None, one, other, autojunk=False)
    return compared.quick_ratio() >= SIMILAR and compared.ratio() >= SIMILAR


def _item(name, home, number, words):
    return Item(name, home, _folded(number).rstrip(".)"), _folded(words))


def _folded(text):
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
