"""What time brings: every job does its turn, and one that fails stops no other."""

import io

import pytest
from django.core.management import call_command

from actionplans.reminders import retention
from network import ticking

pytestmark = pytest.mark.django_db


def fails():
    raise RuntimeError("stuk")


def test_jobs_that_did_something_are_told():
    done = ticking.tick([("niets", lambda: 0), ("iets", lambda: 3)])

    assert done == [("iets", 3)]


def test_job_that_fails_is_logged_and_the_next_still_goes(caplog):
    done = ticking.tick([("stuk", fails), ("iets", lambda: 1)])

    assert done == [("iets", 1)]
    assert [(line.getMessage(), line.exc_info[0]) for line in caplog.records] == [
        ("job failed: stuk", RuntimeError)
    ]


def test_every_job_of_the_portal_runs_on_an_empty_database(caplog):
    assert (ticking.tick(), caplog.records) == ([], [])


def test_jobs_are_those_that_were_promised():
    assert [name for name, _ in ticking.JOBS] == [
        "openings of rounds told",
        "reminders posted",
        "meetings and tasks reminded",
        "old mails deleted",
        "secret links forgotten",
        "partners' addresses forgotten",
        "old presences deleted",
        "focal points forgotten",
        "leases of moderators ended",
        "moderators told what waits",
        "practices of the month told",
        "authors reminded of drafts",
        "old drafts deleted",
        "authors reminded of changes",
        "unconfirmed addresses forgotten",
        "unused addresses forgotten",
        "cities asked what is still true",
        "signals of the radar",
        "ends of consent announced",
        "files of nobody deleted",
        "aldermen reminded of positions",
        "votes counted",
        "aldermen told of a vote",
        "search entries made anew",
        "links asked",
    ]


def test_command_prints_a_line_per_job_that_did_something(monkeypatch):
    jobs = [("old things deleted", lambda: 2), ("nothing", lambda: 0)]
    monkeypatch.setattr(ticking, "JOBS", jobs)
    out = io.StringIO()

    call_command("tick", stdout=out)

    assert out.getvalue() == "old things deleted: 2\n"


def test_links_are_asked_only_when_switched_on(settings, monkeypatch):
    monkeypatch.setattr(ticking.plan_links, "addresses", fails)

    assert ticking.check_links() == 0
    settings.CHECK_LINKS = True
    with pytest.raises(RuntimeError):
        ticking.check_links()


def test_retention_is_done_by_the_tick():
    assert retention.forget_presences in [job for _, job in ticking.JOBS]
