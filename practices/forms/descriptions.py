"""What somebody tells of a municipality whose section they cannot write online."""

from django import forms

from ..models import ChangeProposal
from .sections import SectionForm


class DescriptionForm(SectionForm):
    """The fields of a city section, and the name of the municipality when it is not known."""

    def __init__(self, data=None, *, has_place, content=None, number=0):
        super().__init__(
            data, content=content, number=number, has_place=has_place, can_confirm=False
        )

    def clean_place_name(self):
        """One from the list is that city: VVSG reads it before anything comes online."""
        name = " ".join(self.cleaned_data["place_name"].split())
        if name == ChangeProposal.SHARED:
            raise forms.ValidationError("Schrijf de naam van je gemeente.")
        return name
