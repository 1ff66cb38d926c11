from django import forms

from .optouts import WHEN, kinds_for


class OwnFieldsForm(forms.ModelForm):
    """Saves only the fields that the form shows, so that an old page cannot write back the rest."""

    def save(self, commit=True):
        if self.instance.pk is None or not commit:
            return super().save(commit)
        self.instance.save(update_fields=[f for f in self._meta.fields if f in self.cleaned_data])
        return self.instance


class RemindersForm(forms.Form):
    """Which reminders somebody wants; none is an answer too."""

    wanted = forms.MultipleChoiceField(
        label="Wanneer wil je mail?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Deze melding bestaat niet."},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wanted"].choices = [
            (kind.value, f"Als {WHEN[kind]}") for kind in kinds_for(user)
        ]
