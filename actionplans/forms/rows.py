"""The forms of the plan editor, one per kind of row."""

import re

from django import forms

from cities.models import Ground, Organisation, PolicyDomain, SustainableGoal, Track

from ..models import Action, Chapter, Commitment, Edition, ExampleAction, Goal, Note, Participation
from .choices import NotesField, checkboxes
from .row_form import RowForm, UnixTextField, year_field

# Between a code and its title: also the short dash of a keyboard.
DASH = re.compile(r"\s+[-–—](?:\s+|$)")
ONLY_YEARS = re.compile(r"\d{4}(\s*[-–]\s*\d{4})?")
WHOLE_LINK = "Schrijf de link volledig, zoals https://www.stad.be/besluit."
TIMING = ["timing_kind", "timing_from", "timing_until", "timing_text"]


def long_text(label, *, rows=3, required=False, help_text=""):
    return UnixTextField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
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

    def clean(self):
        """Words that only repeat the years follow the years; the last year is not the first one."""
        cleaned = super().clean()
        first, last = cleaned.get("timing_from"), cleaned.get("timing_until")
        if first and last and last < first:
            self.add_error("timing_until", "Het laatste jaar kan niet voor het eerste liggen.")
        years_moved = {"timing_from", "timing_until"} & set(self.changed_data)
        words = cleaned.get("timing_text") or ""
        if years_moved and "timing_text" not in self.changed_data and ONLY_YEARS.fullmatch(words):
            years = [str(year) for year in (first, last) if year]
            cleaned["timing_text"] = "-".join(dict.fromkeys(years))
        return cleaned


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
        help_text="Een per regel: code, streepje en titel. Bijvoorbeeld: AC000123 – Vorming.",
    )
    group_note = long_text("Toelichting bij de eigen werkgroep", rows=2)
    notes = NotesField("Voetnoten bij het doel")
    timing_notes = NotesField("Voetnoten bij de timing")

    class Meta:
        model = Goal
        fields = ["code", "title", "explanation", "group_note", *TIMING]

    def could_hold(self, name, value):
        if name == "bbc_references":
            keys = {"code", "title"}
            return isinstance(value, list) and all(
                isinstance(ref, dict)
                and ref.keys() == keys
                and set(map(type, ref.values())) == {str}
                for ref in value
            )
        return super().could_hold(name, value)

    def raw_value(self, name, value):
        if name == "bbc_references":
            return "\n".join(" – ".join(filter(None, (ref["code"], ref["title"]))) for ref in value)
        if name == "example" and value:
            examples = ExampleAction.objects.select_related("commitment")
            return next((entry.pk for entry in examples if entry.code == value), value)
        return value

    def code_of(self, name, entry):
        return entry.code if name == "example" else super().code_of(name, entry)

    def in_words(self, name, value):
        return super().in_words(name, self.raw_value(name, value) if name != "example" else value)

    def clean_bbc_references(self):
        """Lines 'code – title' as a list of references; a line without a code is told."""
        references = []
        for line in self.cleaned_data["bbc_references"].split("\n"):
            code, title = (*DASH.split(line.strip(), maxsplit=1), "")[:2]
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
    notes = NotesField("Voetnoten bij de actie")

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
