"""Removing a fiche for good: the administrator, a reason, and the code typed over."""

import pytest
from django.urls import reverse

from cities.models import LogEntry
from practices.models import Practice
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_moderator, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def fiche():
    return make_practice(state="declined", city=make_city(name="Gent"), title="Iets geheims")


@pytest.fixture
def url(fiche):
    return reverse("practices:remove", args=[fiche.code])


@pytest.fixture
def administrator(client):
    administrator = make_user(network_role="administrator")
    client.force_login(administrator)
    return administrator


def test_a_fiche_goes_in_two_steps(client, administrator, fiche, url):
    first = client.post(url, {"lock": fiche.lock_version, "reason": "Vraag van een slachtoffer"})
    still_there = Practice.objects.filter(pk=fiche.pk).exists()
    form = first.context["form"]
    second = {name: form[name].value() for name in ("lock", "reason")}

    response = client.post(url, {**second, "code": fiche.code})

    line = LogEntry.objects.get(verb=LogEntry.Verb.FICHE_REMOVED)
    assert (first.status_code, still_there, form.is_first_step) == (200, True, False)
    assert response["Location"] == reverse("admin:index")
    assert not Practice.objects.filter(pk=fiche.pk).exists()
    assert line.detail.endswith("reden: Vraag van een slachtoffer")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "Dit veld is verplicht."),
        ({"lock": 1, "reason": "x", "code": "pabcdefg"}, "Typ de code precies over"),
        ({"lock": 7, "reason": "x", "code": None}, "Iemand was je voor."),
    ],
)
def test_what_is_not_sure_removes_nothing(client, administrator, fiche, url, data, told):
    data = {name: fiche.code if value is None else value for name, value in data.items()}

    response = client.post(url, data)

    assert response.status_code == 422
    assert told in response.content.decode()
    assert Practice.objects.filter(pk=fiche.pk).exists()


def test_the_page_tells_nothing_of_the_text(client, administrator, fiche, url):
    page = client.get(url).content.decode()

    assert (fiche.code in page, "Iets geheims" in page) == (True, False)


@pytest.mark.parametrize("person", ["moderator", "coordinator"])
def test_nobody_else_removes(client, fiche, url, person):
    people = {
        "moderator": make_moderator,
        "coordinator": lambda: make_member(city=fiche.city, role="coordinator"),
    }
    client.force_login(people[person]())

    response = client.post(url, {"lock": 1, "reason": "x", "code": fiche.code})

    assert (response.status_code, Practice.objects.filter(pk=fiche.pk).exists()) == (403, True)


def test_a_visitor_is_sent_to_sign_in(client, url):
    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"
