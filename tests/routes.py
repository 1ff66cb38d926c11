"""Every route of the resolver, also one without a name, and an address for it."""

from dataclasses import dataclass

from django.urls import URLResolver, get_resolver, resolve
from django.utils.regex_helper import normalize

# What stands in the address of an admin or account page; another parameter turns the tests red.
PARAMETERS = {
    "app_label": "cities",
    "content_type_id": 1,
    "object_id": "1",
    "url": "nergens",
    "uidb36": "1",
    "key": "geheim",
}


@dataclass(frozen=True)
class Route:
    """`place` is as Django tells it of a resolved address; `home` is the include it came by."""

    place: str
    name: str
    home: str
    parts: tuple

    @property
    def example(self):
        """One concrete address."""
        address = "/"
        for part in self.parts:
            template, names = normalize(part.regex.pattern)[0]
            address += template % {name: PARAMETERS[name] for name in names}
        return address


def all_routes(resolver=None, *, place="", prefix="", home="ours", parts=()):
    for entry in (resolver or get_resolver()).url_patterns:
        here, trail = place + str(entry.pattern), (*parts, entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from all_routes(
                entry, place=here, prefix=inner, home=home_of(entry) or home, parts=trail
            )
        else:
            yield Route(here, f"{prefix}{entry.name or ''}", home, trail)


def home_of(resolver):
    """Whose views these are, by the include itself: not by a name that anybody may give."""
    if getattr(resolver.urlconf_module, "__name__", "") == "network.account_urls":
        return "accounts"
    return "admin" if resolver.app_name == "admin" else None


def routes_of(home):
    return [route for route in all_routes() if route.home == home]


def place_of(address):
    return resolve(address).route
