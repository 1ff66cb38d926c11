"""Ten boxes per chapter or goal, for as many rows as a page shows.

The versions of all rows travel in one hidden field: Django accepts no more than a thousand fields
in a form, and a row with ten boxes uses enough of them.
"""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms

from ..crosswalk import NUMBERS
from ..crosswalk_editing import Wish, numbers_in
from ..drafting import OUTDATED_FORM, short_name, shortened

PER_PAGE = 50
ROW, CHOICE = "rij-", "keuze-"
THEIRS, MINE = "collega", "ik"


@dataclass(frozen=True)
class Ticks:
    """One row on the page: its ten boxes, and what to choose when two people ticked differently."""

    row: Any
    name: str
    boxes: forms.BoundField
    choice: forms.BoundField | None


class CrosswalkForm(forms.Form):
    versions = forms.CharField(widget=forms.HiddenInput, required=False)
    clashes = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, rows, commitments, stale=None, **kwargs):
        """`rows`: those of the page, or, when something was posted, all that it may be about."""
        super().__init__(data, **kwargs)
        self.stale = stale
        self.commitments = [(entry.number, str(entry)) for entry in commitments]
        self.seen = _numbers_by_uid(data.get("versions", "")) if data is not None else {}
        self.rows = [row for row in rows if row.uid in self.seen] if data is not None else rows
        self.clashing = _clashes_in(data, stale)
        versions = {}
        for row in self.rows:
            as_it_is = (numbers_in(row), row.version)
            ticked, versions[str(row.uid)] = stale.merged[row.uid] if stale else as_it_is
            self._add_row(row, ticked)
        self.initial["versions"] = json.dumps(versions)
        told = {str(uid): {"numbers": clash["numbers"]} for uid, clash in self.clashing.items()}
        self.initial["clashes"] = json.dumps(told)

    def _add_row(self, row, numbers):
        self.fields[f"{ROW}{row.uid}"] = forms.TypedMultipleChoiceField(
            choices=self.commitments,
            coerce=int,
            required=False,
            initial=numbers,
            widget=forms.CheckboxSelectMultiple,
            label=str(row),
        )
        if row.uid in self.clashing:
            clash = self.clashing[row.uid]
            theirs = ", ".join(map(str, clash["numbers"])) or "geen"
            who = clash.get("by") or "je collega"
            self.fields[f"{CHOICE}{row.uid}"] = forms.ChoiceField(
                choices=[(THEIRS, f"Van {who}: {theirs}"), (MINE, "Van jou: wat aangevinkt staat")],
                widget=forms.RadioSelect,
                label=f"{shortened(str(row), 60)}: jullie vinkten elk iets anders aan",
                error_messages={"required": "Kies welke verbintenissen je wilt houden."},
            )

    def clean(self):
        """An old page that does not say what it showed cannot be saved."""
        cleaned = super().clean()
        if not self.seen:
            raise forms.ValidationError(OUTDATED_FORM)
        return cleaned

    def wishes(self) -> list[Wish]:
        """What is asked for every row that the page showed, those that are gone by now included."""
        here = {row.uid for row in self.rows}
        return [
            Wish(uid, self._asked(uid) if uid in here else self._typed(uid), seen)
            for uid, seen in self.seen.items()
        ]

    def _asked(self, uid):
        if self.cleaned_data.get(f"{CHOICE}{uid}") == THEIRS:
            return self.clashing[uid]["numbers"]
        return self.cleaned_data[f"{ROW}{uid}"]

    def _typed(self, uid):
        typed = self.data.getlist(f"{ROW}{uid}")
        return [number for number in NUMBERS if str(number) in typed]

    def lines(self):
        for row in self.rows:
            has_choice = f"{CHOICE}{row.uid}" in self.fields
            choice = self[f"{CHOICE}{row.uid}"] if has_choice else None
            yield Ticks(row, short_name(row), self[f"{ROW}{row.uid}"], choice)


def _clashes_in(data, stale):
    """{uid: {"numbers", "by"}}: what a colleague ticked, told by the rules or by the page.

    Who it was only the rules tell: a page can be made to name anybody.
    """
    if stale:
        return {
            uid: {"numbers": numbers, "by": str(by or "")}
            for uid, (numbers, by) in stale.clashes.items()
        }
    found = _decoded(data.get("clashes", "")) if data is not None else {}
    return {
        uid: {"numbers": told["numbers"]}
        for uid, told in found.items()
        if isinstance(told, dict) and _are_numbers(told.get("numbers"))
    }


def _are_numbers(value):
    return isinstance(value, list) and all(type(one) is int and one in NUMBERS for one in value)


def _numbers_by_uid(text):
    found = _decoded(text)
    return {uid: told for uid, told in found.items() if type(told) is int and 0 <= told < 2**31}


def _decoded(text):
    """{uid: whatever} of a hidden field; empty when it is not one that this form made."""
    try:
        found = json.loads(text)
        return {uuid.UUID(key): value for key, value in found.items()}
    except (ValueError, RecursionError, AttributeError):
        return {}
