"""Forms of the moderators: the filters of the queue."""

from django import forms

from actionplans.models import Commitment
from cities.models import PolicyDomain

from ..queue.filtering import SORTS, Filters

# The list of what was decided begins with the last.
HANDLED = "kortst"
USUAL = {"langst": "langst wachtend eerst", HANDLED: "nieuwste eerst"}


class QueueFilterForm(forms.Form):
    """All of it stands in the address; what is no choice is passed over."""

    stad = forms.ChoiceField(label="Stad", required=False)
    domein = forms.ChoiceField(label="Domein", required=False)
    punt = forms.ChoiceField(label="Punt", required=False)
    sorteer = forms.ChoiceField(label="Sorteer", required=False)
    mij = forms.BooleanField(label="Ik vroeg of nam dit", required=False)
    zonder = forms.BooleanField(label="Zonder account", required=False)

    def __init__(self, data, *, cities, sort):
        super().__init__(data)
        self.first_sort = sort
        others = [one for one in SORTS.items() if one[0] != sort]
        self.fields["sorteer"].choices = [("", USUAL[sort]), *others]
        if sort == HANDLED:
            self.fields["mij"].label = "Ik besliste dit"
        domains = PolicyDomain.objects.in_use().values_list("code", "label")
        points = Commitment.objects.values_list("number", "short_nl")
        self.fields["stad"].choices = [("", "alle"), *cities]
        self.fields["domein"].choices = [("", "alle"), *domains]
        self.fields["punt"].choices = [("", "alle"), *((n, f"{n}. {t}") for n, t in points)]

    def filters(self) -> Filters:
        self.is_valid()
        chosen = self.cleaned_data
        return Filters(
            city=chosen.get("stad", ""),
            domain=chosen.get("domein", ""),
            commitment=int(chosen.get("punt") or 0) or None,
            by_me=chosen.get("mij", False),
            without_account=chosen.get("zonder", False),
            sort=chosen.get("sorteer") or self.first_sort,
        )
