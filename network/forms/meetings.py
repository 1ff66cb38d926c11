"""Forms about a meeting itself. The rules decide; a form only knows the boxes.

The hidden `version` says what was looked at, the hidden `base` what the boxes held then, the hidden
`deed` names the form: sent twice, it makes one thing.
"""

import hashlib
import uuid

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.formats import date_format, time_format

from actionplans.models import ProgressRound
from cities.forms import OwnFieldsForm
from cities.models import City

from ..meetings.editing import check
from ..meetings.refusals import MeetingRefusedError, plain
from ..models import Meeting

LONGEST_TEXT = 20_000
LONGEST_MINUTES = 100_000
DATE = {"type": "date"}
TIME = {"type": "time"}


def limit(field, longest) -> None:
    """No more signs than this, said by the browser and by the form."""
    field.validators.append(MaxLengthValidator(longest))
    field.widget.attrs["maxlength"] = longest


class RuleForm(OwnFieldsForm):
    """A form of which a rule does the saving; what the rule refuses stands beside its box."""

    # What says how things stood; after a stale save it says how they stand now.
    HIDDEN = ("version", "base")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    deed = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_new = self.instance.pk is None
        for name in ("version", "base") if is_new else ("deed",):
            del self.fields[name]
        if is_new:
            self.initial.setdefault("deed", uuid.uuid4())
        else:
            marks = {name: mark_of_value(self.initial[name]) for name in self.Meta.fields}
            self.initial["version"] = self.instance.version
            self.initial["base"] = " ".join(f"{name}={mark}" for name, mark in marks.items())

    def values(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def seen(self):
        return self.cleaned_data.get("version") or 0

    def on_top_of(self, now):
        """What was typed, to save over what a colleague made of it; `theirs` tells what that is.

        A box that was left as it was opened takes what the colleague wrote; `taken` names those.
        """
        fresh = type(self)(instance=now, **self.beside())
        data, taken = self.data.copy(), []
        for name in self._untouched() & set(fresh.fields):
            if mark_of_value(fresh.initial[name]) != mark_of_value(self.cleaned_data[name]):
                fill_in(data, fresh[name])
                taken.append(name)
        for name in self.HIDDEN:
            data[name] = fresh.initial[name]
        form = type(self)(data, instance=now, **self.beside())
        form.taken = [form.fields[name].label for name in form.fields if name in taken]
        form.theirs = [
            (form.fields[name].label, shown)
            for name in form.changed_data
            if name in self.Meta.fields and (shown := words_of(now, name)) is not None
        ]
        return form

    def _untouched(self) -> set[str]:
        """The boxes that hold what they held when the form was opened."""
        pairs = self.cleaned_data.get("base", "").split()
        base = dict(one.partition("=")[::2] for one in pairs)
        own = [name for name in self.Meta.fields if name in self.cleaned_data]
        return {name for name in own if base.get(name) == mark_of_value(self.cleaned_data[name])}

    def afresh(self):
        """What was typed, in a form that makes another thing when it is saved."""
        data = self.data.copy()
        data["deed"] = str(uuid.uuid4())
        return type(self)(data, **self.beside())

    def beside(self) -> dict:
        """What this form takes beside what was posted."""
        return {}

    def do(self, rule, /, *args, **names):
        """What the rule returns; None when it was refused, which then stands in the form."""
        if not self.is_valid():
            return None
        try:
            return rule(*args, **names)
        except MeetingRefusedError as error:
            self.add_error(error.field if error.field in self.fields else None, str(error))
            return None


def mark_of_value(value) -> str:
    """The same for what a row holds and for what the untouched box sends back."""
    if isinstance(value, str):
        value = plain(value)
    elif hasattr(value, "pk"):
        value = value.pk
    elif hasattr(value, "__iter__"):
        value = sorted(one.pk for one in value)
    told = "" if value is None else str(value)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def fill_in(data, box) -> None:
    """Put in what was posted what this box would send when nobody touches it."""
    value = box.field.prepare_value(box.initial)
    if isinstance(value, bool):
        data.setlist(box.html_name, ["on"] if value else [])
        return
    shown = box.field.widget.format_value(value)
    data.setlist(box.html_name, shown if isinstance(shown, list) else [shown or ""])


def words_of(row, name) -> str:
    """What stands in a field, in words."""
    value = getattr(row, name)
    if hasattr(value, "all"):
        value = ", ".join(str(one) for one in value.all())
    elif isinstance(value, bool):
        value = "ja" if value else "nee"
    elif hasattr(value, "year"):
        value = date_format(value, "j F Y")
    elif hasattr(value, "hour"):
        value = time_format(value, "H.i")
    elif row._meta.get_field(name).choices:
        value = getattr(row, f"get_{name}_display")()
    return str(value) if value not in (None, "") else "niets"


class MeetingForm(RuleForm):
    class Meta:
        model = Meeting
        fields = [
            *("kind", "title", "day", "starts_at", "ends_at", "place", "host", "link"),
            *("introduction", "rounds"),
        ]
        widgets = {
            "day": forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
            "starts_at": forms.TimeInput(attrs=TIME, format="%H:%M"),
            "ends_at": forms.TimeInput(attrs=TIME, format="%H:%M"),
            "introduction": forms.Textarea(attrs={"rows": 5}),
            "rounds": forms.CheckboxSelectMultiple,
        }
        labels = {"rounds": "Voortgangsrondes"}
        help_texts = {
            "title": "Bijvoorbeeld: Schepenoverleg voorjaar 2027.",
            "starts_at": "Weet je het uur nog niet? Dan staat ze in de agenda als een hele dag.",
            "place": "Zaal en adres, of: online.",
            "link": "Van de videovergadering. Alleen wie aangemeld is, ziet hem.",
            "introduction": "Iedereen kan dit lezen.",
            "rounds": "Ze staan op de pagina van de vergadering, voor de leden met een link.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = City.objects.order_by("name")
        self.fields["host"].empty_label = "geen of onbekend"
        self.fields["rounds"].queryset = ProgressRound.objects.latest_first()
        limit(self.fields["introduction"], LONGEST_TEXT)
        if not self.fields["rounds"].queryset.exists():
            del self.fields["rounds"]
        for name in self._fixed() & set(self.fields):
            self.fields[name].disabled = True

    def _fixed(self):
        """What the rule would refuse to change; see `meetings.editing`."""
        if self.instance.is_closed:
            return {"kind", "day", "rounds"}
        return {"kind"} if self.instance.invited_at else set()

    def clean(self):
        """What the rule refuses of the hours stands beside its box, before the database says so."""
        cleaned = super().clean()
        if {"day", "starts_at", "ends_at"} <= set(cleaned):
            try:
                check(cleaned)
            except MeetingRefusedError as error:
                self.add_error(error.field, str(error))
        return cleaned

    def values(self):
        names = [name for name in self.Meta.fields if name in self.fields and name != "rounds"]
        return {name: self.cleaned_data[name] for name in names}

    @property
    def rounds(self):
        return self.cleaned_data.get("rounds", ())


class ReportForm(RuleForm):
    class Meta:
        model = Meeting
        fields = ["report", "minutes"]
        widgets = {
            "report": forms.Textarea(attrs={"rows": 10}),
            "minutes": forms.Textarea(attrs={"rows": 14}),
        }
        help_texts = {
            "report": "Iedereen kan dit lezen, ook wie niet aangemeld is.",
            "minutes": "Alleen wie aangemeld is in het netwerk, leest dit.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limit(self.fields["report"], LONGEST_TEXT)
        limit(self.fields["minutes"], LONGEST_MINUTES)


class CancelForm(forms.Form):
    because = forms.CharField(
        label="Waarom gaat ze niet door?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dit staat in de mail aan de genodigden en, voor iedereen, op de pagina.",
        error_messages={
            "required": "Zeg in één zin waarom: de steden lezen het in hun mail en op de pagina."
        },
    )
