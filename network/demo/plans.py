"""Plans of the demonstration: from a JSON file to a draft, and from there to editions.

The real plans' structure in our own words. Everything goes through the same rules as an officer's
work: lines of the draft log, and publishing.
"""

import uuid
from datetime import date, datetime, time

from django.utils import timezone

from actionplans.drafting import (
    WHOLE_ROW,
    Line,
    add,
    blank_state,
    carry_out,
    change,
    find_row,
)
from actionplans.editions import draft_of, publish
from actionplans.models import Deed, Lineage
from actionplans.plans import create_plan
from actionplans.shape import BRANCH


def make_plan(told, *, city, by):
    """Create the plan, fill its draft as one deed and publish that as the first edition."""
    plan = create_plan(
        city=city,
        by=by,
        **{name: told[name] for name in ("framework", "theme", "period_from", "period_until")},
        title=told["title"],
    )
    draft = draft_of(plan)
    lines = list(Lines(told))
    lines.append(Line("edition", draft.uid, "introduction", "", told["introduction"]))
    carry_out(plan, draft, lines, kind=Deed.Kind.IMPORT, summary="Demonstratieplan", by=by)
    decision = {f"decision_{name}": value or None for name, value in told["decision"].items()}
    publish(
        plan,
        note=told["release_note"],
        by=by,
        decision=decision,
        at=noon(told["published_on"]),
    )
    return plan


def revise(plan, told, *, by):
    """Change some goals of the draft and add actions; a deed each, like an officer's."""
    for row in told["changes"]:
        values = {name: value for name, value in row.items() if name != "goal"}
        goal = goal_with_code(plan, row["goal"])
        change(plan, "goal", goal.uid, values, seen=goal.version, by=by)
    for row in told["new_actions"]:
        goal = goal_with_code(plan, row["goal"])
        values = {"text": row["text"], "goal": str(goal.uid)}
        add(plan, "action", values, uid=uuid.uuid4(), by=by)
    if "published_on" in told:
        publish(plan, note=told["note"], by=by, at=noon(told["published_on"]))


def record_descent(plans, told):
    """Which goal of the old plan a goal of the new one continues."""
    for row in told:
        old, new = (goal_with_code(plans[name], code) for name, code in (row["old"], row["new"]))
        Lineage.objects.create(new_uid=new.uid, old_uid=old.uid, kind=row["kind"])


def goal_with_code(plan, code):
    draft = draft_of(plan)
    return find_row(draft, "goal", draft.goals.get(code=code).uid)


def noon(day):
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time(12)))


class Lines:
    """The rows of a told plan as lines of the draft log, each with a new uid."""

    def __init__(self, told):
        self.told = told
        self.notes = {note["number"]: str(uuid.uuid4()) for note in told["notes"]}

    def __iter__(self):
        for position, note in enumerate(self.told["notes"], 1):
            yield _line("note", note, position, uid=self.notes[note["number"]])
        for position, chapter in enumerate(self.told["chapters"], 1):
            yield from self._chapter(chapter, position)

    def _chapter(self, told, position):
        uid = str(uuid.uuid4())
        yield _line("chapter", told, position, uid=uid)
        yield from _group("chapter", uid, told["participants"])
        for number, goal in enumerate(told["goals"], 1):
            yield from self._goal(goal, number, chapter=uid)

    def _goal(self, told, position, *, chapter):
        uid = str(uuid.uuid4())
        told = {**told, "timing_notes": self._noted(told["timing_notes"])}
        told["notes"] = self._noted(told["notes"])
        yield _line("goal", told, position, uid=uid, chapter=chapter)
        yield from _group("goal", uid, told["participants"])
        for number, action in enumerate(told["actions"], 1):
            action = {**action, "notes": self._noted(action["notes"])}
            yield _line("action", action, number, goal=uid)

    def _noted(self, numbers):
        return sorted(self.notes[number] for number in numbers)


def _group(kind, uid, participants):
    for position, told in enumerate(participants, 1):
        yield _line("participation", {**told, "label": told["name"]}, position, **{kind: uid})


def _line(kind, told, position, *, uid=None, **parents):
    """A whole row: what is told of it, in the shape that `state_of` gives."""
    branch, blank = BRANCH[kind], blank_state(kind)
    told = {name: value for name, value in told.items() if name in blank}
    state = {**blank, **told, "position": position, **parents}
    state |= {name: sorted(state[name]) for name in branch.terms}
    state |= {name: state[name] or None for name in branch.references}
    return Line(kind, uuid.UUID(uid) if uid else uuid.uuid4(), WHOLE_ROW, None, state)
