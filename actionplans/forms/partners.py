"""What is asked of a partner, what the partner answers, and what the city makes of it."""

from django import forms

from cities.forms import OwnFieldsForm

from ..models import PartnerAnswer, PartnerQuestion, ProgressEntry
from .rows import long_text

# With a name before them, the words still fit in an entry.
LONGEST_ANSWER = 5_000
LONGEST_QUESTION = 2_000
QUESTION = (
    "Hoe ver staat dit nu? Wat is er gebeurd sinds de vorige keer, en wat staat er nog op stapel?"
)


class PartnerQuestionForm(OwnFieldsForm):
    """One question to one address.

    `partners` are the names that the plan itself knows; `name` is the one that was picked.
    """

    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Alleen jouw stad en de beheerder van dit portaal zien dit adres.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    question = long_text("Je vraag", rows=4, required=True, help_text="Eén vraag, in gewone taal.")

    class Meta:
        model = PartnerQuestion
        fields = ["name", "email", "question"]

    def __init__(self, *args, partners=(), name="", **kwargs):
        kwargs.setdefault("initial", {"question": QUESTION, "name": name})
        super().__init__(*args, **kwargs)
        box = self.fields["name"]
        box.help_text = "Zo staat de partner later bij het antwoord in het openbare plan."
        if partners:
            box.widget.attrs["list"] = "partners-van-het-doel"

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_question(self):
        return bounded(self.cleaned_data["question"], LONGEST_QUESTION)


class PartnerAnswerForm(OwnFieldsForm):
    """The one box of the page behind the link."""

    text = long_text("Je antwoord", rows=8, required=True)
    state = forms.ChoiceField(
        label="Hoe ver staat het volgens jou?",
        choices=[("", "Weet ik niet"), *ProgressEntry.State.choices],
        required=False,
    )

    class Meta:
        model = PartnerAnswer
        fields = ["text", "state", "signed"]
        labels = {"signed": "Je naam"}
        help_texts = {"signed": "Alleen de stad ziet je naam."}
        error_messages = {
            "signed": {"required": "Vul je naam in, zodat de stad weet wie dit zegt."}
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed"].widget.attrs["autocomplete"] = "name"
        self.fields["text"].error_messages["required"] = "Schrijf je antwoord in dit vak."

    def clean_signed(self):
        return " ".join(self.cleaned_data["signed"].split())

    def clean_text(self):
        return bounded(self.cleaned_data["text"], LONGEST_ANSWER)


class PartnerDecisionForm(forms.Form):
    """An entry of progress that begins as the partner's answer; its rules are in `telling`."""

    state = forms.ChoiceField(
        label="Voortgang", choices=[("", "Kies"), *ProgressEntry.State.choices], required=False
    )
    schedule = forms.ChoiceField(
        label="Op schema",
        choices=[("", "Niet van toepassing"), *ProgressEntry.Schedule.choices],
        required=False,
    )
    reason = forms.ChoiceField(
        label="Reden",
        choices=[("", "Geen"), *ProgressEntry.Reason.choices],
        required=False,
        help_text="Alleen voor wat vertraagd, uitgesteld of stopgezet is.",
    )
    text = long_text("Woorden van de partner", rows=6)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def has_seen(self):
        """The number of the entry beside which this was typed; none counts as never seen."""
        return self.cleaned_data.get("seen") or 0

    def values(self):
        return {name: self.cleaned_data[name] for name in ("state", "schedule", "reason", "text")}

    def tell(self, errors):
        """Put what the rules miss beside the boxes where it belongs."""
        for name, sentence in errors.items():
            self.add_error(name if name in self.fields else None, sentence)


def decision_initial(answer, last) -> dict:
    """What the form proposes: the partner's words, and for the rest what held until now."""
    state = answer.state or (last.state if last else "")
    has_ended = state in ProgressEntry.ENDED
    on_schedule = ProgressEntry.Schedule.ON_SCHEDULE if state and not has_ended else ""
    goes_on = last is not None and not has_ended and last.schedule
    return {
        "state": state,
        "schedule": last.schedule if goes_on else on_schedule,
        "reason": last.reason if last else "",
        "text": answer.text,
        "seen": last.number if last else 0,
    }


def bounded(text, longest) -> str:
    """Counted here and not by the browser, which counts a line end as two."""
    if len(text) > longest:
        raise forms.ValidationError(
            f"Dit zijn {len(text)} tekens; er passen er {longest}. Kort je tekst wat in."
        )
    return text
