"""Which addresses elsewhere the worker looks after: those that a plan refers to today."""

import pytest

from actionplans.editions import publish
from actionplans.links import addresses
from actionplans.progress.entries import enter
from tests.factories import make_goal, make_member, published_plan, tell

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


def evidence(*names):
    return [{"label": name, "url": f"https://stad.example/{name}"} for name in names]


def test_later_word_on_a_goal_mends_the_broken_link_of_an_earlier_one():
    plan = published_plan(goals=2)
    first, second = plan.editions.published().get().goals.all()
    tell(plan=plan, goal=second, evidence=evidence("ander-doel"))
    tell(plan=plan, goal=first, evidence=evidence("stuk"))
    before = addresses()

    tell(plan=plan, goal=first, text="Nu goed.", evidence=evidence("goed"))

    assert before == {"https://stad.example/stuk", "https://stad.example/ander-doel"}
    assert addresses() == {"https://stad.example/goed", "https://stad.example/ander-doel"}


def test_later_word_without_a_link_refers_to_none():
    plan = published_plan()
    tell(plan=plan, evidence=evidence("stuk"))

    tell(plan=plan, text="Zonder bewijs.")

    assert addresses() == set()
