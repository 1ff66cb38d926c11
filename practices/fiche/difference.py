"""What changed between two texts of a fiche, rubric by rubric, in the order of the fiche.

Texts are compared word by word; of a list it is told which entries went and came, and whether what
stayed stands in another order. A picture or file is compared as one thing with what readers get of
it: its alternative text, caption and credit.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from actionplans.differences.wording import ADDED, REMOVED, SAME, word_changes

from .content import changed_fields, is_blank, normalised
from .entries import entries_of, text_of
from .fields import LISTS, PARTS, Kind, path_of
from .labels import labels_of

# So much of what stayed is quoted around a change in a mail.
AROUND = 60
# A text up to this length is quoted whole.
SHORT = 160


@dataclass(frozen=True)
class FieldDifference:
    """One rubric that differs. `pieces` are (same | removed | added, words): of a text its runs of
    words, of a list its entries. `new_pieces` are those of the new text alone, in its own order."""

    path: str
    label: str
    old: object
    new: object
    pieces: list
    is_list: bool = False
    # The entries that stayed stand in another order.
    is_reordered: bool = False
    new_pieces: list = field(default_factory=list)

    @property
    def way(self):
        """'new' where nothing stood, 'gone' where nothing stands now, else 'kept'."""
        if is_blank(self.old):
            return "new"
        return "gone" if is_blank(self.new) else "kept"


def field_differences(part, old, new) -> list[FieldDifference]:
    """`part` is 'shared' or 'section'; at most one query per shared list that changed."""
    old, new = normalised(part, old), normalised(part, new)
    fields = [PARTS[part][name] for name in changed_fields(part, old, new)]
    labels = labels_of(*((part, {f.name: text[f.name] for f in fields}) for text in (old, new)))
    return [_difference(part, one, old[one.name], new[one.name], labels) for one in fields]


def _difference(part, one, old, new, labels):
    told = {"path": path_of(part, one), "label": one.label, "old": old, "new": new}
    if one.kind in LISTS:
        before, after = (entries_of(one, value, labels) for value in (old, new))
        pieces, is_reordered = list_changes(before, after)
        order = {"is_reordered": is_reordered, "new_pieces": in_new_order(before, after)}
        return FieldDifference(**told, pieces=pieces, is_list=True, **order)
    before, after = text_of(one, old), text_of(one, new)
    if one.kind in (Kind.TEXT, Kind.LINE):
        return FieldDifference(**told, pieces=word_changes(before, after))
    pieces = [(REMOVED, before), (ADDED, after)]
    return FieldDifference(**told, pieces=[piece for piece in pieces if piece[1]])


def list_changes(before, after) -> tuple[list, bool]:
    """(pieces, whether what stayed is in another order) of two lists of (key, words).

    Counted rather than lined up: that is quick for any list, and an entry that moved did not go.
    """
    coming, left = Counter(key for key, _ in after), []
    pieces = []
    for key, words in before:
        stayed = coming[key] > 0
        coming[key] -= stayed
        pieces.append((SAME if stayed else REMOVED, words))
        left += [key] if stayed else []
    had, kept = Counter(left), []
    for key, words in after:
        if had[key] > 0:
            had[key] -= 1
            kept.append(key)
        else:
            pieces.append((ADDED, words))
    return pieces, kept != left


def in_new_order(before, after) -> list:
    """The entries of the new list as they will stand there: what stayed, and what came."""
    had, pieces = Counter(key for key, _ in before), []
    for key, words in after:
        stayed = had[key] > 0
        had[key] -= stayed
        pieces.append((SAME if stayed else ADDED, words))
    return pieces


# --- for mails -----------------------------------------------------------------------------------
def difference_in_words(part, old, new) -> str:
    """The same as plain text; long texts as the passages that changed. '' without a change."""
    return "\n\n".join(_told(one) for one in field_differences(part, old, new))


def _told(one):
    lines = [f"{one.label}:"]
    short = all(len(str(value)) <= SHORT for value in (one.old, one.new))
    if one.is_list:
        lines += _entries_told(one)
    elif one.way == "kept" and not short:
        lines += _passages(one.pieces)
    else:
        texts = (("eerst", REMOVED), ("nu", ADDED))
        for name, way in texts:
            text = "".join(words for kind, words in one.pieces if kind in (SAME, way))
            lines.append(f"- {name}: {_one_line(text) or '(niets)'}")
    return "\n".join(lines)


def _entries_told(one):
    names = {REMOVED: "verwijderd", ADDED: "toegevoegd"}
    told = [f"- {names[kind]}: {_one_line(text)}" for kind, text in one.pieces if kind in names]
    return [*told, "- andere volgorde"] if one.is_reordered else told


def _passages(pieces):
    """Each change with some whole words of what stands around it, as it was and as it is."""
    lines = []
    for at, (kind, text) in enumerate(pieces):
        if kind == SAME or (kind == ADDED and at and pieces[at - 1][0] == REMOVED):
            continue
        before = _last_words(pieces[at - 1][1]) if at and pieces[at - 1][0] == SAME else ""
        went, came = (text, "") if kind == REMOVED else ("", text)
        end = at + 1
        if kind == REMOVED and end < len(pieces) and pieces[end][0] == ADDED:
            came, end = pieces[end][1], end + 1
        after = _first_words(pieces[end][1]) if end < len(pieces) else ""
        lines.append(f"- eerst: {_one_line(before + went + after)}")
        lines.append(f"- nu: {_one_line(before + came + after)}")
    return lines


def _last_words(text):
    if len(text) <= AROUND:
        return text
    kept = re.sub(r"^\S*\s+", "", text[-AROUND:])
    return f"…{kept}"


def _first_words(text):
    if len(text) <= AROUND:
        return text
    kept = re.sub(r"\s+\S*$", "", text[:AROUND])
    return f"{kept}…"


def _one_line(text):
    return " ".join(text.split())
