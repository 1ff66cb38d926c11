"""Who may do what: every address of the resolver × every role × every method.

An address without a rule here turns the first test red, so that no view can be added without one.
The rules are those of DESIGN §6: what you may not see is 404, what you see but may not change is
403, a visitor is sent to sign in. A refused request leaves the database as it was.
"""

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.urls import reverse

from tests.world import ROLES, World, addresses, all_patterns

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
SAFE = {"GET", "HEAD"}
SIGN_IN = "to sign-in"


@dataclass(frozen=True)
class Rule:
    """Who enters (the others get the answer named), and which methods the view knows."""

    answers: dict
    methods: frozenset

    def expected(self, role, method):
        """'enters', 'sign in', or the status of the refusal; None: any refusal will do."""
        answer = self.answers[role]
        if answer == SIGN_IN:
            return SIGN_IN
        if method not in self.methods:
            return 405 if answer == "enters" else None
        return answer


def rule(methods, **answers):
    by_role = {role: answers.get(role.replace(" ", "_"), answers["others"]) for role in ROLES}
    return Rule(by_role, frozenset(methods))


READ, FORM, DEED = SAFE, {*SAFE, "POST"}, {"POST"}
OUTSIDE = {"visitor": SIGN_IN, "others": 404}


def public():
    return rule(READ, others="enters")


def draft_reading():
    return rule(READ, **OUTSIDE, alderman="enters", contributor="enters", coordinator="enters")


def draft_editing(methods):
    return rule(methods, **OUTSIDE, alderman=403, contributor="enters", coordinator="enters")


def publishing(methods):
    return rule(methods, **OUTSIDE, alderman=403, contributor=403, coordinator="enters")


RULES = {
    "home": public(),
    "healthz": public(),
    "readyz": public(),
    "network:agreement": public(),
    "cities:list": public(),
    "cities:detail": public(),
    "actionplans:list": public(),
    "actionplans:city_list": public(),
    "actionplans:detail": public(),
    "actionplans:editions": public(),
    "actionplans:edition": public(),
    "actionplans:edition_json": public(),
    "actionplans:goal": public(),
    "actionplans:action": public(),
    "actionplans:workspace": rule(READ, visitor=SIGN_IN, others="enters"),
    "actionplans:plan_create": draft_editing(FORM),
    "actionplans:editor": draft_reading(),
    "actionplans:editor_chapter": draft_reading(),
    "actionplans:editor_notes": draft_reading(),
    "actionplans:preview": draft_reading(),
    "actionplans:logbook": draft_reading(),
    "actionplans:publish": publishing(FORM),
    "actionplans:withdraw": publishing(FORM),
    "actionplans:import": draft_editing(FORM),
    "actionplans:import_review": draft_editing(FORM),
    "actionplans:import_drop": draft_editing(DEED),
    "actionplans:undo": draft_editing(DEED),
    "actionplans:go_back": draft_editing(DEED),
    "actionplans:row_add": draft_editing(FORM),
    "actionplans:row_add_under": draft_editing(FORM),
    "actionplans:row_show": draft_editing(READ),
    "actionplans:row_edit": draft_editing(FORM),
    "actionplans:row_move": draft_editing(FORM),
    "actionplans:row_delete": draft_editing(DEED),
}
# Other people's rooms with their own tests below.
ELSEWHERE = ("account_", "admin:")
OWN_NAMES = sorted(
    name for name, _ in all_patterns() if not name.startswith(ELSEWHERE) and "None" not in name
)


@pytest.fixture
def world(db):
    return World()


def judge(world, role, method, address):
    """The answer's status or 'to sign-in', and whether all is as it was; then it is taken back."""
    with transaction.atomic():
        before = world.fingerprint()
        response = world.clients[role].generic(method, address)
        is_untouched = world.fingerprint() == before
        transaction.set_rollback(True)
    sign_in = f"{reverse('account_login')}?next="
    is_sign_in = response.status_code == 302 and response["Location"].startswith(sign_in)
    return (SIGN_IN if is_sign_in else response.status_code), is_untouched


def test_every_address_has_a_rule():
    assert set(OWN_NAMES) == set(RULES)


@pytest.mark.parametrize("name", sorted(RULES))
def test_each_role_gets_what_the_rule_says(world, name):
    surprises = []
    for address in addresses(name, world.own, world.own):
        for role in ROLES:
            for method in METHODS:
                expected = RULES[name].expected(role, method)
                answer, is_untouched = judge(world, role, method, address)
                if not fits(answer, expected) or (expected != "enters" and not is_untouched):
                    surprises.append((method, address, role, answer, expected, is_untouched))

    assert surprises == []


def fits(answer, expected):
    if expected == "enters":
        # 422: an empty form; 404: this kind of row cannot do that. Never a refusal, never a crash.
        return answer in (200, 302, 404, 422)
    if expected is None:
        return answer in (403, 404, 405)
    return answer == expected


@pytest.mark.parametrize(
    "name", [name for name, found in RULES.items() if found.answers["visitor"] != "enters"]
)
def test_the_rows_of_another_city_do_not_exist_at_my_address(world, name):
    mine = set(addresses(name, world.own, world.own))
    strange = set(addresses(name, world.own, world.other)) - mine
    surprises = []
    for address in strange:
        for role in ("alderman", "contributor", "coordinator"):
            for method in METHODS:
                answer, is_untouched = judge(world, role, method, address)
                if answer not in (403, 404, 405) or not is_untouched:
                    surprises.append((method, address, role, answer, is_untouched))

    assert surprises == []


@pytest.mark.parametrize("role", ROLES)
def test_nobody_finds_a_row_that_only_a_draft_holds(world, role):
    hidden = [
        reverse("actionplans:goal", args=[world.own.goal.uid]),
        reverse("actionplans:action", args=[world.own.action.uid]),
    ]

    answers = [judge(world, role, "GET", address)[0] for address in hidden]

    assert answers == [404, 404]


def test_draft_words_stand_on_no_public_page(world):
    visitor, contributor = world.clients["visitor"], world.clients["contributor"]
    for name, found in RULES.items():
        if found.answers["visitor"] == "enters":
            for address in addresses(name, world.own, world.own):
                assert "Nog geheim" not in visitor.get(address).content.decode(), address
    editor = reverse("actionplans:editor", args=[world.own.plan.city.slug, world.own.plan.slug])
    assert "Nog geheim" in contributor.get(editor).content.decode()


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_only_the_administrator_enters_the_admin(world, role):
    for name, entry in all_patterns():
        if not name.startswith("admin:") or name in ("admin:login", "admin:logout", "admin:None"):
            continue
        arguments = dict.fromkeys(entry.pattern.converters, "1")
        try:
            address = reverse(name, kwargs=arguments)
        except Exception:  # noqa: S112 - regular expression paths without a name
            continue
        for method in ("GET", "POST"):
            answer, is_untouched = judge(world, role, method, address)
            assert (answer in (SIGN_IN, 302, 403, 404, 405), is_untouched) == (True, True), (
                name,
                method,
                answer,
            )


def test_the_administrator_finds_no_plan_texts_in_the_admin():
    tree = {"plan", "edition", "chapter", "goal", "action", "participation", "note"}
    names = {name.removeprefix("admin:actionplans_") for name, _ in all_patterns()}

    assert {name for name in names if name.split("_")[0] in tree} == set()


def test_the_admin_sign_in_is_the_portal_sign_in(client):
    response = client.get(reverse("admin:login"))

    assert response["Location"].startswith(reverse("account_login"))


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
