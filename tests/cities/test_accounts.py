import pytest
from allauth.account.models import EmailAddress

from cities.accounts import confirm_address, is_taken
from tests.factories import make_user

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
