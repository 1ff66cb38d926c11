"""What an officer types about figures: an indicator, a measurement, and a correction.

They show a merge as the forms of the editor do, although indicators are no rows of a draft: so the
form is not given the row itself, only its values and its version.
"""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import date_format

from ..drafting import OUTDATED_FORM
from ..indicators.definitions import as_state, state_of
from ..indicators.measurements import FIELDS as MEASURED
from ..indicators.measurements import values_of
from ..indicators.numbers import NotANumberError, as_number, in_dutch
from ..models import Indicator, Measurement
from .row_form import RowForm
from .rows import WHOLE_LINK, long_text

PLAIN_NUMBER = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,3})?")
WHY = "Opmerking: waarom verbeter je deze meting?"
NO_REASON = "Zeg in een paar woorden waarom je de meting verbetert."
# Of a correction the reason stands in sight.
CORRECTION = {"": ["measured_on", "value", "source", "remark"], "Link": ["source_link"]}
FOUR_DIGITS = "Schrijf een jaar met vier cijfers, bijvoorbeeld 2027."


class YearField(forms.IntegerField):
    def __init__(self, label, help_text=""):
        # As early and as late as the database takes.
        years = [MinValueValidator(1950, FOUR_DIGITS), MaxValueValidator(2100, FOUR_DIGITS)]
        super().__init__(label=label, required=False, help_text=help_text, validators=years)


class NumberField(forms.CharField):
    """A number as it was typed; the form reads it, because it knows the unit."""

    def __init__(self, label, *, required=False, help_text=""):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            label=label, required=required, help_text=help_text, max_length=60, widget=widget
        )


class FiguresForm(RowForm):
    """A form over values that are told as JSON, opened at a `present_version` of them."""

    def __init__(self, data=None, *, present=None, present_version=0, conflicts=None, initial=None):
        self.present_version = present_version
        shown = {name: self.raw_value(name, value) for name, value in (present or {}).items()}
        shown["version"] = present_version or None
        super().__init__(data, conflicts=conflicts, initial={**shown, **(initial or {})})

    def raw_value(self, name, value):
        is_number = isinstance(self.base_fields.get(name), NumberField)
        return in_dutch(Decimal(value)) if is_number and _is_plain_number(value) else value

    def state_value(self, name, value):
        return as_state({name: value})[name]

    def could_hold(self, name, value):
        if isinstance(self.base_fields.get(name), NumberField):
            return value is None or _is_plain_number(value)
        return super().could_hold(name, value)

    def in_words(self, name, value):
        if value in (None, ""):
            return "(leeg)"
        if isinstance(self.fields[name], forms.DateField):
            return _day_in_words(value)
        return super().in_words(name, self.raw_value(name, value))

    def number(self, name, unit):
        """What was typed, read as a number in this unit; None when nothing was."""
        typed = self.cleaned_data.get(name)
        if not typed:
            return None
        try:
            return as_number(typed, unit=unit)
        except NotANumberError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self):
        cleaned = super().clean()
        if self.present_version and not 1 <= self.seen <= self.present_version:
            self.add_error(None, OUTDATED_FORM)
        return cleaned


class IndicatorForm(FiguresForm):
    sections = {
        "": ["name", "unit", "direction"],
        "Van waar en tot waar": ["baseline", "baseline_year", "target", "target_year"],
        "Hoe je meet": ["note"],
    }
    direction = forms.ChoiceField(
        label="Richting", choices=Indicator.Direction, widget=forms.RadioSelect
    )
    baseline = NumberField(
        "Nulmeting", help_text="De stand voor je begon. Laat leeg zonder cijfer."
    )
    baseline_year = YearField("Jaar van de nulmeting")
    target = NumberField("Streefwaarde", help_text="Waar je naartoe wilt, als je dat afsprak.")
    target_year = YearField("Te bereiken in")
    note = long_text(
        "Hoe je meet", help_text="Wie telt, wat telt mee en wat niet. Iedereen kan dit lezen."
    )

    class Meta:
        model = Indicator
        fields = [
            *("name", "unit", "direction", "baseline", "baseline_year"),
            *("target", "target_year", "note"),
        ]

    def __init__(self, data=None, *, indicator=None, stale=None, initial=None):
        super().__init__(
            data,
            present=stale.merged if stale else state_of(indicator or Indicator()),
            present_version=(stale or indicator).version if indicator else 0,
            conflicts=stale.conflicts if stale else None,
            initial=initial,
        )
        if indicator:
            self.fields["unit"].help_text = (
                "Verander alleen de woorden. Meet je iets anders? Maak dan een nieuwe indicator,"
                " want de oude metingen krijgen de nieuwe eenheid."
            )

    def show_sections(self):
        """Only how you measure stays folded: a figure without a baseline says little."""
        for section in super().show_sections():
            yield replace(section, is_folded=section.is_folded and section.title == "Hoe je meet")

    def clean_baseline(self):
        return self.number("baseline", self.cleaned_data.get("unit", ""))

    def clean_target(self):
        return self.number("target", self.cleaned_data.get("unit", ""))

    def clean(self):
        cleaned = super().clean()
        for figure, year in (("baseline", "baseline_year"), ("target", "target_year")):
            if {figure, year} & set(self.errors):
                continue
            if cleaned.get(figure) is not None and cleaned.get(year) is None:
                self.add_error(year, "Schrijf ook het jaar.")
            if cleaned.get(figure) is None and cleaned.get(year) is not None:
                self.add_error(figure, "Schrijf ook het cijfer, of laat het jaar leeg.")
        return cleaned


class MeasurementForm(FiguresForm):
    sections = {
        "": ["measured_on", "value", "source"],
        "Link en opmerking": ["source_link", "remark"],
    }
    measured_on = forms.DateField(
        label="Gemeten op",
        help_text="Een jaarcijfer? Kies dan 31 december.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    value = NumberField("Waarde", required=True)
    source = forms.CharField(
        label="Bron",
        max_length=200,
        required=False,
        help_text="Waar het cijfer vandaan komt, bijvoorbeeld: eigen telling van het meldpunt.",
    )
    remark = long_text("Opmerking", rows=2)

    class Meta:
        model = Measurement
        fields = ["measured_on", "value", "source", "source_link", "remark"]
        error_messages = {"source_link": {"invalid": WHOLE_LINK}}

    def __init__(self, data=None, *, indicator, chain=(), stale=None, initial=None):
        """`chain` holds the lines of the measurement to correct; empty for a new one."""
        self.indicator, self.chain = indicator, chain
        if chain:
            self.sections = CORRECTION
        super().__init__(
            data,
            present=as_state(stale.merged) if stale else _present(chain),
            present_version=len(chain),
            conflicts=_as_states(stale.conflicts) if stale else None,
            initial=initial,
        )
        self.fields["value"].label = f"Waarde ({indicator.unit})"
        if chain:
            remark = self.fields["remark"]
            remark.label, remark.help_text = WHY, "Iedereen kan dit lezen, naast het oude cijfer."

    def clean_value(self):
        return self.number("value", self.indicator.unit)

    def clean(self):
        """Another figure is explained; what was said of the old one does not explain the new."""
        cleaned = super().clean()
        if not self.chain or self.errors:
            return cleaned
        before = values_of(self.chain[self.seen - 1])
        is_other = any(cleaned[name] != before[name] for name in MEASURED if name != "remark")
        if is_other and cleaned["remark"] in ("", before["remark"]):
            self.add_error("remark", NO_REASON)
        return cleaned

    def values(self):
        return {name: self.cleaned_data[name] for name in MEASURED}


class TakeBackForm(forms.Form):
    """Why a measurement does not hold; `version` says which line somebody looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = long_text(
        "Waarom klopt deze meting niet?",
        required=True,
        help_text="Dit staat bij de geschiedenis van de meting; iedereen kan het lezen.",
    )

    def __init__(self, data=None, *, chain, reason=""):
        self.chain = chain
        # The page holds two forms, and an id stands on a page once.
        initial = {"version": len(chain), "reason": reason}
        super().__init__(data, initial=initial, auto_id="id_terugnemen_%s")

    def clean_version(self):
        if self.cleaned_data["version"] > len(self.chain):
            raise forms.ValidationError(OUTDATED_FORM)
        return self.cleaned_data["version"]

    def clean(self):
        cleaned = super().clean()
        if "version" in self.errors:
            self.add_error(None, OUTDATED_FORM)
        return cleaned


def _present(chain):
    """What the form starts with; of a measurement that was taken back, its last figure."""
    if not chain:
        return {}
    last = chain[-1]
    return as_state(values_of(last if last.value is not None else chain[-2]))


def _as_states(conflicts):
    return {name: as_state(versions) for name, versions in conflicts.items()}


def _is_plain_number(value):
    """Whether this is a number as JSON holds one here; radio buttons can be forged."""
    return isinstance(value, str) and bool(PLAIN_NUMBER.fullmatch(value))


def _day_in_words(value):
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except (TypeError, ValueError):
        return str(value)
