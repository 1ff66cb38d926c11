"""What is asked around a fiche: for which municipality, the keys of a deed, a point's answer."""

import uuid
from hashlib import sha256

from django import forms

from cities.models import City

from ..models import Point
from .boxes import check_length

LONGEST_ANSWER = 2_000
ANSWERED_TOO = (
    "Een collega deed intussen ook iets met dit punt: “{}”. Kijk na wat jij ervan maakt en bewaar"
    " opnieuw."
)
OLD_PAGE = "Laad de pagina opnieuw en probeer het nog eens."


class NewFicheForm(forms.Form):
    """For which municipality; only asked of who has something to choose."""

    city = forms.ModelChoiceField(
        City.objects.none(),
        to_field_name="slug",
        label="Stad of gemeente",
        required=False,
        empty_label="Kies een stad of gemeente",
    )
    place_name = forms.CharField(
        label="Staat je gemeente er niet bij? Vul de naam in", max_length=80, required=False
    )
    deed = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, cities, any_place, place_name="", **kwargs):
        """any_place: whether a name may be typed. place_name: of who is not asked."""
        super().__init__(data, initial={"deed": uuid.uuid4()}, **kwargs)
        self.fields["city"].queryset = cities
        self.known = {"city": None, "place_name": place_name}
        choices = [] if any_place else list(cities[:2])
        if len(choices) == 1:
            self.known["city"] = choices[0]
        self.is_asked = any_place or len(choices) > 1
        if not self.is_asked:
            del self.fields["city"]
        if not any_place:
            del self.fields["place_name"]

    def clean(self):
        cleaned = super().clean()
        if not self.is_asked:
            return {**cleaned, **self.known}
        city, name = cleaned.get("city"), " ".join(cleaned.get("place_name", "").split())
        cleaned["place_name"] = "" if city else name
        if not city and not name and not self.errors:
            self.add_error("city", "Kies voor welke stad of gemeente je een fiche begint.")
        return cleaned


class DeedForm(forms.Form):
    """The keys that stand hidden beside a button: what was seen, and which press this is."""

    lock = forms.IntegerField(min_value=1)
    seen = forms.IntegerField(min_value=1, required=False)
    deed = forms.UUIDField()
    reason = forms.CharField(required=False, max_length=2_000)


class PointForm(forms.Form):
    """What its author does with one point of a moderator.

    Many points stand on one page, so `was` says what this one was when the page was made: one that
    nobody touched here keeps what a colleague made of it.
    """

    state = forms.ChoiceField(
        label="Wat deed je met dit punt?",
        choices=[
            (Point.State.OPEN, "Nog te doen"),
            (Point.State.DONE, "Verwerkt in de tekst"),
            (Point.State.ANSWERED, "Beantwoord"),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Antwoord of toelichting",
        required=False,
        help_text="Alleen nodig als je het punt niet in de tekst verwerkt.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    was = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data=None, *, point, **kwargs):
        self.point = point
        self.is_overtaken = False
        told = {"state": point.state, "answer": point.answer}
        super().__init__(data, initial=told, prefix=f"punt-{point.uid}", **kwargs)

    def clean_answer(self):
        answer = self.cleaned_data["answer"].replace("\r\n", "\n").strip()
        check_length(answer, LONGEST_ANSWER)
        return answer

    def clean(self):
        cleaned = super().clean()
        state, answer = cleaned.get("state"), cleaned.get("answer")
        if state == Point.State.OPEN and answer:
            # Who writes an answer, answers.
            cleaned["state"] = Point.State.ANSWERED
        elif state == Point.State.ANSWERED and answer == "":
            self.add_error("answer", "Schrijf wat je VVSG wil antwoorden.")
        if self.is_changed and cleaned.get("was") not in ("", None, self._now()):
            self.is_overtaken = True
            said = self.point.answer or self.point.get_state_display()
            self.add_error("answer", ANSWERED_TOO.format(said))
        return cleaned

    @property
    def is_changed(self):
        """Whether who typed wants something else than what stood and than what stands there."""
        typed = _mark(self.cleaned_data.get("state"), self.cleaned_data.get("answer"))
        return typed not in (self.cleaned_data.get("was"), self._now())

    @property
    def seen(self) -> str:
        """What the page says that this point was; a colleague's deed once it was shown."""
        before = self.data.get(self.add_prefix("was")) if self.is_bound else ""
        return self._now() if self.is_overtaken or not before else before

    def _now(self):
        return _mark(self.point.state, self.point.answer)


def _mark(state, answer) -> str:
    return sha256(f"{state} {answer}".encode()).hexdigest()
