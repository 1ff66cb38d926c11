"""What a city asks or offers, and why something is taken down."""

import uuid

from django import forms
from django.utils.formats import date_format

from actionplans.forms.row_form import UnixTextField
from cities.forms import OwnFieldsForm
from cities.models import City

from ..exchange.notices import meetings_to_choose
from ..models import Notice
from .positions import seen_field

LONGEST_TEXT = 1_000


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return f"{date_format(meeting.day, 'j F Y')}: {meeting.title}"


class NoticeForm(OwnFieldsForm):
    """`seen` is the version that the form was opened on; `deed` makes two clicks one notice."""

    city = forms.ModelChoiceField(
        label="Stad",
        queryset=City.objects.none(),
        to_field_name="slug",
        empty_label=None,
        error_messages={"invalid_choice": "Voor deze stad mag je dit niet."},
    )
    kind = forms.ChoiceField(
        label="Zoeken of bieden?",
        choices=Notice.Kind,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies of jullie zoeken of bieden.",
            "invalid_choice": "Kies een van beide.",
        },
    )
    text = UnixTextField(
        label="Waarover?",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Eén vraag of aanbod, in een paar zinnen. Alle leden lezen het; noem geen "
        "namen van burgers.",
        error_messages={"required": "Schrijf waarover het gaat."},
    )
    meeting = MeetingField(
        label="Voor een overleg",
        queryset=None,
        to_field_name="slug",
        required=False,
        empty_label="niet voor een bepaald overleg",
        help_text="Dan staat het ook op de pagina van dat overleg.",
        error_messages={"invalid_choice": "Dit overleg is voorbij of gaat niet door."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    deed = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ["city", "kind", "commitment", "text", "meeting"]

    class Meta:
        model = Notice
        fields = ["kind", "commitment", "text", "meeting"]
        error_messages = {
            "commitment": {
                "required": "Kies de verbintenis waarover het gaat.",
                "invalid_choice": "Kies een van de tien verbintenissen.",
            }
        }

    def __init__(self, *args, cities=(), **kwargs):
        """`cities`: of which a new notice can be."""
        super().__init__(*args, **kwargs)
        is_made = self.instance.pk is not None
        self.own = list(cities)
        self.fields["city"].queryset = City.objects.filter(pk__in=[one.pk for one in self.own])
        if is_made or len(self.own) < 2:
            del self.fields["city"]
        self.fields["commitment"].empty_label = "kies een verbintenis"
        self.fields["meeting"].queryset = meetings_to_choose(self.instance if is_made else None)
        if is_made and self.instance.meeting_id:
            self.initial["meeting"] = self.instance.meeting.slug
        self.initial |= {"seen": self.instance.version} if is_made else {"deed": uuid.uuid4()}

    @property
    def chosen_city(self):
        return self.cleaned_data["city"] if "city" in self.fields else self.own[0]

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def seen_version(self):
        return self.cleaned_data.get("seen") or 0

    @property
    def deed_uid(self):
        return self.cleaned_data.get("deed") or uuid.uuid4()


class EndForm(forms.Form):
    """Only who takes down what is of another city says why."""

    reason = UnixTextField(
        label="Waarom haal je dit weg?",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dit komt in het logboek van het portaal.",
        error_messages={"required": "Zeg waarom je dit bericht weghaalt."},
    )
    seen = seen_field()

    def __init__(self, *args, is_own, **kwargs):
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["reason"]
