"""What the pages say to who has no account: the way in, who one works as, and a link that broke."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_member
from tests.fiches import make_practice, make_submitter
from tests.practices.personal_links import START, enter_as

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
LIST = "/praktijken/"
LINE = "Je werkt als a…@voorbeeld.example"


@pytest.fixture
def browser():
    return enter_as(make_submitter(email="an@voorbeeld.example"))


def text_of(client, url):
    return client.get(url).content.decode()


# --- the way in ----------------------------------------------------------------------------------
def test_at_the_door_of_a_fiche_both_ways_stand_as_buttons(client):
    practice = make_practice()
    asked = reverse("practices:proposal_start", args=[practice.slug, "wijziging"])

    page = client.get(asked, follow=True).content.decode()

    assert f'<a class="btn main" href="{START}?next={asked}">' in page
    assert ("Ik heb een account" in page, "Ik heb geen account" in page) == (True, True)


@pytest.mark.parametrize(
    "asked", ["", "/mijn-stad/", "/nazicht/", "/praktijken/iets/overnemen/", "//kwaad.example/"]
)
def test_a_page_that_needs_an_account_offers_no_other_way(client, asked):
    page = client.get(LOGIN, {"next": asked}).content.decode()

    assert ("Ik heb geen account" in page, f'href="{START}"' in page) == (False, True)


def test_a_wrong_password_keeps_both_ways(client):
    typed = {"login": "an@voorbeeld.example", "password": "fout", "next": "/praktijken/nieuw/"}

    page = client.post(LOGIN, typed).content.decode()

    assert f'href="{START}?next=/praktijken/nieuw/"' in page


# --- who works here ------------------------------------------------------------------------------
def test_every_page_about_practices_says_who_works_there(browser):
    practice = make_practice()
    mine = make_practice(state="draft", by=make_submitter())
    pages = [LIST, practice.get_absolute_url(), "/praktijken/nieuw/", "/mijn-fiches/", START]

    for url in pages:
        page = text_of(browser, url)
        assert (url, LINE in page, 'href="/mijn-fiches/"' in page) == (url, True, True)
        assert 'action="/praktijken/zonder-account/afsluiten/"' in page
    assert mine.code not in text_of(browser, "/mijn-fiches/")


@pytest.mark.parametrize("url", [LIST, "/mijn-fiches/", "/praktijken/leeswijzer/"])
def test_such_a_page_is_kept_for_nobody_else(browser, url):
    response = browser.get(url)

    told = {one.strip() for one in response["Cache-Control"].split(",")}
    assert ({"private", "no-cache"} <= told, "public" in told) == (True, False)
    assert "Cookie" in response["Vary"]


def test_a_visitor_and_an_account_have_no_such_line(browser):
    browser.force_login(make_member())

    for client in (Client(), browser):
        assert "Je werkt als" not in text_of(client, LIST)
    assert "public" in Client().get(LIST)["Cache-Control"]


def test_the_line_costs_a_visitor_no_query(client):
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)

    assert [one for one in queries if "_submitter" in one["sql"] or "session" in one["sql"]] == []


def test_leaving_takes_the_line_away(browser):
    response = browser.post("/praktijken/zonder-account/afsluiten/", follow=True)

    page = response.content.decode()
    assert ("Je werkt als" in page, "Je bent klaar in deze browser" in page) == (False, True)


# --- a link that broke ---------------------------------------------------------------------------
def test_a_link_that_broke_tells_how_to_get_a_new_one(client):
    response = client.get("/fiche-link/afgebroken/")

    page = response.content.decode()
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store, private"
    assert ("Deze link is niet volledig" in page, f'href="{START}"' in page) == (True, True)


def test_a_freshness_link_that_broke_tells_whom_to_ask(client, settings):
    response = client.get("/nog-actueel/afgebroken/")

    page = response.content.decode()
    assert response.status_code == 404
    assert ("Deze link is niet volledig" in page, settings.HELP_ADDRESS in page) == (True, True)
