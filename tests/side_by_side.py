"""Published plans to compare: which goals a city has on which commitment."""

from actionplans.editions import publish
from actionplans.models import Commitment, ExampleAction
from tests.factories import (
    join,
    make_action,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_participation,
    make_plan,
)

RUNNING = {"period_from": 2020, "period_until": None}


def city_with(*goals, name="", is_member=True, **plan):
    """A member of the network whose published plan has these goals; returns the plan.

    A goal is the number of a commitment (None: an own theme), or a dictionary with `on` (numbers),
    `own` (its own commitments), `example` ("7.2"), `action` (a text) and what `make_goal` takes.
    """
    city = make_city(name=name)
    if is_member:
        join(city=city)
    made = make_plan(city=city, **{**RUNNING, **plan})
    chapters = {}
    for goal in goals:
        values = dict(goal) if isinstance(goal, dict) else {"on": (goal,) if goal else ()}
        on = tuple(values.pop("on", ()))
        if on not in chapters:
            chapters[on] = _chapter(made, on, number=str(len(chapters) + 1))
        _goal(chapters[on], **values)
    publish(made, note="", by=make_member(city=city), decision=None)
    return made


def goals_of(plan):
    """The goals of its newest edition, in the order in which they were given."""
    edition = plan.editions.published().order_by("-number").first()
    return list(edition.goals.order_by("pk"))


def _chapter(plan, on, number):
    chapter = make_chapter(plan=plan, number=number, title="Deel", commitments=on)
    make_participation(chapter=chapter, role="organiser", label="Dienst Samenleven")
    return chapter


def _goal(chapter, *, own=(), example="", action="", **values):
    goal = make_goal(chapter=chapter, example=_example(example), **values)
    goal.commitments.set(Commitment.objects.filter(number__in=own))
    if action:
        make_action(goal=goal, text=action)


def _example(code):
    if not code:
        return None
    commitment, number = code.split(".")
    return ExampleAction.objects.get(commitment__number=commitment, number=number)
