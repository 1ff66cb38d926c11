"""Small things of the comparison: counts in order, who leads a goal, a wheel above a column."""

from django import template

from actionplans.models import Participation
from actionplans.templatetags.progress import ORDER

from .wheel import tienpuntenwiel

register = template.Library()

IN_A_HEADER = 38


@register.filter
def in_order(counts) -> list[tuple]:
    """[(state, how many)], from what is reached to what nobody told."""
    return [(str(state), counts[state]) for state in ORDER if counts[state]]


@register.filter
def organisers(group) -> list:
    return [one for one in group if one.role == Participation.Role.ORGANISER]


@register.filter
def participants(group) -> list:
    return [one for one in group if one.role != Participation.Role.ORGANISER]


@register.inclusion_tag("partials/wheel.html")
def wheel_of(matrix, column):
    """The tienpuntenwiel of a city in the head of its column."""
    segments = matrix.segments_of(column)
    return tienpuntenwiel(segments, size=IN_A_HEADER, label=f"{column.city}", mini=True)
