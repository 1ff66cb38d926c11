"""A city that takes a practice over into its plan, as tests need it."""

import uuid

from actionplans.editions import draft_of, publish
from actionplans.lineage import record_descents
from actionplans.models import Goal
from practices.planlinks.taking_over import take_over
from tests.factories import make_chapter, make_city, make_goal, make_member, make_plan


def make_writer(plan, role="contributor"):
    return make_member(city=plan.city, role=role)


def adopt(practice, *, plan=None, kind="goal", uid=None, title="Naar het voorbeeld", by=None):
    """The uid of the row in the draft of a plan with a chapter."""
    plan = plan or make_plan(city=make_city())
    draft = draft_of(plan)
    chapter = draft.chapters.first() or make_chapter(plan=plan)
    values = {"chapter": str(chapter.uid), "title": title}
    if kind == "action":
        goal = draft.goals.first() or make_goal(chapter=chapter)
        values = {"goal": str(goal.uid), "text": title}
    by = by or make_writer(plan)
    return take_over(practice, plan, kind, values, uid=uid or uuid.uuid4(), by=by)


def plan_of(uid):
    return Goal.objects.filter(uid=uid).first().edition.plan


def publish_plan(plan):
    return publish(plan, note="", by=make_writer(plan, "coordinator"))


def go_on(uid, *, title="Voortgezet", period_from=2032):
    """A goal of the city's next plan that descends from this one; only in its draft."""
    city = plan_of(uid).city
    plan = make_plan(city=city, period_from=period_from, period_until=period_from + 5)
    goal = make_goal(chapter=make_chapter(plan=plan), title=title)
    record_descents([(goal.uid, uid, "continued")])
    return plan, goal
