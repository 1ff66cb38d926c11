"""The worker makes a dossier: claims it, says how far it is, tries again, and gives up once."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from network import working
from network.dossiers import asking, making, paper
from network.dossiers.content import city_page, whole
from network.models import Dossier, DossierFile
from tests.dossiers import (
    INSIDE,
    SINCE,
    TODAY,
    UNTIL,
    asked,
    made,
    make_member_city,
    noon,
    page_of,
    plan_of,
    reword,
)
from tests.networks import make_meeting, make_moderator

pytestmark = pytest.mark.django_db

State = Dossier.State


@pytest.fixture(autouse=True)
def known_day(time_machine, monkeypatch):
    time_machine.move_to(noon(TODAY), tick=False)
    monkeypatch.setattr(paper, "_compile", lambda text, standard: b"%PDF /Type /Page ")
    return time_machine


def again(dossier):
    return Dossier.objects.get(pk=dossier.pk)


def break_it(monkeypatch, error=None):
    def fail(*_, **__):
        raise error or RuntimeError("stuk: noor@gent.example")

    monkeypatch.setattr(city_page, "tell", fail)


def test_dossier_that_waits_is_made_with_its_files():
    dossier = asked()
    make_member_city()

    making.make_waiting()

    found = again(dossier)
    assert (found.state, found.error, found.steps_done, found.steps) == (State.READY, "", 4, 4)
    assert found.sha256 == whole.checksum(found.content)
    assert found.made_at == noon(TODAY)
    assert {(one.kind, one.pages) for one in found.files.all()} == {("pdf", 1), ("html", None)}


def test_round_of_the_worker_makes_one_dossier(monkeypatch):
    dossiers = [asked(make_meeting(title=title, day=UNTIL)) for title in ("Een", "Twee")]

    working.one_round(False, working.Event())

    assert sorted(again(one).state for one in dossiers) == [State.READY, State.WAITING]


def test_worker_that_is_stopping_makes_nothing():
    dossier = asked()

    result = making.make_waiting(is_stopping=lambda: True)

    assert (result, again(dossier).state) == (None, State.WAITING)


def test_nothing_waits_and_nothing_is_made():
    made()

    assert making.make_waiting() is None


def test_steps_are_told_along_the_way(monkeypatch):
    make_member_city()
    seen = []
    dossier, tell = asked(), city_page.tell

    def watching(*args):
        seen.append((again(dossier).state, again(dossier).steps_done, again(dossier).steps))
        return tell(*args)

    monkeypatch.setattr(city_page, "tell", watching)

    making.make_waiting()

    assert seen == [(State.MAKING, 1, 4)]


# --- what goes wrong ------------------------------------------------------------------------------
def test_failure_is_tried_again_and_given_up_after_three(monkeypatch, known_day, caplog):
    make_member_city()
    dossier = asked()
    break_it(monkeypatch)

    states = []
    for _ in range(making.MOST_ATTEMPTS):
        making.make_waiting()
        states.append(again(dossier).state)
        known_day.shift(making.PAUSE + timedelta(seconds=1))

    found = again(dossier)
    assert states == [State.WAITING, State.WAITING, State.FAILED]
    assert (found.error, found.content) == (making.FAILED, None)
    assert making.make_waiting() is None
    assert len(caplog.records) == making.MOST_ATTEMPTS


def test_failure_waits_a_moment_before_the_next_attempt(monkeypatch):
    make_member_city()
    dossier = asked()
    break_it(monkeypatch)
    making.make_waiting()

    assert (making.make_waiting(), again(dossier).attempts) == (None, 1)


def test_second_attempt_can_succeed(monkeypatch, known_day):
    make_member_city()
    dossier = asked()
    with monkeypatch.context() as broken:
        break_it(broken)
        making.make_waiting()
    known_day.shift(making.PAUSE + timedelta(seconds=1))

    making.make_waiting()

    assert again(dossier).state == State.READY


def test_lost_database_is_left_to_the_worker(monkeypatch):
    make_member_city()
    dossier = asked()
    break_it(monkeypatch, OperationalError("weg"))

    with pytest.raises(OperationalError):
        making.make_waiting()

    assert again(dossier).state == State.MAKING


@pytest.mark.parametrize(("minutes", "state"), [(4, State.MAKING), (6, State.READY)])
def test_dossier_of_a_worker_that_died_is_taken_after_five_minutes(minutes, state):
    claimed = timezone.now() - timedelta(minutes=minutes)
    dossier = asked(state=State.MAKING, claimed_at=claimed, attempts=1)

    making.make_waiting()

    assert again(dossier).state == state


def test_dossier_that_kills_each_worker_is_given_up():
    claimed = timezone.now() - timedelta(minutes=6)
    dossier = asked(state=State.MAKING, claimed_at=claimed, attempts=making.MOST_ATTEMPTS)

    making.make_waiting()

    assert (again(dossier).state, again(dossier).error) == (State.FAILED, making.FAILED)


def test_two_workers_never_take_the_same_dossier():
    dossier = asked()
    seen = making._next()
    making.make_waiting()

    assert (making._claim(seen), again(dossier).state) == (False, State.READY)


# --- asked again ----------------------------------------------------------------------------------
def test_what_was_being_made_is_thrown_away_when_other_days_are_asked(monkeypatch):
    make_member_city()
    dossier, tell = asked(), city_page.tell

    def asked_meanwhile(*args):
        period = asking.period_since(dossier.meeting, day=INSIDE)
        asking.ask(dossier.meeting, period, seen=again(dossier).version, by=make_moderator())
        return tell(*args)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(city_page, "tell", asked_meanwhile)
        making.make_waiting()
    after_first = again(dossier)
    making.make_waiting()

    assert (after_first.state, after_first.content) == (State.WAITING, None)
    assert again(dossier).content["period"]["since_on"] == INSIDE.isoformat()


def test_of_two_workers_the_one_with_the_newest_question_makes_the_dossier(monkeypatch):
    """Also when both claimed it in the same moment, each for the first time."""
    make_member_city()
    dossier, tell = asked(), city_page.tell

    def asked_and_claimed_meanwhile(*args):
        period = asking.period_since(dossier.meeting, day=INSIDE)
        asking.ask(dossier.meeting, period, seen=again(dossier).version, by=make_moderator())
        assert making._claim(making._next())
        return tell(*args)

    monkeypatch.setattr(city_page, "tell", asked_and_claimed_meanwhile)

    making.make_waiting()

    assert (again(dossier).state, again(dossier).content) == (State.MAKING, None)


def test_failed_second_making_keeps_what_was_readable(monkeypatch, known_day):
    make_member_city()
    dossier = made()
    period = asking.period_since(dossier.meeting, day=INSIDE)
    asking.ask(dossier.meeting, period, seen=dossier.version, by=make_moderator())
    break_it(monkeypatch)

    for _ in range(making.MOST_ATTEMPTS):
        making.make_waiting()
        known_day.shift(making.PAUSE + timedelta(seconds=1))

    found = again(dossier)
    assert (found.state, found.error, found.since_on) == (State.READY, making.FAILED_ANEW, SINCE)
    assert found.content == dossier.content


def test_made_anew_replaces_content_and_files():
    dossier = made()
    city = make_member_city()
    period = asking.period_since(dossier.meeting, day=SINCE)
    asking.ask(dossier.meeting, period, seen=dossier.version, by=make_moderator())

    making.make_waiting()

    assert [page["name"] for page in again(dossier).content["cities"]] == [city.name]
    assert DossierFile.objects.filter(dossier=dossier).count() == 2


# --- a city that publishes meanwhile --------------------------------------------------------------
def test_city_that_publishes_while_it_is_made_is_told_as_it_was(monkeypatch):
    city = make_member_city()
    plan = plan_of(city)
    tell, dossier = city_page.tell, asked()

    def published_meanwhile(*args):
        reword(plan, "Huurders kennen hun rechten", "Tussendoor", on=INSIDE)
        return tell(*args)

    monkeypatch.setattr(city_page, "tell", published_meanwhile)

    making.make_waiting()

    page = page_of(again(dossier), city)
    bundle = bytes(dossier.files.get(kind="html").content).decode()
    assert (page["plan"]["edition"]["number"], page["is_quiet"]) == (1, True)
    assert "Tussendoor" not in bundle
