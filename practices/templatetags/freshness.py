"""What a city is to look at in the practice database, told in its own room."""

from django import template

from ..sections.own import count_due

register = template.Library()


@register.inclusion_tag("practices/freshness/own_room.html")
def texts_to_look_at(city) -> dict:
    """One query; nothing on the page when there is nothing to do."""
    return {"count": count_due(city)}
