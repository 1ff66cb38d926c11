"""How a plan's own order meets the ten commitments of ECCAR.

A goal works on the commitments that it names itself, else on those of its chapter, and counts at
each of them. A goal without any is kept apart and always shown: nothing of a plan is dropped
because it does not fit.
"""

from collections.abc import Callable, Iterable, Mapping

NUMBERS = range(1, 11)


def numbers_of(goal) -> list[int]:
    """The commitments of one goal of a tree; uses what is prefetched."""
    own = [commitment.number for commitment in goal.commitments.all()]
    return sorted(own or numbers_of_chapter(goal.chapter))


def numbers_of_chapter(chapter) -> list[int]:
    return sorted(commitment.number for commitment in chapter.commitments.all())


def hue_of(chapter) -> int:
    """Which of the ten colours a chapter wears: its first commitment's; 0 when it has none."""
    return next(iter(numbers_of_chapter(chapter)), 0)


def goals_per_commitment(tree) -> dict[int, list]:
    """All ten numbers, each with its goals in reading order."""
    found = {number: [] for number in NUMBERS}
    for goal in goals_in_order(tree):
        for number in numbers_of(goal):
            found[number].append(goal)
    return found


def follows_the_ten(tree) -> bool:
    """Whether the chapters are the ten commitments themselves: then their order says it all."""
    chapters = [numbers_of_chapter(chapter) for chapter in tree.chapters]
    has_own = any(goal.commitments.all() for goal in tree.goals)
    return chapters == [[number] for number in NUMBERS] and not has_own


def unmapped_goals(tree) -> list:
    return [goal for goal in goals_in_order(tree) if not numbers_of(goal)]


def own_choices(chapter) -> list[tuple]:
    """(goal, numbers) of a chapter's goals that do not simply follow it."""
    own = [(goal, list(goal.commitments.all())) for goal in chapter.goal_list]
    return [(goal, sorted(entry.number for entry in named)) for goal, named in own if named]


def goals_in_order(tree) -> Iterable:
    """Chapter by chapter: a goal's position counts within its chapter only."""
    return (goal for chapter in tree.chapters for goal in chapter.goal_list)


def segments(
    counts: Mapping[int, int], titles: Mapping[int, str], url: Callable[[int], str] | None = None
) -> list[dict]:
    """What the tienpuntenwiel draws; nothing when no goal has a commitment."""
    if not any(counts.values()):
        return []
    return [
        {
            "number": number,
            "title": titles.get(number, ""),
            "n_goals": counts.get(number, 0),
            "url": url(number) if url and counts.get(number) else "",
        }
        for number in NUMBERS
    ]
