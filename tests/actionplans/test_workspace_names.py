"""What the own room is called for each reader, and the address that leads to one city's room."""

import pytest
from django.test import Client

from tests.factories import make_city, make_member, make_user
from tests.reading import all_words

pytestmark = pytest.mark.django_db

MENU = "//details[@class='menu']//li[1]/a"


def get_as(person, address):
    client = Client()
    client.force_login(person)
    return client.get(address)


@pytest.mark.parametrize(
    ("role", "word"),
    [("none", "Mijn stad"), ("moderator", "Mijn werk"), ("administrator", "Mijn werk")],
)
def test_menu_and_page_without_a_city_carry_the_same_name(role, word):
    response = get_as(make_user(network_role=role), "/mijn-stad/")

    assert all_words(response, f"{MENU} | //h1") == [word, word]
    assert all_words(response, "//title") == [f"{word} · Stedennetwerk"]


def test_address_of_one_city_leads_its_people_to_its_room():
    gent = make_city(name="Gent")
    person = make_member(city=gent, role="alderman")

    response = get_as(person, "/mijn-stad/gent/")

    assert (response.status_code, response["Location"]) == (302, "/mijn-stad/?stad=gent")


@pytest.mark.parametrize("asked", ["aalst", "bestaat-niet"])
def test_address_of_another_city_or_of_none_is_not_found(asked):
    make_city(name="Aalst")

    assert get_as(make_member(), f"/mijn-stad/{asked}/").status_code == 404
