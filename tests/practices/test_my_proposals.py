"""'Mijn fiches' tells which proposals wait and what became of the others."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from practices.models import ChangeProposal
from practices.submitting.overview import decided_proposals, own_proposals
from tests.counting import queries_of
from tests.factories import make_city, make_member
from tests.fiches import make_practice, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city(name="Gent")


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor")


def decided(officer, state, *, days=1, **columns):
    found = make_proposal(practice=make_practice(), by=officer)
    when = timezone.now() - timedelta(days=days)
    ChangeProposal.objects.filter(pk=found.pk).update(state=state, decided_at=when, **columns)
    return found


def test_what_was_decided_stays_ninety_days_with_its_result(client, officer):
    partly = decided(
        *(officer, "partly_applied"), applied={"title": "x", "goals": "y"}, refused={"extra": "n"}
    )
    declined = decided(officer, "declined", days=89)
    decided(officer, "applied", days=91)
    make_proposal(by=officer)
    decided(make_member(role="contributor"), "applied")

    told = [(one.pk, one.outcome) for one in decided_proposals(officer)]
    client.force_login(officer)
    page = client.get(reverse("practices:fiches")).content.decode()

    assert told == [
        (partly.pk, "Deels toegepast: 2 van 3 velden"),
        (declined.pk, "Niet toegepast"),
    ]
    assert ("<h2>Afgehandeld</h2>" in page, str(partly.uid) in page) == (True, True)


def test_two_proposals_at_one_practice_are_told_apart(officer, city):
    practice = make_practice()
    shared = make_proposal(practice=practice, by=officer)
    section = make_proposal(practice=practice, by=officer, kind="update")
    place = make_proposal(practice=practice, by=officer, kind="remark")
    ChangeProposal.objects.filter(pk=section.pk).update(part=city.slug)
    ChangeProposal.objects.filter(pk=place.pk).update(part="Nieuwstad")

    told = {one.pk: one.about for one in own_proposals(officer)}

    assert told == {
        shared.pk: "",
        section.pk: "sectie van Gent",
        place.pk: "sectie van Nieuwstad",
    }


def test_more_proposals_ask_no_more_queries(client, officer, city):
    client.force_login(officer)
    asked = []
    for number in (1, 2, 4):
        for _ in range(number):
            decided(officer, "applied")
            ChangeProposal.objects.filter(
                pk__in=[make_proposal(practice=make_practice(), by=officer).pk]
            ).update(part=city.slug)
        asked.append(queries_of(client, reverse("practices:fiches")))

    assert asked == [asked[0]] * 3


def test_the_register_of_consent_is_found_from_the_list(client, officer):
    client.force_login(officer)

    page = client.get(reverse("practices:fiches")).content.decode()

    assert f'href="{reverse("practices:image_register")}"' in page
