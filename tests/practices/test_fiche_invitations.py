"""What a reader can do with a practice, and what stands at its foot."""

import pytest
from django.urls import reverse

from tests.counting import queries_of
from tests.factories import make_city, make_member
from tests.fiches import (
    make_practice,
    make_proposal,
    make_section,
)
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_city(name="Gent")


@pytest.fixture
def practice(gent):
    return make_practice(city=gent, title="Huren zonder grenzen")


def url_of(practice):
    return reverse("practices:detail", args=[practice.slug or practice.code])


# --- what one can do -----------------------------------------------------------------------------
def test_a_visitor_can_propose_in_four_ways(client, practice):
    links = page_of(client.get(url_of(practice))).xpath("//ul[@class='deeds']//a/@href")

    assert links == [
        reverse("practices:proposal_start", args=[practice.slug, word])
        for word in ("wijziging", "foto", "update", "opmerking")
    ]


def test_a_city_without_section_is_asked_to_add_itself(client, practice):
    client.force_login(make_member(city=make_city(name="Genk"), role="contributor"))

    links = page_of(client.get(url_of(practice))).xpath("//header//a[contains(@class,'btn')]/@href")

    assert links == [
        reverse("practices:section_add", args=[practice.slug]),
        reverse("practices:take_over", args=[practice.slug]),
    ]


def test_a_city_edits_and_confirms_its_own_section_only(client, practice, gent):
    make_section(practice=practice, city=make_city(name="Genk"))
    client.force_login(make_member(city=gent, role="contributor"))

    page = page_of(client.get(url_of(practice)))

    actions = page.xpath("//*[@id='stad-gent']//form/@action")
    assert actions == [reverse("practices:section_confirm", args=[practice.slug, "gent"])]
    assert page.xpath("count(//*[@id='stad-genk']//form)") == 0
    assert "csrfmiddlewaretoken" in page.xpath("//*[@id='stad-gent']//input/@name")


def test_an_alderman_reads_without_buttons(client, practice, gent):
    client.force_login(make_member(city=gent, role="alderman"))

    page = page_of(client.get(url_of(practice)))

    assert (
        page.xpath("count(//article//form) + count(//header[@class='fiche-head']//a[@class])") == 1
    )


def test_open_proposals_of_the_own_city_are_counted(client, practice, gent):
    colleague = make_member(city=gent, role="contributor")
    proposal = make_proposal(practice=practice, by=colleague, title="Beter")
    make_proposal(practice=practice, title="Van een andere stad")
    type(proposal).objects.filter(pk=proposal.pk).update(city=gent)
    client.force_login(make_member(city=gent, role="coordinator"))

    assert "1 open voorstel van jouw stad" in all_words(client.get(url_of(practice)), "//p/a")


def test_what_resembles_it_stands_at_the_foot_with_the_reason(client, practice):
    make_practice(title="Huren zonder grens")

    response = client.get(url_of(practice))

    (reason,) = all_words(response, "//section[@aria-labelledby='verwant']//small")
    assert reason.startswith("Titel lijkt sterk (")


def test_the_queries_do_not_grow_with_the_cities(client, practice):
    counts = []
    for more in (0, 2, 6):
        for _ in range(more):
            make_section(practice=practice, services=["Politie"])
            make_practice(title="Huren zonder grenzen")
        counts.append(queries_of(client, url_of(practice)))

    # The first page has nothing that resembles it.
    assert counts[1] == counts[2]
