from itertools import groupby

from django import forms
from django.utils.formats import date_format

from ..differences.kept import code_of

CHOOSE = "Met die editie kun je niet vergelijken. Kies er een uit de lijst."


class CompareForm(forms.Form):
    """Which other edition of the city an edition is compared with."""

    met = forms.ChoiceField(
        label="Vergelijk met",
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )

    def __init__(self, data=None, *, edition, editions):
        super().__init__(data)
        self.others = {
            code_of(other, edition.plan): other for other in editions if other.pk != edition.pk
        }
        by_plan = groupby(self.others.items(), key=lambda pair: pair[1].plan.kind_and_period)
        self.fields["met"].choices = [
            (plan, [(code, self._label(other)) for code, other in others])
            for plan, others in by_plan
        ]

    def clean_met(self):
        if not self.cleaned_data["met"]:
            raise forms.ValidationError(CHOOSE)
        return self.cleaned_data["met"]

    @staticmethod
    def _label(edition):
        withdrawn = ", ingetrokken" if edition.is_withdrawn else ""
        return f"Editie {edition.number} ({date_format(edition.published_at, 'j F Y')}{withdrawn})"

    @property
    def other(self):
        """The edition that was chosen; asks for `is_valid` first."""
        return self.others[self.cleaned_data["met"]]
