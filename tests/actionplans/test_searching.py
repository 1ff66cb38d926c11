"""What a plan is found by: its newest edition, and nothing of a draft."""

import pytest
import time_machine
from django.urls import reverse

from actionplans import searching
from actionplans.editions import draft_of, publish, withdraw
from actionplans.models import Action, Chapter, Goal
from cities.models import PolicyDomain, SearchEntry, SearchPlace
from tests.factories import (
    make_action,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_participation,
    make_plan,
    published_plan,
)

pytestmark = pytest.mark.django_db


def entries_of(plan):
    """{(kind, title)}"""
    return set(SearchEntry.objects.filter(parent=plan.uid).values_list("kind", "title"))


def words_of(uid):
    return set(SearchPlace.objects.filter(entry__uid=uid).values_list("word__word", flat=True))


@pytest.fixture
def plan():
    plan = make_plan(city=make_city(name="Gent"), title="Stad van iedereen")
    chapter = make_chapter(plan=plan, title="Wonen", number="7", description="Een huis.")
    goal = make_goal(chapter=chapter, title="Eerlijk verhuren", explanation="Met testen.")
    make_action(goal=goal, text="Een gids", responsible="Dienst Wonen")
    make_participation(chapter=chapter, label="Huurdersbond")
    make_participation(goal=goal, label="Unia")
    goal.domains.set(PolicyDomain.objects.filter(code="onderwijs"))
    return plan


@pytest.fixture
def coordinator(plan):
    return make_member(city=plan.city)


def test_publishing_writes_the_plan_and_its_parts(plan, coordinator):
    publish(plan, note="", by=coordinator)

    assert entries_of(plan) == {
        ("plan", "Stad van iedereen"),
        ("chapter", "7. Wonen"),
        ("goal", "Eerlijk verhuren"),
        ("action", "Een gids"),
    }


def test_each_part_has_its_own_address_and_the_city(plan, coordinator):
    publish(plan, note="", by=coordinator)

    chapter, goal, action = Chapter.objects.first(), Goal.objects.first(), Action.objects.first()
    addresses = dict(SearchEntry.objects.filter(city=plan.city).values_list("kind", "url"))
    assert addresses == {
        "plan": plan.get_absolute_url(),
        "chapter": f"{plan.get_absolute_url()}#hoofdstuk-{chapter.uid}",
        "goal": reverse("actionplans:goal", args=[goal.uid]),
        "action": reverse("actionplans:action", args=[action.uid]),
    }


def test_labels_and_partners_can_be_searched_and_are_not_in_the_text(plan, coordinator):
    publish(plan, note="", by=coordinator)

    goal, chapter = Goal.objects.first(), Chapter.objects.first()
    entry = SearchEntry.objects.get(uid=goal.uid)
    assert {"onderwijs", "unia", "testen"} <= words_of(goal.uid)
    assert entry.text == "Met testen."
    assert "huurdersbond" in words_of(chapter.uid)
    assert {"dienst", "gids"} <= words_of(Action.objects.first().uid)


def test_a_long_goal_is_cut_in_its_title_and_whole_in_its_text(plan, coordinator):
    Goal.objects.update(title="woord " * 60 + "einde")

    publish(plan, note="", by=coordinator)

    entry = SearchEntry.objects.get(kind="goal")
    assert (len(entry.title) <= 202, entry.title[-1]) == (True, "…")
    assert "einde" in words_of(entry.uid)


def test_a_draft_has_no_words(plan):
    make_goal(chapter=Chapter.objects.get(), title="Onvindbaar geheim")

    assert SearchEntry.objects.count() == 0


def test_what_is_changed_in_the_draft_is_found_when_it_is_published(plan, coordinator):
    publish(plan, note="", by=coordinator)
    draft = Goal.objects.filter(edition=draft_of(plan))
    draft.update(title="Iets anders")
    before = entries_of(plan)

    publish(plan, note="", by=coordinator)

    assert ("goal", "Eerlijk verhuren") in before
    assert entries_of(plan) ^ before == {("goal", "Eerlijk verhuren"), ("goal", "Iets anders")}


def test_what_left_the_plan_is_found_no_longer(plan, coordinator):
    publish(plan, note="", by=coordinator)
    Action.objects.filter(edition=draft_of(plan)).delete()

    publish(plan, note="", by=coordinator)

    assert [kind for kind, _ in entries_of(plan) if kind == "action"] == []


def test_a_withdrawn_edition_leaves_nothing(plan, coordinator):
    edition = publish(plan, note="", by=coordinator)

    withdraw(edition, reason="Fout", by=coordinator)

    assert entries_of(plan) == set()


def test_withdrawing_an_older_edition_leaves_the_newest(plan, coordinator):
    older = publish(plan, note="", by=coordinator)
    Goal.objects.filter(edition=draft_of(plan)).update(title="Beter")
    publish(plan, note="", by=coordinator)

    withdraw(older, reason="Fout", by=coordinator)

    assert ("goal", "Beter") in entries_of(plan)


def test_publishing_again_after_a_withdrawal_brings_it_back(plan, coordinator):
    withdraw(publish(plan, note="", by=coordinator), reason="Fout", by=coordinator)

    publish(plan, note="", by=coordinator)

    assert len(entries_of(plan)) == 4


def test_plans_do_not_touch_each_other():
    one, other = published_plan(), published_plan()
    before = entries_of(other)

    searching.refresh(one)

    assert (entries_of(other), len(before)) == (before, 4)


@time_machine.travel("2027-05-01 12:00 +0200", tick=False)
def test_plans_that_do_not_run_are_those_before_and_after_today():
    made = {
        years: make_plan(period_from=years[0], period_until=years[1]).uid
        for years in [(2020, 2026), (2020, 2027), (2027, None), (2028, 2030)]
    }

    found = {row["uid"] for row in searching.not_running()}

    assert found == {made[2020, 2026], made[2028, 2030]}
