"""Measuring: a value on a day, with its source. What was once told is never told otherwise.

A correction is a new line that names the line it corrects, so the wrong figure, its date and who
mended it stay known; a line without a value takes a measurement back. Each line is corrected at
most once: of two people who correct the same one, the second sees what the first made of it. An
indicator has one measurement a day, so that two colleagues do not report the same figure twice.
"""

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from cities.log import actor_of

from ..merging import StaleRowError, three_way
from ..models import Indicator, Measurement
from .numbers import plain, with_unit

FIELDS = ("measured_on", "value", "source", "source_link", "remark")
EARLIEST = date(1950, 1, 1)


class CannotMeasureError(Exception):
    """Why this cannot be measured so, in words for the officer; `field` is where it was typed."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.field = field


class StaleMeasurementError(StaleRowError):
    """A colleague corrected this first or took it back; `deed` is the line that stands now."""


# --- the deeds -----------------------------------------------------------------------------------
@transaction.atomic
def measure(
    indicator, *, measured_on, value, uid, by, source="", source_link="", remark=""
) -> Measurement:
    """Tell a new measurement. The same one twice with the same `uid` (a double click) is one.

    Raises CannotMeasureError.
    """
    indicator = lock(indicator.pk)
    values = {"measured_on": measured_on, "value": value, "source": source}
    values |= {"source_link": source_link, "remark": remark}
    known = Measurement.objects.filter(uid=uid).first()
    if known and known.indicator_id == indicator.pk and values_of(known) == values:
        return known
    if indicator.is_archived:
        raise CannotMeasureError("Deze indicator wordt niet meer gevolgd. Volg hem eerst opnieuw.")
    _check_day(indicator, measured_on)
    return Measurement.objects.create(
        uid=uuid.uuid4() if known else uid, indicator=indicator, by=actor_of(by), **values
    )


@transaction.atomic
def correct(measurement, *, values, by) -> Measurement:
    """Tell it better: `values` are some of FIELDS, made while looking at `measurement`.

    Returns the line that stands; a correction that changes nothing adds none. Raises
    StaleMeasurementError when the measurement was corrected meanwhile, and CannotMeasureError.
    """
    lock(measurement.indicator_id)
    last = chain_of(measurement)[-1]
    wanted = {**values_of(measurement), **values}
    if wanted == values_of(last):
        return last
    if last.pk != measurement.pk:
        raise _stale(measurement, last, wanted)
    if wanted["value"] is None:
        raise CannotMeasureError("Schrijf de waarde die je gemeten hebt.", field="value")
    _check_day(measurement.indicator, wanted["measured_on"], besides=measurement)
    return _add_correction(measurement, wanted, by=by)


@transaction.atomic
def take_back(measurement, *, reason, by) -> Measurement:
    """It was never so, and nothing comes in its place. Raises StaleMeasurementError."""
    lock(measurement.indicator_id)
    last = chain_of(measurement)[-1]
    if last.value is None:
        return last
    wanted = {**values_of(measurement), "value": None, "remark": reason}
    if last.pk != measurement.pk:
        raise _stale(measurement, last, wanted)
    return _add_correction(measurement, wanted, by=by)


def _add_correction(measurement, values, *, by):
    return Measurement.objects.create(
        indicator=measurement.indicator, corrects=measurement, by=actor_of(by), **values
    )


def lock(pk) -> Indicator:
    """One at a time per indicator; SQLite has one writer by itself."""
    return Indicator.objects.select_for_update().get(pk=pk)


def _stale(measurement, last, wanted):
    merged, conflicts = three_way(values_of(measurement), values_of(last), wanted)
    if last.value is None or wanted["value"] is None:
        # There is no figure to choose between: who presses again does so knowingly.
        merged, conflicts = wanted, {}
    return StaleMeasurementError(
        merged=merged, conflicts=conflicts, version=len(chain_of(last)), deed=last
    )


def _check_day(indicator, day, *, besides=None):
    if day > timezone.localdate():
        raise CannotMeasureError(
            "Een meting is al gebeurd: kies vandaag of vroeger.", field="measured_on"
        )
    if day < EARLIEST:
        raise CannotMeasureError("Schrijf het jaar met vier cijfers.", field="measured_on")
    others = Measurement.objects.standing().filter(indicator=indicator, measured_on=day)
    other = others.exclude(pk=besides.pk).first() if besides else others.first()
    if other:
        raise CannotMeasureError(
            f"Op {date_format(day, 'j F Y')} staat al een meting:"
            f" {with_unit(other.value, indicator.unit)}. Verbeter die, of kies een andere dag.",
            field="measured_on",
        )


# --- reading -----------------------------------------------------------------------------------
def values_of(measurement) -> dict:
    values = {name: getattr(measurement, name) for name in FIELDS}
    if measurement.value is not None:
        values["value"] = plain(measurement.value)
    return values


def chain_of(measurement) -> list[Measurement]:
    """This measurement's lines from the first to the one that stands now; one query."""
    lines = Measurement.objects.filter(indicator=measurement.indicator_id).select_related("by")
    chains = _chains(lines.order_by("pk"))
    return next(chain for chain in chains if any(line.pk == measurement.pk for line in chain))


def hang_measurements(indicators, lines) -> None:
    """Give each indicator of {pk: indicator} its `history`, `standing` and `taken_back`.

    history: every line as it was told. standing: what holds today, by day, each with its `earlier`
    lines, the latest first. taken_back: likewise, of what does not hold any more.
    """
    history = {pk: [] for pk in indicators}
    for line in lines:
        line.indicator = indicators[line.indicator_id]
        history[line.indicator_id].append(line)
    for pk, indicator in indicators.items():
        indicator.history = history[pk]
        indicator.standing, indicator.taken_back = [], []
        for *earlier, last in _chains(history[pk]):
            last.earlier = earlier[::-1]
            (indicator.taken_back if last.value is None else indicator.standing).append(last)
        for found in (indicator.standing, indicator.taken_back):
            found.sort(key=lambda line: (line.measured_on, line.pk))


def _chains(lines):
    """Lists of lines, in each the first one and its corrections; `lines` are in order of telling.

    A correction is always told after what it corrects.
    """
    chains = {}
    for line in lines:
        chain = chains.pop(line.corrects_id, []) if line.corrects_id else []
        chains[line.pk] = [*chain, line]
    return list(chains.values())


def is_outside(plan, day) -> bool:
    """Whether a day lies outside the plan's period: allowed, but worth a second look."""
    return day.year < plan.period_from or bool(plan.period_until and day.year > plan.period_until)
