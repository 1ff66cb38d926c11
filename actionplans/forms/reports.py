"""What a city types for partners abroad: the years of an ECCAR report, one part of it, what to add
to it from the progress, and the English summary of a plan."""

import hashlib
import json

from django import forms
from django.core.validators import MaxLengthValidator

from ..models import EccarReportPart, PlanSummary
from ..reports import summaries
from ..reports.gaps import IN_WORDS
from ..reports.harvest import FIELDS
from ..reports.parts import TEXTS, state_of
from .indicators import FiguresForm
from .row_form import UnixTextField, decoded

LONGEST = 30_000
TOO_LONG = f"Hou elke tekst onder {LONGEST:,} tekens.".replace(",", ".")


class YearsForm(forms.Form):
    """Whether there can be a report about these years, the rule says."""

    year_from = forms.IntegerField(label="Over de jaren", min_value=1990, max_value=2100)
    year_until = forms.IntegerField(label="tot en met", min_value=1990, max_value=2100)


def text_field(label, *, lang="", rows=8, required=False, help_text=""):
    attrs = {"rows": rows} | ({"lang": lang, "spellcheck": "true"} if lang else {})
    return UnixTextField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs=attrs),
        validators=[MaxLengthValidator(LONGEST, TOO_LONG)],
    )


class BasedForm(FiguresForm):
    """A form over texts that have no log: it carries along what it showed when it was opened."""

    base = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, data=None, *, present, version, stale=None):
        super().__init__(
            data,
            present=stale.merged if stale else present,
            present_version=version,
            conflicts=stale.conflicts if stale else None,
            initial={"base": json.dumps(stale.present if stale else present, ensure_ascii=False)},
        )

    @property
    def own_names(self):
        return [name for name in super().own_names if name != "base"]

    def clean(self):
        """Whatever version it was opened at, the base says what to compare with."""
        return super(FiguresForm, self).clean()

    @property
    def base_state(self) -> dict:
        """What the form showed; what is no text is as good as never shown."""
        told = decoded(self.cleaned_data["base"])
        told = told if isinstance(told, dict) else {}
        return {name: value for name, value in told.items() if self.could_hold(name, value)}


class PartForm(BasedForm):
    sections = {IN_WORDS[name].capitalize(): [name, f"{name}_en"] for name in FIELDS}
    measures = text_field("Maatregelen (Nederlands)", help_text="Wat deed de stad?")
    measures_en = text_field("Measures (Engels)", lang="en-GB")
    results = text_field(
        "Resultaten (Nederlands)", help_text="Wat leverde het op, en hoe weet je dat?"
    )
    results_en = text_field("Results (Engels)", lang="en-GB")
    difficulties = text_field(
        "Moeilijkheden (Nederlands)", help_text="Wat ging trager of anders, en waarom?"
    )
    difficulties_en = text_field("Difficulties (Engels)", lang="en-GB")

    class Meta:
        model = EccarReportPart
        fields = TEXTS

    def __init__(self, data=None, *, part, stale=None):
        version = stale.version if stale else part.version
        super().__init__(data, present=state_of(part), version=version, stale=stale)


class SummaryForm(BasedForm):
    sections = {"": ["title", "text", "is_public"]}
    title = forms.CharField(
        label="Titel in het Engels",
        max_length=250,
        widget=forms.TextInput(attrs={"lang": "en-GB", "spellcheck": "true"}),
    )
    text = text_field(
        "Samenvatting in het Engels",
        lang="en-GB",
        rows=18,
        required=True,
        help_text="Een lege regel begint een alinea; een regel met een streepje wordt een lijst.",
    )
    is_public = forms.BooleanField(
        label="Iedereen mag dit lezen",
        required=False,
        help_text="Zolang dit uitstaat, lezen alleen mensen van je stad de samenvatting.",
    )

    class Meta:
        model = PlanSummary
        fields = summaries.FIELDS

    def __init__(self, data=None, *, present, version, may_share, stale=None):
        super().__init__(data, present=present, version=version, stale=stale)
        if not may_share:
            del self.fields["is_public"]
            self.conflicts.pop("is_public", None)

    def show_sections(self):
        self.sections = {"": self.own_names}
        return super().show_sections()


# --- filling up ----------------------------------------------------------------------------------
def key_of(line) -> str:
    """A line by its words: what was ticked is what stood there, also when progress went on."""
    return hashlib.sha256(f"{line.head}\n{line.text}".encode()).hexdigest()[:24]


class FillForm(forms.Form):
    """The lines that a part does not hold yet, to tick; in an empty field all are ticked."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=10**9
    )

    def __init__(self, data=None, *, part, news):
        super().__init__(data, initial={"version": part.version})
        self.news = news
        for name, lines in news.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=IN_WORDS[name].capitalize(),
                choices=list({key_of(line): _in_words(line) for line in lines}.items()),
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=[] if getattr(part, name).strip() else [key_of(line) for line in lines],
                error_messages={"invalid_choice": "Dit is intussen veranderd. Kies opnieuw."},
            )

    @property
    def seen(self) -> int:
        return self.cleaned_data.get("version") or 0

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.chosen():
            self.add_error(None, "Kies minstens één regel, of ga terug naar het deel.")
        return cleaned

    def shown_again(self, part) -> "FillForm":
        """What was ticked, beside what the part says by now."""
        self.data = self.data.copy()
        self.data["version"] = part.version
        return self

    def chosen(self) -> dict:
        """{field: lines}, in reading order; only the fields with any."""
        found = {
            name: [line for line in lines if key_of(line) in self.cleaned_data[name]]
            for name, lines in self.news.items()
        }
        return {name: lines for name, lines in found.items() if lines}


def _in_words(line):
    return f"{line.head.rstrip('.')}: {line.text}" if line.text else line.head
