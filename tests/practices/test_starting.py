"""Before a fiche: the opening page, the empty fiche, and how review works."""

import uuid

import pytest
from django.urls import reverse
from django.utils.html import escape

from practices.fiche.fields import PARTS
from practices.models import Practice
from practices.submitters.session import SESSION
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_moderator, make_submitter

pytestmark = pytest.mark.django_db
NEW = "/praktijken/nieuw/"


def begin(client, **posted):
    return client.post(NEW, {"deed": str(uuid.uuid4()), **posted})


def test_an_officer_of_one_city_begins_with_one_press(client):
    city = make_city()
    officer = make_member(city=city, role="contributor")
    client.force_login(officer)

    response = begin(client)

    practice = Practice.objects.get()
    assert response["Location"] == reverse("practices:fiche", args=[practice.code])
    assert (practice.city, practice.author.user, practice.state) == (city, officer, "draft")


def test_a_double_click_begins_one_fiche(client):
    client.force_login(make_member(role="contributor"))
    posted = {"deed": str(uuid.uuid4())}

    answers = [client.post(NEW, posted) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Practice.objects.count() == 1


def test_an_alderman_may_begin_one_too(client):
    client.force_login(make_member(role="alderman"))

    begin(client)

    url = reverse("practices:fiche_task", args=[Practice.objects.get().code, 1])
    assert client.get(url).status_code == 200


def test_who_works_for_two_cities_chooses(client):
    cities = [make_city(name="Aalst"), make_city(name="Brugge")]
    officer = make_member(city=cities[0], role="contributor")
    officer.memberships.create(city=cities[1], role="coordinator")
    other = make_city(name="Genk")
    client.force_login(officer)

    unclear = begin(client)
    foreign = begin(client, city=other.slug)
    begin(client, city="brugge")

    assert (unclear.status_code, foreign.status_code) == (422, 422)
    assert Practice.objects.get().city == cities[1]


def test_vvsg_begins_one_for_any_municipality_or_a_name(client):
    city = make_city(name="Genk")
    client.force_login(make_moderator())

    nothing = begin(client)
    begin(client, city="genk", place_name="telt niet")
    begin(client, place_name=" Hoeilaart ")

    told = Practice.objects.order_by("pk").values_list("city", "place_name")
    assert nothing.status_code == 422
    assert list(told) == [(city.pk, ""), (None, "Hoeilaart")]


def test_who_works_for_no_city_gives_the_name_of_a_municipality(client):
    make_city(name="Genk")
    client.force_login(make_user())

    refused = begin(client, city="genk")
    begin(client, place_name="Hoeilaart")

    assert refused.status_code == 422
    assert Practice.objects.get().place == "Hoeilaart"


@pytest.mark.parametrize("has_city", [True, False])
def test_a_submitter_begins_for_what_was_told_before(client, has_city):
    city = make_city(website="https://voorbeeld.example") if has_city else None
    submitter = make_submitter(city=city, place_name="" if has_city else "Hoeilaart")
    session = client.session
    session[SESSION] = [str(submitter.uid), submitter.key]
    session.save()

    begin(client)

    practice = Practice.objects.get()
    assert (practice.city, practice.submitter) == (city, submitter)
    assert practice.place_name == submitter.place_name


def test_a_visitor_is_sent_to_sign_in_and_begins_nothing(client):
    response = begin(client)

    assert response["Location"] == f"{reverse('account_login')}?next={NEW}"
    assert not Practice.objects.exists()


def test_looking_begins_nothing(client):
    client.force_login(make_member())

    assert client.get(NEW).status_code == 200
    assert not Practice.objects.exists()


def test_the_empty_fiche_asks_every_question_on_page_and_in_the_file(client):
    page = client.get("/praktijken/lege-fiche/").content.decode()
    file = client.get("/praktijken/lege-fiche/tekst/")

    text = file.content.decode("utf-8-sig")
    labels = {field.label for fields in PARTS.values() for field in fields.values()}
    assert {label for label in labels if label not in text} == set()
    assert {label for label in labels if escape(label) not in page} == set()
    assert file["Content-Disposition"] == 'attachment; filename="lege-fiche.txt"'
    assert "\r\n" in text
    assert "{%" not in text


@pytest.mark.parametrize("path", ["lege-fiche/", "lege-fiche/tekst/", "hoe-werkt-nazicht/"])
def test_everybody_reads_what_will_be_asked_without_a_script(client, path):
    response = client.get(f"/praktijken/{path}")

    assert response.status_code == 200
    assert "<script" not in response.content.decode()
