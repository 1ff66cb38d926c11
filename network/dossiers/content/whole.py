"""The content of a dossier: plain values that every form of it is made of.

It holds no contact details and nobody's name who works for a city, and nothing of a draft. Two
dossiers with the same content have the same checksum. The moment at which it was read is in it: the
next dossier tells of what came after.
"""

import hashlib
import json
from datetime import datetime

from ...models import Dossier
from . import city_page, network_page, practices, rounds, theme_page, words
from .reading import Days, Reading

# Rises when what is kept is told otherwise: pages know both.
FORMAT = 1
# Beside the cities: reading, the network with the theme, and the two files.
OTHER_STEPS = 3


def days_of(dossier) -> Days:
    """With where the frozen dossier of the previous meeting ended, if that is what it follows."""
    followed = Dossier.objects.filter(meeting=dossier.since_meeting, frozen_at__isnull=False)
    told = followed.values_list("content__period", "content__network__positions").first()
    if not told or not told[0].get("read_at"):
        return Days(dossier.since_on, dossier.until_on)
    return Days(
        dossier.since_on,
        dossier.until_on,
        followed_at=datetime.fromisoformat(told[0]["read_at"]),
        positions_told=frozenset(one["url"] for one in told[1]),
    )


def make(dossier, reading: Reading, *, tell=lambda done, steps: None) -> dict:
    """The content of a dossier; `tell` hears after each step how many are done, of how many."""
    steps = len(reading.cities) + OTHER_STEPS
    tell(1, steps)
    found = practices.in_period(reading.days)
    pages = []
    for done, city in enumerate(reading.cities, start=2):
        pages.append(city_page.tell(reading, city, found))
        tell(done, steps)
    n_practices = practices.listed_on(reading.days.now)
    content = {
        "format": FORMAT,
        "meeting": _meeting(dossier.meeting),
        "period": _period(dossier, reading.days),
        "rounds": rounds.tell(dossier.meeting, reading.days),
        "commitments": [
            {"number": number, "title": one.title_nl, "short": one.short_nl}
            for number, one in sorted(reading.commitments.items())
        ],
        "network": network_page.tell(reading, pages, found, n_practices),
        "theme": theme_page.tell(reading, dossier.meeting),
        "cities": pages,
    }
    tell(steps - 1, steps)
    # As it is kept: what JSON does not know would only show when it is read again.
    return json.loads(canonical(content))


def canonical(content) -> bytes:
    """The content as one row of bytes, whatever database it was kept in."""
    told = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return told.encode()


def checksum(content) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def _meeting(meeting):
    return {
        "title": meeting.title,
        "kind": meeting.get_kind_display(),
        "day": words.day_of(meeting.day),
        "place": meeting.place,
        "url": meeting.get_absolute_url(),
        "slug": meeting.slug,
    }


def _period(dossier: Dossier, days):
    previous = dossier.since_meeting
    return {
        "since_on": words.day_of(dossier.since_on),
        "until_on": words.day_of(dossier.until_on),
        "since_meeting": previous and {"title": previous.title, "slug": previous.slug},
        "followed_at": days.followed_at and words.moment_of(days.followed_at),
        "read_at": words.moment_of(days.read_at),
    }
