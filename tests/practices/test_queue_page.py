"""The queue as moderators see it: who may, the tabs, and filters in the address."""

import pytest
from django.urls import reverse

from cities.models import OutboxMail
from practices.claims import claim
from practices.models import Practice
from practices.transitions import move
from tests.counting import queries_of
from tests.factories import make_city, make_member, make_user
from tests.fiches import (
    make_moderator,
    make_point,
    make_practice,
    make_proposal,
    make_section,
    make_submitter,
)
from tests.pictures import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def url():
    return reverse("practices:queue")


@pytest.fixture
def anke(client):
    anke = make_moderator(name="Anke")
    client.force_login(anke)
    return anke


def titles(response):
    return [row.title for row in response.context["page_obj"]]


# --- who may -------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["alderman", "contributor", "coordinator"])
def test_who_works_for_a_city_is_refused(client, url, role):
    client.force_login(make_member(role=role))

    response = client.get(url)

    assert response.status_code == 403
    assert "Alleen de moderatoren van VVSG kijken fiches na." in response.content.decode()


def test_the_administrator_is_refused(client, url):
    client.force_login(make_user(network_role="administrator"))

    assert client.get(url).status_code == 403


@pytest.mark.parametrize("deed", ["queue_next", "queue_checked", "queue_remind"])
def test_nobody_but_moderators_does_anything_from_the_list(client, deed):
    section = make_section(is_checked=False)
    asked = make_point().practice
    waiting = make_practice(state="submitted")
    keys = [f"sectie:{section.uid}:1", f"praktijk:{asked.code}"]
    client.force_login(make_member(role="coordinator"))

    response = client.post(reverse(f"practices:{deed}"), {"keuze": keys})

    section.refresh_from_db()
    waiting.refresh_from_db()
    assert (response.status_code, section.checked_number, waiting.claimed_by) == (403, 0, None)
    assert OutboxMail.objects.count() == 0


def test_a_visitor_is_sent_to_sign_in(client, url):
    response = client.get(url)

    assert response["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize(("role", "links"), [("moderator", 1), ("none", 0), ("administrator", 0)])
def test_only_moderators_find_the_way_in_their_menu(client, url, role, links):
    client.force_login(make_user(network_role=role))

    page = client.get(reverse("practices:list")).content.decode()

    assert page.count(f'href="{url}"') == links


# --- tabs ----------------------------------------------------------------------------------------
def test_an_empty_queue_says_so(client, anke, url):
    response = client.get(url)

    assert [count for _tab, count in response.context["tabs"]] == [0] * 6
    assert "Er wacht geen nieuwe fiche." in response.content.decode()
    assert "niets wacht" in response.content.decode()


def test_every_tab_has_its_count_and_its_rows(client, anke, url):
    practice = make_practice(title="Online")
    make_practice(state="submitted", title="Nieuw")
    make_proposal(practice=practice, title="Beter")
    make_section(practice=practice, is_checked=False)
    make_point(subject=make_practice(state="changes_requested", title="Bij de stad"))
    Practice.objects.filter(pk=practice.pk).update(review_on="2020-01-01")
    declined = make_practice(state="submitted", title="Afgewezen")
    move(declined, "decline", by=anke, lock=declined.lock_version, seen=1)

    shown = {
        word: titles(client.get(url, {"tab": word}))
        for word in ("nieuw", "voorstellen", "achteraf", "indiener", "veroudering", "afgehandeld")
    }

    assert shown == {
        "nieuw": ["Nieuw"],
        "voorstellen": ["Online"],
        "achteraf": ["Online"],
        "indiener": ["Bij de stad"],
        "veroudering": ["Online"],
        "afgehandeld": ["Afgewezen"],
    }
    tabs = client.get(url).context["tabs"]
    assert [count for _tab, count in tabs] == [1, 1, 1, 1, 1, 1]


def test_an_unknown_tab_is_the_first_one(client, anke, url):
    make_practice(state="submitted", title="Nieuw")

    assert titles(client.get(url, {"tab": "<script>"})) == ["Nieuw"]


def test_what_i_took_is_mine_and_still_everybodys(client, anke, url):
    practice = make_practice(state="submitted")
    make_practice(state="submitted")
    claim(practice, by=anke)

    standing = client.get(url).context["standing"]
    client.force_login(make_moderator())
    others = client.get(url).context["standing"]

    assert ((standing.mine, standing.team), (others.mine, others.team)) == ((1, 2), (0, 2))


def test_failed_mails_are_counted(client, anke, url):
    OutboxMail.objects.create(
        key="a", kind="practice", address="an@stad.example", last_error="SMTPException 550"
    )

    assert "Mislukte mails: 1" in client.get(url).content.decode()


@pytest.mark.parametrize("tab", ["nieuw", "voorstellen", "achteraf", "indiener", "veroudering"])
def test_queries_do_not_grow_with_the_rows(client, anke, url, tab):
    def more(times):
        for _ in range(times):
            city = make_city()
            practice = make_practice(city=city)
            make_image(practice=make_practice(state="submitted", city=city))
            make_practice(state="submitted", by=make_submitter())
            make_proposal(practice=practice, title="Beter")
            make_section(practice=practice, is_checked=False)
            make_point(subject=make_practice(state="changes_requested", city=city))
            Practice.objects.filter(pk=practice.pk).update(review_on="2020-01-01")

    more(1)
    queries_of(client, f"{url}?tab={tab}")
    one = queries_of(client, f"{url}?tab={tab}")
    more(2)
    three = queries_of(client, f"{url}?tab={tab}")
    more(4)

    assert (three, queries_of(client, f"{url}?tab={tab}")) == (one, one)


# --- filters -------------------------------------------------------------------------------------
def test_filters_stand_in_the_address(client, anke, url):
    gent = make_city(name="Gent")
    make_practice(state="submitted", city=gent, title="Wonen in Gent", domains=["wonen"])
    make_practice(state="submitted", city=gent, title="Werk in Gent", domains=["werk"])
    make_practice(state="submitted", title="Elders", domains=["wonen"])

    response = client.get(url, {"stad": "gent", "domein": "wonen"})

    assert titles(response) == ["Wonen in Gent"]
    assert "Toon alles" in response.content.decode()


def test_a_choice_that_does_not_exist_is_passed_over(client, anke, url):
    make_practice(state="submitted", title="Nieuw")

    response = client.get(url, {"stad": "atlantis", "punt": "x", "sorteer": "'; DROP", "page": "z"})

    assert (response.status_code, titles(response)) == (200, ["Nieuw"])


def test_filters_that_leave_nothing_say_what_there_is(client, anke, url):
    make_practice(state="submitted", domains=["wonen"])

    body = client.get(url, {"domein": "werk"}).content.decode()

    assert "Niets met deze filter" in body
