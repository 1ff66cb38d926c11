from codecs import BOM_UTF8

from django import forms

from ..story.verification import UnreadableSumError, read_sum

LONGEST = 500
NO_ARCHIVE = (
    "Dit is geen archiefbestand (JSON). Kies het JSON-bestand dat je bij de editie downloadt: "
    "een PDF of een Word-bestand heeft dit controlegetal niet."
)


class SumForm(forms.Form):
    som = forms.CharField(
        label="Controlegetal",
        help_text="64 tekens, zoals onder elke editie staat. Spaties en hoofdletters mogen.",
        max_length=LONGEST,
        error_messages={
            "required": "Vul een controlegetal in.",
            "max_length": "Dit is te lang: een controlegetal telt 64 tekens.",
            "null_characters_not_allowed": "Dit bevat tekens die niet in een controlegetal horen.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_som(self):
        try:
            return read_sum(self.cleaned_data["som"])
        except UnreadableSumError as error:
            raise forms.ValidationError(str(error)) from error


class ArchiveFileForm(forms.Form):
    bestand = forms.FileField(
        label="JSON-bestand van een editie",
        help_text="Hoogstens 25 MB. Het portaal rekent het na en bewaart het niet.",
        allow_empty_file=False,
        max_length=None,
        error_messages={
            "required": "Kies eerst een bestand.",
            "empty": "Dit bestand is leeg. Kies het JSON-bestand van de editie.",
            "invalid": "Dit bestand kwam niet goed aan. Probeer het opnieuw.",
        },
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_bestand(self):
        """Every archive begins with a brace; the rest is for the checksum to judge."""
        file = self.cleaned_data["bestand"]
        start = file.read(LONGEST)
        file.seek(0)
        if not start.removeprefix(BOM_UTF8).lstrip().startswith(b"{"):
            raise forms.ValidationError(NO_ARCHIVE)
        return file
