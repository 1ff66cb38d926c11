"""What the practice database asks of somebody on the first page of their own room."""

import pytest
from django.urls import reverse

from practices.queue.waiting import count_waiting
from practices.submitting.overview import count_asking
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_proposal
from tests.reading import page_of

pytestmark = pytest.mark.django_db


def lines(client, person):
    client.force_login(person)
    page = page_of(client.get(reverse("actionplans:workspace")))
    notes = page.xpath("//p[contains(@class,'note')][b='Praktijkendatabank:']")
    return [(" ".join(one.text_content().split()), one.xpath(".//a/@href")[0]) for one in notes]


def test_a_city_reads_how_many_fiches_ask_something(client):
    city = make_city(name="Gent")
    officer = make_member(city=city, role="contributor")
    nothing = lines(client, officer)
    for state in ("draft", "changes_requested", "submitted", "withdrawn"):
        make_practice(state=state, city=city, by=officer)
    make_practice(state="draft")

    told = lines(client, officer)

    assert nothing == []
    assert told == [
        (
            "Praktijkendatabank: 2 fiches vragen iets van jullie: 1 met punten van VVSG,"
            " 1 concept. Naar mijn fiches",
            reverse("practices:fiches"),
        )
    ]


def test_a_moderator_reads_how_much_waits(client):
    moderator = make_moderator()
    nothing = lines(client, moderator)
    for _ in range(2):
        make_practice(state="submitted")
    make_practice(state="changes_requested")
    make_proposal()

    told = lines(client, moderator)

    assert nothing == []
    assert told == [
        (
            "Praktijkendatabank: op nazicht wachten 2 fiches en 1 voorstel. Naar nazicht",
            reverse("practices:queue"),
        )
    ]


def test_each_line_is_one_query(django_assert_num_queries):
    city = make_city()
    for _ in range(3):
        make_practice(state="draft", city=city)
        make_practice(state="submitted")
        make_proposal()

    with django_assert_num_queries(1):
        asking = count_asking(city)
    with django_assert_num_queries(1):
        waiting = count_waiting()

    assert asking == {"asked": 0, "drafts": 3}
    assert waiting == {"fiches": 3, "proposals": 3}
