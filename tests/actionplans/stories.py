"""A plan of Gent that is published on chosen days, and its history page; for tests of stories."""

import time_machine
from django.urls import reverse

from actionplans.editions import publish
from actionplans.models import Lineage, ProgressEntry
from tests.factories import make_chapter, make_goal, make_plan

HEADINGS = "//ol[@class='story']/li/h3"
WHEN = "//ol[@class='story']/li/p[@class='day']"
LINES = "//ol[@class='story']/li/p[2]"


def at(day):
    return time_machine.travel(f"{day} 12:00 +0100", tick=False)


def go_live(plan, day, *, by=None, note="", decision=None):
    with at(day):
        return publish(plan, note=note, by=by, decision=decision)


def address(plan):
    return reverse("actionplans:history", args=[plan.city.slug, plan.slug])


def story(client, plan):
    return client.get(address(plan))


def goal_story(client, goal):
    return client.get(reverse("actionplans:goal_history", args=[goal.uid]))


def next_goal(plan, goal, *, title, kind="continued", years=(2032, 2037), code="1.1"):
    """A goal in a next plan of the same city, not yet published, that goes on from `goal`."""
    later = make_plan(city=plan.city, period_from=years[0], period_until=years[1])
    new = make_goal(chapter=make_chapter(plan=later), title=title, code=code)
    Lineage.objects.create(new_uid=new.uid, old_uid=goal.uid, kind=kind)
    return new


def tell(plan, uid, round, number=1, day="2026-10-10"):
    return ProgressEntry.objects.create(
        plan=plan,
        subject=uid,
        number=number,
        round=round,
        state="running",
        schedule="on_schedule",
        at=f"{day}T12:00:00+01:00",
    )
