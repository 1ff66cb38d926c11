"""The worker: sends and ticks, outlives a lost database and its own mistakes, stops when asked."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from cities import outbox
from cities.models import Heartbeat, OutboxMail
from network import ticking, working

BASE = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def connection_of_the_test_stays(monkeypatch):
    monkeypatch.setattr(working, "close_old_connections", lambda: None)


class Rounds(Event):
    """Lets the worker go around a number of times; what it waited in between."""

    def __init__(self, count):
        super().__init__()
        self.left, self.waits = count, []

    def wait(self, timeout=None):
        self.waits.append(timeout)
        self.left -= 1
        if self.left <= 0:
            self.set()
        return self.is_set()


def outcomes(monkeypatch, *errors):
    """Each round ends with the next of these errors, or well for None."""
    todo = list(errors)

    def one_round(is_due, stop):
        error = todo.pop(0)
        if error:
            raise error

    monkeypatch.setattr(working, "one_round", one_round)
    rounds = Rounds(len(errors))
    working.work(rounds)
    return rounds.waits


# --- one round -----------------------------------------------------------------------------------
@pytest.mark.django_db
def test_round_beats_sends_and_ticks(mailoutbox, monkeypatch):
    ticks = []
    monkeypatch.setattr(ticking, "tick", lambda: ticks.append(1))
    outbox.post(key="een", kind="news", subject="Nieuws", body="", address="noor@gent.example")

    working.one_round(True, Event())

    assert (len(mailoutbox), ticks) == (1, [1])
    assert Heartbeat.objects.get().at <= timezone.now()


@pytest.mark.django_db
def test_between_two_ticks_it_only_sends(mailoutbox, monkeypatch):
    monkeypatch.setattr(ticking, "tick", lambda: pytest.fail("not its turn"))
    outbox.post(key="een", kind="news", subject="Nieuws", body="", address="noor@gent.example")

    working.one_round(False, Event())

    assert (len(mailoutbox), Heartbeat.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_worker_that_is_stopping_sends_nothing_more(mailoutbox):
    stop = Event()
    stop.set()
    outbox.post(key="een", kind="news", subject="Nieuws", body="", address="noor@gent.example")

    working.one_round(False, stop)

    assert (mailoutbox, OutboxMail.objects.due().count()) == ([], 1)


# --- going on ------------------------------------------------------------------------------------
def test_first_round_ticks_and_then_once_a_minute(monkeypatch):
    now, turns = [0], []
    monkeypatch.setattr(working, "monotonic", lambda: now[0])

    def one_round(is_due, stop):
        turns.append(is_due)
        now[0] += 25

    monkeypatch.setattr(working, "one_round", one_round)

    working.work(Rounds(6))

    assert turns == [True, False, False, True, False, False]


@pytest.mark.parametrize("error", [OperationalError("weg"), InterfaceError("weg")])
def test_lost_database_is_waited_for_and_told_once(monkeypatch, caplog, error):
    waits = outcomes(monkeypatch, error, error, None)

    assert [line.getMessage() for line in caplog.records] == [
        "the database is away, waiting: weg",
        "the database is back",
    ]
    assert waits == [working.AFTER_A_FAILURE] * 2 + [working.SEND_EVERY]


def test_mistake_of_its_own_is_logged_and_it_goes_on(monkeypatch, caplog):
    waits = outcomes(monkeypatch, RuntimeError("stuk"), None)

    assert [line.getMessage() for line in caplog.records] == ["the worker failed"]
    assert waits == [working.AFTER_A_FAILURE, working.SEND_EVERY]


def test_worker_stops_when_who_started_it_is_gone(monkeypatch):
    parents = [1000, 1000, 1]
    monkeypatch.setattr(working.os, "getppid", lambda: parents.pop(0))
    rounds = []
    monkeypatch.setattr(working, "one_round", lambda *_: rounds.append(1))

    working.work(Rounds(10))

    assert rounds == [1]


# --- the real command ----------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_command_stops_cleanly_when_asked(tmp_path, name):
    environment = {
        "PATH": os.environ["PATH"],
        "DEMO": "1",
        "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
    }
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=BASE,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # Says so once it listens; the database is empty, so its first round also fails.
    worker.stdout.readline()

    worker.send_signal(getattr(signal, name))
    _, errors = worker.communicate(timeout=20)

    assert (worker.returncode, "KeyboardInterrupt" in errors) == (0, False)
