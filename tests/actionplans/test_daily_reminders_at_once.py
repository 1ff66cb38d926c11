"""Two workers at the same morning: each person is told once."""

from datetime import date

import pytest

from actionplans.reminders.daily import Item, tell
from actionplans.reminders.opening import tell_opening
from cities.models import OutboxMail, ReminderKind, ReminderTold
from tests.concurrency import at_once
from tests.factories import make_round, make_user, published_plan

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_tell_a_person_once(database_of_many):
    person = make_user()
    item = Item(ReminderKind.UNPUBLISHED, "plan:1", "Publiceer", "https://portaal.example/")

    told = at_once(*[lambda: tell(person, [item], today=date(2026, 3, 2))] * 2)

    assert (sorted(told), OutboxMail.objects.count()) == ([False, True], 1)
    assert ReminderTold.objects.count() == 1


def test_two_workers_tell_of_a_round_once(database_of_many, time_machine):
    time_machine.move_to("2026-03-02 09:00:00+01:00")
    published_plan()
    make_round()

    told = at_once(*[tell_opening] * 2)

    assert (sorted(told), OutboxMail.objects.count()) == ([0, 1], 1)
