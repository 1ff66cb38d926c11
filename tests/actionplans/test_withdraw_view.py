"""Taking an edition back: its address stays and tells why."""

import pytest

from actionplans.models import Withdrawal
from tests.actionplans.desk import Desk, errors_of, messages_of
from tests.factories import fill_plan, published_plan
from tests.reading import page_of

pytestmark = pytest.mark.django_db

REASON = "Er stond een naam te veel in."


@pytest.fixture
def desk():
    return Desk(plan=published_plan())


@pytest.fixture
def url(desk):
    return desk.address("withdraw", number=1)


def withdraw(desk, url, reason=REASON):
    return desk.post(url, {"reason": reason})


def test_coordinator_withdraws_an_edition(desk, url):
    response = withdraw(desk, url, "Er stond\r\neen naam te veel in.")

    withdrawal = Withdrawal.objects.get()
    edition = desk.plan.editions.get(number=1)
    assert (withdrawal.edition, withdrawal.by.user) == (edition, desk.person)
    assert withdrawal.reason == "Er stond\neen naam te veel in."
    assert response["Location"] == edition.get_absolute_url()
    assert messages_of(response) == ["Editie 1 is ingetrokken; haar adres toont de reden."]


def test_visitor_of_the_address_reads_the_reason(client, desk, url):
    withdraw(desk, url)

    response = client.get(desk.plan.editions.get(number=1).get_absolute_url())

    assert response.status_code == 200
    assert REASON in page_of(response).find(".//main").text_content()


def test_second_reason_does_not_replace_the_first(desk, url):
    withdraw(desk, url)

    response = withdraw(desk, url, "Een andere reden.")

    assert Withdrawal.objects.get().reason == REASON
    assert messages_of(response)[-1] == "Editie 1 was al ingetrokken, met de reden hieronder."


@pytest.mark.parametrize("reason", ["", "  ", "a\0b"])
def test_reason_is_needed(desk, url, reason):
    response = withdraw(desk, url, reason)

    assert (response.status_code, list(errors_of(response))) == (422, ["reason"])
    assert not Withdrawal.objects.exists()


def test_nothing_posted_at_all_withdraws_nothing(desk, url):
    assert (desk.post(url).status_code, Withdrawal.objects.count()) == (422, 0)


def test_page_asks_before_it_withdraws(desk, url):
    assert (desk.get(url).status_code, Withdrawal.objects.count()) == (200, 0)


@pytest.mark.parametrize("number", [2, 0, 10**30])
def test_edition_that_was_never_published_does_not_exist(desk, number):
    response = withdraw(desk, desk.address("withdraw", number=number))

    assert (response.status_code, Withdrawal.objects.count()) == (404, 0)


@pytest.mark.parametrize("role", ["contributor", "alderman"])
def test_only_the_coordinator_withdraws(desk, url, role):
    response = withdraw(Desk(plan=desk.plan, role=role), url)

    assert (response.status_code, Withdrawal.objects.count()) == (403, 0)


def test_coordinator_of_another_city_finds_nothing(url):
    response = withdraw(Desk(plan=fill_plan()), url)

    assert (response.status_code, Withdrawal.objects.count()) == (404, 0)
