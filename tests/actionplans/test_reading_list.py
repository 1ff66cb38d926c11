"""`/plannen/` and `/plannen/<city>/`: what is published, found by city, kind and period."""

import pytest
import time_machine
from django.urls import reverse

from tests.counting import queries_of
from tests.factories import make_city, make_member, make_plan, published_plan
from tests.reading import all_words

pytestmark = pytest.mark.django_db

TITLES = "//li[contains(@class, 'card')]//h2"


@pytest.fixture
def three_plans():
    """Aalst's ended one, Gent's running one and Gent's thematic one that has yet to begin."""
    gent = make_city(name="Gent")
    published_plan(city=make_city(name="Aalst"), title="A", period_from=2018, period_until=2025)
    published_plan(city=gent, framework="integrated", title="B", period_from=2024)
    published_plan(city=gent, framework="thematic", theme="Rainbow", title="C", period_from=2027)


@pytest.fixture(autouse=True)
def in_2026():
    with time_machine.travel("2026-07-01 12:00 +0200", tick=False):
        yield


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, ["A", "C", "B"]),
        ({"stad": "gent"}, ["C", "B"]),
        ({"soort": "thematic"}, ["C"]),
        ({"periode": "afgelopen"}, ["A"]),
        ({"periode": "lopend"}, ["B"]),
        ({"periode": "komend"}, ["C"]),
        ({"stad": "gent", "soort": "integrated", "periode": "lopend"}, ["B"]),
    ],
)
def test_visitor_finds_plans_by_city_kind_and_period(client, three_plans, asked, titles):
    response = client.get(reverse("actionplans:list"), asked)

    assert all_words(response, TITLES) == titles


def test_choice_without_plans_says_so_and_shows_the_way_back(client, three_plans):
    response = client.get(reverse("actionplans:list"), {"stad": "aalst", "periode": "lopend"})

    assert all_words(response, "//*[@class='empty']//h2") == ["Geen plan past bij deze keuze"]
    assert all_words(response, "//*[@class='empty']//a") == ["Toon alle plannen"]


@pytest.mark.parametrize("name", ["stad", "soort", "periode"])
@pytest.mark.parametrize("value", ["nergens", "\x00", "1 OR 1=1", "é" * 5000])
def test_bad_choice_gets_a_message_and_all_plans(client, three_plans, name, value):
    response = client.get(reverse("actionplans:list"), {name: value})

    errors = response.context["filter"].form.errors[name]
    assert response.status_code == 200
    assert all_words(response, TITLES) == ["A", "C", "B"]
    assert [error.startswith("Selecteer een geldige keuze.") for error in errors] == [True]
    assert len(all_words(response, "//*[contains(@class, 'invalid-feedback')]")) == 1


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "\x00", "9" * 5000])
def test_bad_page_number_shows_a_page(client, three_plans, page):
    response = client.get(reverse("actionplans:list"), {"page": page})

    assert all_words(response, TITLES) == ["A", "C", "B"]


def test_empty_portal_says_so(client):
    response = client.get(reverse("actionplans:list"))

    assert all_words(response, "//*[@class='empty']//h2") == ["Er staan nog geen plannen online"]


def test_twenty_plans_stand_on_a_page_and_the_choice_stays(client):
    city = make_city(name="Gent")
    for year in range(2000, 2022):
        published_plan(city=city, period_from=year, period_until=year)

    first = client.get(reverse("actionplans:list"), {"stad": "gent"})
    second = client.get(reverse("actionplans:list"), {"stad": "gent", "page": 2})

    assert (len(all_words(first, TITLES)), len(all_words(second, TITLES))) == (20, 2)
    assert first.context["page_obj"].paginator.count == 22
    assert b'href="?stad=gent&amp;page=2"' in first.content


def test_card_tells_counts_edition_and_state(client):
    published_plan(
        city=make_city(name="Aalst"),
        chapters=2,
        goals=2,
        period_from=2018,
        period_until=2025,
        title="Aalst voor iedereen",
    )

    response = client.get(reverse("actionplans:list"))

    assert all_words(response, "//li[contains(@class, 'card')]//*[@class='facts']/li") == [
        "4 doelen",
        "4 acties",
        "Editie 1, 1 juli 2026",
    ]
    assert all_words(response, "//*[@class='badge']") == ["afgelopen"]


def test_number_of_queries_does_not_grow_with_plans(client):
    counts = []
    for more in (1, 2, 9):
        for _ in range(more):
            published_plan()
        counts.append(queries_of(client, reverse("actionplans:list")))

    assert counts[0] == counts[1] == counts[2]


# --- one city --------------------------------------------------------------------------------
def test_plans_of_a_city_mark_the_main_one(client, three_plans):
    response = client.get(reverse("actionplans:city_list", args=["gent"]))

    assert all_words(response, TITLES) == ["C", "B"]
    marked = "//li[.//*[contains(@class, 'badge done')]]//h2"
    assert all_words(response, marked) == ["B"]


def test_unknown_city_is_not_found(client):
    assert client.get(reverse("actionplans:city_list", args=["nergens"])).status_code == 404


def test_city_without_plan_says_so_and_leads_to_its_page(client):
    city = make_city(name="Hasselt")
    make_plan(city=city, title="Nog geheim")

    response = client.get(reverse("actionplans:city_list", args=["hasselt"]))

    assert all_words(response, "//*[@class='empty']//h2") == ["Hier staat nog geen plan"]
    assert all_words(response, f"//a[@href='{city.get_absolute_url()}']") == ["Meer over Hasselt"]
    assert "Nog geheim" not in response.content.decode()


def test_own_people_see_where_they_work_on_the_draft(client):
    plan = make_plan(city=make_city(name="Hasselt"))
    client.force_login(make_member(city=plan.city, role="alderman"))

    response = client.get(reverse("actionplans:city_list", args=["hasselt"]))

    link = f"//a[@href='{plan.get_editor_url()}']"
    assert all_words(response, link) == [f"Ontwerp: {plan.kind_and_period}"]


@pytest.mark.parametrize(("role", "links"), [("contributor", ["Maak een plan"]), ("alderman", [])])
def test_only_who_edits_is_asked_to_make_the_first_plan(client, role, links):
    city = make_city()
    client.force_login(make_member(city=city, role=role))

    response = client.get(reverse("actionplans:city_list", args=[city.slug]))

    new = reverse("actionplans:plan_create", args=[city.slug])
    assert all_words(response, f"//a[@href='{new}']") == links


def test_another_city_sees_no_hint_of_the_draft(client):
    plan = make_plan(city=make_city(name="Hasselt"))
    client.force_login(make_member())

    response = client.get(reverse("actionplans:city_list", args=["hasselt"]))

    assert all_words(response, "//main//*[@class='note']") == []
    assert plan.get_editor_url() not in response.content.decode()
