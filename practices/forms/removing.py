"""Removing a fiche for good: a reason first, then its code typed over."""

from django import forms

from .deciding import LARGEST, text_field

STILL_THERE = "Typ de code precies over: {code}."


class RemoveForm(forms.Form):
    """`code` is asked in the second step only."""

    lock = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)
    reason = text_field(
        "Waarom moet dit weg?",
        help_text="De indiener en de steden die erin staan, lezen de reden in hun mail, en ze "
        "blijft in het logboek staan. Noem er niemand in.",
    )
    code = forms.CharField(label="Typ de code van de fiche over", max_length=12)

    def __init__(self, data=None, *, practice, initial=None):
        self.practice = practice
        super().__init__(data, initial={"lock": practice.lock_version, **(initial or {})})
        self.is_first_step = initial is None and (data is None or "code" not in data)
        if self.is_first_step:
            del self.fields["code"]

    def clean_code(self):
        code = self.cleaned_data["code"].strip()
        if code != self.practice.code:
            raise forms.ValidationError(STILL_THERE.format(code=self.practice.code))
        return code

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("lock", "reason")}

    def second_step(self):
        return RemoveForm(practice=self.practice, initial=self.words())
