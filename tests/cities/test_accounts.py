import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command

from cities.accounts import confirm_address, is_taken
from cities.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def addresses(user):
    rows = EmailAddress.objects.filter(user=user)
    return list(rows.values_list("email", "primary", "verified"))


def with_address(email):
    user = make_user(email=email)
    confirm_address(user)
    return user


def test_address_of_an_account_is_primary_and_confirmed():
    user = make_user(email="noor@gent.example")

    confirm_address(user)
    confirm_address(user)

    assert addresses(user) == [("noor@gent.example", True, True)]


def test_new_address_replaces_the_old_one():
    user = with_address("oud@gent.example")
    user.email = "nieuw@gent.example"
    user.save()

    confirm_address(user)

    assert addresses(user) == [("nieuw@gent.example", True, True)]


def test_address_is_taken_by_anybody_else_who_confirmed_it():
    noor = with_address("noor@gent.example")

    answers = [is_taken("noor@gent.example", but_by=user) for user in (noor, make_user())]

    assert answers == [False, True]


def test_first_administrator_is_made_on_the_command_line(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)

    call_command("createsuperuser", email="Mia@VVSG.example", name="Mia", interactive=False)

    user = User.objects.get()
    signed_in = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert (user.is_staff, addresses(user)) == (True, [("mia@vvsg.example", True, True)])
    assert signed_in.status_code == 302
    assert client.get("/beheer/").status_code == 200
