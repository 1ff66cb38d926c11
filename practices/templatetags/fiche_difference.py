"""What the difference of two fiches needs beside the tags of a difference of plans."""

from django import template

from actionplans.differences.wording import ADDED

register = template.Library()


@register.filter
def one_piece(piece) -> list:
    """One entry of a list as the pieces that `merged` and `renewed` mark."""
    return [piece]


@register.filter
def without_added(pieces) -> list:
    """The old text, with what went."""
    return [piece for piece in pieces if piece[0] != ADDED]
