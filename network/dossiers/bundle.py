"""The dossier in one file, to read on a tablet without a network.

All of the dossier, and per commitment the full texts of all cities. Its style stands inside, there
is no script and nothing is fetched. Everybody's bundle is kept with the dossier; when it is
downloaded it gets whether the dossier is frozen, and for a member the contacts, at the marks that
were left for them. One of a choice is made of the kept content and the texts in the kept bundle.
"""

import re
from collections import defaultdict

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from .content import words

TEMPLATE, CONTACT = "network/dossiers/bundle.html", "network/dossiers/contact.html"
TEXT, FROZEN = "network/dossiers/text.html", "network/dossiers/frozen.html"
# The sheets of the page itself, so that the bundle looks like it.
SHEETS = ("tokens", "base", "components", "plan", "story", "network")
MARK = "<!--aanspreekpunt:{}-->"
FROZEN_MARK = "<!--bevroren-->"
# A text of a plan cannot hold these signs: they are written otherwise there.
TEXT_MARKS = re.compile(r"<!--tekst:(\d+):([-a-z0-9_]+)-->(.*?)<!--einde-->", re.DOTALL)
MARKS = re.compile(r"<!--aanspreekpunt:([-a-z0-9_]+)-->")
COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)


def make_bundle(content, reading) -> str:
    """One page of HTML; `reading` has the goals of all texts."""
    return _page(content, _texts(reading))


def make_chosen(kept, content, choice, *, told) -> str:
    """The same of a choice: `content` as it was chosen, with the texts of the `kept` bundle."""
    texts = {
        (int(number), slug): mark_safe(text)  # noqa: S308 - we wrote it ourselves
        for number, slug, text in TEXT_MARKS.findall(kept)
        if (not choice.commitments or int(number) in choice.commitments)
        and (not choice.cities or slug in choice.cities)
    }
    return _page(content, texts, told=told)


def _page(content, texts, *, told="") -> str:
    site = settings.SITE_URL.rstrip("/")
    return render_to_string(
        TEMPLATE,
        {
            "dossier": {**with_addresses(content, site), "has_texts": bool(texts)},
            "texts": _per_commitment(content, texts),
            "style": style(),
            "site": site,
            "told": told,
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


def _texts(reading) -> dict[tuple, SafeString]:
    """{(commitment, slug of a city): its goals in full}; 0 is what stands on no commitment."""
    found = defaultdict(list)
    for city in reading.cities:
        for goal in reading.goals[city.pk]:
            goal.last = words.word(reading.last_word(goal.uid))
            for number in goal.numbers or [0]:
                found[number, city].append(goal)
    site = settings.SITE_URL.rstrip("/")
    return {
        (number, city.slug): render_to_string(TEXT, {"city": city, "goals": goals, "site": site})
        for (number, city), goals in found.items()
    }


def _per_commitment(content, texts) -> list[dict]:
    """Of all commitments that have a text, with what stands on none of them at the end."""
    about = [*content["commitments"], {"number": 0, "title": "", "short": ""}]
    found = defaultdict(list)
    for (number, slug), text in texts.items():
        mark = f"<!--tekst:{number}:{slug}-->{text}<!--einde-->"
        found[number].append(mark_safe(mark))  # noqa: S308 - made by a template of ours
    return [
        {**one, "cities": found[one["number"]]}
        for one in about
        if one["number"] in found or (one["number"] and not content.get("is_choice"))
    ]


def filled(html, dossier, contacts) -> str:
    """The bundle as it is downloaded: whether it is frozen, and whom to call in each city."""
    return with_contacts(html, contacts).replace(
        FROZEN_MARK, render_to_string(FROZEN, {"found": dossier}), 1
    )


def with_contacts(html, contacts) -> str:
    """The bundle with whom to call in each city, at the marks that were left for it."""

    def contact(found):
        points = contacts.get(found[1])
        return render_to_string(CONTACT, {"points": points}) if points else ""

    return MARKS.sub(contact, html)
