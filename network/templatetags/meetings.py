"""What the pages of a meeting say about a document."""

from django import template

from practices.attachments.shown import size_in_words

from ..meetings.access import is_for_everybody

register = template.Library()

register.filter("size_in_words", size_in_words)
register.filter("is_for_everybody", is_for_everybody)
