"""Which addresses elsewhere the worker looks after: those that a visitor can follow today."""

import pytest

from actionplans.editions import publish
from actionplans.links import addresses
from actionplans.progress.entries import enter
from tests.factories import make_goal, make_member, published_plan

pytestmark = pytest.mark.django_db


def decided(link):
    return {"decision_link": link}


def test_decisions_of_current_editions_and_evidence_are_named(django_assert_num_queries):
    plan = published_plan(decision=decided("https://stad.example/oud"))
    make_goal(chapter=plan.editions.drafts().get().chapters.get(), title="Nieuw")
    coordinator = make_member(city=plan.city)
    publish(plan, note="", by=coordinator, decision=decided("https://stad.example/nieuw"))
    goal = plan.editions.published().last().goals.first()
    evidence = [{"label": "Verslag", "url": "https://stad.example/verslag"}]
    values = {"state": "running", "schedule": "on_schedule", "evidence": evidence}
    enter(plan, "goal", goal.uid, values=values, seen=0, by=coordinator)
    published_plan()

    with django_assert_num_queries(3):
        found = addresses()

    assert found == {"https://stad.example/nieuw", "https://stad.example/verslag"}
