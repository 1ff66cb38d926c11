"""Which cities and commitments a reader chooses to see of a dossier.

Choosing leaves things out and never makes anything anew: the same dossier, shorter. The page of the
network comes along when it is asked for, and after the cities. How many goals a city has, how far
they are and the wheel are of the whole plan also when commitments were chosen, and the page says
so; what changed is told and counted of what was chosen.
"""

from copy import copy
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from .content.changes import LISTS
from .content.sentence import sentence

CITY, COMMITMENT, NETWORK, YES = "stad", "verbintenis", "netwerk", "ja"
MOST = 40


@dataclass(frozen=True)
class Choice:
    """Slugs and numbers that stand in the dossier; `unknown` is what was asked and does not."""

    cities: tuple = ()
    commitments: tuple = ()
    unknown: tuple = ()
    network: bool = False

    @property
    def is_empty(self):
        return not (self.cities or self.commitments)

    def as_query(self) -> str:
        """'stad=gent&verbintenis=7', without a question mark."""
        pairs = [(CITY, slug) for slug in self.cities]
        pairs += [(COMMITMENT, number) for number in self.commitments]
        return urlencode(pairs + [(NETWORK, YES)] * (self.network and not self.is_empty))

    def with_network(self) -> str:
        return replace(self, network=True).as_query()

    @property
    def unknown_message(self) -> str:
        if not self.unknown:
            return ""
        which = ", ".join(f"“{one}”" for one in self.unknown)
        return f"Dit staat niet in het dossier en telt niet mee: {which}."


def read(params, content) -> Choice:
    """From the parameters of an address (a QueryDict), by what this dossier holds."""
    slugs = [page["slug"] for page in content["cities"]]
    numbers = [str(one["number"]) for one in content["commitments"]]
    asked = [one.strip() for one in params.getlist(CITY)[:MOST] if one.strip()]
    on = [one.strip() for one in params.getlist(COMMITMENT)[:MOST] if one.strip()]
    strange = [one for one in asked if one not in slugs] + [one for one in on if one not in numbers]
    return Choice(
        tuple(slug for slug in slugs if slug in asked),
        tuple(int(number) for number in numbers if number in on),
        tuple(dict.fromkeys(one[:40] for one in strange))[:5],
        network=params.get(NETWORK) == YES,
    )


def in_words(content, choice) -> str:
    """'Gent en Mechelen; verbintenis 7', '' when all is shown."""
    names = [one["name"] for one in content["cities"] if one["slug"] in choice.cities]
    numbers = [str(number) for number in choice.commitments]
    told = [_and(names)] if names else []
    if numbers:
        told.append(f"verbintenis {numbers[0]}" if len(numbers) == 1 else _numbered(numbers))
    return "; ".join(told)


def _numbered(numbers):
    return f"verbintenissen {_and(numbers)}"


def _and(words):
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def chosen(content, choice) -> dict:
    """The content with only what was chosen; what was given stays as it is."""
    if choice.is_empty:
        return content
    told = copy(content)
    pages = [
        page for page in content["cities"] if not choice.cities or page["slug"] in choice.cities
    ]
    if choice.commitments:
        pages = [_on(page, {*choice.commitments}) for page in pages]
    told |= {"cities": pages, "is_choice": True, "is_partial": bool(choice.commitments)}
    told["network"] = _network(content["network"], choice) if choice.network else None
    theme = content["theme"] and _theme(content["theme"], choice, pages)
    told["theme"] = theme if theme and theme["cities"] else None
    return told


def _network(network, choice) -> dict:
    if not choice.commitments:
        return network
    reach = [one for one in network["reach"] if one["number"] in choice.commitments]
    return network | {"reach": reach}


def _on(page, numbers) -> dict:
    def kept(rows):
        return [row for row in rows if numbers & {*row["commitments"]}]

    told, text, progress = copy(page), copy(page["text"]), copy(page["progress"])
    for name in LISTS:
        text[name] = kept(text[name])
    for name in ("moved", "told"):
        progress[name] = kept(progress[name])
    if text.get("since"):
        text["opening"] = sentence(text)
    # Of what was only confirmed it is not kept on which commitment it is.
    progress["confirmed"] = 0
    told["practices"] = kept(page["practices"])
    told |= {"text": text, "progress": progress, "is_partial": True}
    told["is_quiet"] = not any(
        [*(text[name] for name in LISTS), told["practices"]] + [progress["moved"], progress["told"]]
    )
    return told


def _theme(theme, choice, pages):
    told, cities = copy(theme), []
    for city in theme["cities"]:
        if choice.cities and city["slug"] not in choice.cities:
            continue
        goals = city["goals"]
        if choice.commitments:
            goals = [one for one in goals if {*choice.commitments} & {*one["commitments"]}]
        if goals:
            cities.append(city | {"goals": goals})
    names = {page["name"] for page in pages} - {city["name"] for city in cities}
    without = [name for name in theme["without"] if name in names]
    return told | {"cities": cities, "without": without, "practices": []}
