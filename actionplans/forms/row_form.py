"""A form over one row of a draft: it yields a partial state and can show a merge.

Saving is not done here but by `drafting`, which writes the log. The hidden `version` says which
text the form was opened on. For a field that two people changed, the page offers radio buttons;
the chosen one arrives as `keuze_<field>` and replaces what stands in the box.
"""

import json
from dataclasses import dataclass

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Model

from cities.forms import OwnFieldsForm

CHOICE = "keuze_"
WHOSE = {"base": "Zoals het was", "theirs": "Van je collega", "mine": "Van jou"}


class UnixTextField(forms.CharField):
    """Browsers send line ends as CR LF; what was not changed must stay the same text."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


def year_field(label, help_text=""):
    return forms.IntegerField(
        label=label,
        required=False,
        help_text=help_text,
        validators=[
            MinValueValidator(1990, "Schrijf een jaar met vier cijfers, bijvoorbeeld 2027."),
            MaxValueValidator(2100, "Schrijf een jaar met vier cijfers, bijvoorbeeld 2027."),
        ],
    )


@dataclass(frozen=True)
class Choice:
    whose: str
    words: str
    value: str
    field: str


@dataclass(frozen=True)
class Box:
    """One field on the page, with the choices when two people changed it."""

    field: forms.BoundField
    choices: list[Choice]


@dataclass(frozen=True)
class Section:
    title: str
    is_folded: bool
    boxes: list[Box]


HIDDEN = ("version", "uid")


class RowForm(OwnFieldsForm):
    # {section title: field names}; the first section is open, the others are folded until needed.
    sections: dict[str, list[str]] = {}
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    # Given out with an empty form, so that a double click adds one row.
    uid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, draft=None, conflicts=None, **kwargs):
        self.conflicts = conflicts or {}
        super().__init__(data=self._with_choices(data), **kwargs)
        if draft is not None:
            for name in {"notes", "timing_notes"} & set(self.fields):
                self.fields[name].queryset = draft.notes.all()
        if self.instance.pk and not self.is_bound:
            self.initial.setdefault("version", self.instance.version)

    # --- what was chosen, typed and shown -------------------------------------------------------
    def _with_choices(self, data):
        """The posted data in which a chosen text of a conflict stands in its field."""
        chosen = [name for name in data or () if name.startswith(CHOICE) and data[name]]
        if not chosen:
            return data
        data = data.copy()
        for name in chosen:
            try:
                value = json.loads(data[name])
            except ValueError:
                continue
            field = name.removeprefix(CHOICE)
            raw = self.raw_value(field, value)
            if isinstance(raw, list):
                data.setlist(field, raw)
            else:
                data[field] = "" if raw is None else raw
        return data

    def raw_value(self, name, value):
        """A state's value as the form field takes it; lists of codes pass as they are."""
        return value

    def state_value(self, name, value):
        """A cleaned value as a state holds it: entries of lists by their code."""
        if isinstance(value, Model):
            return getattr(value, self.fields[name].to_field_name)
        if hasattr(value, "model"):
            code = self.fields[name].to_field_name
            codes = [getattr(entry, code) for entry in value]
            return sorted(code if isinstance(code, int) else str(code) for code in codes)
        return value

    def state(self):
        """The partial state this form asks for: its own fields only."""
        own = [name for name in self.fields if name not in HIDDEN]
        return {name: self.state_value(name, self.cleaned_data[name]) for name in own}

    @property
    def seen(self):
        """The version the form was opened on; an old page without one counts as never seen."""
        return self.cleaned_data.get("version") or 0

    # --- the page ---------------------------------------------------------------------------------
    def show_sections(self):
        names = self.sections or {"": [name for name in self.fields if name not in HIDDEN]}
        for position, (title, fields) in enumerate(names.items()):
            has_news = any(name in self.errors or name in self.conflicts for name in fields)
            boxes = [Box(self[name], self._choices(name)) for name in fields]
            yield Section(title, position > 0 and not has_news, boxes)

    def _choices(self, name):
        return [
            Choice(
                whose=WHOSE[whose],
                words=self.in_words(name, value),
                value=json.dumps(value),
                field=f"{CHOICE}{name}",
            )
            for whose, value in self.conflicts.get(name, {}).items()
        ]

    def in_words(self, name, value):
        """A state's value as a reader sees it."""
        if value in (None, "", []):
            return "(leeg)"
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return "ja" if value else "nee"
        if isinstance(field, forms.ModelChoiceField):
            codes = value if isinstance(value, list) else [value]
            code = field.to_field_name
            known = {str(getattr(entry, code)): str(entry) for entry in field.queryset}
            return ", ".join(known.get(str(one), str(one)) for one in codes)
        if isinstance(field, forms.ChoiceField):
            return dict(field.choices).get(value, value)
        return str(value)


def merged_form(form_class, *, row, stale, draft):
    """The form after a stale save: merged values, conflicts to choose, based on the new version."""
    form = form_class(instance=row, draft=draft, conflicts=stale.conflicts)
    for name, value in stale.merged.items():
        form.initial[name] = form.raw_value(name, value)
    form.initial["version"] = stale.version
    return form
