"""What tests of a dossier are made of: cities whose plans changed on known days.

The period of `made()` runs from 1 March up to 31 May 2026; tests freeze the clock on 1 June.
"""

from datetime import date, datetime, time

import time_machine
from django.utils import timezone

from actionplans.editions import draft_of, publish
from network.dossiers import making
from network.models import Dossier
from tests.factories import join, make_chapter, make_city, make_goal, make_plan, make_user, tell
from tests.networks import make_dossier, make_meeting

TODAY = date(2026, 6, 1)
SINCE, UNTIL = date(2026, 3, 1), date(2026, 5, 31)
BEFORE, INSIDE, AFTER = date(2026, 2, 1), date(2026, 4, 1), date(2026, 6, 1)


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def make_member_city(*, name="", since="2018-03-22", **values):
    city = make_city(name=name)
    join(city=city, since=since, **values)
    return city


def plan_of(city, *goals, number=7, on=BEFORE, **values):
    """A plan with these goals under one commitment, published on a day."""
    plan = make_plan(city=city, **values)
    chapter = make_chapter(plan=plan, number=str(number), commitments=(number,))
    for title in goals or ("Huurders kennen hun rechten",):
        make_goal(chapter=chapter, title=title)
    publish_on(plan, on)
    return plan


def publish_on(plan, day):
    return publish(plan, note="", by=make_user(), at=noon(day))


def draft_goal(plan, title):
    return draft_of(plan).goals.get(title=title)


def reword(plan, old, new, *, on=INSIDE):
    """Another title for a goal, in a next edition."""
    draft_of(plan).goals.filter(title=old).update(title=new)
    return publish_on(plan, on)


def tell_on(day, plan, **values):
    with time_machine.travel(noon(day), tick=False):
        return tell(plan=plan, **values)


def asked(meeting=None, **values):
    meeting = meeting or make_meeting(title="Schepenoverleg", day=UNTIL)
    return make_dossier(meeting=meeting, since_on=SINCE, until_on=UNTIL, **values)


def made(meeting=None, **values):
    """A dossier as the worker leaves it."""
    dossier = asked(meeting, **values)
    making.make_waiting()
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert dossier.state == Dossier.State.READY
    return dossier


def page_of(dossier, city):
    return next(page for page in dossier.content["cities"] if page["slug"] == city.slug)
