"""What is typed about a position: by the moderator, by an alderman, by whoever comments."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from actionplans.forms.row_form import UnixTextField
from cities.forms import OwnFieldsForm
from practices.attachments.kinds import UnusableFileError

from ..models import Endorsement, JointPosition
from ..positions.documents import read_letter

OLD_PAGE = "Deze pagina is verouderd. Open ze opnieuw en probeer nog eens."
LONGEST_TEXT, LONGEST_COMMENT, LONGEST_REASON = 40_000, 5_000, 2_000
DAY = {"type": "date"}


def day_input():
    return forms.DateInput(attrs=DAY, format="%Y-%m-%d")


def seen_field():
    """The version that the person looked at."""
    return forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={"required": OLD_PAGE, "invalid": OLD_PAGE, "min_value": OLD_PAGE},
    )


# --- the moderator -------------------------------------------------------------------------------
class PositionForm(OwnFieldsForm):
    """Title, addressee and text. `seen` and `tekst` say what the form was opened on."""

    text = UnixTextField(
        label="Tekst",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Een witregel maakt een alinea, - een opsomming, ## een tussentitel, "
        "**vet** en *schuin*. Een link: [woorden](https://adres).",
        error_messages={"required": "Schrijf de tekst van het standpunt."},
    )
    note = forms.CharField(
        label="Wat verandert er?",
        max_length=300,
        required=False,
        help_text="Eén zin voor de leden, bij deze versie van de tekst.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    tekst = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    deed = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = JointPosition
        fields = ["title", "addressee"]
        help_texts = {"addressee": "Bijvoorbeeld: de Vlaamse Regering."}
        error_messages = {
            "title": {"required": "Geef het standpunt een titel."},
            "addressee": {"required": "Zeg aan wie het standpunt gericht is."},
        }

    def __init__(self, *args, newest=None, **kwargs):
        super().__init__(*args, **kwargs)
        if newest is None:
            del self.fields["note"]
            self.initial["deed"] = uuid.uuid4()
        else:
            self.initial |= {
                "text": newest.text,
                "seen": self.instance.version,
                "tekst": newest.number,
            }

    def values(self) -> dict:
        names = ("title", "addressee", "text", "note")
        return {name: self.cleaned_data.get(name, "") for name in names}

    @property
    def seen_version(self):
        return self.cleaned_data.get("seen") or 0

    @property
    def deed_uid(self):
        return self.cleaned_data.get("deed") or uuid.uuid4()


class StepForm(forms.Form):
    """A step with nothing to fill in: only what the moderator looked at."""

    seen = seen_field()


class DeadlineForm(StepForm):
    deadline = forms.DateField(
        label="Antwoord gevraagd tegen",
        widget=day_input(),
        help_text="De laatste dag, die dag inbegrepen. Drie dagen ervoor krijgt wie nog niet "
        "antwoordde één herinnering.",
        error_messages={
            "required": "Kies tot wanneer de steden kunnen antwoorden.",
            "invalid": "Deze datum bestaat niet.",
        },
    )


class WithdrawForm(StepForm):
    because = UnixTextField(
        label="Waarom trek je het in?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="De leden lezen dit. De schepenen die om een antwoord gevraagd werden, krijgen "
        "het per mail.",
        error_messages={"required": "Zeg waarom het standpunt ingetrokken wordt."},
    )


class SendForm(StepForm):
    sent_on = forms.DateField(
        label="Verstuurd op",
        widget=day_input(),
        error_messages={
            "required": "Kies de dag waarop het standpunt vertrok.",
            "invalid": "Deze datum bestaat niet.",
        },
    )
    document = forms.FileField(
        label="De brief",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
        help_text="Een pdf of een docx van hoogstens 10 MB, zonder macro’s. Iedereen kan hem "
        "daarna opslaan: kijk na of er niets persoonlijks in staat.",
        error_messages={"empty": "Dit bestand is leeg. Kies een ander.", "invalid": OLD_PAGE},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].initial = timezone.localdate()

    def clean_document(self):
        upload = self.cleaned_data.get("document")
        if not upload:
            return None
        try:
            return read_letter(upload)
        except UnusableFileError as error:
            raise ValidationError(str(error)) from error


# --- the cities ----------------------------------------------------------------------------------
class SpeakForm(forms.Form):
    """What a city says. `tekst` is the number of the text read, `seen` the edits of its answer."""

    kind = forms.ChoiceField(
        label="Jullie antwoord",
        choices=[
            (Endorsement.Kind.ENDORSES, "We steunen dit standpunt"),
            (
                Endorsement.Kind.ABSTAINS,
                "We onthouden ons, met respect voor onze eigen situatie",
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een van beide antwoorden.",
            "invalid_choice": "Kies een van beide antwoorden.",
        },
    )
    reason = UnixTextField(
        label="Toelichting",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dat hoeft niet. Wordt het standpunt aangenomen, dan leest iedereen dit naast "
        "de naam van je stad.",
    )
    tekst = seen_field()
    seen = seen_field()

    def __init__(self, data=None, *, text, answer=None):
        initial = {"tekst": text.number, "seen": 0}
        if answer is not None:
            initial |= {"seen": answer.edits, "kind": answer.kind, "reason": answer.reason}
        super().__init__(data, initial=initial)


class CommentForm(forms.Form):
    words = UnixTextField(
        label="Je opmerking",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Alle leden lezen dit, met je naam erbij. Je kunt het daarna niet wijzigen.",
        error_messages={"required": "Schrijf eerst je opmerking."},
    )
    city = forms.ModelChoiceField(
        label="Namens",
        queryset=None,
        to_field_name="slug",
        required=False,
        empty_label=None,
        error_messages={"invalid_choice": "Je werkt niet voor deze stad."},
    )
    tekst = seen_field()

    def __init__(self, data=None, *, text, cities):
        """`cities` is a queryset of the cities that this person works for; none for VVSG."""
        super().__init__(data, initial={"tekst": text.number})
        self.own = list(cities)
        self.fields["city"].queryset = cities
        if len(self.own) < 2:
            del self.fields["city"]

    @property
    def chosen_city(self):
        """The city in whose name it is said, or None for VVSG."""
        if "city" in self.fields:
            return self.cleaned_data.get("city") or self.own[0]
        return self.own[0] if self.own else None
