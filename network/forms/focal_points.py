"""What a city types about whom to call."""

from django import forms
from django.core.validators import RegexValidator

from cities.focal_points import FIELDS
from cities.forms import OwnFieldsForm
from cities.models import FocalPoint

A_NUMBER = RegexValidator(
    r"^\+?[0-9 ()./-]{6,40}\Z", "Schrijf een telefoonnummer, zoals 051 26 21 80 of +32 51 26 21 80."
)


class FocalPointForm(OwnFieldsForm):
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=10**9
    )

    class Meta:
        model = FocalPoint
        fields = FIELDS
        widgets = {"since": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}
        error_messages = {"name": {"required": "Schrijf hoe die persoon of dienst heet."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["function"].help_text = "Bijvoorbeeld: dienst Samenleven."
        self.fields[
            "email"
        ].help_text = "Geef een e-mailadres, een telefoonnummer of allebei, liefst van het werk."
        self.fields["phone"].validators.append(A_NUMBER)
        self.fields["since"].help_text = "Mag je leeg laten."
        self.initial["version"] = self.instance.version if self.instance.pk else None

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in FIELDS}

    @property
    def seen(self) -> int:
        """The version that the form was opened on; an old page without one counts as never seen."""
        return self.cleaned_data.get("version") or 0

    def shown_again(self, point) -> "FocalPointForm":
        """The same words, based on what a colleague made of it."""
        self.data = self.data.copy()
        self.data["version"] = point.version
        return self
