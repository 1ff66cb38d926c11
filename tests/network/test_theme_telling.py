"""Who hears by mail that a vote opens and closes, and when."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from cities.models import OutboxMail, ReminderOptOut
from network.themes import ballots as rules
from network.themes.telling import tell_votes
from tests.factories import join, make_city, make_member
from tests.network.polls import make_voter, vote
from tests.networks import make_moderator, make_theme_proposal

pytestmark = pytest.mark.django_db

TEN = datetime.fromisoformat("2026-11-09T10:00:00+01:00")
YEAR_OF_TEN = 2027


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(TEN, tick=False)
    return time_machine


def opened(*, days=7, **values):
    options = [make_theme_proposal(year=YEAR_OF_TEN, title=title) for title in ("Wonen", "Werk")]
    poll = rules.open_ballot(
        year=YEAR_OF_TEN,
        proposals=options,
        closes_at=timezone.now() + timedelta(days=days),
        by=make_moderator(),
        **values,
    )
    poll.options = options
    return poll


def mails():
    found = OutboxMail.objects.order_by("pk")
    return [(mail.user.name, mail.key.split(":")[2]) for mail in found.select_related("user")]


def test_the_aldermen_of_members_hear_it_once_when_it_opens(clock):
    an, bo = make_voter("Gent", name="An"), make_voter("Brugge", name="Bo")
    lier = make_city(name="Lier")
    join(city=lier)
    an.memberships.create(city=lier, role="alderman")
    make_member(city=an.city, role="coordinator")
    make_member(role="alderman", name="Buiten het netwerk")
    make_voter("Genk", name="Weg", is_active=False)
    ReminderOptOut.objects.create(user=bo, kind="vote")

    poll = opened()
    again = tell_votes()

    mail = OutboxMail.objects.get()
    assert (mail.user, again) == (an, 0)
    assert mail.subject == "[Stedennetwerk] Stem over het jaarthema 2027, tot 16 november 2026"
    assert "Jij stemt voor Gent en Lier, tot 16 november 2026 om 10.00 uur." in mail.body
    assert poll.get_absolute_url() in mail.body
    assert "omdat je schepen bent" in mail.body


def test_a_vote_that_opens_later_is_told_then_and_never_at_night(clock):
    make_voter("Gent", name="An")
    opened(opens_at=TEN + timedelta(hours=13))

    told = {}
    for hour in (0, 12, 14, 21, 22, 23):
        clock.move_to(TEN + timedelta(hours=hour), tick=False)
        told[hour] = tell_votes()

    assert told == {0: 0, 12: 0, 14: 0, 21: 0, 22: 1, 23: 0}


def test_who_becomes_an_alderman_later_hears_it_too(clock):
    poll = opened()
    late = make_voter("Gent", name="An")

    tell_votes()

    assert mails() == [("An", "opened")]
    assert str(poll.uid) in OutboxMail.objects.get(user=late).key


def test_two_days_before_the_end_only_cities_without_a_vote_are_reminded_once(clock):
    an, bo = make_voter("Gent", name="An"), make_voter("Brugge", name="Bo")
    poll = opened()
    vote(poll, an, poll.options[0])
    counts = []
    for hours in (4 * 24, 5 * 24 - 1, 5 * 24, 6 * 24):
        clock.move_to(TEN + timedelta(hours=hours), tick=False)
        counts.append(tell_votes())

    assert counts == [0, 0, 1, 0]
    assert sorted(mails()) == [("An", "opened"), ("Bo", "closing"), ("Bo", "opened")]
    body = OutboxMail.objects.get(user=bo, key__contains=":closing:").body
    assert "Brugge heeft nog niet gestemd." in body


def test_a_short_vote_has_no_reminder(clock):
    make_voter("Gent", name="An")
    opened(days=1)

    clock.move_to(TEN + timedelta(hours=23), tick=False)

    assert tell_votes() == 0


def test_a_mail_that_waits_stays_here_when_the_vote_closes(clock):
    voter = make_voter("Gent", name="An")
    poll = opened()
    vote(poll, voter, poll.options[0])
    poll.refresh_from_db()

    rules.close_early(poll, seen=poll.version, by=make_moderator())

    assert mails() == []
