""" "Bedoelde je …?" for the list of practices: from words of the practices themselves."""

from cities.finding import spelling
from cities.stems import Query

from .index import KINDS


def better_spelling(query: Query) -> str:
    """The same words with the unknown ones replaced, or '' when there is nothing to say."""
    return spelling.better_spelling(query, kinds=KINDS)
