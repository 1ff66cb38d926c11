"""From a page of the comparison to what it names: thematic plans, examples, practices."""

import pytest

from tests.compared import city_plan, example_of, go_online, on
from tests.fiches import make_practice
from tests.reading import all_words, page_of
from tests.side_by_side import city_with

pytestmark = pytest.mark.django_db

MATRIX, POINT = "/vergelijken/", "/vergelijken/punt/7/"
GAPS = "/vergelijken/witte-vlekken/"


def links(response, path):
    return page_of(response).xpath(f"{path}/@href")


@pytest.fixture
def rainbow():
    plan = city_plan(name="Kortrijk", framework="thematic", theme="Rainbow")
    on(plan, 7)
    go_online(plan)
    return plan


@pytest.mark.parametrize("address", [MATRIX, POINT, f"{GAPS}?mijn=kortrijk"])
def test_a_thematic_plan_is_named_to_read_and_never_counted(client, rainbow, address):
    city_with(7, name="Gent")

    response = client.get(address)

    assert links(response, f"//main//a[.='Rainbow {rainbow.period}']") == [
        rainbow.get_absolute_url()
    ]
    words = " ".join(all_words(response, "//main"))
    told = f"alleen een thematisch plan: Rainbow {rainbow.period}, dat telt hier niet mee"
    assert words.count(told) == 1


def test_many_cities_without_a_plan_take_no_column(client, rainbow):
    city_with(7, name="Gent")

    heads = all_words(client.get(MATRIX), "//table[@class='matrix']//th[@class='of-city']/a")

    assert heads == ["Gent"]


def test_before_any_plan_the_matrix_is_no_empty_table(client, rainbow):
    response = client.get(MATRIX)

    assert (response.status_code, all_words(response, "//table")) == (200, [])


def test_an_example_is_never_taken_for_a_number_of_the_city(client):
    city_with({"on": (7,), "example": "7.2", "code": "7.2"}, name="Gent")

    response = client.get(POINT)

    heads = all_words(response, "//tr[@class='about']//b")
    assert heads[:2] == ["Voorbeeld 7.1", "Voorbeeld 7.2"]
    jumps = all_words(response, "//nav[@aria-label='Op deze pagina']//li/a")
    assert jumps[1] == f"Voorbeeld {example_of(7, 2)}"


def test_what_nobody_does_leads_to_its_place_in_the_comparison(client):
    city_with({"on": (7,), "example": "7.2"}, name="Gent")

    response = client.get(GAPS)

    there = links(response, "//section[@aria-labelledby='niemand']//dd/a")
    assert "/vergelijken/punt/7/#voorbeeld-1" in there
    assert "/vergelijken/punt/7/#voorbeeld-2" not in there
    assert "wat alleen in een thematisch plan staat, telt niet mee" in " ".join(
        all_words(response, "//section[@aria-labelledby='niemand']")
    )


def test_what_nobody_does_leads_to_practices_where_there_are_any(client):
    city_with(7, name="Gent")
    make_practice(commitments=[8])
    make_practice(commitments=[9], state="submitted")

    response = client.get(GAPS)

    there = links(response, "//section[@aria-labelledby='niemand']//ul//small/a")
    assert there == ["/praktijken/?verbintenis=8"]


def test_more_experience_leads_to_all_of_it(client):
    city_with(1, name="Leuven")
    city_with(*[7] * 5, name="Gent")

    response = client.get(GAPS, {"mijn": "leuven"})

    assert links(response, "//a[.='en nog 2 doelen']") == ["/vergelijken/punt/7/?stad=gent"]


@pytest.mark.parametrize(("cities", "hints"), [(2, 0), (3, 1)])
def test_more_cities_than_fit_are_announced(client, cities, hints):
    for _ in range(cities):
        city_with(7)

    told = all_words(client.get(POINT), "//p[contains(@class, 'slide')]")

    assert (
        told
        == ["3 steden naast elkaar. Zie je ze niet allemaal, schuif de tabel dan opzij."][:hints]
    )
