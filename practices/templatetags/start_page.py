"""What the practice database asks of somebody on the first page of their own room."""

from django import template

from ..queue.waiting import count_waiting
from ..submitting.overview import count_asking

register = template.Library()


@register.inclusion_tag("practices/author/own_room.html")
def fiches_to_finish(city) -> dict:
    """One query; nothing on the page when there is nothing to do."""
    return count_asking(city)


@register.inclusion_tag("practices/queue/own_room.html")
def waiting_for_vvsg() -> dict:
    """One query."""
    return count_waiting()
