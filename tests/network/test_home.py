"""The home page: a way in for each reader, and what was published last."""

from datetime import UTC, datetime

import pytest

from actionplans.editions import publish, withdraw
from tests.counting import queries_of
from tests.factories import (
    join,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_plan,
    published_plan,
)

pytestmark = pytest.mark.django_db


def test_visitor_gets_a_way_in_for_each_reader(client):
    page = client.get("/").content.decode()

    for heading in (
        "Je bent schepen",
        "Je werkt aan het plan van je stad",
        "Je wilt weten wat jouw stad doet",
    ):
        assert f"<h3>{heading}</h3>" in page
    assert '<a class="btn" href="/account/login/">Aanmelden</a>' in page


def test_officer_who_is_signed_in_goes_straight_to_the_workspace(client):
    client.force_login(make_member())

    page = client.get("/").content.decode()

    assert '<a class="btn" href="/mijn-stad/">Mijn stad</a>' in page
    assert '<a class="btn" href="/account/login/">Aanmelden</a>' not in page


def test_home_counts_what_visitors_can_read(client):
    city = make_city()
    join(city=city)
    published_plan(city=city, chapters=2, goals=3, actions=2)
    make_goal()

    context = client.get("/").context

    names = ("member_count", "goal_count", "action_count")
    assert [context[name] for name in names] == [1, 6, 12]
    assert len(context["plans"]) == 1


def test_latest_five_editions_are_listed_newest_first(client):
    dates = [datetime(2020 + year, 1, 1, tzinfo=UTC) for year in (3, 1, 5, 2, 6, 4)]
    for at in dates:
        plan = make_plan()
        make_goal(chapter=make_chapter(plan=plan))
        publish(plan, note="", by=make_member(city=plan.city), at=at)

    latest = client.get("/").context["latest"]

    assert [edition.published_at.year for edition in latest] == [2026, 2025, 2024, 2023, 2022]


def test_withdrawn_edition_is_not_put_forward(client):
    plan = published_plan()
    withdraw(plan.editions.published().get(), reason="Fout", by=make_member(city=plan.city))

    assert list(client.get("/").context["latest"]) == []


def test_draft_is_not_put_forward(client):
    make_goal()

    context = client.get("/").context

    assert (list(context["latest"]), context["plans"], context["main_plans"]) == ([], [], [])


def test_each_city_shows_one_main_plan_and_no_thematic_one(client):
    gent, kortrijk = make_city(name="Gent"), make_city(name="Kortrijk")
    published_plan(city=gent, period_from=2000, period_until=2005)
    newest = published_plan(city=gent, period_from=2006, period_until=2012)
    published_plan(city=kortrijk, framework="thematic", theme="Rainbow")

    assert client.get("/").context["main_plans"] == [newest]


def test_home_without_plans_says_what_will_come(client):
    assert "Nog geen plannen" in client.get("/").content.decode()


def test_home_asks_as_many_queries_for_many_plans_as_for_one(client):
    counts = []
    for number in (1, 2, 9):
        for _ in range(number):
            published_plan()
        counts.append(queries_of(client, "/"))

    assert counts == [counts[0]] * 3


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_home_is_for_reading_only(client, method):
    assert getattr(client, method)("/").status_code == 405
