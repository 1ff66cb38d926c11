"""What changed in the text of a city's plan: the text that stood then beside the one that stands.

Also when the second text is that of a next plan: lines of descent say which goal became which. A
first plan is not told goal by goal, for everything in it is new.
"""

from uuid import UUID

from actionplans.crosswalk import numbers_of
from actionplans.differences.kept import kept
from actionplans.differences.page import permanent_address, since
from actionplans.differences.story import Story
from actionplans.differences.summary import WAYS as WAY_WORDS
from actionplans.differences.summary import goals_by_what_happened, visible
from actionplans.models import Chapter, Goal

from . import words
from .sentence import ENDED, sentence

SAME = "De tekst van het plan bleef gelijk."
NEW_PLAN = "Dit plan is nieuw: {}."
# In what order a reader gets the goals.
WAYS = {"new": "new", "kept": "changed", "gone": "ended"}
LISTS = ("new", "changed", "retimed", "ended", "rest")


def text_changes(reading, city) -> dict:
    """`opening` in one sentence; the goals that came, changed and went; the rest per chapter.

    Of goals that are `retimed` only the timing changed.
    """
    then, now = reading.then[city.pk], reading.now[city.pk]
    told = {"opening": "", "since": "", "is_new_plan": False, "names": None}
    told |= {name: [] for name in LISTS}
    if not now.has_text:
        return told
    if not then.has_text:
        size = _size(reading.goals[city.pk])
        return told | {"opening": NEW_PLAN.format(size), "is_new_plan": True}
    if then.edition.pk == now.edition.pk:
        return told | {"opening": SAME}
    account, told["since"] = kept(then.edition, now.edition), since(then.edition, now.edition)
    story = Story(account, since=told["since"], address=permanent_address)
    happened = goals_by_what_happened(visible(account))
    what_of = {uid: what for what, uids in happened.items() for uid in uids}
    told["names"] = [_name(then.edition, now.edition), _name(now.edition, then.edition)]
    numbers = _numbers_of(then.edition, now.edition)
    for chapter in story.chapters:
        for goal in (*chapter.goals, *chapter.retimed):
            what = "retimed" if goal in chapter.retimed else WAYS[goal.way]
            row = _goal(goal, numbers.get(goal.uid, []), reading)
            told[what].append(row | {"what": _what(row, what, what_of.get(goal.uid))})
        if chapter.lines or chapter.remarks:
            told["rest"].append(_chapter(chapter, numbers.get(chapter.uid, [])))
    for name, lines in (("Titel en inleiding", story.plan_lines), ("Voetnoten", story.note_lines)):
        if lines:
            told["rest"].append({"name": name, "lines": _lines(lines), "commitments": []})
    told["opening"] = sentence(told) or story.opening
    return told


def is_quiet(told) -> bool:
    """Whether the text stands as it stood."""
    return told["opening"] == SAME or not told["opening"]


def _what(row, name, what):
    """Under which words of the sentence a goal of a list is counted; what it stems from is gone."""
    if name == "ended":
        return what if what in ENDED else "removed"
    if what and what not in ("added", "removed"):
        return what
    return next((how for how in ("merged", "split") if WAY_WORDS[how] in row["ways"]), "changed")


def _size(goals):
    actions = sum(len(goal.action_list) for goal in goals)
    n_goals = "1 doel" if len(goals) == 1 else f"{len(goals)} doelen"
    return f"{n_goals} en {'1 actie' if actions == 1 else f'{actions} acties'}"


def _name(edition, other):
    if edition.plan_id == other.plan_id:
        return f"Editie {edition.number}"
    return f"{edition.plan.period}, editie {edition.number}"


def _numbers_of(*editions) -> dict[str, list[int]]:
    """{uid: commitments} of the goals and chapters of both texts; the newer one counts."""
    found = {}
    for edition in editions:
        chapters = Chapter.objects.filter(edition=edition).prefetch_related("commitments")
        for chapter in chapters:
            found[str(chapter.uid)] = sorted(one.number for one in chapter.commitments.all())
        goals = Goal.objects.filter(edition=edition).select_related("chapter")
        for goal in goals.prefetch_related("commitments", "chapter__commitments"):
            found[str(goal.uid)] = numbers_of(goal)
    return found


def _goal(part, commitments, reading):
    told = _part(part, commitments)
    if part.way == "gone":
        # How it ended, where the city told so.
        told["ending"] = words.word(reading.words.get(UUID(part.uid)))
    return told


def _part(part, commitments):
    return {
        "uid": part.uid,
        "number": part.number,
        "name": part.name,
        "url": part.url,
        "ways": part.ways,
        "remarks": _remarks(part.remarks),
        "lines": _lines(part.lines),
        "commitments": commitments,
    }


def _chapter(chapter, commitments):
    return {
        "name": f"{chapter.number} {chapter.name}".strip() or "Zonder titel",
        "ways": chapter.ways,
        "remarks": _remarks(chapter.remarks),
        "lines": _lines(chapter.lines),
        "commitments": commitments,
    }


def _lines(lines):
    return [
        {
            "label": line.label,
            "about": line.about,
            "way": line.way,
            "ways": list(line.ways),
            "pieces": [list(piece) for piece in line.pieces],
            "remarks": _remarks(line.remarks),
        }
        for line in lines
    ]


def _remarks(remarks):
    return [{"words": one.words, "name": one.name, "url": one.url} for one in remarks]
