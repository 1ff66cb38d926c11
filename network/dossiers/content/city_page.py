"""The page of one city: what stands, what changed, how far it is, which practices came.

A city without a plan has its page too, and the page says why it is short.
"""

from actionplans.crosswalk import NUMBERS, segments
from actionplans.differences.kept import content_of_edition

from . import changes, moves, words

IS_PAST = "De periode van dit plan is voorbij; er is nog geen volgend plan gepubliceerd."


def tell(reading, city, practices) -> dict:
    """`practices` are all that came or changed in the period."""
    now = reading.now[city.pk]
    text, progress = changes.text_changes(reading, city), moves.moves(reading, city)
    own = [one.told(city) for one in practices if one.is_of(city)]
    editions = [words.edition(one) for one in reading.editions.get(city.pk, ())]
    has_moves = any(progress.values())
    return {
        **words.city(city),
        "full_name": city.full_name,
        "has_joined": city in reading.joined,
        "plan": _plan(now) if now.has_text else None,
        "why": now.why_in_words,
        "others": [words.plan(one) for one in now.others],
        "wheel": _wheel(reading, city),
        "themes": [] if _wheel(reading, city) else _themes(reading, city),
        "goals": len(reading.goals[city.pk]),
        "actions": sum(len(goal.action_list) for goal in reading.goals[city.pk]),
        "states": moves.counts(reading, city),
        "editions": editions,
        "text": text,
        "progress": progress,
        "practices": own,
        "is_quiet": changes.is_quiet(text) and not (has_moves or own or editions),
    }


def _plan(now):
    edition = now.edition
    return {
        **words.plan(now.plan),
        "title": edition.title,
        "edition": words.edition(edition),
        "remark": IS_PAST if now.is_past else "",
    }


def _wheel(reading, city):
    """[{number, title, n_goals}] of all ten, nothing of a plan without any commitment."""
    counts = dict.fromkeys(NUMBERS, 0)
    for goal in reading.goals[city.pk]:
        for number in goal.numbers:
            counts[number] += 1
    titles = {number: one.short_nl for number, one in reading.commitments.items()}
    return [
        {name: segment[name] for name in ("number", "title", "n_goals")}
        for segment in segments(counts, titles)
    ]


def _themes(reading, city):
    """Of a plan without a wheel: what its chapters are about."""
    now = reading.now[city.pk]
    if not now.has_text:
        return []
    return [chapter["title"] for chapter in content_of_edition(now.edition)["chapters"]]
