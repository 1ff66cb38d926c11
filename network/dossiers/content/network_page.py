"""The page of the network: who is in it, what all cities did together, and what is to be done."""

from collections import Counter

from ...models import JointPosition, Task
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
        "tasks": open_tasks(),
    }


def open_tasks() -> int:
    """How many next steps are open; which ones is for the members, on the meetings' own pages."""
    return Task.objects.filter(done_at=None, meeting__cancelled_at=None).count()


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
    """The counts of all cities together, in the order of the states."""
    now, then = Counter(), Counter()
    for page in pages:
        for one in page["states"]:
            now[one["state"]] += one["now"]
            then[one["state"]] += one["then"]
    return [
        {
            "state": state,
            "label": words.state_label(state),
            "now": now[state],
            "then": then[state],
        }
        for state in words.STATES
        if now[state] or then[state]
    ]


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
    adopted = JointPosition.objects.filter(
        state__in=[JointPosition.State.ADOPTED, JointPosition.State.SENT],
        adopted_on__range=(days.since_on, days.until_on),
    )
    return [
        {
            "title": one.title,
            "url": one.get_absolute_url(),
            "addressee": one.addressee,
            "adopted_on": words.day_of(one.adopted_on),
            "sent_on": words.day_of(one.sent_on) if one.sent_on else "",
        }
        for one in adopted.order_by("adopted_on", "pk")
    ]
