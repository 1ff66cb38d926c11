"""The personal link: what opens, what does not; looking changes nothing (traps 7 and 8)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cities.models import OutboxMail
from cities.outbox import SIGNED_LINK
from practices.models import Submitter
from practices.submitters import links
from practices.submitters.links import link_for, masked, revoke, safe_next, token_for
from tests.fiches import make_practice, make_submitter
from tests.practices.personal_links import ask, enter_as, links_mailed, own_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def submitter():
    return make_submitter(email="an.aerts@voorbeeld.example", is_confirmed=False)


def columns(submitter):
    return Submitter.objects.filter(pk=submitter.pk).values().get()


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_a_link_scanner_changes_nothing(client, submitter, method):
    before = columns(submitter)

    for _ in range(3):
        getattr(client, method)(link_for(submitter))

    assert columns(submitter) == before
    assert (client.get(own_page()).status_code, OutboxMail.objects.count()) == (302, 0)


def test_the_page_says_whose_link_it_is_without_the_address(client, submitter):
    response = client.get(link_for(submitter))

    page = response.content.decode()
    assert ("a…@voorbeeld.example" in page, "an.aerts" in page) == (True, False)
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["Referrer-Policy"] == "same-origin"


def test_one_press_confirms_the_address_and_lets_in(client, submitter):
    response = client.post(link_for(submitter))

    submitter.refresh_from_db()
    assert response["Location"] == own_page()
    assert (submitter.confirmed_at is None, submitter.last_used_at is None) == (False, False)
    assert client.get(own_page()).status_code == 200


def test_the_link_goes_where_it_was_asked_from(client):
    practice = make_practice()
    ask(client, next=practice.get_absolute_url())

    with time_machine.travel("2026-03-03"):
        response = client.post(links_mailed()[0])

    assert response["Location"] == practice.get_absolute_url()


def test_a_link_can_be_used_again_and_confirms_once(submitter):
    with time_machine.travel("2026-03-02 10:00+01:00", tick=False) as traveller:
        link = link_for(submitter)
        enter_as(submitter)
        traveller.shift(timedelta(days=20))
        again = Client().post(link)

    submitter.refresh_from_db()
    assert again.status_code == 302
    assert submitter.last_used_at - submitter.confirmed_at == timedelta(days=20)


def test_a_link_lives_thirty_days_after_its_last_use(client, submitter):
    with time_machine.travel("2026-03-02 10:00+01:00", tick=False) as traveller:
        link = link_for(submitter)
        traveller.shift(timedelta(days=29))
        client.post(link)
        traveller.shift(timedelta(days=29))
        alive = Client().get(link).status_code
        traveller.shift(timedelta(days=1, minutes=1))
        expired = Client().get(link)
        pressed = Client().post(link)

    assert (alive, expired.status_code, pressed.status_code) == (200, 410, 410)
    assert "Mail mij een nieuwe link" in expired.content.decode()


def test_an_expired_link_gets_a_new_one_by_one_press(client, submitter):
    path = "/praktijken/zonder-account/"
    with time_machine.travel("2026-03-02 10:00+01:00", tick=False) as traveller:
        old = link_for(submitter, path)
        traveller.shift(timedelta(days=31))
        looked = (client.get(old).status_code, OutboxMail.objects.count())
        client.post(f"{old}nieuw/")
        response = client.post(links_mailed()[0])

    assert looked == (410, 0)
    assert OutboxMail.objects.get().address == submitter.email
    assert response["Location"] == path


def test_asking_a_new_link_is_limited(client, submitter):
    old = link_for(submitter)
    revoke(submitter)

    answers = [client.post(f"{old}nieuw/")["Location"] for _ in range(5)]

    assert (set(answers), OutboxMail.objects.count()) == (
        {"/praktijken/zonder-account/onderweg/"},
        3,
    )


def test_a_revoked_link_opens_nothing_and_ends_every_browser(submitter):
    link = link_for(submitter)
    here, there = enter_as(submitter), enter_as(submitter)

    here.post("/praktijken/zonder-account/ongeldig-maken/")

    pages = [one.get(own_page()).status_code for one in (here, there)]
    replayed = Client().post(link)
    assert (pages, replayed.status_code) == ([302, 302], 410)
    assert "ongeldig gemaakt" in replayed.content.decode()


def test_leaving_one_browser_leaves_the_other_in(submitter):
    here, there = enter_as(submitter), enter_as(submitter)

    here.post("/praktijken/zonder-account/afsluiten/")

    assert (here.get(own_page()).status_code, there.get(own_page()).status_code) == (302, 200)


def test_pressing_gives_the_session_a_new_name(client, submitter):
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key

    client.post(link_for(submitter))

    assert client.session.session_key != before


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "x" + t, lambda t: t[:-3] + "abc"])
def test_a_tampered_link_is_not_found(client, submitter, spoil):
    token = spoil(token_for(submitter))

    answers = [client.get(f"/fiche-link/{token}/"), client.post(f"/fiche-link/{token}/nieuw/")]

    assert [one.status_code for one in answers] == [404, 404]
    assert (columns(submitter)["confirmed_at"], OutboxMail.objects.count()) == (None, 0)


def test_what_was_signed_for_something_else_is_no_link(client, submitter):
    said = token_for(submitter).rpartition(":")[0]
    other = Signer(salt="reminders off").sign(said)

    assert client.get(f"/fiche-link/{other}/").status_code == 404


def test_the_link_of_a_forgotten_address_says_so(client, submitter):
    link = link_for(submitter)
    submitter.delete()

    answers = [client.get(link), client.post(link), client.post(f"{link}nieuw/")]

    assert [one.status_code for one in answers] == [410, 410, 410]
    assert OutboxMail.objects.count() == 0


def test_a_link_revoked_between_looking_and_pressing_lets_nobody_in(submitter):
    link = links.open_link(token_for(submitter))
    Submitter.objects.filter(pk=submitter.pk).update(key="anders")

    assert links.enter(link) is False
    assert columns(submitter)["confirmed_at"] is None


def test_the_page_of_outgoing_mail_never_shows_the_link(submitter):
    address = f"http://localhost{link_for(submitter, '/praktijken/zonder-account/')}"

    assert SIGNED_LINK.sub("", address) == ""


def test_an_unconfirmed_submitter_is_a_visitor(client, submitter):
    session = client.session
    session["submitter"] = [str(submitter.uid), submitter.key]
    session.save()

    assert client.get(own_page()).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        *("https://kwaad.example/", "//kwaad.example/", "/\\kwaad.example", "javascript:alert(1)"),
        *("/bestaat-niet/", "/mijn-stad/", "/beheer/", "praktijken/", "/praktijken/" + "x" * 300),
    ],
)
def test_a_link_leads_to_no_other_place(path):
    assert safe_next(path) == ""


@given(path=st.text(max_size=40))
def test_no_text_leads_away(path):
    found = safe_next("/" + path)

    assert found in ("", "/" + path)
    assert not found.startswith(("//", "/\\"))


def test_a_masked_address_tells_no_name():
    assert masked("an.aerts@stad.gent.example") == "a…@stad.gent.example"


def test_last_use_counts_from_the_press_not_from_the_look(client, submitter):
    client.get(link_for(submitter))

    assert columns(submitter)["last_used_at"] is None
    assert timezone.now() - submitter.created_at < timedelta(days=1)
