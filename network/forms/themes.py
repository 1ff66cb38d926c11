"""What somebody types about a year theme: a proposal, or a theme that was chosen elsewhere."""

import uuid

from django import forms
from django.utils import timezone

from actionplans.forms.choices import checkboxes
from actionplans.forms.row_form import UnixTextField
from actionplans.models import Commitment
from cities.models import Ground, PolicyDomain, Track

from ..themes.belonging import LISTS, chosen_from, terms_of
from ..themes.proposals import years_to_propose

LONGEST_TEXT = 5_000
MOST_VERSIONS = 10**9
FIRST_YEAR = 2018
AT_LEAST_ONE = (
    "Kies minstens één verbintenis, beleidsdomein, discriminatiegrond of spoor. Zo weet het "
    "portaal welke doelen en praktijken erbij horen."
)


def short_line(label, help_text=""):
    return forms.CharField(label=label, max_length=120, help_text=help_text)


def why_text():
    return UnixTextField(
        label="Waarom dit thema",
        required=False,
        help_text="Waar gaat het om, en wat hebben de steden eraan?",
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class ChoiceForm(forms.Form):
    """The labels that a theme stands for, and the version that the form was opened on."""

    commitments = checkboxes(Commitment.objects.all(), "number", "Verbintenissen van ECCAR")
    domains = checkboxes(PolicyDomain.objects.in_use(), "code", "Beleidsdomeinen")
    grounds = checkboxes(Ground.objects.in_use(), "code", "Discriminatiegronden")
    tracks = checkboxes(Track.objects.in_use(), "code", "Sporen van de overeenkomst")
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST_VERSIONS
    )

    def __init__(self, *args, of=None, initial=None, **kwargs):
        """of: the theme or proposal that is changed."""
        self.of, shown = of, {}
        if of is not None:
            terms = terms_of(of)
            shown = {name: _codes(terms[name]) for name in LISTS}
            shown |= {"version": of.version, **self.told_by(of)}
        super().__init__(*args, initial={**shown, **(initial or {})}, **kwargs)
        if of is not None:
            self._offer_what_stands(terms)

    def _offer_what_stands(self, terms):
        """A label that went out of use stays with what carries it, and can be kept."""
        for name in set(LISTS) & set(self.fields):
            field = self.fields[name]
            field.queryset |= field.queryset.model.objects.filter(
                pk__in=[t.pk for t in terms[name]]
            )

    def told_by(self, of) -> dict:
        return {}

    def clean(self):
        found = super().clean()
        asked = set(LISTS) & set(self.fields)
        if asked and not any(self.errors.get(name) or found.get(name) for name in asked):
            self.add_error(None, AT_LEAST_ONE)
        return found

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_reason(self):
        return _bounded(self.cleaned_data["reason"])

    # --- for the rules and the page ---
    @property
    def terms(self) -> dict:
        return {name: list(self.cleaned_data[name]) for name in LISTS}

    @property
    def chosen(self):
        return chosen_from(self.terms)

    @property
    def seen(self) -> int:
        """An old page without a version counts as never seen."""
        return self.cleaned_data.get("version") or 0

    @property
    def lines(self) -> list:
        """All boxes but the lists; the hidden ones too."""
        return [box for box in self if box.name not in LISTS]

    @property
    def folds(self) -> list[tuple]:
        """[(box, what is ticked)] of the four lists; one with something in it stands open."""
        return [
            (box, len(box.value() or ()))
            for box in (self[n] for n in FOLDS)
            if box.name in self.fields
        ]

    def again(self, of):
        """What was typed, on top of what a colleague made of it."""
        data = self.data.copy()
        data["version"] = of.version
        return self.copy_for(data, of)


FOLDS = ("commitments", "domains", "grounds", "tracks")


class ProposalForm(ChoiceForm):
    """`cities` are those that the person may speak for; None among them is VVSG."""

    uid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    city = forms.ChoiceField(label="In naam van")
    year = forms.TypedChoiceField(label="Voor het jaar", coerce=int)
    title = short_line("Het thema", "In enkele woorden, zoals het in de lijst komt.")
    reason = why_text()
    field_order = ["uid", "version", "city", "year", "title", "reason", *FOLDS]

    def __init__(self, *args, cities, of=None, **kwargs):
        self.cities = {_slug(city): city for city in cities}
        initial = {"uid": uuid.uuid4(), "city": next(iter(self.cities), "")}
        super().__init__(*args, of=of, initial=initial if of is None else None, **kwargs)
        years = years_to_propose(also=of.year if of else None)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        if of is not None:
            del self.fields["city"], self.fields["uid"]
        else:
            named = [(slug, city.name if city else "VVSG") for slug, city in self.cities.items()]
            self.fields["city"].choices = named
            if len(named) == 1:
                self.fields["city"].widget = forms.HiddenInput()

    def told_by(self, of):
        return {"year": of.year, "title": of.title, "reason": of.reason}

    def copy_for(self, data, of):
        return ProposalForm(data, cities=self.cities.values(), of=of)

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("year", "title", "reason")}

    @property
    def proposal(self) -> dict:
        """All that `proposals.propose` asks."""
        city = self.cities[self.cleaned_data["city"]]
        uid = self.cleaned_data["uid"] or uuid.uuid4()
        return {**self.values, "city": city, "uid": uid, "terms": self.terms}


class ThemeForm(ChoiceForm):
    """A theme of the network; of one that a vote chose, only the words can be mended."""

    year = forms.IntegerField(label="Jaar")
    title = short_line("Het thema")
    text = why_text()
    adopted_on = forms.DateField(
        label="Gekozen op",
        required=False,
        help_text="Mag je leeg laten als je het niet weet.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    field_order = ["version", "year", "title", "text", "adopted_on", *FOLDS]

    def __init__(self, *args, of=None, **kwargs):
        super().__init__(*args, of=of, **kwargs)
        self.fields["year"].widget.attrs |= {"min": FIRST_YEAR, "max": timezone.localdate().year}
        if of is not None and of.ballot_id:
            for name in ("year", "adopted_on", *LISTS):
                del self.fields[name]

    def told_by(self, of):
        names = ("year", "title", "text", "adopted_on")
        return {name: getattr(of, name) for name in names}

    def copy_for(self, data, of):
        return ThemeForm(data, of=of)

    def clean_text(self):
        return _bounded(self.cleaned_data["text"])

    def clean_year(self):
        year, last = self.cleaned_data["year"], timezone.localdate().year
        if not FIRST_YEAR <= year <= last:
            raise forms.ValidationError(
                f"Schrijf een jaar van {FIRST_YEAR} tot en met {last}. Over een later jaar "
                "stemmen de schepenen."
            )
        return year

    def clean_adopted_on(self):
        day = self.cleaned_data["adopted_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Die dag moet nog komen.")
        if day and day.year < FIRST_YEAR - 1:
            raise forms.ValidationError("Toen bestond het netwerk nog niet. Klopt het jaar?")
        return day

    @property
    def values(self) -> dict:
        names = ("year", "title", "text", "adopted_on")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}

    @property
    def terms(self) -> dict | None:
        return super().terms if set(LISTS) <= set(self.fields) else None


class WithdrawForm(forms.Form):
    """A sure yes to what was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_VERSIONS)


def _codes(terms):
    return [str(getattr(one, "number", None) or one.code) for one in terms]


def _slug(city):
    return city.slug if city else "vvsg"


def _bounded(text):
    text = text.strip()
    if len(text) > LONGEST_TEXT:
        raise forms.ValidationError(
            f"Dit zijn {len(text)} tekens; er passen er {LONGEST_TEXT}. Kort je tekst wat in."
        )
    return text
