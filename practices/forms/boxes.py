"""The box on the screen for each kind of field of a fiche, and the value that it gives."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from actionplans.forms.choices import CodesField

from ..fiche.content import clean_text, normalised_value
from ..fiche.fields import Kind

FIRST_YEAR, LAST_YEAR = 1990, 2100
A_YEAR = f"Schrijf een jaar met vier cijfers, tussen {FIRST_YEAR} en {LAST_YEAR}."
LINK_SCHEMES = {"http", "https"}
LONGEST_ADDRESS = 500
# Of a text that has to be this short, its length is told beforehand.
SHORT = 1000
ROWS = {Kind.TEXT: 6, Kind.ITEMS: 5, Kind.LINKS: 4}
NO_CHOICE = "Nog niet gekozen"
TICKED = "aangekruist"


class TextField(forms.CharField):
    """One text; who types too much reads by how much, and keeps all of it."""

    def __init__(self, field):
        self.field = field
        is_long = field.kind in ROWS
        box = forms.Textarea if is_long else forms.TextInput
        attrs = {"rows": 3 if field.most <= SHORT else ROWS[field.kind]} if is_long else {}
        if field.kind == Kind.TEXT:
            attrs["data-markdown"] = ""
        about = field.help
        if field.most <= SHORT and is_long and "tekens" not in about:
            about = f"{about} Hoogstens {field.most} tekens.".strip()
        super().__init__(label=field.label, help_text=about, required=False, widget=box(attrs))
        # A sign that no database keeps is left out with the others, not refused.
        self.validators = []

    def to_python(self, value):
        value = normalised_value(self.field, value)
        check_length(value, self.field.most)
        return value


class LinesField(TextField):
    """A list of texts, one on each line."""

    def to_python(self, value):
        lines = normalised_value(self.field, clean_text(value).split("\n"))
        check_length("\n".join(lines), self.field.most)
        return lines

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value


class LinksField(TextField):
    """'titel | adres' on each line; only addresses of the web."""

    def to_python(self, value):
        lines = (" ".join(line.split()) for line in clean_text(value).split("\n"))
        found = [(line, *self._read(line)) for line in lines if line]
        wrong = [trouble for _line, _link, trouble in found if trouble]
        if wrong:
            raise ValidationError(wrong)
        check_length("\n".join(line for line, *_ in found), self.field.most)
        return [link for _line, link, _trouble in found]

    @staticmethod
    def _read(line):
        """(link, '') or (None, what is wrong with this line)."""
        title, bar, address = (part.strip() for part in line.rpartition("|"))
        title = title if bar else ""
        if not is_web_address(address):
            return None, (
                f"“{line[:60]}” heeft geen volledig adres. "
                "Schrijf bijvoorbeeld: Onze brochure | https://www.stad.be/brochure"
            )
        return {"title": title or address, "url": address}, ""

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return "\n".join(f"{link['title']} | {link['url']}" for link in value)


class TermsField(CodesField):
    """Codes of a shared list; what left the list since stays where it was chosen."""

    def __init__(self, field, chosen=()):
        self.code = field.code
        in_use = entries_of(field)
        if chosen:
            entries = field.terms.objects.filter(**dict(field.kinds))
            in_use = in_use | entries.filter(**{f"{field.code}__in": chosen})
        super().__init__(
            queryset=in_use,
            to_field_name=field.code,
            label=field.label,
            help_text=field.help,
            required=False,
        )

    def clean(self, value):
        return sorted(getattr(entry, self.code) for entry in super().clean(value))


def entries_of(field):
    """What can be chosen today."""
    entries = field.terms.objects.filter(**dict(field.kinds))
    return entries.in_use() if hasattr(entries, "in_use") else entries


def is_web_address(text) -> bool:
    """A full address of http or https, short enough and without anything odd in it."""
    if len(text) > LONGEST_ADDRESS or any(sign.isspace() or sign in '<>"' for sign in text):
        return False
    try:
        parts = urlsplit(text)
        name = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in LINK_SCHEMES and "." in name and not parts.username


def check_length(text, most):
    too_many = len(text) - most
    if too_many > 0:
        raise ValidationError(
            f"Dit zijn {len(text)} tekens, en er passen er {most}: {too_many} te veel."
        )


def box_for(field, chosen=None):
    """The form field for a field of the fiche; `chosen` is what stands in it now."""
    if field.kind == Kind.TERMS:
        return TermsField(field, chosen or ())
    if field.kind == Kind.ITEMS:
        return LinesField(field)
    if field.kind == Kind.LINKS:
        return LinksField(field)
    about = {"label": field.label, "help_text": field.help, "required": False}
    if field.kind == Kind.CHOICE:
        choices = [("", NO_CHOICE), *field.choices.choices]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **about)
    if field.kind == Kind.FLAG:
        return forms.BooleanField(**about)
    if field.kind == Kind.YEAR:
        return year_field(**about)
    return TextField(field)


def told_value(field, value) -> str:
    """What was chosen or typed in a box, in the words that stood beside it; '' for nothing."""
    if isinstance(field, forms.BooleanField):
        return TICKED if value else ""
    values = [str(one) for one in (value if isinstance(value, list | tuple) else [value]) if one]
    if hasattr(field, "choices"):
        labels = {str(code): str(label) for code, label in field.choices}
        values = [labels.get(one, one) for one in values]
    return "\n".join(values)


def year_field(**about):
    return forms.IntegerField(
        error_messages={"invalid": A_YEAR},
        validators=[MinValueValidator(FIRST_YEAR, A_YEAR), MaxValueValidator(LAST_YEAR, A_YEAR)],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "year"}),
        **about,
    )
