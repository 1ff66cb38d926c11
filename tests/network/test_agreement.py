"""`/netwerk/overeenkomst/`: what the cities promised, who signed, and where sources disagree."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from network import facts
from network.models import Agreement, Signature
from tests.counting import queries_of
from tests.factories import make_city

pytestmark = pytest.mark.django_db

URL = "/netwerk/overeenkomst/"


def make_agreement(**values):
    defaults = {
        "slug": "overeenkomst",
        "title": "Overeenkomst",
        "signed_on": date(2018, 3, 22),
        "in_force_from": date(2018, 3, 22),
    }
    return Agreement.objects.create(**{**defaults, **values})


def words_of(response):
    return " ".join(response.content.decode().split())


def test_visitor_reads_the_agreement(client):
    facts.load()

    page = words_of(client.get(URL))

    for heading in (
        "Wat ze samen willen",
        "Waarover het gaat",
        "Hoe ze samenwerken",
        "Hoe het begon",
        "Wie tekende",
        "Waar de bronnen verschillen",
        "Bronnen",
    ):
        assert f">{heading}</h2>" in page
    assert "Van kracht sinds <b>22 maart 2018</b>, zonder einddatum" in page
    assert "<dt>4 oktober 2017</dt>" in page


def test_every_signatory_is_in_the_table(client):
    facts.load()

    response = client.get(URL)

    cities = [signature.city.slug for signature in response.context["signatures"]]
    assert len(cities) == 12
    assert cities == sorted(cities)
    assert "Jurgen Ruyssevelt" in words_of(response)
    assert "Jürgen Ruysseveldt" in words_of(response)


def test_page_without_agreement_says_what_will_come(client):
    response = client.get(URL)

    assert "De overeenkomst staat hier nog niet" in words_of(response)
    assert response.status_code == 200


def test_agreement_without_anything_but_its_title_is_shown(client):
    make_agreement(title="Een tweede overeenkomst")

    page = words_of(client.get(URL))

    assert "Een tweede overeenkomst" in page
    assert "Er zijn nog geen handtekeningen ingevoerd." in page


def test_signature_of_another_agreement_is_not_in_the_table(client):
    older = make_agreement(slug="oud", signed_on=date(2017, 1, 1), in_force_from=date(2017, 1, 1))
    Signature.objects.create(agreement=older, city=make_city(), represented_by="Iemand")
    make_agreement()

    assert list(client.get(URL).context["signatures"]) == []


def test_page_asks_as_many_queries_for_many_signatures_as_for_one(client):
    agreement = make_agreement()
    counts = []
    for number in (1, 3, 12):
        for _ in range(number):
            Signature.objects.create(agreement=agreement, city=make_city(), represented_by="A")
        counts.append(queries_of(client, URL))

    assert counts == [counts[0]] * 3


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_page_is_for_reading_only(client, method):
    assert getattr(client, method)(URL).status_code == 405


def test_city_signs_an_agreement_once():
    signature = {"agreement": make_agreement(), "city": make_city(), "represented_by": "Iemand"}
    Signature.objects.create(**signature)

    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(**signature)


def test_agreement_cannot_end_before_it_begins():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_agreement(in_force_until=date(2018, 3, 21))
