"""Starting a plan: one city, one kind, one period."""

import pytest
from django.urls import reverse

from actionplans.models import Plan
from tests.actionplans.desk import Desk, errors_of, form_of, messages_of
from tests.factories import make_city, make_plan

pytestmark = pytest.mark.django_db

PERIOD = {"period_from": 2026, "period_until": 2031}


@pytest.fixture
def desk():
    """A coordinator of Gent, which has one plan already."""
    return Desk(plan=make_plan(city=make_city(name="Gent"), period_from=2020, period_until=2025))


@pytest.fixture
def url(desk):
    return reverse("actionplans:plan_create", args=["gent"])


def new_plans(desk):
    return list(desk.plan.city.plans.exclude(pk=desk.plan.pk))


def test_coordinator_starts_a_plan(desk, url):
    response = desk.save(url, framework="eccar", theme="Wordt niet bewaard", **PERIOD)

    [plan] = new_plans(desk)
    assert (plan.framework, plan.theme, plan.period_from, plan.period_until, plan.slug) == (
        *("eccar", "", 2026, 2031),
        "tienpuntenplan-2026-2031",
    )
    assert plan.editions.get().title == "Tienpuntenplan 2026–2031 van Gent"
    assert response["Location"] == "/mijn-stad/gent/plannen/tienpuntenplan-2026-2031/"
    assert messages_of(response) == [
        "ECCAR-tienpuntenplan 2026–2031 van Gent staat klaar. Lees een document in of begin zelf."
    ]


def test_plan_without_an_end_is_made(desk, url):
    desk.save(url, framework="integrated", period_from=2026)

    assert new_plans(desk)[0].period == "vanaf 2026"


def test_thematic_plan_has_a_theme(desk, url):
    desk.save(url, framework="thematic", theme="Rainbow", **PERIOD)

    assert new_plans(desk)[0].slug == "plan-rainbow-2026-2031"


FOUR_DIGITS = "Schrijf de jaren met vier cijfers, bijvoorbeeld 2026."
WRONG = {
    "no theme": (
        {"framework": "thematic"},
        {"theme": ["Geef een thematisch plan een thema, bijvoorbeeld Rainbow."]},
    ),
    "no year": ({"period_from": ""}, {"period_from": ["Dit veld is verplicht."]}),
    "two digits": ({"period_from": 26}, {"": [FOUR_DIGITS]}),
    "a far future": ({"period_until": 20311}, {"": [FOUR_DIGITS]}),
    "a negative year": (
        {"period_from": -2026},
        {"period_from": ["Zorg ervoor dat deze waarde minstens 0 is."]},
    ),
    "a huge year": ({"period_from": "9" * 5000}, {"period_from": ["Voer een geheel getal in."]}),
    "an end before the start": (
        {"period_until": 2020},
        {"": ["Het laatste jaar kan niet voor het eerste liggen."]},
    ),
    "an unknown kind": (
        {"framework": "onbekend"},
        {"framework": ["Selecteer een geldige keuze. onbekend is geen beschikbare keuze."]},
    ),
    "a NUL": (
        {"framework": "thematic", "theme": "a\0b"},
        {"theme": ["Null-tekens zijn niet toegestaan."]},
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_is_told_and_stays(desk, url, case):
    typed, errors = WRONG[case]

    response = desk.save(url, **{"framework": "eccar", **PERIOD, **typed})

    told = errors_of(response)
    assert (response.status_code, new_plans(desk)) == (422, [])
    assert {name: told.get(name) for name in errors} == errors
    if case == "an end before the start":
        assert form_of(response)["period_until"] == ["2020"]


def test_very_long_years_are_no_accident(desk, url):
    response = desk.save(url, framework="eccar", period_from="9" * 18, period_until="9" * 18)

    assert (response.status_code, new_plans(desk)) == (422, [])


def test_plan_that_exists_is_refused(desk, url):
    response = desk.save(url, framework="eccar", period_from=2020, period_until=2025)

    assert errors_of(response) == {"": ["Dit plan bestaat al: zelfde soort, thema en periode."]}
    assert (response.status_code, Plan.objects.count()) == (422, 1)


def test_double_click_makes_one_plan(desk, url):
    for _ in range(2):
        desk.save(url, framework="eccar", **PERIOD)

    assert len(new_plans(desk)) == 1


def test_nothing_posted_at_all_is_a_form_with_errors(desk, url):
    response = desk.post(url)

    assert (response.status_code, sorted(errors_of(response))) == (
        422,
        ["framework", "period_from"],
    )


@pytest.mark.parametrize(("role", "status"), [("alderman", 403), ("contributor", 302)])
def test_who_works_on_plans_may_start_one(desk, url, role, status):
    other = Desk(plan=desk.plan, role=role)

    response = other.post(url, {"framework": "eccar", **PERIOD})

    assert (response.status_code, len(new_plans(desk))) == (status, int(status == 302))


def test_nobody_starts_a_plan_for_another_city(desk):
    other = make_city(name="Brugge")

    response = desk.post(reverse("actionplans:plan_create", args=["brugge"]), PERIOD)

    assert (response.status_code, other.plans.count()) == (404, 0)
