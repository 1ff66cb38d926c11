"""What other rooms of the portal tell beside the goals and actions of a plan.

A room above this one says once how (`tell_beside`); a page asks once for its whole plan, whatever
the number of its rows. It tells only what every visitor may know: these pages are the same for all
and are kept. What is told is part of the version of a page, so that nobody keeps an older one.
"""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256

_tellers = []


@dataclass(frozen=True)
class Beside:
    """'Overgenomen uit de praktijk: Praktijktesten', with its address."""

    label: str
    text: str
    url: str


def tell_beside(teller) -> None:
    """`teller` takes a plan and gives {row uid: [Beside]}; called when the portal starts."""
    if teller not in _tellers:
        _tellers.append(teller)


def beside(plan) -> dict:
    """{uid of a goal or action: [Beside]} of all that is told about this plan."""
    found = defaultdict(list)
    for teller in _tellers:
        for uid, told in teller(plan).items():
            found[uid] += told
    return dict(found)


def put_beside(rows, told) -> None:
    """Give each goal or action what is told about it, for the templates."""
    for row in rows:
        row.beside = told.get(row.uid, [])


def version_of(told) -> str:
    """Differs whenever something else is told; '' when nothing is."""
    if not told:
        return ""
    lines = sorted(f"{uid} {one}" for uid, some in told.items() for one in some)
    return sha256("\n".join(lines).encode()).hexdigest()[:16]
