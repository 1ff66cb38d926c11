from django import forms


class OwnFieldsForm(forms.ModelForm):
    """Saves only the fields that the form shows, so that an old page cannot write back the rest."""

    def save(self, commit=True):
        if self.instance.pk is None or not commit:
            return super().save(commit)
        self.instance.save(update_fields=[f for f in self._meta.fields if f in self.cleaned_data])
        return self.instance
