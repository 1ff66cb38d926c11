"""Plans of the demonstration: from a JSON file to a draft, and from there to editions.

The real plans' structure in our own words. Everything goes through the same rules as an officer's
work: lines of the draft log, and publishing.
"""

import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from actionplans.drafting import (
    WHOLE_ROW,
    Line,
    add,
    blank_state,
    carry_out,
    change,
    delete,
    find_row,
    move,
    move_to,
)
from actionplans.editions import draft_of, publish
from actionplans.freeze import maintenance
from actionplans.lineage import record_descents
from actionplans.models import CarryOver, Deed
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
    publish(
        plan,
        note=told["release_note"],
        by=by,
        decision=decision_of(told["decision"]),
        at=noon(told["published_on"]),
    )
    return plan


def revise(plan, told, *, by):
    """Work on the draft, a deed for each edit as an officer makes them; publish when it says so."""
    for edit in told["edits"]:
        EDITS[edit["do"]](plan, edit, by)
    if "published_on" in told:
        publish(
            plan,
            note=told["note"],
            by=by,
            decision=decision_of(told.get("decision", {})),
            at=noon(told["published_on"]),
        )


def decision_of(told):
    return {f"decision_{name}": value or None for name, value in told.items()}


def _change(plan, edit, by):
    row = row_at(plan, edit["kind"], edit["at"])
    change(plan, edit["kind"], row.uid, edit["values"], seen=row.version, by=by)


def _add(plan, edit, by):
    home = row_at(plan, edit["under"], edit["at"])
    values = {**edit["values"], edit["under"]: str(home.uid)}
    add(plan, edit["kind"], values, uid=uuid.uuid4(), by=by)


def _delete(plan, edit, by):
    row = row_at(plan, edit["kind"], edit["at"])
    delete(plan, edit["kind"], row.uid, seen=row.version, by=by)


def _move(plan, edit, by):
    """One place up or down among its own, or to the end of another chapter."""
    row = row_at(plan, edit["kind"], edit["at"])
    if "step" in edit:
        move(plan, edit["kind"], row.uid, step=edit["step"], by=by)
        return
    home = row_at(plan, "chapter", edit["to"])
    move_to(plan, edit["kind"], row.uid, parent="chapter", parent_uid=home.uid, by=by)


EDITS = {"change": _change, "add": _add, "delete": _delete, "move": _move}


def row_at(plan, kind, at):
    """A row of the draft by what people call it.

    A chapter or note by its number, a goal by its code; an action as [code of its goal, place], a
    participant as [number of its chapter, name].
    """
    draft = draft_of(plan)
    if kind in ("chapter", "note"):
        found = BRANCH[kind].model.objects.get(edition=draft, number=at)
    elif kind == "goal":
        found = draft.goals.get(code=at)
    elif kind == "action":
        found = list(draft.actions.filter(goal__code=at[0]))[at[1] - 1]
    else:
        found = draft.participations.get(chapter__number=at[0], label=at[1])
    return find_row(draft, kind, found.uid)


def record_descent(plans, told):
    """Which goal of the old plan a goal of the new one continues."""
    for row in told:
        old, new = (row_at(plans[name], "goal", code) for name, code in (row["old"], row["new"]))
        record_descents([(new.uid, old.uid, row["kind"])])


def backdate(spans):
    """Give what was done to plans the day on which it would have been done.

    `spans` are those of `span`, in the order of the deeds. What is told once keeps its own time,
    but for the door that logs itself.
    """
    since = timezone.now() - timedelta(hours=1)
    with maintenance("datums van de demonstratie"):
        for plan, last, moment in spans:
            plan.deeds.filter(pk__lte=last, at__gte=since).update(at=moment)
            for passage in CarryOver.objects.filter(new_plan=plan):
                passage.plan.progress.filter(origin="carry_over").update(at=moment)
                CarryOver.objects.filter(pk=passage.pk).update(
                    started_at=moment, finished_at=moment
                )


def span(plan, moment):
    """All that was done to the plan until now, with the moment at which it was."""
    return plan, plan.deeds.first().pk, moment


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
