"""A form over one row of a draft: it yields a partial state and can show a merge.

Saving is not done here but by `drafting`, which writes the log. The hidden `version` says which
text the form was opened on. For a field that two people changed, the page offers radio buttons;
the chosen one arrives as `keuze_<field>` and replaces what stands in the box. Nothing is chosen
beforehand: who presses on without looking overwrites nobody.
"""

import json
from dataclasses import dataclass

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Model

from cities.forms import OwnFieldsForm

from ..drafting import OUTDATED_FORM
from ..rows import state_of
from .choices import NotesField

CHOICE, CONFLICT, BOX = "keuze_", "botsing_", "vak"
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
            # As early as a year that the importer recognises.
            MinValueValidator(1900, "Schrijf een jaar met vier cijfers, bijvoorbeeld 2027."),
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
    conflict: str = ""


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
        self.conflicts = conflicts or self._conflicts_in(data or {})
        # Several rows can be open on one page, and an id stands on a page once.
        row = kwargs.get("instance") or kwargs.get("initial", {}).get("uid", "")
        kwargs.setdefault("auto_id", f"id_{getattr(row, 'uid', row)}_%s")
        super().__init__(data=self._with_choices(data), **kwargs)
        for field in self.fields.values():
            if draft is not None and isinstance(field, NotesField):
                field.queryset = draft.notes.all()
        if self.instance.pk:
            self._show_state(state_of(self.instance))

    def _show_state(self, present):
        """Every field starts as the row is, also those that are no column of its table."""
        for name in self.own_names:
            self.initial[name] = self.raw_value(name, present[name])
            self._keep_choosable(self.fields[name], present[name])
        self.initial["version"] = self.instance.version

    @staticmethod
    def _keep_choosable(field, codes):
        """An entry that was archived since stays where it was chosen, until somebody unticks it."""
        entries = getattr(field, "queryset", None)
        if codes and hasattr(entries, "in_use"):
            codes = codes if isinstance(codes, list) else [codes]
            chosen = entries.model.objects.filter(**{f"{field.to_field_name}__in": codes})
            field.queryset = entries | chosen

    @property
    def own_names(self):
        return [name for name in self.fields if name not in HIDDEN]

    # --- what was chosen, typed and shown -------------------------------------------------------
    def _with_choices(self, data):
        """The posted data in which a chosen text of a conflict stands in its field."""
        chosen = [
            name for name in data or () if name.startswith(CHOICE) and data[name] not in ("", BOX)
        ]
        if not chosen:
            return data
        data = data.copy()
        for name in chosen:
            field, value = name.removeprefix(CHOICE), decoded(data[name])
            if field in HIDDEN or not self.could_hold(field, value):
                continue
            raw = self.raw_value(field, value)
            if isinstance(raw, list):
                data.setlist(field, raw)
            else:
                data[field] = "" if raw is None else raw
        return data

    def _conflicts_in(self, data):
        """The conflicts that the page asked about, so that it can ask again."""
        told = {
            name.removeprefix(CONFLICT): decoded(data[name])
            for name in data
            if name.startswith(CONFLICT)
        }
        return {
            name: conflict
            for name, conflict in told.items()
            if isinstance(conflict, dict)
            and conflict.keys() == WHOSE.keys()
            and all(self.could_hold(name, value) for value in conflict.values())
        }

    def could_hold(self, name, value):
        """Whether a chosen value looks like one of this field: radio buttons can be forged."""
        field = self.base_fields.get(name)
        if isinstance(field, forms.ModelMultipleChoiceField):
            return isinstance(value, list) and all(type(code) in (int, str) for code in value)
        if isinstance(field, forms.BooleanField):
            return isinstance(value, bool)
        if isinstance(field, forms.IntegerField):
            return value is None or type(value) is int
        if isinstance(field, forms.ModelChoiceField):
            return value is None or isinstance(value, str)
        return field is not None and isinstance(value, str)

    def raw_value(self, name, value):
        """A state's value as the form field takes it; lists of codes pass as they are."""
        return value

    def state_value(self, name, value):
        """A cleaned value as a state holds it: entries of lists by their code."""
        if isinstance(value, Model):
            return self.code_of(name, value)
        if hasattr(value, "model"):
            return sorted(self.code_of(name, entry) for entry in value)
        return value

    def code_of(self, name, entry):
        return getattr(entry, self.fields[name].to_field_name)

    def state(self):
        """The partial state this form asks for: its own fields only."""
        return {name: self.state_value(name, self.cleaned_data[name]) for name in self.own_names}

    @property
    def seen(self):
        """The version the form was opened on; an old page without one counts as never seen."""
        return self.cleaned_data.get("version") or 0

    def clean(self):
        """What is wrong with a box that nobody sees is told above the form."""
        cleaned = super().clean()
        for name in self.conflicts:
            if not self.data.get(f"{CHOICE}{name}"):
                self.add_error(name, "Kies welke tekst je wilt houden.")
        if self.instance.pk and self.seen > self.instance.version:
            self.add_error("version", OUTDATED_FORM)
        if any(name in self.errors and not self._is_shown(name) for name in self.fields):
            self.add_error(None, OUTDATED_FORM)
        return cleaned

    # --- the page ---------------------------------------------------------------------------------
    def show_sections(self):
        names = self.sections or {"": self.own_names}
        for position, (title, fields) in enumerate(names.items()):
            has_news = any(name in self.errors or name in self.conflicts for name in fields)
            boxes = [
                Box(self[name], self._choices(name), json.dumps(self.conflicts.get(name)))
                for name in fields
                if self._is_shown(name)
            ]
            yield Section(title, position > 0 and not has_news, boxes)

    def _is_shown(self, name):
        """Notes can be ticked once the plan has any."""
        field = self.fields[name]
        without_notes = isinstance(field, NotesField) and not field.queryset.exists()
        return name not in HIDDEN and not without_notes

    def typed(self):
        """(label, words) of all that was filled in, readable without the boxes themselves."""
        for box in self.visible_fields():
            value = box.value()
            if value in (None, "", [], False):
                continue
            choices = {str(code): label for code, label in getattr(box.field, "choices", ())}
            codes = value if isinstance(value, list) else [value]
            words = ["ja" if code is True else str(choices.get(str(code), code)) for code in codes]
            yield box.label, ", ".join(words)

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
            known = {str(self.code_of(name, entry)): str(entry) for entry in field.queryset}
            return ", ".join(known.get(str(one), str(one)) for one in codes)
        if isinstance(field, forms.ChoiceField):
            return dict(field.choices).get(value, value)
        return str(value)


def decoded(text):
    """The value of a radio button; None when it is not one that this form made."""
    try:
        value = json.loads(text)
        # Half a character, written as an escape, is text that no database can keep.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return value


def merged_form(form_class, *, row, stale, draft):
    """The form after a stale save: merged values, conflicts to choose, based on the new version."""
    form = form_class(instance=row, draft=draft, conflicts=stale.conflicts)
    for name, value in stale.merged.items():
        form.initial[name] = form.raw_value(name, value)
    form.initial["version"] = stale.version
    return form
