"""The questions of permissions.py, each for everybody who could ask (DESIGN §6)."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from cities import permissions
from tests.factories import make_city, make_member, make_user

pytestmark = pytest.mark.django_db

READS, EDITS, PUBLISHES = (
    permissions.can_read_draft,
    permissions.can_edit_draft,
    permissions.can_publish,
)


@pytest.fixture
def city():
    return make_city(name="Gent")


@pytest.fixture
def people(city):
    return {
        "visitor": AnonymousUser(),
        "alderman": make_member(city=city, role="alderman"),
        "contributor": make_member(city=city, role="contributor"),
        "coordinator": make_member(city=city, role="coordinator"),
        "closed account": make_member(city=city, role="coordinator", is_active=False),
        "other city": make_member(role="coordinator"),
        "moderator": make_user(network_role="moderator"),
        "administrator": make_user(network_role="administrator"),
    }


@pytest.mark.parametrize(
    ("question", "allowed"),
    [
        (READS, ["alderman", "contributor", "coordinator"]),
        (EDITS, ["contributor", "coordinator"]),
        (PUBLISHES, ["coordinator"]),
    ],
)
def test_question_about_a_city_is_yes_for_these_roles_only(city, people, question, allowed):
    assert [name for name, user in people.items() if question(user, city)] == allowed


@pytest.mark.parametrize(
    ("question", "allowed"),
    [
        (permissions.can_moderate, ["moderator"]),
        (permissions.can_administer, ["administrator"]),
    ],
)
def test_question_about_the_network_is_yes_for_one_role_only(people, question, allowed):
    assert [name for name, user in people.items() if question(user)] == allowed


def test_person_with_roles_in_two_cities_has_each_role_in_its_own_city(city):
    other = make_city(name="Brugge")
    user = make_member(city=city, role="coordinator")
    user.memberships.create(city=other, role="contributor")

    answers = [permissions.role_in(user, place) for place in (city, other, make_city())]

    assert answers == ["coordinator", "contributor", None]


def test_roles_are_asked_once_per_person(city, django_assert_num_queries):
    user = make_member(city=city)

    with django_assert_num_queries(1):
        answers = [question(user, city) for question in (READS, EDITS, PUBLISHES)]

    assert answers == [True, True, True]


@pytest.mark.parametrize(
    ("who", "outcomes"),
    [
        ("visitor", [Http404, Http404, Http404]),
        ("other city", [Http404, Http404, Http404]),
        ("moderator", [Http404, Http404, Http404]),
        ("administrator", [Http404, Http404, Http404]),
        ("alderman", [None, PermissionDenied, PermissionDenied]),
        ("contributor", [None, None, PermissionDenied]),
        ("coordinator", [None, None, None]),
    ],
)
def test_finding_a_workspace_is_404_or_403_or_the_city(city, people, who, outcomes):
    doors = (permissions.own_city_or_404, permissions.city_to_edit, permissions.city_to_publish)

    assert [_outcome(door, people[who], city) for door in doors] == outcomes


def test_workspace_of_a_city_that_does_not_exist_is_404(people):
    assert _outcome(permissions.own_city_or_404, people["coordinator"], "nergens") == Http404


def test_refusal_says_whom_to_ask():
    with pytest.raises(PermissionDenied, match="Vraag het aan de coördinator"):
        permissions.require(allowed=False, reason="Vraag het aan de coördinator")


def test_permission_lets_pass():
    assert permissions.require(allowed=True) is None


def _outcome(door, user, city):
    """None when the door opens to the city, else the class of its refusal."""
    slug = getattr(city, "slug", city)
    try:
        found = door(user, slug)
    except (Http404, PermissionDenied) as refusal:
        return type(refusal)
    assert found.slug == slug
    return None
