"""'Domein herkend': the mail address is of a city or municipality that we know.

A hint for the moderator, never a proof: it compares the part behind the @ with the websites of the
cities, also below them (wijkwerk.gent.example is of gent.example).
"""

from urllib.parse import urlsplit

from cities.models import City


def known_domains() -> frozenset[str]:
    """Of every city in the list; one query, whose answer a list of submitters can share."""
    sites = City.objects.exclude(website="").values_list("website", flat=True)
    return frozenset(filter(None, (_domain(site) for site in sites)))


def domain_of(city) -> str:
    """The domain of one city, or '' when it is not known."""
    return _domain(city.website)


def is_under(email, domains) -> bool:
    """Whether an address is of one of these domains, or of a domain below it."""
    labels = email.rpartition("@")[2].lower().split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels) - 1))


def _domain(site):
    """'stad.gent' of https://www.stad.gent/nl, and '' of what is no address of a site."""
    host = (urlsplit(site).hostname or "").lower().removeprefix("www.")
    # A bare 'be' would know every address in the country.
    return host if "." in host else ""
