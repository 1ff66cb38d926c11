"""Wij zoeken, wij bieden: written by the officers of a city, read by all members."""

import uuid

import pytest
from django.urls import reverse

from actionplans.models import Commitment
from cities.models import LogEntry, OutboxMail
from network.exchange import notices
from network.models import Notice
from tests.counting import queries_of
from tests.factories import join, make_city, make_member, make_user
from tests.networks import (
    make_focal_point,
    make_meeting,
    make_moderator,
    make_notice,
)

pytestmark = pytest.mark.django_db

LIST = "/netwerk/zoeken-en-bieden/"


def member(name):
    city = make_city(name=name)
    join(city=city)
    return city


@pytest.fixture
def gent():
    return member("Gent")


@pytest.fixture
def officer(client, gent):
    person = make_member(city=gent, role="contributor", name="An")
    client.force_login(person)
    return person


def typed(**values):
    return {"kind": "seeks", "commitment": 6, "text": "Wie deed dit al?", "meeting": "", **values}


def rows():
    """Every notice, and whether it stands."""
    return [
        (one.city.name, one.kind, one.text, one.version, one.ended_at is None)
        for one in Notice.objects.select_related("city").order_by("pk")
    ]


@pytest.fixture
def commitment_pk():
    return Commitment.objects.get(number=6).pk


# --- reading -----------------------------------------------------------------------------------
def test_members_read_who_seeks_and_offers_with_whom_to_call(client, gent):
    make_notice(city=gent, kind="offers", text="Wij delen ons draaiboek.")
    make_notice(city=gent, text="Weggehaald bericht", ended_at="2026-01-01T00:00Z")
    make_focal_point(city=gent, name="Bea", email="bea@gent.example")
    client.force_login(make_member(role="alderman"))

    page = client.get(LIST).content.decode()

    words = ("Wij delen ons draaiboek.", "bea@gent.example", "Weggehaald bericht", "Haal weg")
    assert [word in page for word in words] == [True, True, False, False]


def test_a_visitor_signs_in_and_somebody_without_a_role_finds_nothing(client):
    visitor = client.get(LIST)
    client.force_login(make_user())

    assert visitor["Location"] == f"{reverse('account_login')}?next={LIST}"
    assert client.get(LIST).status_code == 404


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", ["A", "B", "C"]),
        ("?punt=6", ["A", "B"]),
        ("?punt=6&soort=bieden", ["B"]),
        ("?soort=zoeken", ["A", "C"]),
        ("?punt=99&soort=niets", ["A", "B", "C"]),
    ],
)
def test_a_choice_of_commitment_and_kind_stands_in_the_address(client, gent, asked, shown):
    make_notice(city=gent, number=6, text="A")
    make_notice(city=gent, number=6, kind="offers", text="B")
    make_notice(city=gent, number=7, text="C")
    client.force_login(make_moderator())

    groups = client.get(LIST + asked).context["groups"]

    assert [one.text for _, *both in groups for some in both for one in some] == shown


def test_the_page_asks_as_much_for_many_notices_as_for_few(client, gent):
    client.force_login(make_member(city=gent))
    make_notice(kind="offers")
    for _ in range(2):
        make_notice()
    queries_of(client, LIST)
    few = queries_of(client, LIST)

    for _ in range(5):
        make_notice(kind="offers", number=7)
        make_notice(number=7)

    assert queries_of(client, LIST) == few


# --- writing -----------------------------------------------------------------------------------
def test_an_officer_puts_one_notice_with_two_presses(client, officer, commitment_pk):
    meeting = make_meeting(kind="officers")
    data = typed(commitment=commitment_pk, meeting=meeting.slug, deed=str(uuid.uuid4()))
    for _ in range(2):
        response = client.post(LIST + "nieuw/", data)

    made = Notice.objects.get()
    assert response["Location"] == f"{LIST}#{made.uid}"
    assert (made.city.name, made.kind, made.meeting, str(made.made_by)) == (
        *("Gent", "seeks", meeting),
        "An",
    )
    assert notices.standing_notices(meeting=meeting) == [made]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "  "},
        {"text": "x" * 1001},
        {"kind": "geeft"},
        {"commitment": 0},
        {"meeting": "schepenoverleg"},
    ],
)
def test_an_unclear_notice_stays_on_the_screen(client, officer, commitment_pk, wrong):
    make_meeting(title="Schepenoverleg", kind="aldermen")

    response = client.post(LIST + "nieuw/", typed(**{"commitment": commitment_pk, **wrong}))

    assert (response.status_code, rows()) == (422, [])
    assert response.context["form"].data["text"] == {**typed(), **wrong}["text"]


def test_who_works_for_two_cities_says_for_which(client, officer, commitment_pk):
    leuven = member("Leuven")
    officer.memberships.create(city=leuven, role="coordinator")
    data = typed(commitment=commitment_pk)

    without = client.post(LIST + "nieuw/", data)
    client.post(LIST + "nieuw/", {**data, "city": "leuven"})
    client.post(LIST + "nieuw/", {**data, "city": member("Aalst").slug})

    assert without.status_code == 422
    assert rows() == [("Leuven", "seeks", "Wie deed dit al?", 1, True)]


def test_a_stale_change_writes_nothing_and_keeps_what_was_typed(
    client, officer, gent, commitment_pk
):
    notice = make_notice(city=gent, text="Eerst")
    values = {"kind": "seeks", "commitment": notice.commitment, "meeting": None}
    notices.change(notice, **values, text="Collega", seen=1)
    url = f"{LIST}{notice.uid}/bewerken/"

    response = client.post(url, typed(commitment=commitment_pk, text="Ik", seen=1))

    page = response.content.decode()
    assert (response.status_code, rows()) == (409, [("Gent", "seeks", "Collega", 2, True)])
    assert ("Collega" in page, response.context["form"]["text"].value()) == (True, "Ik")
    client.post(url, response.context["form"].data)
    assert rows() == [("Gent", "seeks", "Ik", 3, True)]


def test_what_was_typed_on_a_notice_that_went_can_become_a_new_one(
    client, officer, gent, commitment_pk
):
    notice = make_notice(city=gent, text="Eerst")
    notices.end(notice, seen=1, by=officer)

    response = client.post(
        f"{LIST}{notice.uid}/bewerken/", typed(commitment=commitment_pk, text="Ik", seen=1)
    )

    assert (response.status_code, f'action="{LIST}nieuw/"' in response.content.decode()) == (
        409,
        True,
    )
    client.post(LIST + "nieuw/", response.context["form"].data)
    assert [row[2:] for row in rows()] == [("Eerst", 2, False), ("Ik", 1, True)]


def test_the_same_words_are_no_change(gent):
    notice = make_notice(city=gent, text="Eerst")
    values = {"kind": "seeks", "commitment": notice.commitment, "meeting": None}

    notices.change(notice, **values, text="Eerst ", seen=0)

    assert rows() == [("Gent", "seeks", "Eerst", 1, True)]


# --- taking down -------------------------------------------------------------------------------
def test_an_officer_takes_down_what_is_of_the_city(client, officer, gent):
    notice = make_notice(city=gent, text="Opgelost")

    for _ in range(2):
        response = client.post(f"{LIST}{notice.uid}/weghalen/", {"seen": 1})

    assert (response["Location"], rows()) == (LIST, [("Gent", "seeks", "Opgelost", 2, False)])
    assert LogEntry.objects.filter(verb="withdrawn", city=gent).count() == 1
    assert not OutboxMail.objects.exists()


def test_vvsg_says_why_it_takes_one_down(client, gent):
    notice = make_notice(city=gent)
    client.force_login(make_moderator())
    url = f"{LIST}{notice.uid}/weghalen/"

    without = client.post(url, {"seen": 1})
    with pytest.raises(notices.NoReasonError):
        notices.end(notice, seen=1, by=make_moderator(), reason=" ", is_own=False)
    client.post(url, {"seen": 1, "reason": "Reclame"})

    assert (without.status_code, rows()[0][-1]) == (422, False)
    assert LogEntry.objects.get().detail == "Reclame"
    mail = OutboxMail.objects.get()
    assert mail.user == notice.made_by.user
    assert ("De reden: Reclame" in mail.body, notice.text in mail.body) == (True, True)


def test_what_a_colleague_rewrote_is_read_before_it_is_taken_down(client, officer, gent):
    notice = make_notice(city=gent)
    values = {"kind": "offers", "commitment": notice.commitment, "meeting": None}
    notices.change(notice, **values, text="Iets anders", seen=1)

    response = client.post(f"{LIST}{notice.uid}/weghalen/", {"seen": 1})

    assert (response.status_code, rows()[0][-1]) == (409, True)
    assert "Iets anders" in response.content.decode()


@pytest.mark.parametrize("role", ["alderman", "other city"])
@pytest.mark.parametrize("page", ["bewerken", "weghalen"])
def test_an_alderman_and_another_city_read_along_only(client, gent, role, page):
    notice = make_notice(city=gent, text="Blijft")
    home = gent if role == "alderman" else make_city()
    job = "alderman" if role == "alderman" else "coordinator"
    client.force_login(make_member(city=home, role=job))

    response = client.post(f"{LIST}{notice.uid}/{page}/", typed(seen=1))

    assert (response.status_code, rows()) == (403, [("Gent", "seeks", "Blijft", 1, True)])
