"""A form over some fields of a fiche: one task, one proposal, one city section.

Its names are the paths of `fiche.fields` with a dash for the dot. Nothing is required: a fiche may
be saved half done. What was typed wrong stays on the screen with a sentence beside it.
"""

from django import forms

from ..fiche.contact import UNREACHABLE, is_reachable
from ..fiche.content import blank_value
from ..fiche.fields import Kind, field_at
from .boxes import box_for, is_web_address

# Pictures and files have pages of their own.
ELSEWHERE = {Kind.IMAGES, Kind.FILES}
WHOLE_LINK = "Schrijf het adres volledig, zoals https://www.stad.be/evaluatie."


class FicheForm(forms.Form):
    """`paths` says which fields, `initial` is {path: value} of what stands there now."""

    def __init__(self, data=None, *, paths, initial=None, **kwargs):
        initial = initial or {}
        self.paths = [path for path in paths if field_at(path)[1].kind not in ELSEWHERE]
        shown = {name_of(path): initial[path] for path in self.paths if path in initial}
        super().__init__(data, initial=shown, **kwargs)
        for path in self.paths:
            _part, field = field_at(path)
            self.fields[name_of(path)] = box_for(field, initial.get(path))

    def clean(self):
        cleaned = super().clean()
        for prefix in ("", "section-"):
            first = cleaned.get(f"{prefix}period_from")
            last = cleaned.get(f"{prefix}period_until")
            if first and last and last < first:
                message = "Het laatste jaar kan niet voor het eerste liggen."
                self.add_error(f"{prefix}period_until", message)
        evaluation = cleaned.get("evidence_url")
        if evaluation and not is_web_address(evaluation):
            self.add_error("evidence_url", WHOLE_LINK)
        self.check_contact(cleaned.get("section-contact"))
        return cleaned

    def check_contact(self, contact):
        """What stood there already may stay as it is."""
        is_new = contact and contact != self.initial.get("section-contact")
        if is_new and not is_reachable(contact):
            self.add_error("section-contact", UNREACHABLE)

    def values(self) -> dict:
        """{"shared": {...}, "section": {...}} with only the fields of this form, normalised."""
        found = {"shared": {}, "section": {}}
        for path in self.paths:
            part, field = field_at(path)
            value = self.cleaned_data[name_of(path)]
            found[part][field.name] = blank_value(field) if value is None else value
        return found

    def box(self, path):
        """The bound field of a path, or None when this form has it not."""
        return self[name_of(path)] if path in self.paths else None


def name_of(path) -> str:
    return path.replace(".", "-")


def values_at(paths, content, section) -> dict:
    """{path: value} of what a text says, for `initial`."""
    parts = {"shared": content, "section": section or {}}
    found = {}
    for path in paths:
        part, field = field_at(path)
        found[path] = parts[part].get(field.name, blank_value(field))
    return found
