"""Finding any fiche by its title: a moderator comes back to what waits for nothing."""

import pytest
from django.urls import reverse

from practices.models import Practice
from tests.counting import queries_of
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_moderator, make_practice, make_submitter, save_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def url():
    return reverse("practices:queue_search")


@pytest.fixture
def anke(client):
    anke = make_moderator()
    client.force_login(anke)
    return anke


def found(response):
    return [practice for practice, _place in response.context["rows"]]


@pytest.mark.parametrize(
    "state",
    [
        *("submitted", "changes_requested", "published", "declined"),
        *("withdrawn", "archived", "offline"),
    ],
)
def test_a_part_of_the_title_finds_it_in_every_state(client, anke, url, state):
    practice = make_practice(state=state, title="Een Café zonder drempel")
    make_practice(title="Iets anders")

    response = client.get(url, {"zoek": "drempel cafe"})

    assert found(response) == [practice]
    assert reverse("practices:review", args=[practice.code]) in response.content.decode()


def test_a_draft_is_never_found(client, anke, url):
    make_practice(state="draft", title="Geheim")
    Practice.objects.update(asks_help=True)

    response = client.get(url, {"zoek": "geheim"})

    assert (found(response), "Niets gevonden" in response.content.decode()) == ([], True)


def test_the_title_that_is_online_finds_it_too(client, anke, url):
    practice = make_practice(title="Oude naam")
    save_text(practice, title="Nieuwe titel")

    assert found(client.get(url, {"zoek": "oude"})) == [practice]
    assert found(client.get(url, {"zoek": "nieuwe"})) == [practice]


def test_without_words_what_was_touched_last_stands_first(client, anke, url):
    first, second = make_practice(), make_practice(by=make_submitter(), city=make_city())

    assert found(client.get(url)) == [second, first]


def test_number_of_queries_does_not_grow(client, anke, url):
    make_practice(title="Test")
    few = queries_of(client, f"{url}?zoek=test")
    for _ in range(4):
        make_practice(title="Test")

    assert queries_of(client, f"{url}?zoek=test") == few


@pytest.mark.parametrize("role", ["administrator", "none"])
def test_only_moderators_search_here(client, url, role):
    client.force_login(make_user(network_role=role))

    assert client.get(url).status_code == 403


def test_a_visitor_is_sent_to_sign_in(client, url):
    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


def test_a_member_of_a_city_is_refused(client, url):
    client.force_login(make_member(role="coordinator"))

    assert client.get(url).status_code == 403


def test_the_queue_offers_it(client, anke, url):
    assert f'action="{url}"' in client.get(reverse("practices:queue")).content.decode()
