"""Old and new words as a page shows them: marked, and said aloud by a screen reader."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ..differences.wording import ADDED, REMOVED

register = template.Library()

MARKS = {
    REMOVED: '<del><span class="visually-hidden">verwijderd: </span>{}</del>',
    ADDED: '<ins><span class="visually-hidden">toegevoegd: </span>{}</ins>',
}


@register.filter
def merged(pieces) -> SafeString:
    """One text with what went and what came; beside the new text, the style hides what came."""
    return _marked(pieces)


@register.filter
def renewed(pieces) -> SafeString:
    """The new text, with what came."""
    return _marked(piece for piece in pieces if piece[0] != REMOVED)


def _marked(pieces):
    told = "".join(MARKS.get(part, "{}").format(_lines(text)) for part, text in pieces)
    # Apart, also where two words are replaced in the middle of a text without spaces.
    told = told.replace("</del><ins>", "</del> <ins>")
    return mark_safe(told)  # noqa: S308 - every text in it went through escape()


def _lines(text):
    return escape(text).replace("\r\n", "\n").replace("\n", "<br>")
