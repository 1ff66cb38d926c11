"""Who may do what: every address of the resolver × every role × every method (`matrix.py`).

A route without a rule turns the first test red, also one without a name, so that no view can be
added without one. A refused request leaves the database as it was.
"""

import copy

import pytest
from django.db import transaction
from django.urls import resolve, reverse

from tests.matrix import ACCOUNTS, METHODS, RULES, SAFE, SIGN_IN, WITHOUT_PAGE
from tests.routes import place_of, routes_of
from tests.world import ROLES, World, addresses

pytestmark = pytest.mark.django_db

# Where anybody comes to sign in to the admin, or leaves it; all else is the administrator's.
ADMIN_DOORS = {"admin:login", "admin:logout"}


@pytest.fixture
def world(db):
    return World()


def ask(world, role, method, address):
    """The answer's status, or 'to sign-in'."""
    response = world.clients[role].generic(method, address)
    sign_in = f"{reverse('account_login')}?next="
    is_sign_in = response.status_code == 302 and response["Location"].startswith(sign_in)
    return SIGN_IN if is_sign_in else response.status_code


def judge(world, role, method, address):
    """The same, and whether all is as it was; then what was done is taken back."""
    client = world.clients[role]
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        before = world.fingerprint()
        answer = ask(world, role, method, address)
        is_untouched = world.fingerprint() == before
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer, is_untouched


# --- our own addresses -----------------------------------------------------------------------
def test_every_route_has_a_rule(world):
    tried = {place_of(one) for name in RULES for one in addresses(name, world.own, world.own)}

    assert tried == {route.place for route in routes_of("ours")}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_rule_says(world, role):
    surprises = []
    for name, found in RULES.items():
        for address in addresses(name, world.own, world.own):
            for method in METHODS:
                expected = found.expected(role, method)
                answer, is_untouched = judge(world, role, method, address)
                if expected == "enters" and method in SAFE:
                    expected = 404 if (name, kind_of(address)) in WITHOUT_PAGE else "enters"
                may_change = expected == "enters" and method not in SAFE
                if not fits(answer, expected) or not (may_change or is_untouched):
                    surprises.append((method, address, answer, expected, is_untouched))

    assert surprises == []


def kind_of(address):
    """The kind of row in an address of the editor, '' for the others."""
    return resolve(address).kwargs.get("kind", "")


def fits(answer, expected):
    if expected == "enters":
        # 422: an empty form. Never a refusal, never a crash.
        return answer in (200, 302, 422)
    if expected is None:
        return answer in (403, 404, 405)
    return answer == expected


@pytest.mark.parametrize("role", ["alderman", "contributor", "coordinator"])
def test_the_rows_of_another_city_do_not_exist_at_my_address(world, role):
    surprises, tried = [], 0
    for name in (name for name, found in RULES.items() if found.answers["visitor"] != "enters"):
        mine = set(addresses(name, world.own, world.own))
        for address in set(addresses(name, world.own, world.other)) - mine:
            for method in METHODS:
                answer, is_untouched = judge(world, role, method, address)
                tried += 1
                if answer not in (403, 404, 405) or not is_untouched:
                    surprises.append((method, address, answer, is_untouched))

    assert (surprises, tried > 0) == ([], True)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_finds_a_row_that_only_a_draft_holds(world, role):
    hidden = [
        reverse("actionplans:goal", args=[world.own.goal.uid]),
        reverse("actionplans:action", args=[world.own.action.uid]),
    ]

    answers = [ask(world, role, "GET", address) for address in hidden]

    assert answers == [404, 404]


def test_draft_words_stand_on_no_public_page(world):
    visitor, contributor = world.clients["visitor"], world.clients["contributor"]
    for name, found in RULES.items():
        if found.answers["visitor"] == "enters":
            for address in addresses(name, world.own, world.own):
                assert b"Nog geheim" not in visitor.get(address).getvalue(), address
    editor = reverse("actionplans:editor", args=[world.own.plan.city.slug, world.own.plan.slug])
    assert "Nog geheim" in contributor.get(editor).content.decode()


# --- accounts --------------------------------------------------------------------------------
def test_every_account_page_is_known_by_name():
    assert sorted(route.name for route in routes_of("accounts")) == sorted(ACCOUNTS)


@pytest.mark.parametrize("role", ROLES)
def test_account_pages_change_nothing_unasked(world, role):
    surprises = []
    for route in routes_of("accounts"):
        for method in METHODS:
            answer, is_untouched = judge(world, role, method, route.example)
            must_sign_in = role == "visitor" and ACCOUNTS[route.name]
            if (answer == SIGN_IN) != must_sign_in or answer == 500 or not is_untouched:
                surprises.append((method, route.example, answer, is_untouched))

    assert surprises == []


@pytest.mark.parametrize("role", ROLES)
def test_nobody_signs_up(world, role):
    data = {"email": "nieuw@voorbeeld.example", "password1": "x" * 20, "password2": "x" * 20}
    before = world.fingerprint()

    world.clients[role].post(reverse("account_signup"), data)

    assert world.fingerprint() == before


def test_an_account_that_may_not_sign_in_any_more_is_out_at_once(client, world):
    person = world.people["coordinator"]
    client.force_login(person)
    person.is_active = False
    person.save()

    response = client.get(world.own.plan.get_editor_url())

    assert response.status_code == 302


# --- the admin -------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_only_the_administrator_enters_the_admin(world, role):
    surprises = []
    for route in routes_of("admin"):
        for method in METHODS if route.name not in ADMIN_DOORS else ():
            if method in SAFE:
                answer, is_untouched = ask(world, role, method, route.example), True
            else:
                answer, is_untouched = judge(world, role, method, route.example)
            is_door = answer == 302  # to the sign-in of the admin, which is the portal's own
            if not (is_door or answer in (SIGN_IN, 403, 404, 405)) or not is_untouched:
                surprises.append((method, route.example, answer, is_untouched))

    assert surprises == []


def test_the_administrator_finds_no_plan_texts_in_the_admin():
    tree = {"plan", "edition", "chapter", "goal", "action", "participation", "note"}
    names = {route.name.removeprefix("admin:actionplans_") for route in routes_of("admin")}

    assert {name for name in names if name.split("_")[0] in tree} == set()


def test_the_admin_sign_in_is_the_portal_sign_in(client):
    response = client.get(reverse("admin:login"))

    assert response["Location"].startswith(reverse("account_login"))
