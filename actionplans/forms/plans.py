from datetime import date

from django import forms
from django.utils import timezone

from cities.forms import OwnFieldsForm

from ..models import Edition, Plan, Withdrawal
from ..plans import PlanExistsError, change_plan, create_plan
from .rows import WHOLE_LINK, long_text


class PlanForm(OwnFieldsForm):
    """Which plan a city starts: kind, theme, period."""

    framework = forms.ChoiceField(label="Soort plan", choices=Plan.Framework)

    class Meta:
        model = Plan
        fields = ["framework", "theme", "period_from", "period_until"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("framework") != Plan.Framework.THEMATIC:
            cleaned["theme"] = ""
        elif not cleaned.get("theme") and "theme" not in self.errors:
            self.add_error("theme", "Geef een thematisch plan een thema, bijvoorbeeld Rainbow.")
        return cleaned

    def make(self, *, city, by):
        """The new plan, or the one that the city has already."""
        try:
            return create_plan(city=city, by=by, **self.cleaned_data)
        except PlanExistsError as error:
            self.add_error(None, str(error))
            return None

    def correct(self, plan, *, by):
        """The plan with its new kind or period; None, with the reason, when it cannot be."""
        try:
            return change_plan(plan, by=by, **self.cleaned_data)
        except PlanExistsError as error:
            self.add_error(None, str(error))
            return None


class PublishForm(OwnFieldsForm):
    """What goes with a publication: the note for readers and the decision behind it."""

    note = long_text(
        "Wat is er nieuw in deze editie?",
        required=True,
        help_text="Een of twee zinnen voor wie het plan leest.",
    )
    decision_body = forms.ChoiceField(
        label="Besluit van",
        required=False,
        choices=[("", "Nog geen besluit"), *Edition.Body.choices],
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Edition
        fields = [
            "note",
            "decision_body",
            "decision_date",
            "decision_reference",
            "decision_link",
        ]
        widgets = {"decision_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        error_messages = {"decision_link": {"invalid": WHOLE_LINK}}

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("decision_date") or date.min) > timezone.localdate():
            self.add_error("decision_date", "Een besluit is al genomen: kies vandaag of vroeger.")
        details = [cleaned.get(name) for name in self.Meta.fields[2:]]
        is_chosen = cleaned.get("decision_body") or "decision_body" in self.errors
        if any(details) and not is_chosen:
            self.add_error("decision_body", "Kies welk orgaan het besluit nam.")
        is_dated = cleaned.get("decision_date") or "decision_date" in self.errors
        if cleaned.get("decision_body") and not is_dated:
            self.add_error("decision_date", "Vul in wanneer het besluit genomen is.")
        return cleaned

    def decision_boxes(self):
        """Body, date, reference and link, as they stand on the page."""
        return [self[name] for name in self.Meta.fields[1:]]

    def decision(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields[1:]}


class WithdrawForm(OwnFieldsForm):
    reason = long_text(
        "Waarom trek je deze editie in?",
        required=True,
        help_text="Deze zin staat boven de editie; haar adres blijft bestaan.",
    )

    class Meta:
        model = Withdrawal
        fields = ["reason"]
