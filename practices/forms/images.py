"""What is asked about a picture: what is on it, who made it, by what right, and who agreed.

In a draft nothing is required, so that a picture can be told about later; `must_be_complete` asks
at once for all that publishing needs.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cities.forms import OwnFieldsForm

from ..images.completeness import gaps
from ..images.pictures import UnusableImageError, read_picture
from ..images.storing import NotStoredError
from ..images.uploading import COLUMNS, add_image, entry_of
from ..models import PracticeImage
from ..transitions import RefusedError
from .submission import OLD_PAGE

ACCEPT = "image/jpeg,image/png,image/webp,image/avif"
A_FILE = "Een jpg, png, webp of avif van hoogstens 15 MB, minstens 200 pixels breed en hoog."
BOTH = "Schrijf wat erop te zien is, of duid aan dat het versiering is. Niet allebei."
PAST = "Deze datum is voorbij."
ASK_CONSENT = (
    "De naam van je bestand gaat over toestemming. Is die er, duid ze dan aan en noteer waar ze "
    "bewaard wordt. Staat er niemand herkenbaar op, duid dan dat aan."
)


def speaks_of_consent(name) -> bool:
    """A name promises nothing: the form asks."""
    return "toestemming" in str(name).lower()


class PictureField(forms.FileField):
    """A file that is a picture by what is in it; its value is the picture drawn anew."""

    def __init__(self, **kwargs):
        super().__init__(
            label="Beeld",
            help_text=A_FILE,
            widget=forms.FileInput(attrs={"accept": ACCEPT}),
            error_messages={
                "required": "Kies een bestand.",
                "empty": "Dit bestand is leeg. Kies een ander.",
                "missing": "Kies een bestand.",
                "invalid": "Kies een bestand.",
            },
            max_length=None,
            **kwargs,
        )

    def clean(self, value, initial=None):
        upload = super().clean(value, initial)
        try:
            return read_picture(upload)
        except UnusableImageError as error:
            raise ValidationError(str(error)) from error


class ConsentForm(OwnFieldsForm):
    """What consent there is, for what and until when."""

    purposes = forms.MultipleChoiceField(
        label="Waarvoor geldt de toestemming?",
        help_text="Wie toestemming geeft voor een foto, geeft dat apart voor elk gebruik. "
        "Zonder ‘website’ tonen we het beeld hier niet.",
        choices=PracticeImage.Purpose,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Dit staat niet in de lijst."},
    )

    class Meta:
        model = PracticeImage
        fields = ["has_consent", "consent_kept_at", "has_minors", "purposes", "valid_until"]
        labels = {
            "has_consent": "Wie herkenbaar is, gaf toestemming",
            "consent_kept_at": "Waar is die toestemming bewaard?",
            "has_minors": "Er staan minderjarigen op",
            "valid_until": "Geldig tot en met",
        }
        help_texts = {
            "consent_kept_at": "De dienst en het dossier. Niet de toestemming zelf, geen namen.",
            "has_minors": "Dan geven ook hun ouders toestemming.",
            "valid_until": "Laat leeg als er geen einddatum is. De dag erna verdwijnt het beeld.",
        }
        widgets = {"valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        error_messages = {"valid_until": {"invalid": "Schrijf een datum, zoals 31/12/2027."}}

    def __init__(self, *args, must_be_complete=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.must_be_complete = must_be_complete

    def clean_purposes(self):
        return list(self.cleaned_data["purposes"])

    def clean_valid_until(self):
        until = self.cleaned_data["valid_until"]
        is_new = until != self.initial.get("valid_until")
        if until and is_new and until < timezone.localdate():
            raise ValidationError(PAST)
        return until

    def clean(self):
        cleaned = super().clean()
        if self.must_be_complete:
            self._ask_what_misses(cleaned)
        return cleaned

    def _ask_what_misses(self, cleaned):
        kept = {name: getattr(self.instance, name) for name in COLUMNS}
        told = {name: value for name, value in cleaned.items() if name in kept}
        for name, sentence in gaps(self.entry_told(cleaned), PracticeImage(**{**kept, **told})):
            if name in self.fields and name not in self.errors:
                self.add_error(name, sentence[0].upper() + sentence[1:])

    def entry_told(self, cleaned):
        """What the text says of it; on this form nothing is asked about that."""
        return {"alt": "-", "credit": "-"}

    def columns(self) -> dict:
        """The columns of the row, after is_valid()."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ImageForm(ConsentForm):
    """Everything about a picture that is there already."""

    alt = forms.CharField(
        label="Wat is erop te zien?",
        help_text="Voor wie het beeld niet ziet. Hoogstens twee zinnen. Begin niet met ‘Foto van’ "
        "en noem hier geen fotograaf.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decorative = forms.BooleanField(
        label="Het beeld is alleen versiering",
        help_text="Het voegt niets toe aan de tekst. Dan is een beschrijving niet nodig.",
        required=False,
    )
    caption = forms.CharField(
        label="Bijschrift",
        help_text="Niet nodig. Iedereen leest het onder het beeld.",
        max_length=300,
        required=False,
    )
    credit = forms.CharField(
        label="Wie maakte het?",
        help_text="Staat bij het beeld, bijvoorbeeld: Beeld Stad Mechelen.",
        max_length=160,
        required=False,
    )

    class Meta(ConsentForm.Meta):
        fields = ["rights", "licence", "source_url", "people", *ConsentForm.Meta.fields]
        labels = {
            **ConsentForm.Meta.labels,
            "rights": "Waarom mag je het gebruiken?",
            "licence": "Welke licentie?",
            "source_url": "Waar staat het?",
            "people": "Staan er herkenbare personen op?",
        }
        help_texts = {
            **ConsentForm.Meta.help_texts,
            "licence": "Bij een stockbeeld of Creative Commons, bijvoorbeeld CC BY 4.0.",
            "source_url": "Bij een stockbeeld: het volledige adres.",
        }
        widgets = {
            **ConsentForm.Meta.widgets,
            "rights": forms.RadioSelect,
            "people": forms.RadioSelect,
            "source_url": forms.URLInput(attrs={"inputmode": "url"}),
        }
        error_messages = {
            **ConsentForm.Meta.error_messages,
            "source_url": {"invalid": "Schrijf het adres volledig, zoals https://www.stock.be/1."},
        }

    # In the order in which somebody thinks of it.
    field_order = [
        *("upload", "alt", "decorative", "caption", "credit", "rights", "licence", "source_url"),
        *("people", "has_consent", "consent_kept_at", "has_minors", "purposes", "valid_until"),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("rights", "people"):
            self.fields[name].choices = getattr(PracticeImage, name.capitalize()).choices

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("alt") and cleaned.get("decorative"):
            self.add_error("decorative", BOTH)
        return cleaned

    def entry_told(self, cleaned):
        return cleaned

    def entry_for(self, image) -> dict:
        """What the text of the fiche says of it, after is_valid()."""
        return entry_of(image, self.cleaned_data)

    @staticmethod
    def blank_entry(image) -> dict:
        """Of a picture about which nothing was told yet."""
        return entry_of(image, {})

    def differing_from(self, image, entry) -> list[tuple]:
        """(label, what a colleague saved) of the fields in which that is not what was typed."""
        now = {**{name: getattr(image, name) for name in COLUMNS}, **entry}
        return [
            (self.fields[name].label, _in_words(self.fields[name], now.get(name)))
            for name, typed in self.cleaned_data.items()
            if name in now and typed != now[name]
        ]


class NewImageForm(forms.Form):
    """Only the file: what is to be told about it comes on the next page.

    `deed` is made with the page and becomes the uid: two clicks make one picture.
    """

    upload = PictureField()
    deed = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": OLD_PAGE})

    def add_to(self, practice, *, by):
        return _added(self, practice, by=by, uid=self.cleaned_data["deed"])


class ImageUploadForm(ImageForm):
    """The file and everything about it on one page, as for a picture that is proposed."""

    upload = PictureField()

    def clean(self):
        cleaned = super().clean()
        picture = cleaned.get("upload")
        is_open = not cleaned.get("has_consent") and not cleaned.get("people")
        if picture and is_open and speaks_of_consent(picture.original_name):
            self.add_error("has_consent", ASK_CONSENT)
        return cleaned

    def add_to(self, practice, *, by, **about):
        """The new picture, or None: the form says then why not."""
        return _added(self, practice, by=by, **self.columns(), **about)


class WithdrawForm(forms.Form):
    """Why a picture goes; `deed` is the key of this press."""

    reason = forms.CharField(
        label="Waarom trek je het in?",
        help_text="Bijvoorbeeld: wie erop staat, trok de toestemming in. Noem geen namen.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Schrijf kort waarom."},
    )
    deed = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": OLD_PAGE})


def _in_words(field, value) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    names = dict(getattr(field, "choices", ()))
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(str(names.get(one, one)) for one in chosen if one) or "leeg"


def _added(form, practice, *, by, **about):
    try:
        return add_image(practice, form.cleaned_data["upload"], by=by, **about)
    except (NotStoredError, RefusedError) as error:
        form.add_error("upload", str(error))
        return None
