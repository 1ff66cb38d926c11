"""Giving a fiche its place in another one: as a section of its city (P9), or whole (P16)."""

from django import forms

from ..fiche.content import is_blank
from ..models import CitySection
from ..moderating.declining import moved_words, section_from
from ..moderating.foretelling import foretold, side_by_side
from ..moderating.merging import JOIN, KEEP, REPLACE, clashes
from ..sections.writing import find_section, home_of
from .deciding import DecisionForm, text_field
from .fiche import FicheForm, name_of, values_at
from .verdicts import PLACES

MOVED = "[wat er met je tekst gebeurt]"
SHORTEN = "De eigen tekst van de stad, met daaronder wat in de fiche stond. Kort in wat dubbel is."
NOTHING_TOLD = "Schrijf wat er in de stadssectie komt."
CHOICES = [
    (KEEP, "Behoud wat er al staat"),
    (REPLACE, "Neem de tekst van deze fiche"),
    (JOIN, "Zet beide teksten samen"),
]


class TargetForm(DecisionForm):
    """The other practice was chosen before; `target` is its code."""

    mail = "M8"
    target = forms.CharField(max_length=12, widget=forms.HiddenInput)

    def __init__(self, data=None, *, practice, by, target):
        self.into = target
        super().__init__(data, practice=practice, by=by, initial={"target": target.code})

    def marks(self):
        return {"target": self.into.title}


class IntoSectionForm(TargetForm):
    """P9: the text of the section can be improved; a choice only where the city has one there."""

    def add_fields(self):
        practice = self.practice
        self.there: CitySection | None = find_section(self.into, **home_of(practice))
        if self.there is not None and self.there.version is not None:
            self.fields["choice"] = choice_field(f"{practice.place} staat daar al")
        initial = values_at(PLACES["section"], {}, section_from(practice))
        data = self.data if self.is_bound else None
        self.fiche = FicheForm(data, paths=PLACES["section"], initial=initial)
        text = self.fiche.fields[name_of("section.text")]
        text.label, text.help_text = "Tekst van de sectie", SHORTEN

    def is_valid(self):
        is_whole = self.fiche.is_valid()
        return super().is_valid() and is_whole

    def clean(self):
        cleaned = super().clean()
        told = self.fiche.values()["section"] if self.fiche.is_valid() else {}
        if told and all(map(is_blank, told.values())):
            raise forms.ValidationError(NOTHING_TOLD)
        return cleaned

    def marks(self):
        return {**super().marks(), "moved": MOVED}

    def told(self, cleaned):
        if not self.fiche.is_valid():
            return {}
        section = self.fiche.values()["section"]
        place, choice = self.practice.place, cleaned.get("choice", "")
        return {MOVED: moved_words(place, section, choice)}

    def own_words(self):
        return {
            "target": self.into,
            "choice": self.cleaned_data.get("choice", ""),
            "content": self.fiche.values()["section"],
        }


class MergeForm(TargetForm):
    """P16: a choice for every city that tells about itself in both."""

    reason = text_field("Waarom horen ze samen?", help_text="Dit komt in de geschiedenis.")

    def add_fields(self):
        self.clashes = clashes(self.practice, self.into)
        for clash in self.asked():
            self.fields[f"choice-{clash.key}"] = choice_field(clash.mine.place)

    def asked(self):
        """Where there is something to choose."""
        return [clash for clash in self.clashes if not clash.is_hidden]

    @property
    def hidden_places(self):
        """Whose text stays behind, because nobody may read it."""
        return [clash.mine.place for clash in self.clashes if clash.is_hidden]

    def own_words(self):
        chosen = self.cleaned_data
        return {
            "into": self.into,
            "reason": chosen["reason"],
            "choices": self.choices(chosen),
        }

    def choices(self, values) -> dict:
        """{key of a clash: what was chosen}; nothing yet for what was not."""
        return {clash.key: values.get(f"choice-{clash.key}", "") for clash in self.asked()}

    @property
    def foretold(self):
        chosen = getattr(self, "cleaned_data", {})
        return foretold(self.practice, self.into, self.choices(chosen))

    @property
    def side_by_side(self):
        return side_by_side(self.asked())


def choice_field(label):
    return forms.ChoiceField(
        label=f"{label}: welke tekst blijft?", choices=CHOICES, widget=forms.RadioSelect
    )
