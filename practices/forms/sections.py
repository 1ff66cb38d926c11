"""Forms about one city section: its text, when it stopped, and what VVSG makes of it."""

from django import forms
from django.utils import timezone

from cities.models import City

from ..fiche.content import is_blank, normalised
from ..fiche.fields import PARTS, path_of
from ..sections.standing import FIRST_YEAR
from .fiche import FicheForm, name_of, values_at

PATHS = [path_of("section", field) for field in PARTS["section"].values()]
MINE, THEIRS = "mijn", "andere"


class SectionForm(FicheForm):
    """The text of a section; `seen` is the number of the version that the writer has before her.

    After two people saved, the page asks per field which text to keep: `choice-<field>`. Where VVSG
    reads first, and of what stopped, nobody can say beforehand that it holds: `can_confirm`.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    still_true = forms.BooleanField(
        label="Ik las alles na: de hele sectie klopt vandaag",
        help_text="Lezers zien dan “Bevestigd door je stad” met de datum van vandaag.",
        required=False,
    )

    def __init__(
        self,
        data=None,
        *,
        content=None,
        number=0,
        is_by_vvsg=False,
        has_place=True,
        can_confirm=True,
    ):
        values = values_at(PATHS, {}, normalised("section", content or {}))
        super().__init__(data, paths=PATHS, initial=values)
        self.initial["seen"] = number
        if is_by_vvsg:
            self.fields["reason"] = forms.CharField(
                label="Waarom wijzigt VVSG dit?",
                help_text="Staat in de geschiedenis. Bijvoorbeeld: op vraag van de gemeente.",
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=1000,
            )
            self.fields["still_true"].help_text = "Lezers zien dan “Bevestigd door VVSG”."
        if not can_confirm:
            del self.fields["still_true"]
        if not has_place:
            self.fields["place_name"] = forms.CharField(label="Gemeente", max_length=80)
        self.order_fields(["place_name", *(name_of(path) for path in PATHS)])

    def clean_place_name(self):
        name = " ".join(self.cleaned_data["place_name"].split())
        if City.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError("Deze gemeente staat in de lijst: kies ze daar.")
        return name

    def clean(self):
        cleaned = super().clean()
        # The other text may have a contact where this one has none.
        if self._chose_theirs("contact"):
            return cleaned
        if "section-contact" in cleaned and is_blank(cleaned["section-contact"]):
            message = "Vul een contact in: anders kan een andere stad je niets vragen."
            self.add_error("section-contact", message)
        return cleaned

    def check_contact(self, contact):
        if not self._chose_theirs("contact"):
            super().check_contact(contact)

    def content(self, theirs=None) -> dict:
        """The whole section as it was typed, with the other text where that was chosen."""
        typed, theirs = self.values()["section"], normalised("section", theirs or {})
        return {
            name: theirs[name] if self._chose_theirs(name) else value
            for name, value in typed.items()
        }

    def _chose_theirs(self, name):
        return self.data.get(f"choice-{name}") == THEIRS


class StopForm(forms.Form):
    year = forms.IntegerField(
        label="In welk jaar stopte het?",
        min_value=FIRST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "year"}),
        error_messages={"invalid": "Schrijf een jaar met vier cijfers, zoals 2024."},
    )

    def __init__(self, data=None, *, needs_reason=False):
        this_year = timezone.localdate().year
        super().__init__(data, initial={"year": this_year})
        self.fields["year"].max_value = this_year
        if needs_reason:
            self.fields["reason"] = reason_field()

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError("Dat jaar moet nog komen.")
        return year


class StandingForm(forms.Form):
    """Hiding a section, or showing it again."""

    def __init__(self, data=None, *, needs_reason=False):
        super().__init__(data)
        self.fields["reason"] = reason_field(is_required=needs_reason)


class RevertForm(forms.Form):
    """What VVSG writes to a city whose text it turns back."""

    reason = forms.CharField(
        label="Waarom draai je de tekst terug?",
        help_text="De stad leest dit in de mail en in de geschiedenis.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    mail_body = forms.CharField(
        label="Mail aan de stad",
        help_text="Onder de mail komt nog de link naar de sectie.",
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
        max_length=20_000,
    )


def reason_field(*, is_required=True):
    return forms.CharField(
        label="Waarom?" if is_required else "Waarom? (niet verplicht)",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=is_required,
        max_length=1000,
    )
