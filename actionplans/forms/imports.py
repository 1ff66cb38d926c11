from django import forms
from django.db import models

from .plans import PlanForm

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Word-bestand (.docx)",
        help_text="Hoogstens 25 MB. Er komt nog niets in je ontwerp: je kijkt eerst na.",
        error_messages={
            "required": "Kies eerst een bestand.",
            "empty": "Dit bestand is leeg. Kies het Word-bestand met je plan.",
        },
        widget=forms.FileInput(attrs={"accept": f".docx,{WORD}"}),
    )


class ImportChoiceForm(PlanForm):
    """Where an accepted document goes when the draft holds rows already."""

    class Way(models.TextChoices):
        REPLACE = "replace", "Vervang het ontwerp (het oude blijft terug te zetten)"
        NEW_PLAN = "new_plan", "Maak er een nieuw plan van"

    way = forms.ChoiceField(
        label="Je ontwerp is niet leeg. Wat wil je doen?",
        choices=Way,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er met het ontwerp moet gebeuren."},
    )
    field_order = ["way"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["framework"].required = False
        self.fields["period_from"].required = False

    def clean(self):
        if self.cleaned_data.get("way") != self.Way.NEW_PLAN:
            return self.cleaned_data
        for name in ("framework", "period_from"):
            if not self.cleaned_data.get(name):
                self.add_error(name, "Vul dit in voor het nieuwe plan.")
        return super().clean()

    def _post_clean(self):
        """The plan's own rules only count for a new plan."""
        if self.cleaned_data.get("way") == self.Way.NEW_PLAN:
            super()._post_clean()

    def make(self, *, city, by):
        self.cleaned_data.pop("way")
        return super().make(city=city, by=by)
