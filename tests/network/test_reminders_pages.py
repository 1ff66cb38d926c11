"""Choosing which reminders to get; and the link in a mail, which asks first."""

import pytest
from django.test import Client

from cities.models import ReminderKind, ReminderOptOut
from cities.optouts import DAILY, DAILY_KINDS, WHEN, kinds_for, kinds_off, off_path
from tests.factories import make_member, make_user
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

URL = "/account/meldingen/"


@pytest.fixture
def person(client):
    person = make_member(email="noor@gent.example")
    client.force_login(person)
    return person


# --- the page of one's own -----------------------------------------------------------------------
def test_every_reminder_is_on_at_first(client, person):
    page = page_of(client.get(URL))

    boxes = page.xpath("//main//input[@type='checkbox']")
    assert [box.get("value") for box in boxes] == kinds_for(person)
    labels = all_words(client.get(URL), "//main//label")
    assert labels[0] == "Als een voortgangsronde opengaat"
    assert all(box.get("checked") is not None for box in boxes)


def test_choice_is_kept_and_shown(client, person):
    response = client.post(URL, {"wanted": ["round_opened", "unpublished"]}, follow=True)

    checked = page_of(response).xpath("//main//input[@checked]/@value")
    assert kinds_off(person) == set(kinds_for(person)) - {"round_opened", "unpublished"}
    assert (response.redirect_chain, checked) == ([(URL, 302)], ["round_opened", "unpublished"])
    assert [str(one) for one in response.context["messages"]] == ["Je keuze is bewaard."]


def test_no_reminder_at_all_is_a_choice_too(client, person):
    client.post(URL, {})

    assert kinds_off(person) == set(kinds_for(person))


def test_only_moderators_are_asked_about_the_queue(client, person):
    moderator = make_user(network_role="moderator")

    assert set(kinds_for(moderator)) - set(kinds_for(person)) == {"queue_new", "queue_daily"}


def test_reminder_that_does_not_exist_is_refused(client, person):
    response = client.post(URL, {"wanted": ["alles"]})

    assert (response.status_code, kinds_off(person)) == (422, set())
    assert response.context["form"].errors["wanted"] == ["Deze melding bestaat niet."]


def test_looking_changes_nothing(client, person):
    ReminderOptOut.objects.create(user=person, kind="unpublished")

    client.get(URL)

    assert kinds_off(person) == {"unpublished"}


def test_choice_is_about_oneself_only(client, person):
    other = make_user()

    client.post(URL, {})

    assert kinds_off(other) == set()


# --- the link in a mail --------------------------------------------------------------------------
@pytest.fixture
def outsider():
    """A mail program: no session, no cookie, and no token against forged forms."""
    return Client(enforce_csrf_checks=True)


def test_link_says_what_it_will_switch_off_and_changes_nothing(outsider, person):
    response = outsider.get(off_path(person, DAILY))

    assert (response.status_code, kinds_off(person)) == (200, set())
    assert all_words(response, "//main//h1") == ["Deze mails uitzetten?"]
    assert all_words(response, "//main//ul/li") == [WHEN[kind] for kind in DAILY_KINDS]
    assert person.email in response.content.decode()


@pytest.mark.parametrize("data", [{}, {"List-Unsubscribe": "One-Click"}])
def test_one_press_switches_off_these_and_no_others(outsider, person, data):
    response = outsider.post(off_path(person, ReminderKind.ROUND_OPENED), data)

    assert (response.status_code, kinds_off(person)) == (200, {"round_opened"})
    assert all_words(response, "//main//h1") == ["Je krijgt hierover geen mails meer"]
    assert page_of(response).xpath("//main//form") == []


def test_every_reminder_has_words_that_follow_on_als():
    """A subordinate clause: its verb stands at the end, or just before "om te"."""
    assert list(WHEN) == list(ReminderKind)
    assert [words.split(" om te ")[0].rsplit(" ", 1)[1] for words in WHEN.values()] == [
        *("opengaat", "sluit", "eindigt", "klaarstaan", "antwoordt"),
        *("wacht", "wacht", "kloppen", "bijkwamen", "verandert", "stemmen", "uitspreken"),
    ]


def test_second_press_says_the_same(outsider, person):
    outsider.post(off_path(person, DAILY))

    response = outsider.post(off_path(person, DAILY))

    assert (response.status_code, kinds_off(person)) == (200, set(DAILY_KINDS))


@pytest.mark.parametrize("method", ["get", "post"])
def test_link_that_was_tampered_with_does_nothing(outsider, person, method):
    address = off_path(person, DAILY).replace("/uit/", "/uit/x")

    response = getattr(outsider, method)(address)

    assert (response.status_code, kinds_off(person)) == (404, set())


def test_link_of_a_closed_account_does_not_exist(outsider, person):
    address = off_path(person, DAILY)
    type(person).objects.update(is_active=False)

    assert outsider.get(address).status_code == 404
