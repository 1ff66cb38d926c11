"""The forms of the plan editor, one per kind of row."""

from django import forms

from cities.models import Ground, Organisation, PolicyDomain, SustainableGoal, Track

from ..models import (
    Action,
    Chapter,
    Commitment,
    Edition,
    ExampleAction,
    Goal,
    Note,
    Participation,
)
from .row_form import RowForm, UnixTextField, year_field

TIMING = ["timing_kind", "timing_from", "timing_until", "timing_text"]


def checkboxes(queryset, code, label, help_text=""):
    return forms.ModelMultipleChoiceField(
        queryset=queryset,
        to_field_name=code,
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def long_text(label, *, rows=3, required=False, help_text=""):
    return UnixTextField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class NoteChoices(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, label):
        super().__init__(
            queryset=Note.objects.none(), to_field_name="uid", label=label, required=False
        )


class EditionForm(RowForm):
    title = forms.CharField(label="Titel van het plan", max_length=250)
    introduction = long_text("Inleiding", rows=12, help_text="Een lege regel begint een alinea.")

    class Meta:
        model = Edition
        fields = ["title", "introduction"]


class ChapterForm(RowForm):
    sections = {
        "": ["number", "title", "description"],
        "Verbintenissen en werkgroep": ["commitments", "group_note"],
    }
    title = long_text("Titel", rows=2, required=True)
    description = long_text("Omschrijving")
    commitments = checkboxes(
        Commitment.objects.all(),
        "number",
        "Verbintenissen van ECCAR",
        "Waar dit hoofdstuk aan meewerkt. Een eigen thema mag er ook geen hebben.",
    )
    group_note = long_text("Toelichting bij de werkgroep", rows=2)

    class Meta:
        model = Chapter
        fields = ["number", "title", "description", "group_note"]


class TimedForm(RowForm):
    timing_text = forms.CharField(
        label="Timing zoals je ze schrijft",
        required=False,
        help_text="Bijvoorbeeld: 2026-2031, of najaar 2027. Deze woorden staan in het plan.",
    )
    timing_from = year_field("Van jaar")
    timing_until = year_field("Tot en met jaar")


class GoalForm(TimedForm):
    sections = {
        "": ["code", "title"],
        "Timing": TIMING,
        "SDG’s en toelichting": ["sdgs", "explanation"],
        "Kenmerken om steden te vergelijken": [
            *("example", "commitments", "grounds", "domains", "tracks"),
        ],
        "Meerjarenplan, werkgroep en voetnoten": [
            *("bbc_references", "group_note", "notes", "timing_notes"),
        ],
    }
    title = long_text("Operationeel doel", required=True)
    explanation = long_text("Toelichting")
    commitments = checkboxes(
        Commitment.objects.all(),
        "number",
        "Eigen verbintenissen",
        "Alleen als dit doel bij een andere verbintenis hoort dan zijn hoofdstuk.",
    )
    sdgs = checkboxes(SustainableGoal.objects.all(), "number", "SDG’s")
    grounds = checkboxes(Ground.objects.in_use(), "code", "Discriminatiegronden")
    domains = checkboxes(PolicyDomain.objects.in_use(), "code", "Beleidsdomeinen")
    tracks = checkboxes(Track.objects.in_use(), "code", "Sporen van de overeenkomst")
    example = forms.ModelChoiceField(
        queryset=ExampleAction.objects.select_related("commitment"),
        label="Voorbeeldactie van ECCAR",
        help_text="Hiermee vinden andere steden hetzelfde doel terug.",
        required=False,
        empty_label="Geen van deze",
    )
    bbc_references = long_text(
        "Verwijzingen naar het meerjarenplan",
        rows=2,
        help_text="Een per regel: code, een streepje en de titel. Bijvoorbeeld: AC000123 – Vorming.",
    )
    group_note = long_text("Toelichting bij de eigen werkgroep", rows=2)
    notes = NoteChoices("Voetnoten bij het doel")
    timing_notes = NoteChoices("Voetnoten bij de timing")

    class Meta:
        model = Goal
        fields = ["code", "title", "explanation", "group_note", *TIMING]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        references = self.initial.get("bbc_references", self.instance.bbc_references)
        self.initial["bbc_references"] = self.raw_value("bbc_references", references)
        if not self.fields["notes"].queryset:
            for name in ("notes", "timing_notes"):
                self.fields[name].widget = forms.MultipleHiddenInput()

    def raw_value(self, name, value):
        if name == "bbc_references":
            return "\n".join(f"{ref['code']} – {ref['title']}" for ref in value)
        if name == "example" and value:
            commitment, number = value.split(".")
            found = ExampleAction.objects.filter(commitment__number=commitment, number=number)
            return found.values_list("pk", flat=True).first()
        return value

    def state_value(self, name, value):
        if name == "example":
            return value.code if value else None
        return super().state_value(name, value)

    def in_words(self, name, value):
        return super().in_words(name, self.raw_value(name, value) if name != "example" else value)

    def clean_bbc_references(self):
        """Lines 'code – title' as a list of references; a line without a code is told."""
        references = []
        for line in self.cleaned_data["bbc_references"].splitlines():
            code, _, title = line.replace(" - ", " – ").strip().partition(" – ")
            if len(code.split()) > 1:
                raise forms.ValidationError(
                    "Begin elke regel met de code, dan een streepje: AC000123 – Vorming."
                )
            if code:
                references.append({"code": code, "title": title.strip()})
        return references


class ActionForm(TimedForm):
    sections = {"": ["text", "responsible"], "Eigen timing en voetnoten": [*TIMING, "notes"]}
    text = long_text("Actie", required=True)
    notes = NoteChoices("Voetnoten bij de actie")

    class Meta:
        model = Action
        fields = ["text", "responsible", *TIMING]


class ParticipationForm(RowForm):
    label = forms.CharField(label="Naam", help_text="Een dienst, een organisatie of een functie.")
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.in_use(),
        to_field_name="slug",
        label="Gedeelde partner",
        required=False,
        empty_label="Geen: alleen de naam hierboven",
        help_text="Kies de partner uit de lijst als die ook met andere steden werkt.",
    )

    class Meta:
        model = Participation
        fields = ["label", "role", "to_confirm", "organisation"]


class NoteForm(RowForm):
    text = long_text("Tekst van de voetnoot", required=True)

    class Meta:
        model = Note
        fields = ["number", "text"]


ROW_FORMS = {
    "edition": EditionForm,
    "chapter": ChapterForm,
    "goal": GoalForm,
    "action": ActionForm,
    "participation": ParticipationForm,
    "note": NoteForm,
}
