"""The search box, with the few choices beside it."""

from django import forms

from cities.models import City
from cities.stems import LONGEST_QUERY


class SearchForm(forms.Form):
    """Shows what was asked; `searching.question` reads what it means, and refuses nothing."""

    q = forms.CharField(
        label="Wat zoek je?",
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text="Een of meer woorden; zet woorden die samen horen tussen aanhalingstekens.",
    )
    stad = forms.ModelChoiceField(
        City.objects.order_by("name"),
        label="Stad of gemeente",
        required=False,
        to_field_name="slug",
        empty_label="alle",
    )
    lopend = forms.BooleanField(label="Alleen plannen die nu lopen", required=False)

    def __init__(self, question):
        asked = {"q": question.text, "stad": question.city, "lopend": question.is_running}
        super().__init__(initial=asked, auto_id="zoek_%s")
