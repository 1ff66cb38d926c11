"""A section that VVSG reads first: its city sees where it is, and promises that are kept."""

import pytest
from django.urls import reverse

from practices.sections.editing import write_section
from tests.counting import queries_of
from tests.factories import make_city, make_member
from tests.fiches import make_practice, make_proposal
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db
TEXT = {"text": "Zo doen wij het.", "contact": "samen@genk.example"}
MINE = "practices:my_sections"


@pytest.fixture
def genk():
    return make_city(name="Genk")


@pytest.fixture
def noor(genk):
    return make_member(city=genk, role="contributor")


@pytest.fixture
def practice():
    return make_practice(title="Praktijktesten", city=make_city(name="Aalst"))


def send(practice, genk, noor):
    return write_section(practice, city=genk, content=TEXT, by=noor, seen=0).proposal


def links(response):
    return {a.text_content(): a.get("href") for a in page_of(response).xpath("//main//a")}


@pytest.mark.parametrize("who", ["its author", "a colleague"])
def test_city_sees_on_the_fiche_that_its_section_waits(client, practice, genk, noor, who):
    proposal = send(practice, genk, noor)
    colleague = make_member(city=genk, role="coordinator")
    client.force_login(noor if who == "its author" else colleague)

    found = links(client.get(practice.get_absolute_url()))

    address = reverse("practices:proposal", args=[proposal.uid])
    assert found["Jullie sectie wacht op VVSG"] == address
    assert "Voeg Genk toe" not in found
    assert client.get(address).status_code == 200


def test_city_sees_it_among_its_sections(client, practice, genk, noor):
    proposal = send(practice, genk, noor)
    client.force_login(noor)

    response = client.get(reverse(MINE))

    address = reverse("practices:proposal", args=[proposal.uid])
    assert links(response)["Jullie sectie wacht op VVSG"] == address
    assert "Nog niets in de databank" not in response.content.decode()


def test_when_vvsg_asks_for_a_change_it_is_the_turn_of_the_city(client, practice, genk, noor):
    proposal = send(practice, genk, noor)
    type(proposal).objects.update(state="changes_requested")
    client.force_login(noor)

    found = [links(client.get(page)) for page in (practice.get_absolute_url(), reverse(MINE))]

    words = "VVSG vraagt een aanpassing aan jullie sectie"
    assert [words in one for one in found] == [True, True]


def test_other_city_is_told_nothing_and_still_invited(client, practice, genk, noor):
    send(practice, genk, noor)
    client.force_login(make_member(city=make_city(name="Hasselt"), role="contributor"))

    found = links(client.get(practice.get_absolute_url()))

    assert ("Voeg Hasselt toe" in found, "Jullie sectie wacht op VVSG" in found) == (True, False)
    assert "Jullie sectie wacht" not in client.get(reverse(MINE)).content.decode()


@pytest.mark.parametrize("state", ["withdrawn", "declined", "applied"])
def test_what_was_decided_does_not_wait(client, practice, genk, noor, state):
    proposal = send(practice, genk, noor)
    type(proposal).objects.update(state=state)
    client.force_login(noor)

    found = links(client.get(practice.get_absolute_url()))

    assert ("Voeg Genk toe" in found, "Jullie sectie wacht op VVSG" in found) == (True, False)


def test_other_proposals_of_the_city_are_counted_apart(client, practice, genk, noor):
    send(practice, genk, noor)
    make_proposal(practice=practice, city=genk, by=noor, title="Beter")
    client.force_login(noor)

    notes = all_words(client.get(practice.get_absolute_url()), "//header//p[@class='note']")

    assert notes == ["Jullie sectie wacht op VVSG", "1 open voorstel van jouw stad"]


def test_queries_do_not_grow_with_what_waits(client, practice, genk, noor):
    client.force_login(noor)
    pages, counts = (practice.get_absolute_url(), reverse(MINE)), []

    for _ in range(3):
        send(practice, genk, make_member(city=genk, role="contributor"))
        send(make_practice(), genk, make_member(city=genk, role="contributor"))
        counts.append([queries_of(client, page) for page in pages])

    assert counts == [counts[0]] * 3


def test_page_promises_no_confirmation_where_vvsg_reads_first(client, practice, genk, noor):
    client.force_login(noor)
    url = reverse("practices:section_edit", args=[practice.slug, "genk"])

    page = client.get(url).content.decode()

    assert 'name="still_true"' not in page
    assert "kan je bij de praktijk zeggen dat alles nog klopt" in page
