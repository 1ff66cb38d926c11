"""Once a month everybody who wants it reads what came online and what changed."""

from datetime import UTC, datetime, timedelta

import pytest

from cities.models import OutboxMail, ReminderKind, ReminderOptOut
from network.ticking import JOBS
from practices.mails.monthly import tell_monthly
from practices.models import Practice
from tests.factories import make_user
from tests.fiches import make_practice

pytestmark = pytest.mark.django_db

FIRST = datetime(2027, 4, 1, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def first_of_the_month(time_machine):
    time_machine.move_to(FIRST, tick=False)


def make_online(title, *, days_ago, changed_ago=None):
    practice = make_practice(title=title)
    published = FIRST - timedelta(days=days_ago)
    changed = published if changed_ago is None else FIRST - timedelta(days=changed_ago)
    Practice.objects.filter(pk=practice.pk).update(published_at=published, changed_at=changed)
    return practice


@pytest.fixture
def month():
    """Something of every kind."""
    make_online("Van vorige maand", days_ago=5)
    make_online("Gewijzigd", days_ago=200, changed_ago=3)
    make_online("Van lang geleden", days_ago=200)
    make_online("Van vandaag", days_ago=0)
    make_practice(state="submitted", title="Nog niet online")
    gone = make_online("Offline gehaald", days_ago=4)
    Practice.objects.filter(pk=gone.pk).update(state="offline")


def test_mail_tells_what_came_and_what_changed_last_month(month):
    reader = make_user()

    tell_monthly()

    mail = OutboxMail.objects.get(user=reader)
    assert mail.subject == "Nieuw in de praktijkendatabank: maart 2027"
    told = [line.removeprefix("- ") for line in mail.body.splitlines() if line.startswith("- ")]
    assert told == ["Van vorige maand", "Gewijzigd"]
    assert "/meldingen/uit/" in mail.body


def test_who_switched_it_off_or_has_no_account_any_more_gets_none(month):
    off, gone = make_user(), make_user(is_active=False)
    ReminderOptOut.objects.create(user=off, kind=ReminderKind.PRACTICE_NEWS)

    tell_monthly()

    assert not OutboxMail.objects.filter(user__in=[off, gone]).exists()


def test_it_comes_once_a_month_also_when_the_worker_was_away(month, time_machine):
    time_machine.move_to(FIRST.replace(hour=3), tick=False)
    assert tell_monthly() == 0
    time_machine.move_to(FIRST + timedelta(days=4), tick=False)

    told = [tell_monthly() > 0, tell_monthly() > 0]

    assert told == [True, False]


def test_month_without_news_mails_nobody():
    make_online("Van lang geleden", days_ago=200)

    assert (tell_monthly(), OutboxMail.objects.count()) == (0, 0)


def test_worker_does_it():
    assert tell_monthly in [job for _, job in JOBS]
