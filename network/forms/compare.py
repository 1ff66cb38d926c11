"""What a reader chooses to put side by side."""

from itertools import groupby

from django import forms

from actionplans.comparing.two_plans import code_of


class OnADay(forms.Form):
    """The day stands last; what the address says is read elsewhere, and refused nowhere."""

    op = forms.DateField(
        label="Zoals het was op",
        required=False,
        help_text="Laat leeg voor vandaag.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class PairForm(OnADay):
    """Two plans out of all that are published, under the name of their city."""

    a = forms.ChoiceField(label="Eerste plan", required=False)
    b = forms.ChoiceField(label="Tweede plan", required=False)

    def __init__(self, *, plans, codes, day):
        super().__init__(initial={**codes, "op": day})
        grouped = [
            (str(city), [(code_of(plan), f"{plan.city}: {plan.kind_and_period}") for plan in some])
            for city, some in groupby(plans, key=lambda plan: plan.city)
        ]
        for name in ("a", "b"):
            self.fields[name].choices = [("", "Kies een plan"), *grouped]


class MineForm(OnADay):
    """The city that looks for room: any that is in the network or has a plan."""

    mijn = forms.ChoiceField(label="Bekijk het voor", required=False)

    def __init__(self, *, cities, mine, day):
        super().__init__(initial={"mijn": mine and mine.slug, "op": day})
        offered = {city.slug: str(city) for city in (*cities, *filter(None, [mine]))}
        chosen = sorted(offered.items(), key=lambda one: one[1])
        self.fields["mijn"].choices = [("", "Kies een stad of gemeente"), *chosen]
