"""A dossier that follows a frozen one starts where that one was read: nothing is lost."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.utils import timezone

from actionplans.editions import publish
from network.dossiers import asking, freezing, making, paper
from network.dossiers.content.reading import Days
from network.models import Dossier
from practices.models import Practice
from tests.dossiers import BEFORE, draft_goal, make_member_city, page_of, plan_of
from tests.factories import make_user, tell
from tests.fiches import make_practice
from tests.networks import make_meeting, make_moderator, make_position

pytestmark = pytest.mark.django_db

MEETING_DAY, NEXT_DAY = date(2026, 5, 31), date(2026, 11, 30)


@pytest.fixture(autouse=True)
def no_paper(monkeypatch):
    monkeypatch.setattr(paper, "_compile", lambda text, standard: b"%PDF /Type /Page ")


def clock(hour, day=MEETING_DAY):
    return timezone.make_aware(datetime.combine(day, time(hour)))


def at(hour, day=MEETING_DAY):
    return time_machine.travel(clock(hour, day), tick=False)


def ask_and_make(meeting, **since):
    asking.ask(meeting, asking.period_since(meeting, **since), by=make_moderator())
    making.make_waiting()
    return Dossier.objects.get(meeting=meeting)


def retitle_and_publish(plan, old, new):
    goal = draft_goal(plan, old)
    goal.title = new
    goal.save()
    publish(plan, note="", by=make_user(), at=timezone.now())


@pytest.fixture
def first():
    """Asked and made on the day of the meeting itself, at nine."""
    with at(9):
        meeting = make_meeting(title="Schepenoverleg", day=MEETING_DAY)
        return ask_and_make(meeting, day=date(2026, 3, 1))


def freeze(dossier, *, hour=17):
    with at(hour):
        freezing.freeze(dossier.meeting, by=make_moderator())


def next_dossier(dossier, **since):
    with at(9, NEXT_DAY):
        meeting = make_meeting(title="Volgend overleg", day=NEXT_DAY)
        return ask_and_make(meeting, **(since or {"previous": dossier.meeting}))


def test_what_a_city_publishes_after_its_dossier_was_made_stands_in_the_next_one():
    city = make_member_city()
    plan = plan_of(city, "Huren", on=BEFORE)
    with at(9):
        meeting = make_meeting(title="Schepenoverleg", day=MEETING_DAY)
        first = ask_and_make(meeting, day=date(2026, 3, 1))
    with at(15):
        retitle_and_publish(plan, "Huren", "Huren kan iedereen")
    freeze(first)

    second = next_dossier(first)

    told = [
        [row["name"] for row in page_of(one, city)["text"]["changed"]] for one in (first, second)
    ]
    assert told == [[], ["Huren kan iedereen"]]
    assert [one["number"] for one in page_of(second, city)["editions"]] == [2]
    assert second.content["period"]["followed_at"] == "2026-05-31T09:00:00+02:00"


def test_what_a_city_tells_after_its_dossier_was_made_moves_in_the_next_one():
    city = make_member_city()
    plan = plan_of(city, on=BEFORE)
    with at(8):
        tell(plan=plan, state="preparing")
    with at(9):
        meeting = make_meeting(title="Schepenoverleg", day=MEETING_DAY)
        first = ask_and_make(meeting, day=date(2026, 3, 1))
    with at(15):
        tell(plan=plan, state="running")
    freeze(first)

    second = next_dossier(first)

    told = [
        [
            (one["before"] and one["before"]["state"], one["now"]["state"])
            for one in page_of(dossier, city)["progress"]["moved"]
        ]
        for dossier in (first, second)
    ]
    assert told == [[(None, "preparing")], [("preparing", "running")]]


def test_practice_of_the_afternoon_is_new_in_the_next_dossier(first):
    with at(15):
        practice = make_practice(title="Namiddag")
        changed = {"published_at": timezone.now(), "changed_at": timezone.now()}
        Practice.objects.filter(pk=practice.pk).update(**changed)
    freeze(first)

    second = next_dossier(first)

    told = [one["title"] for one in second.content["network"]["new_practices"]]
    assert told == ["Namiddag"]


def test_position_of_the_meeting_itself_is_told_once(first):
    with at(9):
        make_position(title="In de voormiddag", state="adopted", adopted_on=MEETING_DAY)
        first = ask_anew(first)
    with at(15):
        make_position(title="Op de vergadering", state="adopted", adopted_on=MEETING_DAY)
    freeze(first)

    second = next_dossier(first)

    told = [
        [one["title"] for one in dossier.content["network"]["positions"]]
        for dossier in (first, second)
    ]
    assert told == [["In de voormiddag"], ["Op de vergadering"]]


def ask_anew(dossier):
    period = asking.period_since(dossier.meeting, day=date(2026, 3, 1))
    asking.ask(dossier.meeting, period, seen=dossier.version, by=make_moderator())
    making.make_waiting()
    return Dossier.objects.get(pk=dossier.pk)


def test_dossier_since_a_date_or_after_one_that_is_not_frozen_starts_at_midnight(first):
    after_unfrozen = next_dossier(first)
    freeze(first)
    with at(9, NEXT_DAY):
        since_a_date = make_meeting(title="Nog een", day=NEXT_DAY)
        since_a_date = ask_and_make(since_a_date, day=date(2026, 6, 1))

    told = [one.content["period"]["followed_at"] for one in (after_unfrozen, since_a_date)]
    assert told == [None, None]


@pytest.mark.parametrize(
    ("read_at", "holds"),
    [
        # Read on the last day: up to that moment. Read later: the whole last day.
        (clock(9), False),
        (clock(9, date(2026, 6, 1)), True),
    ],
)
def test_last_day_is_told_as_far_as_it_had_passed(read_at, holds):
    days = Days(date(2026, 3, 1), MEETING_DAY, read_at=read_at)

    assert days.holds(clock(15)) == holds
