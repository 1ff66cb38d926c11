"""The practices of a city on its public page."""

from django import template

from ..finding.latest import of_city

register = template.Library()


@register.inclusion_tag("practices/partials/of_city.html")
def practices_of_city(city) -> dict:
    return {"city": city, "found": of_city(city)}
