"""A city has one plan per framework and period, however often somebody presses the button."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actionplans.models import Edition, Plan
from actionplans.plans import PlanExistsError, create_plan
from cities.models import LogEntry
from tests.concurrency import at_once
from tests.factories import make_city, make_member, make_plan

pytestmark = pytest.mark.django_db


def test_new_plan_has_an_address_a_title_and_an_empty_draft():
    city = make_city(name="Voorbeeldstad")
    officer = make_member(city=city, name="Noor Vandamme")

    plan = make_plan(city=city, by=officer)

    draft = plan.editions.get()
    assert (plan.slug, plan.created_by.label) == ("tienpuntenplan-2026-2031", "Noor Vandamme")
    assert (draft.state, draft.title) == ("draft", "Tienpuntenplan 2026–2031 van Voorbeeldstad")
    assert not draft.chapters.exists()
    entry = LogEntry.objects.get(verb="plan made")
    assert (entry.city, entry.actor.user) == (city, officer)


def test_thematic_plan_has_its_theme_in_the_address():
    plan = make_plan(framework="thematic", theme="Regenboog & co", period_until=None)

    assert plan.slug == "plan-regenboog-co-2026"


def test_plan_made_by_the_portal_itself_has_no_maker():
    plan = create_plan(
        city=make_city(), framework="eccar", period_from=2026, period_until=2031, by=None
    )

    assert plan.created_by is None


def test_same_plan_twice_is_told():
    plan = make_plan()

    with pytest.raises(PlanExistsError) as error:
        make_plan(city=plan.city)

    assert error.value.plan == plan
    assert Plan.objects.count() == 1


def test_same_plan_under_another_address_is_told():
    plan = make_plan()
    Plan.objects.filter(pk=plan.pk).update(slug="ons-plan")

    with pytest.raises(PlanExistsError) as error:
        make_plan(city=plan.city)

    assert error.value.plan == plan


@pytest.mark.parametrize(
    "values",
    [
        {"period_from": 2031, "period_until": 2026},
        {"period_from": 26, "period_until": 31},
        {"framework": "thematic", "theme": ""},
        {"framework": "eccar", "theme": "Regenboog"},
    ],
)
def test_impossible_plan_is_refused(values):
    city = make_city()

    with pytest.raises(ValidationError):
        make_plan(city=city, **values)

    assert not Plan.objects.exists()
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"slug": "nieuw"},
        {"period_until": 2020},
        {"period_from": 26},
        {"theme": "Regenboog"},
        {"framework": "thematic"},
    ],
)
def test_database_refuses_an_impossible_plan(values):
    plan = make_plan()

    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(**values)


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_same_plan_get_one_plan_and_one_message(database_of_many):
    for _ in range(5):
        city = make_city()
        officer = make_member(city=city)

        outcomes = at_once(*[lambda c=city, o=officer: make_plan(city=c, by=o)] * 2)

        outcomes.sort(key=lambda outcome: isinstance(outcome, Exception))
        assert [type(outcome) for outcome in outcomes] == [Plan, PlanExistsError]
        assert outcomes[1].plan == outcomes[0]
        assert Edition.objects.filter(plan__city=city).count() == 1
