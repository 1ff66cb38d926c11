"""Which day, which cities and which year theme a comparison is about; all of it in the address."""

from django import forms

from ..comparing.question import CITY, DAY, THEME
from ..models import YearTheme


class CompareForm(forms.Form):
    """Shown only: what the address says is read by `question_of`, which refuses nothing."""

    op = forms.DateField(
        label="Zoals het was op",
        required=False,
        help_text="Laat leeg voor vandaag.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    thema = forms.ChoiceField(label="Jaarthema", required=False)
    stad = forms.MultipleChoiceField(
        label="Steden en gemeenten",
        required=False,
        help_text="Kruis je niets aan, dan zie je alle steden van het netwerk.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, question):
        super().__init__(
            initial={
                DAY: question.day,
                CITY: [city.slug for city in question.cities] if question.is_chosen else [],
                THEME: question.theme.slug if question.theme else "",
            },
            auto_id="kies-%s",
        )
        self._offer_cities(question)
        self._offer_themes()

    def _offer_cities(self, question):
        choices = [(city.slug, city.name) for city in question.members]
        choices += [(city.slug, f"{city.name} (niet in het netwerk)") for city in question.others]
        self.fields[CITY].choices = choices

    def _offer_themes(self):
        themes = list(YearTheme.objects.all())
        if themes:
            told = [(theme.slug, str(theme)) for theme in themes]
            self.fields[THEME].choices = [("", "Alle doelen"), *told]
        else:
            del self.fields[THEME]
