"""The page of the network: who is in it, and what all cities did together."""

from collections import Counter

from actionplans.progress.due import NO_UPDATE

from ...models import JointPosition
from . import words


def tell(reading, pages, practices, n_practices) -> dict:
    """`pages` are those of the cities, which were told already."""
    days = reading.days
    return {
        "members": len(reading.cities),
        "joined": [words.city(city) for city in reading.joined],
        "left": [words.city(city) for city in reading.left],
        "plans": sum(1 for page in pages if page["plan"]),
        "goals": sum(page["goals"] for page in pages),
        "actions": sum(page["actions"] for page in pages),
        "practices": n_practices,
        "reach": _reach(reading, pages),
        "states": _states(pages),
        "editions": [
            {"city": page["name"], **edition} for page in pages for edition in page["editions"]
        ],
        "changes": _changes(pages),
        "new_practices": [one.told() for one in practices if one.is_new],
        "quiet": [page["name"] for page in pages if page["is_quiet"]],
        "positions": _positions(days),
    }


def _reach(reading, pages):
    """In which cities each commitment has at least one goal."""
    told = []
    for number, commitment in sorted(reading.commitments.items()):
        filled = [
            page["name"]
            for page in pages
            for one in page["wheel"]
            if one["number"] == number and one["n_goals"]
        ]
        told.append({"number": number, "title": commitment.short_nl, "cities": filled})
    return told


def _states(pages):
    """The counts of all goals of all cities together; nothing while nobody told any."""
    now, told = Counter(), Counter()
    for page in pages:
        for one in page["states"]:
            now[one["state"]] += one["now"]
            told[one["state"]] += one["told"]
    if not now:
        return []
    now[NO_UPDATE] += sum(page["goals"] for page in pages) - now.total()
    return words.counted(now, told)


def _changes(pages):
    """How many goals came, changed, went and moved on, in how many cities."""
    found = {name: [len(page["text"][name]) for page in pages] for name in CHANGES}
    found["moved"] = [len(page["progress"]["moved"]) for page in pages]
    return {
        name: {"n": sum(counts), "cities": sum(1 for n in counts if n)}
        for name, counts in found.items()
    }


CHANGES = ("new", "changed", "ended")


def _positions(days):
    """Also of the day on which the previous dossier was made, but for those that it told of."""
    since = days.before if days.followed_at else days.since_on
    adopted = JointPosition.objects.public().filter(adopted_on__range=(since, days.until_on))
    return [
        {
            "title": one.title,
            "url": one.get_absolute_url(),
            "addressee": one.addressee,
            "adopted_on": words.day_of(one.adopted_on),
            "sent_on": words.day_of(one.sent_on) if one.sent_on else "",
        }
        for one in adopted.order_by("adopted_on", "pk")
        if one.get_absolute_url() not in days.positions_told
    ]
