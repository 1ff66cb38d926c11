"""One mail each morning about what waits, for the moderators who chose that."""

from datetime import UTC, datetime

import pytest

from cities.models import OutboxMail, ReminderKind, ReminderOptOut
from network.ticking import JOBS
from practices.mails.daily import tell_daily
from tests.factories import make_city
from tests.fiches import make_moderator, make_practice, make_proposal

pytestmark = pytest.mark.django_db

MORNING = datetime(2027, 3, 9, 7, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def morning(time_machine):
    time_machine.move_to(MORNING, tick=False)


@pytest.fixture
def daily():
    """Who wants one mail a day."""
    user = make_moderator()
    ReminderOptOut.objects.create(user=user, kind=ReminderKind.QUEUE_NEW)
    return user


def make_waiting(title="Campagne"):
    return make_practice(state="submitted", city=make_city(name="Gent"), title=title)


def test_everything_that_waits_stands_in_one_mail_the_longest_first(daily, time_machine):
    proposal = make_proposal(practice=make_practice(title="Huurtesten"), title="Beter")
    time_machine.move_to(MORNING.replace(minute=40), tick=False)
    make_waiting()

    assert tell_daily() == 1

    mail = OutboxMail.objects.get()
    assert (mail.user, mail.kind, mail.subject) == (
        daily,
        ReminderKind.QUEUE_DAILY,
        "2 in nazicht op 9 maart 2027",
    )
    lines = [line for line in mail.body.splitlines() if line.startswith("- ")]
    assert lines == [
        f"- Huurtesten (wijziging, {proposal.city}, sinds 09/03)",
        "- Campagne (fiche, Gent, sinds 09/03)",
    ]
    assert "/nazicht/" in mail.body
    assert "/meldingen/uit/" in mail.body


def test_nobody_else_gets_it(daily):
    make_waiting()
    make_moderator()
    never = make_moderator()
    for kind in (ReminderKind.QUEUE_NEW, ReminderKind.QUEUE_DAILY):
        ReminderOptOut.objects.create(user=never, kind=kind)

    tell_daily()

    assert [mail.user for mail in OutboxMail.objects.all()] == [daily]


def test_it_comes_once_a_day_and_not_at_night(daily, time_machine):
    make_waiting()
    time_machine.move_to(MORNING.replace(hour=4), tick=False)
    assert tell_daily() == 0
    time_machine.move_to(MORNING, tick=False)

    assert [tell_daily(), tell_daily()] == [1, 0]

    time_machine.move_to(MORNING.replace(day=10), tick=False)
    assert tell_daily() == 1
    subjects = set(OutboxMail.objects.values_list("subject", flat=True))
    assert subjects == {"1 in nazicht op 9 maart 2027", "1 in nazicht op 10 maart 2027"}


def test_empty_queue_mails_nobody(daily):
    make_practice(state="draft")
    make_practice(state="changes_requested")

    assert (tell_daily(), OutboxMail.objects.count()) == (0, 0)


def test_long_queue_is_cut_short_in_as_many_queries(daily, django_assert_max_num_queries):
    for number in range(17):
        make_practice(state="submitted", city=make_city(), title=f"Fiche {number}")

    with django_assert_max_num_queries(20):
        tell_daily()

    assert "- en nog 2 meer" in OutboxMail.objects.get().body


def test_worker_does_it():
    assert tell_daily in [job for _, job in JOBS]
