"""What time brings to tell: a round that closes, a period that ends, changes that wait."""

from datetime import date

import pytest

from actionplans.editions import draft_of, publish, withdraw
from actionplans.models import ProgressRound
from actionplans.progress.entries import enter
from actionplans.progress.rounds import close_for_plan, close_round
from actionplans.reminders import daily as daily_reminders
from cities.models import OutboxMail
from tests.actionplans.mornings import Mornings, make_round, page, retitle, subjects, told_lines
from tests.factories import make_city, make_member, make_plan, make_user, published_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(time_machine):
    return Mornings(time_machine)


@pytest.fixture
def city():
    return make_city(name="Roeselare")


@pytest.fixture
def plan(on, city):
    """Published on 1 February; runs until far after every day in these tests."""
    return published_plan(city=city, by=make_user(), goals=3, period_until=2031)


@pytest.fixture
def coordinator(plan, city):
    return make_member(city=city, name="Noor Peeters")


# --- a round closes ------------------------------------------------------------------------------
def test_week_before_a_round_closes_who_works_on_the_plan_hears_so(on, coordinator, plan, city):
    contributor = make_member(city=city, role="contributor")
    make_member(city=city, role="alderman")
    make_member(city=make_city())
    make_round()

    early, in_time = on("2026-02-19"), on("2026-02-20")

    assert (early, in_time) == (0, 2)
    assert {mail.user for mail in OutboxMail.objects.all()} == {coordinator, contributor}
    assert set(subjects()) == {"[Stedennetwerk] 20 februari 2026: een voortgangsronde sluit"}
    assert set(told_lines()) == {
        (
            f"{plan}: “voorjaar 2026” loopt tot en met 27 februari 2026. "
            "3 van de 3 doelen zijn nog niet bijgewerkt.",
            page("progress", plan),
        )
    }


def test_reminder_counts_what_is_left(on, coordinator, plan):
    round = make_round()
    on("2026-02-19")
    for goal in plan.editions.published().get().goals.all()[:2]:
        values = {"state": "running", "schedule": "on_schedule"}
        enter(plan, "goal", goal.uid, values=values, seen=0, by=coordinator, round=round)

    on("2026-02-20")

    ((text, _),) = told_lines()
    assert text.endswith("1 van de 3 doelen is nog niet bijgewerkt.")


def test_city_that_closed_the_round_hears_nothing(on, coordinator, plan):
    round = make_round()
    on("2026-02-19")
    close_for_plan(plan, round, by=coordinator)

    assert on("2026-02-20") == 0


def test_round_that_the_network_closed_closes_no_more(on, coordinator, plan):
    round = make_round()
    on("2026-02-19")
    close_round(round, by=make_user())

    assert on("2026-02-20") == 0


def test_round_is_told_once(on, coordinator, plan):
    make_round()

    assert [on(f"2026-02-{day}") for day in (20, 20, 21, 27)] == [1, 0, 0, 0]


def test_short_round_is_left_alone_just_after_it_opened(on, coordinator, plan):
    make_round(opens_on=date(2026, 2, 20))

    assert [on(f"2026-02-{day}") for day in (20, 22, 23)] == [0, 0, 1]


def test_round_that_was_lengthened_is_told_again_a_week_before_its_new_end(on, coordinator, plan):
    round = make_round()
    first = on("2026-02-20")
    ProgressRound.objects.filter(pk=round.pk).update(closes_on=date(2026, 3, 27))

    later = [on(day) for day in ("2026-02-21", "2026-03-19", "2026-03-20", "2026-03-21")]

    assert (first, later) == (1, [0, 0, 1, 0])


# --- a period ends -------------------------------------------------------------------------------
@pytest.fixture
def ending(on, city):
    return published_plan(city=city, by=make_user(), period_from=2020, period_until=2026)


def test_half_a_year_before_the_period_ends_it_is_told_once(on, ending, city):
    make_member(city=city)

    told = [on(day) for day in ("2026-06-30", "2026-07-01", "2026-07-02", "2026-12-31")]

    assert told == [0, 1, 0, 0]
    assert subjects() == ["[Stedennetwerk] 1 juli 2026: de periode van een plan eindigt"]
    assert told_lines() == [
        (
            f"{ending}: de periode eindigt op 31 december 2026. Maak er het volgende plan van: "
            "per doel kies je wat doorgaat, wijzigt of stopt.",
            page("editor", ending),
        )
    ]


def test_plan_that_has_a_next_one_needs_no_reminder(on, ending, city):
    make_member(city=city)
    make_plan(city=city, period_from=2027, period_until=2032)

    assert on("2026-07-01") == 0


def test_thematic_plan_is_no_next_plan_of_the_main_one(on, ending, city):
    make_member(city=city)
    make_plan(city=city, framework="thematic", theme="Rainbow", period_from=2027, period_until=2032)

    assert on("2026-07-01") == 1


@pytest.mark.parametrize("until", [2025, 2027, None])
def test_period_that_does_not_end_this_year_is_not_told(on, city, until):
    make_member(city=city)
    published_plan(city=city, by=make_user(), period_from=2020, period_until=until)

    assert on("2026-07-01") == 0


def test_plan_that_nobody_can_read_yet_is_not_told(on, city):
    make_member(city=city)
    make_plan(city=city, period_from=2020, period_until=2026)

    assert on("2026-07-01") == 0


# --- unpublished changes -------------------------------------------------------------------------
def test_changes_that_wait_a_month_are_told_to_the_coordinators(on, coordinator, plan, city):
    make_member(city=city, role="contributor")
    on("2026-02-10")
    retitle(plan)

    told = [on(day) for day in ("2026-03-11", "2026-03-12", "2026-03-13")]

    assert told == [0, 1, 0]
    assert OutboxMail.objects.get().user == coordinator
    assert subjects() == ["[Stedennetwerk] 12 maart 2026: wijzigingen wachten op publicatie"]
    assert told_lines() == [
        (
            f"{plan}: sinds 10 februari 2026 zegt het ontwerp iets anders dan editie 1, die "
            "bezoekers lezen. Publiceer, of maak ongedaan.",
            page("draft_difference", plan),
        )
    ]


def test_change_that_was_taken_back_is_not_told(on, coordinator, plan):
    old = draft_of(plan).title
    on("2026-02-10")
    retitle(plan)
    retitle(plan, old)

    assert on("2026-03-20") == 0


def test_changes_after_a_next_edition_are_told_again(on, coordinator, plan):
    on("2026-02-10")
    retitle(plan)
    first = on("2026-03-20")
    publish(plan, note="", by=coordinator)
    on("2026-03-21")
    retitle(plan, "Weer anders")

    assert (first, on("2026-04-21")) == (1, 1)


def test_changes_after_others_were_taken_back_are_told_again(on, coordinator, plan):
    old = draft_of(plan).title
    on("2026-02-10")
    retitle(plan)
    first = on("2026-03-20")
    on("2026-03-21")
    retitle(plan, old)
    on("2027-03-01")
    retitle(plan, "Een jaar later")

    assert (first, on("2027-03-30"), on("2027-03-31"), on("2027-04-01")) == (1, 0, 1, 0)


def test_draft_of_an_edition_that_was_withdrawn_is_told_in_other_words(on, coordinator, plan):
    on("2026-02-10")
    retitle(plan)
    withdraw(plan.editions.published().get(), reason="Fout", by=coordinator)

    on("2026-03-20")

    ((text, _),) = told_lines()
    assert text == (
        f"{plan}: editie 1 is ingetrokken. Sinds 10 februari 2026 wacht het ontwerp op publicatie; "
        "tot dan lezen bezoekers niets geldigs."
    )


def test_drafts_without_old_work_are_not_compared(on, coordinator, plan, monkeypatch):
    compared = []
    monkeypatch.setattr(daily_reminders, "unpublished_since", lambda *_, **__: compared.append(1))
    on("2026-02-10")
    retitle(plan)

    on("2026-02-20")
    on("2026-03-20")

    assert compared == [1]
