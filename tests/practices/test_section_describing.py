"""T6: somebody without account, or without a city that lets them write, tells of a municipality."""

import pytest
from django.urls import reverse

from practices.models import ChangeProposal, CitySection
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_moderator, make_practice, make_section, make_submitter
from tests.proposing import decide

pytestmark = pytest.mark.django_db

TOLD = {
    "seen": "0",
    "section-text": "Wij doen dit met twee buurgemeenten.",
    "section-service": "Dienst Welzijn",
    "section-contact": "welzijn@hoeilaart.example",
}


@pytest.fixture
def practice():
    return make_practice()


@pytest.fixture
def url(practice):
    return reverse("practices:section_propose", args=[practice.slug])


def come_in(client, submitter):
    session = client.session
    session["submitter"] = [str(submitter.uid), submitter.key]
    session.save()
    return submitter


def section_in(practice, **place):
    return CitySection.objects.get(practice=practice, **place)


def test_visitor_finds_the_way_on_the_page_and_signs_in_first(client, practice, url):
    page = client.get(practice.get_absolute_url()).content.decode()
    answer = client.get(url)

    assert f'href="{url}">Doet jouw gemeente dit ook? Beschrijf het</a>' in page
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("is_in_list", [True, False])
def test_submitter_tells_and_vvsg_brings_it_online(client, practice, url, is_in_list):
    city = make_city(name="Hoeilaart") if is_in_list else None
    submitter = come_in(client, make_submitter(place_name="Hoeilaart"))

    first = client.get(url)
    answer = client.post(url, TOLD)
    proposal = ChangeProposal.objects.get()
    decide(proposal, make_moderator())

    section = section_in(practice, city=city, place_name="" if city else "Hoeilaart")
    assert (first.status_code, "Hoe doet Hoeilaart dit?" in first.content.decode()) == (200, True)
    assert answer["Location"] == reverse("practices:proposal", args=[proposal.uid])
    assert (proposal.submitter, proposal.city, proposal.practice) == (submitter, None, practice)
    assert (section.state, section.version.content["text"]) == ("visible", TOLD["section-text"])


def test_who_named_no_municipality_types_it(client, practice, url):
    come_in(client, make_submitter())

    without = client.post(url, TOLD)
    with_one = client.post(url, {**TOLD, "place_name": " Hoei  laart "})

    assert (without.status_code, "place_name" in without.context["form"].errors) == (422, True)
    assert with_one.status_code == 302
    assert ChangeProposal.objects.get().part == "Hoei laart"


def test_name_that_means_the_shared_part_is_no_municipality(client, practice, url):
    come_in(client, make_submitter())

    answer = client.post(url, {**TOLD, "place_name": "shared"})

    assert (answer.status_code, ChangeProposal.objects.count()) == (422, 0)


def test_city_where_people_write_is_told_by_them(client, practice, url):
    city = make_city(name="Genk", website="https://www.genk.example")
    make_member(city=city, role="contributor")
    come_in(client, make_submitter(email="an@elders.example", city=city))

    page, answer = client.get(url), client.post(url, TOLD)

    assert (page.status_code, page.context["form"]) == (200, None)
    assert "In Genk schrijven mensen van de stad zelf." in page.content.decode()
    assert (answer.status_code, ChangeProposal.objects.count()) == (422, 0)


def test_who_writes_from_the_domain_of_the_city_speaks_for_it(client, practice, url):
    city = make_city(name="Genk", website="https://www.genk.example")
    make_member(city=city, role="contributor")
    come_in(client, make_submitter(email="an@genk.example", city=city))

    client.post(url, TOLD)

    proposal = ChangeProposal.objects.get()
    assert (proposal.part, proposal.city, proposal.state) == ("genk", city, "submitted")


@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_text_that_stands_there_or_was_hidden_is_not_shown_to_who_only_names_it(
    client, practice, url, state
):
    city = make_city(name="Hoeilaart")
    make_section(
        practice=practice, city=city, by=make_user(), state=state, contact_name="Geheime Naam"
    )
    come_in(client, make_submitter(place_name="Hoeilaart"))

    page, answer = client.get(url), client.post(url, TOLD)

    assert (page.context["form"], "Geheime Naam" in page.content.decode()) == (None, False)
    assert "Hoeilaart staat er al bij." in page.content.decode()
    assert (answer.status_code, "Geheime Naam" in answer.content.decode()) == (422, False)
    assert ChangeProposal.objects.count() == 0


def test_who_told_before_goes_on_with_that(client, practice, url):
    come_in(client, make_submitter(place_name="Hoeilaart"))
    client.post(url, TOLD)

    again = client.get(url)

    edit = reverse("practices:proposal_edit", args=[ChangeProposal.objects.get().uid])
    assert again["Location"] == edit


def test_what_was_typed_stays_when_the_contact_misses(client, practice, url):
    come_in(client, make_submitter(place_name="Hoeilaart"))

    answer = client.post(url, {**TOLD, "section-contact": ""})

    assert (answer.status_code, ChangeProposal.objects.count()) == (422, 0)
    assert TOLD["section-text"] in answer.content.decode()


@pytest.mark.parametrize("person", [make_moderator, lambda: make_member(role="contributor")])
def test_who_writes_online_is_sent_there(client, practice, url, person):
    client.force_login(person())

    assert client.get(url)["Location"] == reverse("practices:section_add", args=[practice.slug])


def test_alderman_proposes_for_the_own_city(client, practice, url):
    city = make_city(name="Genk")
    client.force_login(make_member(city=city, role="alderman"))

    client.post(url, TOLD)

    proposal = ChangeProposal.objects.get()
    assert (proposal.part, proposal.city) == ("genk", city)


@pytest.mark.parametrize(("state", "status"), [("archived", 302), ("draft", 404)])
def test_only_a_published_practice_takes_it(client, state, status):
    practice = make_practice(state=state)
    come_in(client, make_submitter(place_name="Hoeilaart"))

    word = practice.slug or "x"
    answer = client.post(reverse("practices:section_propose", args=[word]), TOLD)

    assert (answer.status_code, ChangeProposal.objects.count()) == (status, 0)
