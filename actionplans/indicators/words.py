"""What figures say, in sentences: facts only, no judgement and no score.

Whether a city is on its way is for readers to see; a sentence says what was measured, and how far
that is from what the city itself set out to reach.
"""

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format

from ..models import Indicator
from .numbers import in_dutch, is_percentage, with_unit

Direction = Indicator.Direction


def story_of(indicator) -> str:
    """'Van 12 meldingen in 2020 naar 31 in 2025; streefwaarde 40 in 2025.'

    The indicator comes with its `standing` measurements.
    """
    told = _measured(indicator)
    if indicator.target is None:
        return f"{told}."
    return f"{told}; streefwaarde {_short(indicator, indicator.target)} in {indicator.target_year}."


def _measured(indicator):
    standing, first = indicator.standing, _baseline(indicator)
    if not standing:
        return f"Nulmeting: {first}; daarna nog niet gemeten" if first else "Nog niet gemeten"
    last, start_year = standing[-1], indicator.baseline_year
    if first and start_year > last.measured_on.year:
        return f"{_now(indicator, last)}; nulmeting {first}"
    if not first and len(standing) == 1:
        return _now(indicator, last)
    if not first:
        start_year = standing[0].measured_on.year
        when = _when(standing[0], start_year < last.measured_on.year)
        first = f"{with_unit(standing[0].value, indicator.unit)} {when}"
    when = _when(last, start_year < last.measured_on.year)
    return f"Van {first} naar {_short(indicator, last.value)} {when}"


def _baseline(indicator):
    if indicator.baseline is None:
        return ""
    return f"{with_unit(indicator.baseline, indicator.unit)} in {indicator.baseline_year}"


def _now(indicator, measurement):
    return f"{with_unit(measurement.value, indicator.unit)} {_when(measurement, True)}"


def _when(measurement, year_is_enough):
    day = measurement.measured_on
    return f"in {day.year}" if year_is_enough else f"op {date_format(day, 'j F Y')}"


def _short(indicator, value):
    """A figure whose unit was named before; the sign of a percentage is always repeated."""
    return with_unit(value, indicator.unit) if len(indicator.unit) < 3 else in_dutch(value)


def distance_of(indicator, *, today: date | None = None) -> str:
    """How far the last measurement is from the target; nothing without both."""
    if indicator.target is None or not indicator.standing:
        return ""
    gap = indicator.target - indicator.standing[-1].value
    if indicator.direction == Direction.UP and gap <= 0:
        return "De streefwaarde is bereikt."
    if indicator.direction == Direction.DOWN and gap >= 0:
        return "De streefwaarde is bereikt."
    if gap == 0:
        return "Dat is de streefwaarde."
    words = _difference(abs(gap), indicator.unit)
    has_time = indicator.target_year >= (today or timezone.localdate()).year
    if indicator.direction != Direction.NONE and has_time:
        return f"Nog {words} te gaan tot de streefwaarde."
    side = "onder" if gap > 0 else "boven"
    return f"Dat is {words} {side} de streefwaarde voor {indicator.target_year}."


def _difference(gap: Decimal, unit):
    """Between two percentages lie percentage points."""
    return with_unit(gap, "procentpunt" if is_percentage(unit) else unit)


# --- what was changed ----------------------------------------------------------------------------
def changes_in_words(indicator) -> list[dict]:
    """Every line of what was changed, the latest first: label, old, new, by, at."""
    return [
        {
            "label": _label(line.field),
            "old": _value(line.field, line.old),
            "new": _value(line.field, line.new),
            "by": line.by,
            "at": line.at,
        }
        for line in reversed(indicator.told)
    ]


def _label(field):
    words = str(Indicator._meta.get_field(field).verbose_name)
    return words[:1].upper() + words[1:]


def _value(field, value):
    if value in (None, ""):
        return "(leeg)"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if field in ("baseline", "target"):
        return in_dutch(Decimal(value))
    return str(dict(Direction.choices).get(value, value)) if field == "direction" else str(value)
