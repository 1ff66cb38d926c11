"""The home page: a way in for each reader, and what was published last."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

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
from tests.fiches import make_practice
from tests.networks import (
    make_ballot,
    make_meeting,
    make_moderator,
    make_position,
    make_task,
    make_theme,
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


def test_home_counts_the_goals_that_the_comparison_counts(client):
    gent, gone = make_city(name="Gent"), make_city(name="Aalst")
    for city in (gent, gone):
        join(city=city)
    published_plan(city=gent, period_from=2000, period_until=2005)
    published_plan(city=gent, chapters=1, goals=3, period_from=2006, period_until=2012)
    published_plan(city=gent, framework="thematic", theme="Rainbow")
    withdrawn = published_plan(city=gone)
    withdraw(withdrawn.editions.published().get(), reason="Fout", by=make_member(city=gone))
    published_plan()

    home, matrix = client.get("/"), client.get("/vergelijken/").context["matrix"]

    assert (home.context["goal_count"], len(home.context["plans"])) == (3, 5)
    assert home.context["goal_count"] == matrix.total.n
    assert "in de plannen van vandaag" in home.content.decode()


def test_what_is_new_is_listed_newest_first(client):
    for year in (2023, 2021, 2025, 2022, 2024, 2020, 2019):
        plan = make_plan()
        make_goal(chapter=make_chapter(plan=plan))
        at = datetime(year, 1, 1, tzinfo=UTC)
        publish(plan, note="", by=make_member(city=plan.city), at=at)
    make_theme(year=2026, title="Wonen", adopted_on=date(2024, 6, 1))

    news = client.get("/").context["news"]

    assert [(one.kind, one.at.year) for one in news] == [
        *(("nieuw plan", 2025), ("jaarthema", 2024), ("nieuw plan", 2024)),
        *(("nieuw plan", year) for year in (2023, 2022, 2021)),
    ]


def test_what_is_not_public_is_no_news(client):
    plan = published_plan()
    withdraw(plan.editions.published().get(), reason="Fout", by=make_member(city=plan.city))
    make_goal()
    make_position(state="open")
    make_practice(state="submitted")
    make_meeting(day=-10)

    context = client.get("/").context

    assert context["news"] == []


def test_every_kind_of_news_leads_to_its_page(client):
    published_plan()
    make_practice()
    make_position(state="adopted")
    make_theme()
    make_meeting(day=-10, report="Er is veel besproken.")

    news = client.get("/").context["news"]

    assert {one.kind for one in news} == {
        *("nieuw plan", "nieuwe praktijk", "standpunt", "jaarthema", "verslag"),
    }
    assert [client.get(one.url).status_code for one in news] == [200] * 5


def test_the_ten_commitments_count_cities_and_goals(client):
    for chapters in (2, 1):
        plan = published_plan(chapters=chapters, goals=chapters)
        join(city=plan.city)

    counts = {
        one.commitment.number: (one.cities, one.goals)
        for one in client.get("/").context["commitments"]
    }

    assert list(counts) == list(range(1, 11))
    assert [counts[number] for number in (1, 2, 3)] == [(2, 3), (1, 2), (0, 0)]


def test_the_next_meeting_and_its_dossier_are_put_forward(client):
    make_meeting(day=40)
    make_meeting(day=0, closed_at=timezone.now())
    next_one = make_meeting(title="Schepenoverleg", day=5)

    page = client.get("/")

    assert (page.context["meeting"], page.context["dossier"]) == (next_one, None)
    assert f'href="{next_one.get_absolute_url()}"' in page.content.decode()


def test_an_alderman_sees_what_waits_for_the_city(client):
    city = make_city(name="Gent")
    join(city=city)
    alderman = make_member(city=city, role="alderman")
    ballot, position = make_ballot(), make_position(title="Meldpunten", state="open")
    meeting = make_meeting(title="Overleg", invited_at=timezone.now())
    client.force_login(alderman)

    waiting = client.get("/").context["waiting"]

    assert [one.url for one in waiting] == [
        one.get_absolute_url() for one in (meeting, ballot, position)
    ]


def test_nothing_waits_for_a_visitor(client):
    make_ballot()
    make_position(state="open")

    assert client.get("/").context["waiting"] == []


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


def test_what_waits_for_the_city_stands_in_its_own_room_too(client):
    city = make_city(name="Gent")
    join(city=city)
    position = make_position(title="Meldpunten", state="open")
    client.force_login(make_member(city=city, role="alderman"))

    page = client.get("/mijn-stad/").content.decode()

    assert f'href="{position.get_absolute_url()}"' in page


def test_the_page_of_the_network_leads_to_every_room(client):
    theme, position = make_theme(year=timezone.localdate().year), make_position(state="sent")
    meeting = make_meeting()

    page = client.get("/netwerk/").content.decode()

    for url in (theme, position, meeting):
        assert f'href="{url.get_absolute_url()}"' in page


def test_tasks_that_are_due_stand_before_who_does_them(client):
    city, other = make_city(name="Gent"), make_city(name="Genk")
    for text, whose, days in (
        ("Van Gent", city, 5),
        ("Van VVSG", None, 5),
        ("Van Genk", other, 5),
        ("Later", city, 90),
    ):
        due = timezone.localdate() + timedelta(days=days)
        make_task(text=text, city=whose, due_on=due)
    make_task(text="Gedaan", city=city, due_on=timezone.localdate(), done_at=timezone.now())

    told = {}
    for name, person in (
        ("city", make_member(city=city)),
        ("VVSG", make_moderator()),
    ):
        client.force_login(person)
        told[name] = [one.text.split(": ")[1] for one in client.get("/").context["waiting"]]

    assert told == {"city": ["Van Gent"], "VVSG": ["Van VVSG"]}
