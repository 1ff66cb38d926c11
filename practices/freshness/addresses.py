"""The addresses elsewhere that published practices lead to, for the worker who asks whether they
still answer (`cities.links`).
"""

from ..fiche.fields import PARTS, Kind, path_of
from ..fiche.shown import contact_url
from ..models import CitySection, Practice

WEB = ("https://", "http://")


def addresses_in(part, content) -> list[tuple[str, str]]:
    """(path of the field, address) of one text."""
    found = []
    for name, field in PARTS[part].items():
        value = content.get(name)
        if field.kind == Kind.LINKS:
            found += [(path_of(part, field), one.get("url", "")) for one in value or ()]
        elif name == "evidence_url":
            found.append((path_of(part, field), value or ""))
        elif name == "contact":
            found.append((path_of(part, field), contact_url(value)))
    return [(path, url) for path, url in found if url.startswith(WEB)]


def addresses() -> set[str]:
    """Every address that somebody can follow on a page of a practice today; two queries."""
    practices = Practice.objects.readable().select_related("published_version")
    shown = CitySection.objects.shown().filter(practice__state__in=Practice.READABLE)
    found = {
        url
        for practice in practices
        for _path, url in addresses_in("shared", practice.published_version.content)
    }
    texts = shown.exclude(version=None).values_list("version__content", flat=True)
    return found | {url for text in texts for _path, url in addresses_in("section", text)}
