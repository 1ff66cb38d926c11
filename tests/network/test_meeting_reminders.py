"""What time brings: a meeting and a task are reminded in time, and once."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from network.meetings import reminding
from network.meetings.editing import change
from network.meetings.reminding import remind
from network.models import Attendance
from tests.network.invited import DAY, addressed, make_gent, make_invited, posted, values_of
from tests.networks import make_meeting, make_moderator, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_may():
    with time_machine.travel("2026-05-03 10:00 +0200", tick=False):
        yield


@pytest.fixture
def moderator():
    return make_moderator(email="mod@vvsg.example")


@pytest.fixture
def gent():
    return make_gent()


def on(day, hour=8):
    brussels = ZoneInfo("Europe/Brussels")
    return time_machine.travel(datetime.combine(day, time(hour), brussels), tick=False)


def days_that_remind(days, *, hour=8):
    """[(days before the meeting, mails)] of the mornings on which something went."""
    went = []
    for left in days:
        with on(DAY - timedelta(days=left), hour):
            told = remind() + remind()
        if told:
            went.append((left, told))
    return went


def test_meeting_is_reminded_a_week_and_a_day_before(gent):
    make_invited()

    assert days_that_remind(range(12, -2, -1)) == [(7, 2), (1, 2)]
    assert sorted({kind for _, kind in posted()}) == ["Morgen", "Over een week"]


def test_week_that_the_worker_slept_through_is_told_later(gent):
    make_invited()

    assert days_that_remind([8, 4, 3]) == [(4, 2)]


def test_nobody_is_reminded_at_night(gent):
    make_invited()

    assert days_that_remind([7], hour=5) == []


@pytest.mark.parametrize("state", ["cancelled_at", "closed_at"])
def test_nobody_is_reminded_of_what_does_not_come(gent, state):
    make_invited(**{state: timezone.now()})

    assert days_that_remind([7, 1]) == []


def test_nobody_is_reminded_without_an_invitation(gent):
    make_invited(invited_at=None)

    assert days_that_remind([7, 1]) == []


def test_city_that_stays_away_is_not_reminded(gent):
    meeting = make_invited()
    Attendance.objects.create(meeting=meeting, city=gent, reply="away")

    assert days_that_remind([7, 1]) == []


def test_week_is_not_told_to_who_was_just_invited(gent):
    make_invited(day=DAY, invited_at=datetime(2026, 6, 8, 12, tzinfo=ZoneInfo("Europe/Brussels")))

    assert days_that_remind([2, 1]) == [(1, 2)]


def test_meeting_that_moved_is_reminded_anew(gent, moderator):
    meeting = make_invited()
    days_that_remind([7])
    change(meeting, seen=1, by=moderator, **values_of(meeting, day=DAY + timedelta(days=7)))

    with on(DAY):
        again = remind()

    # The reminders of the old day had not left yet: they are taken back.
    assert (again, [kind for _, kind in posted()]) == (2, ["Gewijzigd", "Over een week"] * 2)


@pytest.mark.parametrize(
    ("owner", "told"),
    [
        ("gent", ["alderman", "contributor", "coordinator"]),
        ("vvsg", ["mod"]),
    ],
)
def test_task_is_reminded_once_in_its_last_week(gent, moderator, owner, told):
    city = gent if owner == "gent" else None
    make_task(meeting=make_meeting(day=-30), city=city, due_on=DAY)

    assert days_that_remind([9, 7, 5, 0, -1]) == [(7, len(told))]
    assert [to.partition("@")[0] for to in addressed()] == told


@pytest.mark.parametrize("what", ["_of_meeting", "_of_task"])
def test_one_that_fails_does_not_keep_the_others_from_being_reminded(gent, monkeypatch, what):
    make_invited(title="Eerste")
    make_invited(title="Tweede")
    make_task(meeting=make_meeting(day=-30), city=gent, due_on=DAY)
    make_task(meeting=make_meeting(day=-30), city=gent, due_on=DAY)
    rule, failed = getattr(reminding, what), []

    def fails_at_first(*args):
        if not failed:
            failed.append(args)
            raise ValueError("broken")
        return rule(*args)

    monkeypatch.setattr(reminding, what, fails_at_first)
    with on(DAY - timedelta(days=7)):
        counts = [remind(), remind(), remind()]

    missed = 2 if what == "_of_meeting" else 3
    assert counts == [10 - missed, missed, 0]


def test_task_that_is_done_is_not_reminded(gent):
    meeting = make_meeting(day=-30)
    make_task(meeting=meeting, city=gent, due_on=DAY, done_at=timezone.now())
    make_task(meeting=meeting, city=gent)

    assert days_that_remind([7, 1]) == []
