"""What a visitor can ask of the list of plans: which city, which kind, which period."""

import django_filters
from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django.db.models import Q
from django.utils import timezone

from cities.models import City

from .models import Plan
from .overview import COMING, PAST, RUNNING


def cities_with_a_plan():
    """Plain choices, so that whatever is typed in the address is checked without the database."""
    cities = City.objects.filter(plans__in=Plan.objects.published()).distinct()
    return list(cities.order_by("name").values_list("slug", "name"))


class PlanFilter(django_filters.FilterSet):
    stad = django_filters.ChoiceFilter(
        label="Stad of gemeente",
        field_name="city__slug",
        choices=cities_with_a_plan,
        empty_label="Alle steden en gemeenten",
    )
    soort = django_filters.ChoiceFilter(
        label="Soort plan",
        field_name="framework",
        choices=Plan.Framework.choices,
        empty_label="Alle soorten",
    )
    periode = django_filters.ChoiceFilter(
        label="Periode",
        method="in_period",
        choices=[(RUNNING, "loopt nu"), (PAST, "afgelopen"), (COMING, "begint nog")],
        empty_label="Alle periodes",
    )

    class Meta:
        model = Plan
        fields = []

    def in_period(self, plans, name, value):
        """The same three answers as `overview.period_state`, asked of the database."""
        year = timezone.localdate().year
        past = Q(period_until__lt=year)
        asked = {
            PAST: past,
            COMING: Q(period_from__gt=year),
            RUNNING: ~past & Q(period_from__lte=year),
        }
        return plans.filter(asked[value])

    @property
    def form(self):
        form = super().form
        form.helper = FormHelper(form)
        form.helper.form_method = "get"
        form.helper.disable_csrf = True
        form.helper.layout = Layout(
            Div("stad", "soort", "periode", css_class="row"),
            StrictButton("Toon", type="submit", css_class="main"),
        )
        return form
