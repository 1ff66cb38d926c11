"""Boxes to tick whose values are codes, whatever strange code an old or forged page sends."""

import uuid

from django import forms
from django.core.exceptions import ValidationError

from ..models import Note


class CodesField(forms.ModelMultipleChoiceField):
    """Entries of a shared list; the code is compared here, because a database may choke on it."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        known = {str(code) for code in self.queryset.values_list(self.to_field_name, flat=True)}
        for code in value if isinstance(value, list | tuple) else ():
            if str(code) not in known:
                message = self.error_messages["invalid_choice"]
                raise ValidationError(
                    message, code="invalid_choice", params={"value": str(code)[:40]}
                )
        return super().clean(value)


class NotesField(forms.ModelMultipleChoiceField):
    """Notes of the plan by uid. A note that a colleague deleted passes: `drafting` tells of it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label):
        super().__init__(
            queryset=Note.objects.none(), to_field_name="uid", label=label, required=False
        )

    def clean(self, value):
        try:
            return sorted({str(uuid.UUID(one)) for one in value or ()})
        except (ValueError, TypeError, AttributeError) as error:
            raise ValidationError("Dit is geen voetnoot van dit plan.") from error


def checkboxes(queryset, code, label, help_text=""):
    return CodesField(
        queryset=queryset, to_field_name=code, label=label, help_text=help_text, required=False
    )
