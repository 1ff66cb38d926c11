"""What the database refuses, whoever asks, and the few things a row says about itself."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from cities.models import City, Coalition, CoalitionMembership, Mandate, Membership, User
from tests.factories import join, make_city, make_coalition, make_member, make_user

pytestmark = pytest.mark.django_db


def refused(rule, make):
    """Whether the database itself refuses, and by which rule or columns."""
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        make()


# --- cities --------------------------------------------------------------------------------------
@pytest.mark.parametrize("slug", ["nieuw", "feed", "export", "zoeken"])
def test_city_cannot_have_a_reserved_word_as_address(slug):
    refused("city_slug_is_not_a_reserved_word", lambda: make_city(name="Stad", slug=slug))


@pytest.mark.parametrize("code", ["4402", "4402a", "", "44-21"])
def test_city_has_a_nis_code_of_five_digits(code):
    refused("city_nis_code_has_five_digits", lambda: make_city(name="Gent", nis_code=code))


@pytest.mark.parametrize("field", ["name", "slug", "nis_code"])
def test_two_cities_cannot_share_a_name_address_or_code(field):
    first = make_city(name="Gent", nis_code="44021")

    refused("(?i)unique", lambda: make_city(**{"name": "Ander", field: getattr(first, field)}))


def test_city_with_members_of_staff_cannot_be_deleted():
    city = make_member(city=make_city()).memberships.get().city

    with pytest.raises(ProtectedError):
        city.delete()


def test_full_name_says_what_kind_of_place_it_is():
    places = [make_city(name="Gent"), make_city(name="Denderleeuw", kind=City.Kind.MUNICIPALITY)]

    assert [place.full_name for place in places] == ["Stad Gent", "Gemeente Denderleeuw"]


# --- coalitions ----------------------------------------------------------------------------------
def test_only_one_coalition_is_this_network():
    make_coalition()

    refused(
        "(?i)unique",
        lambda: Coalition.objects.create(
            slug="ander", name="Ander", short_name="Ander", is_this_network=True
        ),
    )


def test_city_is_once_in_a_coalition():
    city = make_city()
    join(city=city)

    refused("(?i)unique", lambda: join(city=city))


@pytest.mark.parametrize(("since", "precision"), [(None, "day"), ("2018-03-22", "unknown")])
def test_membership_has_a_date_or_says_that_it_is_unknown(since, precision):
    refused(
        "membership_has_a_date_or_says_unknown",
        lambda: join(city=make_city(), since=since, precision=precision),
    )


@pytest.mark.parametrize(
    ("since", "precision", "words"),
    [
        (date(2020, 12, 3), "day", "3 december 2020"),
        (date(2014, 9, 1), "month", "september 2014"),
        (date(2007, 1, 1), "year", "2007"),
        (date(2020, 6, 28), "before", "uiterlijk 28 juni 2020"),
        (None, "unknown", "jaar niet bekend"),
    ],
)
def test_since_is_told_as_precisely_as_the_source_knows(since, precision, words):
    assert CoalitionMembership(since=since, precision=precision).since_in_words == words


@time_machine.travel("2026-06-01", tick=False)
def test_members_are_the_cities_that_are_in_the_network_today():
    stays, left, leaves_later, other, _ = [make_city(name=name) for name in "ABCDE"]
    join(city=stays)
    join(city=left, until=date(2026, 6, 1))
    join(city=leaves_later, until=date(2026, 6, 2))
    join(city=other, coalition=make_coalition(slug="eccar"))

    members = list(City.objects.members())

    assert members == [stays, leaves_later]
    cities = City.objects.with_coalitions()
    assert [city.name for city in cities if city.is_member] == ["A", "C"]


# --- people --------------------------------------------------------------------------------------
def test_address_is_kept_in_lower_case():
    user = User.objects.create_user(" Iemand@Gent.Example ", name="Iemand")

    assert user.email == "iemand@gent.example"


def test_database_refuses_an_address_with_capitals():
    user = make_user()

    refused(
        "user_email_is_lower_case",
        lambda: User.objects.filter(pk=user.pk).update(email="Iemand@gent.example"),
    )


def test_person_has_one_role_in_a_city():
    city = make_city()
    user = make_member(city=city, role="contributor")

    refused("(?i)unique", lambda: Membership.objects.create(user=user, city=city, role="alderman"))


def test_mandate_is_told_once():
    city = make_city()
    mandate = {"city": city, "name": "Iemand", "office": "alderman", "as_of": date(2018, 3, 22)}
    Mandate.objects.create(**mandate)

    refused("(?i)unique", lambda: Mandate.objects.create(**mandate))


@pytest.mark.parametrize(
    ("role", "is_active", "is_staff"),
    [
        ("none", True, False),
        ("moderator", True, False),
        ("administrator", True, True),
        ("administrator", False, False),
    ],
)
def test_only_an_active_administrator_may_enter_the_administration(role, is_active, is_staff):
    user = make_user(network_role=role, is_active=is_active)

    answers = {
        user.is_staff,
        user.is_superuser,
        user.has_perm("cities.add_city"),
        user.has_perms(["cities.add_city"]),
        user.has_module_perms("cities"),
    }

    assert answers == {is_staff}
