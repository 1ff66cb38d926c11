"""The dossier in one file, to read on a tablet without a network.

All of the dossier, and per commitment the full texts of all cities. Its style stands inside, there
is no script and nothing is fetched. Everybody's bundle is kept with the dossier; a member's gets
the contacts when it is downloaded, at the marks that were left for them.
"""

import re
from collections import defaultdict

from django.conf import settings
from django.template.loader import render_to_string

TEMPLATE, CONTACT = "network/dossiers/bundle.html", "network/dossiers/contact.html"
# The sheets of the page itself, so that the bundle looks like it.
SHEETS = ("tokens", "base", "components", "plan", "story", "network")
MARK = "<!--aanspreekpunt:{}-->"
MARKS = re.compile(r"<!--aanspreekpunt:([-a-z0-9_]+)-->")
COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)


def make_bundle(content, reading) -> str:
    """One page of HTML; `reading` has the goals of all texts."""
    site = settings.SITE_URL.rstrip("/")
    return render_to_string(
        TEMPLATE,
        {
            "dossier": {**with_addresses(content, site), "has_texts": True},
            "texts": _texts(content, reading),
            "style": style(),
            "site": site,
        },
    )


def style() -> str:
    """The rules of our own sheets, without their comments; those of paper only on paper."""
    rules = [_sheet(name) for name in SHEETS]
    return COMMENTS.sub("", "\n".join([*rules, f"@media print {{{_sheet('print')}}}"]))


def _sheet(name):
    return (settings.BASE_DIR / "static" / "css" / f"{name}.css").read_text()


def with_addresses(content, site):
    """The same content with every address whole: a tablet does not know where it came from."""
    if isinstance(content, list):
        return [with_addresses(one, site) for one in content]
    if not isinstance(content, dict):
        return content
    return {
        name: f"{site}{value}" if name == "url" and value else with_addresses(value, site)
        for name, value in content.items()
    }


def _texts(content, reading) -> list[dict]:
    """[{commitment, cities: [(city, goals)]}] of all ten, then what stands on none of them."""
    found = {number: defaultdict(list) for number in [*reading.commitments, None]}
    for city in reading.cities:
        for goal in reading.goals[city.pk]:
            for number in goal.numbers or [None]:
                found[number][city].append(goal)
    told = [{**one, "cities": list(found[one["number"]].items())} for one in content["commitments"]]
    others = list(found[None].items())
    if others:
        told.append({"number": 0, "title": "", "short": "", "cities": others})
    return told


def with_contacts(html, contacts) -> str:
    """The bundle with whom to call in each city, at the marks that were left for it."""

    def contact(found):
        points = contacts.get(found[1])
        return render_to_string(CONTACT, {"points": points}) if points else ""

    return MARKS.sub(contact, html)
