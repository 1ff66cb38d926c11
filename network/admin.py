from datetime import date

from django import forms
from django.contrib import admin
from django.db import models

from cities.admin import Kept

from .models import Agreement, Signature

# The lists of an agreement are shown in public: what the page reads has to be in every entry.
ENTRY_KEYS = {
    "objectives": ["number", "title", "text"],
    "practical": ["text"],
    "preparation": ["date", "text"],
    "differences": ["matter", "sources"],
    "sources": ["code", "title", "citation"],
}


def check_entries(entries, keys):
    """Raise ValidationError unless this is a list of entries that each have these keys."""
    is_list = isinstance(entries, list)
    if not is_list or not all(isinstance(one, dict) and {*keys} <= one.keys() for one in entries):
        raise forms.ValidationError(f"Dit moet een lijst zijn; elk onderdeel heeft: {keys}.")
    return entries


class AgreementForm(forms.ModelForm):
    class Meta:
        model = Agreement
        fields = [
            *("slug", "title", "signed_on", "in_force_from", "in_force_until", "vision"),
            *("grounds_in_scope", "domains_in_scope", "year_theme", "domains", "tracks"),
            *ENTRY_KEYS,
        ]

    def clean(self):
        cleaned = super().clean()
        for name, keys in ENTRY_KEYS.items():
            self._check(name, lambda entries, keys=keys: check_entries(entries, keys))
        self._check("preparation", lambda steps: [date.fromisoformat(s["date"]) for s in steps])
        self._check(
            "differences",
            lambda entries: [check_entries(one["sources"], ["source", "says"]) for one in entries],
        )
        return cleaned

    def _check(self, name, check):
        if name not in self.cleaned_data:
            return
        try:
            check(self.cleaned_data[name])
        except forms.ValidationError as error:
            self.add_error(name, error)
        except (TypeError, ValueError):
            self.add_error(name, "Schrijf een datum als 2018-03-22.")


class SignatureForm(forms.ModelForm):
    class Meta:
        model = Signature
        fields = [
            *("agreement", "city", "represented_by", "capacity", "spellings_elsewhere"),
            *("signed_by", "signed_by_capacity", "on_behalf_of", "secretary"),
            *("source_agreement", "source_press", "note"),
        ]

    def clean_spellings_elsewhere(self):
        return check_entries(self.cleaned_data["spellings_elsewhere"], ["name", "source"])


@admin.register(Agreement)
class AgreementAdmin(Kept):
    form = AgreementForm
    list_display = ["title", "signed_on", "in_force_from", "in_force_until"]
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}


@admin.register(Signature)
class SignatureAdmin(Kept):
    form = SignatureForm
    list_display = ["city", "represented_by", "signed_by", "on_behalf_of", "secretary"]
    list_filter = ["agreement"]
    list_select_related = ["city"]
    search_fields = ["city__name", "represented_by", "signed_by"]
