"""Only a member of today takes part in the network; who works for another city reads along."""

import pytest
from django.urls import reverse

from actionplans.models import Commitment
from network.models import Notice, PositionComment, ThemeProposal
from tests.factories import join, make_city, make_member
from tests.network.polls import YEAR
from tests.networks import make_moderator, make_notice, make_position, make_theme_proposal

pytestmark = pytest.mark.django_db

REFUSAL = "Gent is op dit moment geen lid van het netwerk: lezen kan, meedoen niet. Vraag het aan"


@pytest.fixture(params=["never joined", "left"])
def gent(request):
    city = make_city(name="Gent")
    if request.param == "left":
        join(city=city, until="2024-01-01")
    return city


@pytest.fixture
def officer(client, gent):
    person = make_member(city=gent, role="coordinator")
    client.force_login(person)
    return person


def notice():
    commitment = Commitment.objects.get(number=6).pk
    return {"kind": "seeks", "commitment": commitment, "text": "Wie?", "meeting": ""}


def refused(response):
    return (response.status_code, REFUSAL in response.content.decode()) == (403, True)


def test_an_officer_reads_along_and_places_changes_and_proposes_nothing(client, officer, gent):
    own = make_notice(city=gent, text="Van vroeger")
    put_forward = make_theme_proposal(title="Werk", city=gent, by=officer)
    position = make_position(state="open")
    changed = {"year": YEAR, "title": "Wonen", "domains": "wonen", "version": 1}

    read = [client.get(reverse(f"network:{page}")) for page in ("exchange", "positions", "themes")]
    answers = [
        client.post(reverse("network:notice_new"), notice()),
        client.post(reverse("network:notice_change", args=[own.uid]), {**notice(), "seen": 1}),
        client.post(reverse("network:theme_propose"), {**changed, "city": "gent"}),
        client.post(reverse("network:theme_proposal_change", args=[put_forward.uid]), changed),
        client.post(reverse("network:theme_proposal_withdraw", args=[put_forward.uid]), changed),
        client.post(
            reverse("network:position_comment", args=[position.slug]), {"words": "Ja", "tekst": 1}
        ),
    ]

    assert [one.status_code for one in read] == [200, 200, 200]
    assert [refused(one) for one in answers] == [True] * 6
    stands = (Notice.objects.get().text, ThemeProposal.objects.get().title)
    assert (stands, PositionComment.objects.count()) == (("Van vroeger", "Werk"), 0)


def test_no_page_offers_what_would_be_refused(client, officer, gent):
    own = make_notice(city=gent)
    position = make_position()

    pages = {
        page: client.get(reverse(f"network:{page}")).content.decode()
        for page in ("exchange", "themes")
    }
    comments = client.get(position.get_absolute_url()).content.decode()

    asked = [reverse("network:notice_new"), reverse("network:notice_change", args=[own.uid])]
    assert [address in pages["exchange"] for address in asked] == [False, False]
    assert reverse("network:theme_propose") not in pages["themes"]
    assert reverse("network:position_comment", args=[position.slug]) not in comments
    assert "voor een stad die nu lid is, of voor VVSG" in comments


def test_what_still_stands_of_a_city_that_left_can_be_taken_down(client, officer, gent):
    own = make_notice(city=gent)

    client.post(reverse("network:notice_end", args=[own.uid]), {"seen": 1})

    own.refresh_from_db()
    assert own.ended_at is not None


def test_vvsg_withdraws_the_proposal_of_a_city_that_left(client, gent):
    put_forward = make_theme_proposal(city=gent)
    client.force_login(make_moderator())

    client.post(reverse("network:theme_proposal_withdraw", args=[put_forward.uid]), {"version": 1})

    put_forward.refresh_from_db()
    assert put_forward.withdrawn_at is not None


def test_who_also_works_for_a_member_takes_part_in_its_name_only(client, officer):
    leuven = make_city(name="Leuven")
    join(city=leuven)
    officer.memberships.create(city=leuven, role="contributor")

    client.post(reverse("network:notice_new"), notice())

    assert Notice.objects.get().city == leuven
