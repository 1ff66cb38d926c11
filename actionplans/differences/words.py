"""The values of a difference in words: what a field is called, and what its old and new value say.

An account holds codes and uids, which stay the same; a reader gets names, as they read today.
"""

from django.db.models import Field

from ..models import Edition
from ..models.tree import TimingKind
from ..naming import names_of_lists
from ..shape import BRANCH, EDITION_FIELDS
from .difference import WORDING
from .wording import ADDED, REMOVED, entry_changes, only_white_space, word_changes

ROW_NAMES = {"action": "Actie", "participation": "Werkgroep", "note": "Voetnoot"}


class Wording:
    """Words for one account; asks one query for each shared list that it mentions."""

    def __init__(self, account):
        self.names = account["names"]
        mentioned = {
            name
            for record in account["rows"]
            for name, value in (record.get("fields") or record.get("row") or {}).items()
            if value
        }
        self.lists = names_of_lists(mentioned)

    def pieces(self, kind, name, old, new) -> list[tuple[str, str]]:
        """What a value was and is, as `wording_difference` tells a text."""
        if _is_list(kind, name):
            before, after = (self._entries(kind, name, value or []) for value in (old, new))
            if before and after:
                return [(part, f"{entry}\n") for part, entry in entry_changes(before, after)]
            before, after = ", ".join(before), ", ".join(after)
        else:
            before, after = self.words(kind, name, old), self.words(kind, name, new)
        if before and after and name in WORDING[kind]:
            return word_changes(before, after)
        return [(part, words) for part, words in ((REMOVED, before), (ADDED, after)) if words]

    def words(self, kind, name, value) -> str:
        if value in (None, ""):
            return ""
        if isinstance(value, bool):
            return "ja" if value else "nee"
        known = self.lists.get(name) or dict(_column(kind, name).flatchoices)
        return str(known.get(value, value))

    def _entries(self, kind, name, values):
        if name in BRANCH[kind].notes:
            return [self._note(uid) for uid in values]
        if name in self.lists:
            return [self.lists[name].get(str(code), str(code)) for code in values]
        return [f"{entry['code']} {entry['title']}".strip() for entry in values]

    def _note(self, uid):
        _, number, _, _ = self.names.get(uid, ("", "", "", ""))
        return f"voetnoot {number}".strip()

    def member(self, row) -> str:
        """Somebody in a working group, on one line."""
        words = [row["label"]]
        if row["role"] == "organiser":
            words.append("· organisator")
        if row["to_confirm"]:
            words.append("(nog te bevestigen)")
        return " ".join(words)


def timing_words(values) -> str:
    """When, of the timing fields that are given: as the city wrote it, else from the years."""
    first, last = values.get("timing_from"), values.get("timing_until")
    kind = {TimingKind.ONGOING: "doorlopend", TimingKind.BY: "te bereiken"}.get(
        values.get("timing_kind")
    )
    if not (written := values.get("timing_text")):
        if first and last:
            written = "–".join(dict.fromkeys([str(first), str(last)]))
        elif first or last:
            written = f"vanaf {first}" if first else f"tot en met {last}"
    return ", ".join(filter(None, [written, kind]))


def field_label(kind, name) -> str:
    label = str(_column(kind, name).verbose_name)
    return label[:1].upper() + label[1:]


def field_order(kind) -> dict[str, int]:
    """Fields in the order of the form; what was kept as JSON has lost it."""
    names = EDITION_FIELDS if kind == "edition" else BRANCH[kind].editable
    return {name: place for place, name in enumerate(names)}


def is_invisible(old, new) -> bool:
    """Whether two texts look alike on a page."""
    return isinstance(old, str) and isinstance(new, str) and only_white_space(old, new)


def _column(kind, name) -> Field:
    model = Edition if kind == "edition" else BRANCH[kind].model
    return model._meta.get_field(name)


def _is_list(kind, name):
    return kind != "edition" and (name in BRANCH[kind].links or name == "bbc_references")
