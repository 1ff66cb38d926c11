"""One deed of every kind, on a plan that has something to do it to."""

import uuid

from actionplans.archive import content_checksum
from actionplans.drafting import add, change, delete, move, move_to
from actionplans.editions import draft_of
from actionplans.rows import Tree
from cities.models import Ground
from tests.factories import fill_plan, make_note, make_plan


def rich_plan():
    """Two chapters with three goals each; a note that the first goal and its action refer to."""
    plan = fill_plan(plan=make_plan(), chapters=2, goals=3)
    note = make_note(plan=plan)
    goal = first_goal(plan)
    goal.notes.add(note)
    goal.actions.first().notes.add(note)
    goal.grounds.add(Ground.objects.first())
    return plan


def tree(plan):
    return Tree(draft_of(plan))


def words(plan):
    return content_checksum(tree(plan))


def first_goal(plan):
    return tree(plan).chapters[0].goal_list[0]


DEEDS = {
    "change": lambda plan, goal, by: change(
        plan, "goal", goal.uid, {"title": "x", "grounds": [], "timing_from": 2027}, seen=1, by=by
    ),
    "change of the title": lambda plan, goal, by: change(
        plan, "edition", goal.edition.uid, {"title": "x"}, seen=1, by=by
    ),
    "add": lambda plan, goal, by: add(
        plan, "goal", {"chapter": goal.chapter.uid, "title": "x"}, uid=uuid.uuid4(), by=by
    ),
    "delete of a goal": lambda plan, goal, by: delete(
        plan, "goal", goal.uid, seen=goal.version, by=by
    ),
    "delete of a chapter": lambda plan, goal, by: delete(
        plan, "chapter", goal.chapter.uid, seen=goal.chapter.version, by=by
    ),
    "delete of a note": lambda plan, goal, by: delete(
        plan, "note", tree(plan).notes[0].uid, seen=tree(plan).notes[0].version, by=by
    ),
    "move": lambda plan, goal, by: move(plan, "goal", goal.uid, step=1, by=by),
    "move to another chapter": lambda plan, goal, by: move_to(
        plan, "goal", goal.uid, parent="chapter", parent_uid=tree(plan).chapters[1].uid, by=by
    ),
}
