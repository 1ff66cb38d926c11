"""Mails about a fiche that is online: to its author, and to every city that has a section in it."""

from ..mails.posting import to_author, to_city


def tell_cities(event, code, cities, *, body="", **words) -> int:
    """Somebody who belongs to several of them gets it once: the key names deed, text and reader."""
    told = to_author(event, code, body=body, **words)
    return told + sum(to_city(event, code, city, body=body, **words) for city in cities)
