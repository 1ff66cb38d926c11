"""The public pages of the cities: `/steden/` and `/steden/<city>/`."""

from datetime import date

import pytest
import time_machine

from actionplans.editions import withdraw
from cities.models import Mandate
from network import facts
from tests.counting import queries_of
from tests.factories import (
    join,
    make_city,
    make_coalition,
    make_member,
    make_plan,
    make_user,
    published_plan,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db

LIST = "/steden/"


def words_of(html):
    """The text of a page as one line, for comparing whole phrases."""
    return " ".join(html.split())


@pytest.fixture
def gent():
    return make_city(name="Gent", nis_code="44021", website="https://stad.gent")


# --- the list ------------------------------------------------------------------------------------
def test_visitor_sees_every_city_members_first(client):
    facts.load()

    response = client.get(LIST)

    names = [profile.city.name for profile in response.context["profiles"]]
    assert names[:3] == ["Brugge", "Denderleeuw", "Genk"]
    assert names[12:] == ["Antwerpen", "Hoeilaart"]
    assert response.status_code == 200


def test_map_shows_the_same_cities_as_the_list(client):
    facts.load()

    response = client.get(LIST)

    shown = {profile.city for profile in response.context["profiles"]}
    assert set(response.context["cities"]) == shown
    assert response.content.decode().count("<circle ") == len(shown) == 14


def test_city_outside_the_network_is_said_to_share_practices(client):
    make_city(name="Hoeilaart")

    response = client.get(LIST)

    assert "geen lid, deelt wel praktijken" in response.content.decode()


def test_uncertain_year_is_marked(client, gent):
    join(city=gent)
    join(city=gent, coalition=make_coalition(slug="eccar"), is_confirmed=False)

    response = client.get(LIST)

    assert response.content.decode().count("nog te bevestigen") == 1


def test_cell_without_a_membership_names_its_coalition_too(client, gent):
    join(city=gent, coalition=make_coalition(slug="eccar"))
    make_coalition(slug="rcn")

    response = client.get(LIST)

    names = [coalition.short_name for coalition in response.context["coalitions"]]
    cells = page_of(response).xpath("//tbody//td[starts-with(@data-l, 'Lid van ')]/@data-l")
    assert cells[1:] == [f"Lid van {name}" for name in names]
    assert len(set(names)) == 2


def test_city_without_published_plan_shows_none(client, gent):
    make_plan(city=gent)

    response = client.get(LIST)

    (profile,) = response.context["profiles"]
    assert (profile.plans, profile.main_plan) == ([], None)


@time_machine.travel("2026-11-22", tick=False)
def test_plan_whose_period_is_over_is_marked(client, gent):
    past = published_plan(city=gent, period_from=2015, period_until=2019)
    now = published_plan(city=gent, period_from=2026, period_until=2031)

    response = client.get(LIST)

    (profile,) = response.context["profiles"]
    assert (profile.plans, profile.main_plan) == ([now, past], now)
    assert response.content.decode().count("afgelopen") == 1


def test_list_without_cities_says_what_will_come(client):
    response = client.get(LIST)

    assert "Nog geen steden of gemeenten" in response.content.decode()


def test_list_asks_as_many_queries_for_many_cities_as_for_one(client):
    counts = []
    coalitions = [make_coalition(), make_coalition(slug="eccar")]
    for number in (1, 3, 12):
        while coalitions[0].memberships.count() < number:
            city = make_city()
            for coalition in coalitions:
                join(city=city, coalition=coalition)
            published_plan(city=city)
        counts.append(queries_of(client, LIST))

    assert counts == [counts[0]] * 3


# --- one city ------------------------------------------------------------------------------------
def test_visitor_reads_the_facts_of_a_city(client):
    facts.load()

    response = client.get("/steden/hasselt/")

    page = words_of(response.content.decode())
    assert "71072 (vroeger 71022)" in page
    assert "lid van het Vlaams stedennetwerk sinds 22 maart 2018." in page
    assert "Op 1 januari 2025 samengevoegd met Kortessem" in page
    assert response.context["is_own"] is False


def test_both_spellings_stand_on_the_page(client):
    facts.load()

    page = client.get("/steden/denderleeuw/").content.decode()

    # Once with the signature and once with the mandate.
    assert page.count("Ook geschreven als <strong>Jurgen Ruyssevelt</strong>") == 2
    assert page.count("Jürgen Ruysseveldt") == 2


def test_who_signed_for_whom_stands_on_the_page(client):
    facts.load()

    page = words_of(client.get("/steden/brugge/").content.decode())

    assert "Tom Feys, expert integratie<br><small>in naam van Dirk De Fauw</small>" in page


def test_unknown_signatory_is_said_to_be_unknown(client):
    facts.load()

    page = words_of(client.get("/steden/mechelen/").content.decode())

    assert "<dt>Getekend door</dt> <dd> <small>niet bekend</small> </dd>" in page


@time_machine.travel("2026-11-22", tick=False)
def test_main_plan_of_a_city_is_the_one_that_runs(client, gent):
    published_plan(city=gent, period_from=2020, period_until=2025)
    running = published_plan(city=gent, framework="integrated")
    thematic = published_plan(city=gent, framework="thematic", theme="Rainbow")
    other = published_plan()

    response = client.get(gent.get_absolute_url())

    assert response.context["main_plan"] == running
    assert thematic in response.context["plans"]
    assert other not in response.context["plans"]
    assert response.content.decode().count("afgelopen") == 1


def test_withdrawn_plan_is_marked(client, gent):
    plan = published_plan(city=gent)
    withdraw(plan.editions.published().get(), reason="Fout", by=make_member(city=gent))

    page = client.get(gent.get_absolute_url()).content.decode()

    assert '<li class="badge withdrawn">ingetrokken</li>' in page


def test_city_without_plan_points_to_others(client, gent):
    page = client.get(gent.get_absolute_url()).content.decode()

    assert "Zodra Gent een plan publiceert, lees je het hier." in page


@pytest.mark.parametrize(("role", "is_own"), [("alderman", True), ("contributor", True)])
def test_own_city_leads_to_its_workspace(client, gent, role, is_own):
    client.force_login(make_member(city=gent, role=role))

    response = client.get(gent.get_absolute_url())

    assert response.context["is_own"] is is_own


def test_draft_is_never_shown_not_even_to_its_own_city(client, gent):
    make_plan(city=gent, title="Een geheim ontwerp")
    client.force_login(make_member(city=gent))

    page = client.get(gent.get_absolute_url()).content.decode()

    assert "Een geheim ontwerp" not in page


def test_person_of_another_city_reads_the_page_like_a_visitor(client, gent):
    client.force_login(make_member(role="coordinator"))

    assert client.get(gent.get_absolute_url()).context["is_own"] is False


def test_page_asks_as_many_queries_for_many_rows_as_for_one(client):
    counts = []
    for number in (1, 3, 12):
        city = make_city()
        for row in range(number):
            join(city=city, coalition=make_coalition(slug=f"coalitie-{row}"))
            published_plan(city=city, period_from=2000 + row, by=make_user())
            Mandate.objects.create(
                city=city, name=f"Naam {row}", office="alderman", as_of=date(2018, 3, 22)
            )
        counts.append(queries_of(client, city.get_absolute_url()))

    assert counts == [counts[0]] * 3


# --- the doors -----------------------------------------------------------------------------------
@pytest.mark.parametrize("slug", ["nergens", "GENT", "gent-2"])
def test_unknown_city_is_not_found(client, gent, slug):
    assert client.get(f"/steden/{slug}/").status_code == 404


@pytest.mark.parametrize("path", ["/steden/", "/steden/gent/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_are_for_reading_only(client, gent, path, method):
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("path", ["/steden/", "/steden/gent/"])
def test_page_without_its_body_answers_the_same(client, gent, path):
    assert client.head(path).status_code == 200
