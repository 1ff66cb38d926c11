"""Mails about a fiche that is online: to its author, and to every city that has a section in it."""

from ..mails.posting import to_author, to_city


def tell_cities(event, code, cities, *, body="", more=None, **words) -> int:
    """Somebody who belongs to several of them gets it once: the key names deed, text and reader.

    more: {city id: what only this city reads below it}. Those go first: who is told more than the
    others is not to get the shorter mail.
    """
    more = more or {}
    told = 0
    for city in sorted(cities, key=lambda city: city.pk not in more):
        text = "\n\n".join(filter(None, (body, more.get(city.pk))))
        told += to_city(event, code, city, body=text, **words)
    return told + to_author(event, code, body=body, **words)
