"""The aldermen are asked, and reminded once when their city did not speak."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from cities.models import Membership, OutboxMail, ReminderKind, ReminderOptOut
from network import ticking
from network.positions import steps, telling
from network.positions.speaking import speak
from tests.factories import join, make_city, make_member
from tests.networks import make_moderator, make_position

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    city = make_city(name="Gent")
    join(city=city)
    return city


@pytest.fixture
def alderman(gent):
    return make_member(city=gent, role="alderman")


def opened(number=10):
    position = make_position()
    deadline = timezone.localdate() + timedelta(days=number)
    return steps.put_before_cities(position, deadline=deadline, seen=1, by=make_moderator())


def on(position, days_before, hour=9):
    day = position.deadline - timedelta(days=days_before)
    moment = timezone.make_aware(datetime.combine(day, time(hour, 30)))
    return time_machine.travel(moment, tick=False)


@pytest.mark.parametrize(("days_before", "told"), [(4, 0), (3, 1), (0, 1), (-1, 0)])
def test_three_days_before_the_last_day_who_did_not_speak_is_reminded(alderman, days_before, told):
    position = opened()

    with on(position, days_before):
        counts = [telling.remind(), telling.remind()]

    assert counts == [told, 0]


def test_nobody_is_reminded_at_night_nor_on_the_day_of_the_question(alderman):
    with on(opened(), 3, hour=7):
        at_night = telling.remind()
    opened(number=2)
    on_the_same_day = telling.remind()

    assert (at_night, on_the_same_day) == (0, 0)


def test_a_city_that_spoke_is_left_alone(gent, alderman):
    position = opened()
    speak(position, city=gent, kind="abstains", reason="", text=1, seen=0, by=alderman)

    with on(position, 3):
        assert telling.remind() == 0


def test_who_switched_these_mails_off_gets_none(alderman):
    ReminderOptOut.objects.create(user=alderman, kind=ReminderKind.POSITION)

    position = opened()

    with on(position, 3):
        assert (telling.remind(), OutboxMail.objects.count()) == (0, 0)


def test_an_alderman_of_two_cities_gets_one_mail_with_two_links(gent, alderman):
    leuven = make_city(name="Leuven")
    join(city=leuven)
    Membership.objects.create(user=alderman, city=leuven, role="alderman")

    opened()

    mail = OutboxMail.objects.get()
    assert [f"/uitspraak/{slug}/" in mail.body for slug in ("gent", "leuven")] == [True, True]
    assert (mail.kind, "&" in mail.body) == ("position", False)


def test_the_worker_knows_this_job():
    assert telling.remind in [job for _, job in ticking.JOBS]
