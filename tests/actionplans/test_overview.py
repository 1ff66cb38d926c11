"""Lists of published plans, and which plan stands for its city."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.editions import draft_of, publish
from actionplans.models import Commitment
from actionplans.overview import main_plan, period_state, published_plans
from tests.factories import (
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_plan,
    published_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_2026():
    with time_machine.travel("2026-07-01 12:00 +0200", tick=False):
        yield


def reach_of(plan):
    return {part["number"]: part["n_goals"] for part in plan.segments if part["n_goals"]}


def test_plans_come_by_city_and_the_newest_period_first():
    gent, aalst = make_city(name="Gent"), make_city(name="Aalst")
    for city, year in ((gent, 2015), (gent, 2021), (aalst, 2018)):
        published_plan(city=city, period_from=year, period_until=year + 4)

    found = [(plan.city.name, plan.period_from) for plan in published_plans()]

    assert found == [("Aalst", 2018), ("Gent", 2021), ("Gent", 2015)]


def test_plan_without_published_edition_stays_out():
    make_goal(chapter=make_chapter(plan=make_plan()))
    shown = published_plan()

    assert published_plans() == [shown]


def test_one_city_gets_its_own_plans_only():
    mine, _ = published_plan(), published_plan()

    assert published_plans(city=mine.city) == [mine]


def test_counts_are_those_of_the_newest_edition_and_not_of_the_draft():
    plan = published_plan(chapters=2, goals=3, actions=2)
    make_goal(chapter=draft_of(plan).chapters.first())
    second = publish(plan, note="", by=make_member(city=plan.city))
    make_goal(chapter=draft_of(plan).chapters.first())

    found = published_plans()[0]

    assert (found.current, found.goal_count, found.action_count) == (second, 7, 12)


def test_wheel_counts_own_commitments_of_a_goal_instead_of_its_chapters():
    plan = make_plan()
    chapter = make_chapter(plan=plan, commitments=(1, 2))
    make_goal(chapter=chapter)
    make_goal(chapter=chapter).commitments.set(Commitment.objects.filter(number__in=(2, 9)))
    make_goal(chapter=make_chapter(plan=plan, commitments=(), number="2"))
    publish(plan, note="", by=make_member(city=plan.city))

    found = published_plans()[0]

    assert (reach_of(found), found.themes) == ({1: 1, 2: 2, 9: 1}, [])


def test_plan_without_crosswalk_shows_its_themes_in_order_and_no_wheel():
    plan = make_plan(framework="thematic", theme="Rainbow")
    for title in ("Zichtbaar", "Hulp"):
        make_goal(chapter=make_chapter(plan=plan, title=title, commitments=()))
    publish(plan, note="", by=make_member(city=plan.city))

    found = published_plans()[0]

    assert (found.segments, found.themes) == ([], ["Zichtbaar", "Hulp"])


def test_number_of_queries_does_not_grow_with_plans():
    counts = []
    for more in (1, 2, 9):
        for _ in range(more):
            published_plan(chapters=2, goals=2)
        with CaptureQueriesContext(connection) as captured:
            for plan in published_plans():
                str(plan), plan.current.number, plan.get_absolute_url()
        counts.append(len(captured))

    assert counts == [7, 7, 7]


def test_archive_is_not_read_for_a_list():
    published_plan()

    assert "canonical" in published_plans()[0].current.get_deferred_fields()


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ((2020, 2025), "afgelopen"),
        ((2020, 2026), "lopend"),
        ((2026, None), "lopend"),
        ((2027, None), "komend"),
    ],
)
def test_period_is_judged_by_the_calendar_year(in_2026, period, expected):
    plan = make_plan(period_from=period[0], period_until=period[1])

    assert period_state(plan) == expected


def plans_of_one_city(*kinds):
    city = make_city()
    return {
        name: make_plan(
            city=city, framework=framework, theme=theme, period_from=start, period_until=end
        )
        for name, framework, theme, start, end in kinds
    }


def test_running_plan_is_the_main_plan_before_a_thematic_one_and_an_ended_one(in_2026):
    plans = plans_of_one_city(
        ("ended", "eccar", "", 2015, 2025),
        ("thematic", "thematic", "Rainbow", 2026, 2031),
        ("running", "integrated", "", 2024, 2027),
        ("coming", "eccar", "", 2027, 2031),
    )

    assert main_plan(plans.values()) == plans["running"]


def test_without_a_running_plan_the_one_that_ended_last_is_the_main_plan(in_2026):
    plans = plans_of_one_city(
        ("older", "integrated", "", 2019, 2024),
        ("last", "eccar", "", 2015, 2025),
        ("thematic", "thematic", "Rainbow", 2020, 2026),
        ("coming", "eccar", "", 2027, 2031),
    )

    assert main_plan(plans.values()) == plans["last"]


def test_of_two_running_plans_the_newest_counts_and_then_the_tenpoint_plan(in_2026):
    plans = plans_of_one_city(
        ("integrated", "integrated", "", 2025, 2030),
        ("older", "eccar", "", 2020, 2030),
        ("eccar", "eccar", "", 2025, 2031),
    )

    assert main_plan(plans.values()) == plans["eccar"]


def test_city_with_thematic_plans_only_has_no_main_plan(in_2026):
    plans = plans_of_one_city(("thematic", "thematic", "Rainbow", 2021, 2030))

    assert (main_plan(plans.values()), main_plan([])) == (None, None)
