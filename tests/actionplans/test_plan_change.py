"""Kind and period can be mended until the plan is published; its address follows."""

import pytest
from django.urls import reverse

from actionplans.editions import draft_of
from tests.factories import make_member, make_plan, published_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(period_from=2025, period_until=2031)


@pytest.fixture
def officer(client, plan):
    officer = make_member(city=plan.city, role="contributor")
    client.force_login(officer)
    return officer


def address(plan):
    return reverse("actionplans:plan_change", args=[plan.city.slug, plan.slug])


RIGHT = {"framework": "eccar", "theme": "", "period_from": 2026, "period_until": 2031}


def test_contributor_mends_the_period_and_the_title_and_address_follow(client, plan, officer):
    response = client.post(address(plan), RIGHT)

    plan.refresh_from_db()
    assert (plan.period_from, plan.slug) == (2026, "tienpuntenplan-2026-2031")
    assert draft_of(plan).title == f"Tienpuntenplan 2026–2031 van {plan.city}"
    assert response["Location"] == plan.get_editor_url()


def test_a_title_of_the_city_itself_stays(client, plan, officer):
    draft = draft_of(plan)
    draft.title = "Samen in de stad"
    draft.save()

    client.post(address(plan), RIGHT)

    assert draft_of(plan).title == "Samen in de stad"


def test_a_plan_that_exists_already_is_told_and_nothing_changes(client, plan, officer):
    make_plan(city=plan.city, period_from=2026, period_until=2031)

    response = client.post(address(plan), RIGHT)

    plan.refresh_from_db()
    assert (response.status_code, plan.period_from) == (422, 2025)
    assert "Dit plan bestaat al" in response.content.decode()


def test_a_published_plan_keeps_its_address(client):
    plan = published_plan(period_from=2025, period_until=2031)
    client.force_login(make_member(city=plan.city))

    response = client.post(address(plan), RIGHT)

    plan.refresh_from_db()
    assert (plan.period_from, response["Location"]) == (2025, plan.get_editor_url())
