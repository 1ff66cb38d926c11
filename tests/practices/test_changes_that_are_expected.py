"""S2: reminders around the day on which changes are expected, and 'Sluiten?' after two months."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cities.models import OutboxMail
from network.ticking import JOBS
from practices.claims import LEASE, claim, holder
from practices.models import ChangeProposal, Practice
from practices.transitions import move
from practices.waiting.answers import remind_authors, to_close
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_point, make_practice, make_proposal, put_in_state

pytestmark = pytest.mark.django_db
# Monday 2 March; the changes are expected on Saturday 21 March.
START, DUE = "2026-03-02 10:00+01:00", date(2026, 3, 21)


def waiting(*, due=DUE, **values):
    practice = make_practice(state="submitted", **values)
    return put_in_state(practice, "changes_requested", changes_due_on=due)


def live(traveller, days):
    """(day, how many mails) of each day with mail, when the worker goes round twice a day."""
    told = []
    for _ in range(days):
        posted = remind_authors() + remind_authors()
        if posted:
            told.append((timezone.localdate().isoformat(), posted))
        traveller.shift(timedelta(days=1))
    return told


def test_a_week_before_on_the_day_and_two_weeks_after_also_in_a_weekend():
    with time_machine.travel(START, tick=False) as traveller:
        waiting()
        told = live(traveller, 100)

    assert told == [("2026-03-14", 1), ("2026-03-21", 1), ("2026-04-04", 1)]


def test_the_reminder_lists_the_points_that_are_open():
    with time_machine.travel("2026-03-21 10:00+01:00", tick=False):
        practice = waiting(title="Buurtbabbels")
        make_point(subject=practice, field="title", text="Maak dit korter")
        make_point(subject=practice, field="goals", text="Al gedaan", state="done")
        remind_authors()

    mail = OutboxMail.objects.get()
    assert mail.subject == "[Actie gevraagd] Nog even dit: Buurtbabbels (tegen 21 maart 2026)"
    assert ("Titel: Maak dit korter" in mail.body, "Al gedaan" in mail.body) == (True, False)


def test_another_day_begins_the_count_anew():
    with time_machine.travel("2026-03-21 10:00+01:00", tick=False) as traveller:
        practice = waiting()
        first = remind_authors()
        Practice.objects.filter(pk=practice.pk).update(changes_due_on=DUE + timedelta(days=30))
        told = live(traveller, 40)

    assert (first, told) == (1, [("2026-04-13", 1), ("2026-04-20", 1)])


def test_who_answered_hears_nothing_more():
    with time_machine.travel(START, tick=False) as traveller:
        author = make_member(city=make_city(), role="contributor")
        practice = waiting(by=author)
        move(practice, "resubmit", by=author, lock=practice.lock_version)
        told = live(traveller, 60)

    assert told == []


def test_a_worker_that_was_away_a_month_does_not_begin_about_an_old_day():
    with time_machine.travel("2026-04-15 10:00+02:00", tick=False):
        waiting()
        posted = remind_authors()

    assert posted == 0


def test_a_proposal_is_reminded_the_same_way():
    with time_machine.travel(START, tick=False) as traveller:
        proposal = make_proposal(state="changes_requested", title="Beter")
        ChangeProposal.objects.filter(pk=proposal.pk).update(changes_due_on=DUE)
        told = live(traveller, 100)

    assert [day for day, _ in told] == ["2026-03-14", "2026-03-21", "2026-04-04"]


def test_two_months_after_the_day_it_stands_under_closing_and_nothing_declines_it():
    with time_machine.travel("2026-05-19 10:00+02:00", tick=False) as traveller:
        practice = waiting()
        early = list(to_close())
        traveller.shift(timedelta(days=1))
        found = list(to_close())
        for _, job in JOBS:
            if job.__name__ != "check_links":
                job()

    practice.refresh_from_db()
    assert (early, found, practice.state) == ([], [practice], "changes_requested")


def test_proposals_have_their_own_list_of_closing():
    with time_machine.travel("2026-06-30 10:00+02:00", tick=False):
        proposal = make_proposal(state="changes_requested")
        ChangeProposal.objects.filter(pk=proposal.pk).update(changes_due_on=DUE)
        waiting(due=None)

    with time_machine.travel("2026-06-30 10:00+02:00", tick=False):
        assert (list(to_close(ChangeProposal)), list(to_close())) == ([proposal], [])


# --- leases --------------------------------------------------------------------------------------
def test_signing_out_lets_go_of_what_was_taken():
    moderator, colleague = make_moderator(), make_moderator()
    mine, theirs = make_practice(state="submitted"), make_practice(state="submitted")
    claim(mine, by=moderator)
    claim(theirs, by=colleague)
    browser = Client()
    browser.force_login(moderator)

    browser.post(reverse("account_logout"))

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.claimed_by, theirs.claimed_by) == (None, colleague)


def test_signing_out_without_an_account_is_no_error(client):
    assert client.post(reverse("account_logout")).status_code == 302


def test_the_worker_ends_leases_that_ran_out():
    release = dict(JOBS)["leases of moderators ended"]
    with time_machine.travel(START, tick=False) as traveller:
        practice = make_practice(state="submitted")
        claim(practice, by=make_moderator())
        traveller.shift(LEASE)
        early = release()
        traveller.shift(timedelta(seconds=1))
        done = (release(), release())

    practice.refresh_from_db()
    assert (early, done, practice.claimed_by, holder(practice)) == (0, (1, 0), None, None)
