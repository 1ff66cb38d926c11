"""Texts of a fiche on a page."""

from django import template
from django.utils.safestring import SafeString

from ..fiche import markdown as reader
from ..fiche import shown as showing

register = template.Library()


@register.filter
def markdown(text) -> SafeString:
    """Markdown as safe HTML."""
    return reader.to_html(text)


@register.filter
def plain(text) -> str:
    """The words of a Markdown text."""
    return reader.to_plain(text)


@register.filter
def item_groups(items) -> list:
    return showing.item_groups(items)
