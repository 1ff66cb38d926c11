"""The one sentence by which an edition is quoted, on every page that quotes it."""

from django import template

from ..models import Edition
from ..story.citation import citation as sentence_for

register = template.Library()


@register.filter
def citation(edition: Edition) -> str:
    return sentence_for(edition)
