"""What somebody without an account finds of themselves, and what nobody else finds of them."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from cities.models import City
from practices.models import ChangeProposal, Practice
from practices.submitters.domains import is_under, known_domains
from tests.factories import make_city, make_member
from tests.fiches import make_practice, make_proposal, make_submitter
from tests.practices.personal_links import enter_as, own_page

pytestmark = pytest.mark.django_db
DELETE = "/praktijken/zonder-account/concepten-verwijderen/"
DOWNLOAD = "/praktijken/zonder-account/gegevens/download/"


@pytest.fixture
def submitter():
    return make_submitter(email="an@voorbeeld.example", name="An Aerts", city=make_city())


@pytest.fixture
def browser(submitter):
    return enter_as(submitter)


def test_a_submitter_corrects_their_name_and_city(browser, submitter):
    gent = make_city(name="Gent")

    response = browser.post(own_page(), {"name": "An Baert", "city": gent.pk})

    submitter.refresh_from_db()
    assert (response.status_code, submitter.name, submitter.city) == (302, "An Baert", gent)


def test_without_city_or_place_nothing_is_saved(browser, submitter):
    response = browser.post(own_page(), {"name": "An Baert"})

    submitter.refresh_from_db()
    assert (response.status_code, submitter.name) == (422, "An Aerts")
    assert 'value="An Baert"' in response.content.decode()


def test_a_submitter_takes_along_what_is_kept(browser, submitter):
    mine = make_practice(state="draft", by=submitter, title="Buurtbabbels")
    make_proposal(by=submitter, title="Beter")
    make_practice(state="draft", by=make_submitter(), title="Van iemand anders")

    response = browser.get(DOWNLOAD)

    told = json.loads(response.content)
    assert (told["e-mailadres"], told["naam"]) == ("an@voorbeeld.example", "An Aerts")
    assert [one["code"] for one in told["fiches"]] == [mine.code]
    assert told["fiches"][0]["teksten"][0]["fiche"]["title"] == "Buurtbabbels"
    assert told["voorstellen"][0]["velden"] == {"title": "Beter"}
    assert "Van iemand anders" not in response.content.decode()


def test_deleting_takes_own_drafts_only_and_nothing_that_was_handed_in(browser, submitter):
    other = make_practice(state="draft", by=make_submitter())
    drafts = [
        make_practice(state="draft", by=submitter),
        make_proposal(by=submitter, state="draft"),
    ]
    kept = [make_practice(state="submitted", by=submitter), make_proposal(by=submitter)]

    response = browser.post(DELETE, {"sure": "ja"})

    assert response["Location"] == own_page()
    assert not Practice.objects.filter(pk=drafts[0].pk).exists()
    assert not ChangeProposal.objects.filter(pk=drafts[1].pk).exists()
    assert Practice.objects.filter(pk__in=[other.pk, kept[0].pk]).count() == 2
    assert ChangeProposal.objects.filter(pk=kept[1].pk).exists()


def test_nothing_is_deleted_without_the_tick(browser, submitter):
    draft = make_practice(state="draft", by=submitter)

    browser.post(DELETE)

    assert Practice.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("state", ["draft", "submitted", "changes_requested", "declined"])
def test_a_submitter_never_sees_the_fiche_of_another(browser, submitter, state):
    other = make_practice(state=state, by=make_submitter(), title="Van iemand anders")
    mine = make_practice(state=state, by=submitter)

    found = Practice.objects.visible_to(Anonymous, submitter)

    assert set(found) == {mine}
    assert browser.get(other.get_absolute_url()).status_code == 404


class Anonymous:
    is_authenticated = is_active = False


def test_an_account_uses_its_own_fiches_also_when_a_link_was_pressed(submitter):
    browser = enter_as(submitter)
    browser.force_login(make_member(role="contributor"))

    answers = [browser.get(own_page()), browser.get(DOWNLOAD), browser.post(DELETE, {"sure": "ja"})]

    assert {one["Location"] for one in answers} == {"/mijn-fiches/"}


def test_a_visitor_is_sent_to_sign_in_where_the_other_way_is_told(client):
    response = client.get(own_page(), follow=True)

    assert response.redirect_chain == [(f"/account/login/?next={own_page()}", 302)]
    assert f"/praktijken/zonder-account/?next={own_page()}" in response.content.decode()


# --- the domain ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("email", "is_known"),
    [
        ("an@gent.example", True),
        ("an@wijkwerk.gent.example", True),
        ("an@AALST.example", True),
        ("an@nietgent.example", False),
        ("an@gent.example.kwaad.example", False),
        ("an@example", False),
        ("an@localhost", False),
    ],
)
def test_a_domain_is_known_by_the_website_of_a_city(email, is_known):
    City.objects.filter(pk=make_city().pk).update(website="https://www.gent.example/nl")
    City.objects.filter(pk=make_city().pk).update(website="http://aalst.example:8080")
    City.objects.filter(pk=make_city().pk).update(website="https://localhost/")

    assert is_under(email, known_domains()) is is_known


# --- never public --------------------------------------------------------------------------------
PUBLIC = ("/praktijken/", "/praktijken/feed/", "/praktijken/export.csv", "/praktijken/export.json")


def test_name_and_address_of_a_submitter_stand_on_no_public_page():
    submitter = make_submitter(email="geheime.an@verborgen.example", name="Geheime Naam")
    practices = [
        make_practice(state=state, by=submitter) for state in ("published", "archived", "offline")
    ]
    make_proposal(practice=practices[0], by=submitter, title="Nieuwer")
    visitor, member = Client(), Client()
    member.force_login(make_member(role="alderman"))
    own = [practice.get_absolute_url() for practice in practices]
    pages = [*PUBLIC, *own, *(f"{url}print/" for url in own), *(f"{url}versies/" for url in own)]

    leaks = [
        (url, word)
        for url in {*pages, *linked(visitor, pages)}
        for browser in (visitor, member)
        for word in ("eheime", "verborgen")
        if word in browser.get(url).content.decode()
    ]

    assert leaks == []
    assert reverse("practices:detail", args=[practices[0].slug]) in pages


def linked(browser, pages):
    """The addresses about practices that these pages lead to."""
    for page in pages:
        text = browser.get(page).content.decode()
        for piece in text.split('href="')[1:]:
            url = piece.split('"')[0].split("#")[0].replace("&amp;", "&")
            if url.startswith(("/praktijken/", "/beelden/")):
                yield url
