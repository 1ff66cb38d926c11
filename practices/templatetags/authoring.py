"""What the pages of an author need beside the texts of a fiche."""

from django import template
from django.urls import reverse

from ..fiche.fields import field_at
from ..forms.fiche import name_of

register = template.Library()


@register.filter
def section_places(practice) -> list[str]:
    """The cities that tell about themselves in it; one query."""
    sections = practice.sections.shown().in_order()
    return [section.place for section in sections]


@register.simple_tag
def section_page(practice, city) -> str:
    """Where this city adds what it does; '' when it told so already, or there is no city."""
    if city is None or practice.sections.filter(city=city).exists():
        return ""
    return reverse("practices:section_edit", args=[practice.slug, city.slug])


@register.simple_tag
def section_address(practice) -> str:
    """Where the city of a fiche changes its own part, once that is online; '' when it has none."""
    if practice.city is None or not practice.sections.filter(city=practice.city).exists():
        return ""
    return reverse("practices:section_edit", args=[practice.slug, practice.city.slug])


@register.filter
def box_name(path) -> str:
    """How the box of a field is called on a page."""
    return name_of(path)


@register.filter
def field_label(path) -> str:
    """'Titel' for 'title'; what is no field of a fiche is the whole of it."""
    found = field_at(path)
    return found[1].label if found else "de hele fiche"
