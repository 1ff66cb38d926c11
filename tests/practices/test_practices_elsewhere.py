"""Practices on the pages of others: the city, the home page, the header."""

import pytest
from django.urls import reverse

from tests.counting import queries_of
from tests.factories import make_city
from tests.fiches import make_practice, make_section
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_city(name="Gent")


def on_city(response):
    found = page_of(response).xpath("//h2[@id='praktijken']/following::ul[1]//h3/a")
    return {one.text_content(): one.get("href") for one in found}


def test_a_city_shows_what_it_tells_and_what_it_handed_in(client, gent):
    own = make_practice(title="Eigen", city=gent)
    other = make_practice(title="Van Genk", city=make_city(name="Genk"))
    section = make_section(practice=other, city=gent)
    shared = make_practice(title="Zonder sectie", city=gent, is_complete=False)
    make_practice(title="Nog geheim", city=gent, state="submitted")

    response = client.get(gent.get_absolute_url())

    assert on_city(response) == {
        "Eigen": own.sections.get().get_absolute_url(),
        "Van Genk": section.get_absolute_url(),
        "Zonder sectie": shared.get_absolute_url(),
    }


def test_a_hidden_section_is_not_on_the_page_of_its_city(client, gent):
    practice = make_practice(title="Van Genk", city=make_city(name="Genk"))
    make_section(practice=practice, city=gent, state="hidden")

    assert on_city(client.get(gent.get_absolute_url())) == {}


def test_a_city_without_practices_has_no_heading_for_them(client, gent):
    assert page_of(client.get(gent.get_absolute_url())).xpath("//*[@id='praktijken']") == []


def test_the_card_of_an_alderman_leads_to_comparison_and_practices(client):
    response = client.get(reverse("home"))

    card = page_of(response).xpath("//section[h3='Je bent schepen']//a/@href")
    assert card == [reverse("network:compare"), reverse("practices:list")]


def test_the_home_page_tells_of_the_newest_practices(client, gent):
    for title in ("Een", "Twee", "Drie", "Vier"):
        make_practice(title=title, city=gent)
    make_practice(title="Nog geheim", city=gent, state="draft")

    response = client.get(reverse("home"))

    assert all_words(response, "//ul[@class='news']//a") == ["Vier", "Drie", "Twee", "Een"]


@pytest.mark.parametrize("page", ["home", "city"])
def test_the_queries_do_not_grow(client, gent, page):
    address = reverse("home") if page == "home" else gent.get_absolute_url()
    counts = []
    for more in (1, 2, 4):
        for _ in range(more):
            make_practice(city=gent)
        counts.append(queries_of(client, address))

    assert len(set(counts)) == 1


@pytest.mark.parametrize(
    ("name", "current"), [("practices:list", "Praktijken"), ("cities:list", "Steden")]
)
def test_the_header_says_where_one_is(client, name, current):
    found = all_words(client.get(reverse(name)), "//header//nav//a[@aria-current]")

    assert found == [current]
