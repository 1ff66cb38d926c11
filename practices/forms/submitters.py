"""What somebody without an account is asked, and how a machine that fills in forms is told apart.

A machine fills in a field that no reader sees, and sends the form within the second. Neither is
told so: the first gets the answer of everybody, the second a kind word.
"""

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.html import format_html

from cities.models import City

from ..models import Submitter

STAMP_SALT = "practices.submitters.form"
# In seconds; who lets the browser fill in the form needs hardly more.
QUICKEST = 1.5
TOO_QUICK = "Dat ging wel heel snel. Kijk even na wat je invulde en druk nog eens op de knop."
PLACE_ASKED = "Kies je stad of gemeente, of vul de naam in als ze er niet bij staat."


def new_stamp() -> str:
    return signing.dumps(timezone.now().timestamp(), salt=STAMP_SALT)


def seconds_since(stamp):
    """How long ago a page was made, or None for a stamp that is not ours."""
    try:
        return timezone.now().timestamp() - signing.loads(stamp or "", salt=STAMP_SALT)
    except signing.BadSignature:
        return None


class SubmitterForm(forms.ModelForm):
    """What a submitter tells about themselves, and corrects later."""

    city = forms.ModelChoiceField(
        City.objects.all(),
        # One of the two is asked, so neither box is required by itself; the mark stands here.
        label=format_html('Stad of gemeente<span class="asteriskField">{}</span>', "*"),
        required=False,
        empty_label="Kies een stad of gemeente",
    )

    class Meta:
        model = Submitter
        fields = ["name", "organisation", "city", "place_name"]
        labels = {
            "name": "Je naam",
            "organisation": "Je organisatie of dienst",
            "place_name": "Staat je gemeente er niet bij? Vul de naam in",
        }
        help_texts = {
            "name": "Niet verplicht. Alleen VVSG ziet je naam.",
            "organisation": "Niet verplicht.",
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("city"):
            cleaned["place_name"] = ""
        elif not cleaned.get("place_name") and "city" not in self.errors:
            # Below both boxes, not between them.
            self.add_error("place_name", PLACE_ASKED)
        return cleaned


class StartForm(SubmitterForm):
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Hierheen sturen we je persoonlijke link. Het adres wordt nooit openbaar.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # The trap: out of sight and out of the order of the keyboard.
    website = forms.CharField(
        label="Laat dit vak leeg",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["email", "name", "organisation", "city", "place_name", "website", "stamp"]

    def __init__(self, data=None, **kwargs):
        # A stamp that is not ours is replaced; a good one stays, so a second press passes.
        if data is not None and seconds_since(data.get("stamp")) is None:
            data = {**data.dict(), "stamp": new_stamp()}
        super().__init__(data, initial={"stamp": new_stamp()}, **kwargs)

    @property
    def is_filled_in_by_a_machine(self) -> bool:
        return bool(self.data.get("website"))

    def clean(self):
        cleaned = super().clean()
        if not self.errors and seconds_since(self.data.get("stamp")) < QUICKEST:
            self.add_error(None, TOO_QUICK)
        return cleaned
