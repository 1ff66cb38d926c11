"""The figures of a goal on a page: numbers as people write them, sentences, and the small chart."""

from django import template

from ..indicators import words as indicator_words
from ..indicators.charts import Chart, draw
from ..indicators.definitions import for_readers
from ..indicators.numbers import in_dutch, with_unit

register = template.Library()


@register.filter
def number(value) -> str:
    """'1.234,5'"""
    return in_dutch(value)


@register.filter
def measured_in(value, unit) -> str:
    """'12,5 %'"""
    return with_unit(value, unit)


@register.filter
def story(indicator) -> str:
    return indicator_words.story_of(indicator)


@register.filter
def distance(indicator) -> str:
    return indicator_words.distance_of(indicator)


@register.filter
def changes(indicator) -> list[dict]:
    return indicator_words.changes_in_words(indicator)


@register.simple_tag
def chart_of(indicator) -> Chart | None:
    """Where everything stands in the chart; nothing when there is nothing to draw."""
    baseline = (indicator.baseline_year, indicator.baseline)
    target = (indicator.target_year, indicator.target)
    return draw(
        [(line.measured_on, line.value) for line in indicator.standing],
        baseline=baseline if indicator.baseline is not None else None,
        target=target if indicator.target is not None else None,
    )


@register.simple_tag
def indicators_for_readers(goal) -> dict:
    """What visitors read of a published goal: a fixed number of queries, once per page."""
    return for_readers(goal.uid)
