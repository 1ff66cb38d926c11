"""The story of a plan beyond its editions: its rounds, the plan before it and the plan after it."""

import pytest

from actionplans.editions import draft_of, publish, withdraw
from actionplans.models import CarryOver, Lineage, ProgressEntry, ProgressRound, RoundStep
from cities.log import actor_of
from tests.actionplans.stories import HEADINGS, WHEN, address, at, go_live, story, tell
from tests.counting import queries_of
from tests.factories import make_chapter, make_city, make_goal, make_member, make_plan
from tests.reading import all_words, main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_member(city=make_city(name="Gent"), name="Noor Vandamme")


@pytest.fixture
def plan(officer):
    with at("2026-01-05"):
        return make_plan(city=officer.memberships.get().city, title="Gent voor iedereen")


@pytest.fixture
def goal(plan):
    return make_goal(chapter=make_chapter(plan=plan), title="Meldpunten zijn bekend")


# --- before and after ----------------------------------------
@pytest.fixture
def next_plan(plan, goal, officer):
    """Made of `plan` by a carry-over; its one goal goes on from the older one."""
    go_live(plan, "2026-03-01")
    made = make_plan(city=plan.city, period_from=2032, period_until=2037, title="Nog geheim plan")
    new = make_goal(chapter=make_chapter(plan=made), title="Nog geheim doel")
    Lineage.objects.create(new_uid=new.uid, old_uid=goal.uid, kind="continued")
    with at("2031-10-01"):
        CarryOver.objects.create(
            plan=plan,
            framework=plan.framework,
            period_from=2032,
            period_until=2037,
            started_by=actor_of(officer),
            new_plan=made,
            finished_by=actor_of(officer),
            finished_at="2031-10-02T12:00:00+01:00",
        )
    return made


def test_next_plan_that_is_a_draft_is_told_to_the_own_city_only(client, plan, next_plan, officer):
    outside = story(client, plan)
    client.force_login(make_member())
    other = story(client, plan)
    client.force_login(officer)
    inside = story(client, plan)

    for page in (outside, other):
        text = main_of(page)
        assert [word in text for word in ("2032", "geheim", "volgend")] == [False] * 3
    assert all_words(inside, HEADINGS)[0] == (
        "Het volgende plan staat klaar als ontwerp nog niet gepubliceerd"
    )


def test_carry_over_that_is_not_finished_is_told_to_the_own_city_only(client, plan, goal, officer):
    go_live(plan, "2026-03-01")
    CarryOver.objects.create(
        plan=plan, framework=plan.framework, period_from=2032, started_by=actor_of(officer)
    )

    outside = story(client, plan)
    client.force_login(officer)
    inside = story(client, plan)

    assert "volgend" not in main_of(outside)
    assert all_words(inside, HEADINGS)[0] == (
        "Er is een volgend plan in de maak nog niet gepubliceerd"
    )


def test_both_plans_tell_the_passage_once_both_can_be_read(client, plan, next_plan, goal, officer):
    ProgressEntry.objects.create(
        plan=plan, subject=goal.uid, number=1, state="finished", origin="carry_over"
    )
    go_live(next_plan, "2032-01-10")

    old, new = story(client, plan), story(client, next_plan)
    client.force_login(officer)
    inside = story(client, plan)

    assert all_words(old, HEADINGS)[0] == "Een volgend plan kwam online"
    assert all_words(inside, HEADINGS) == all_words(old, HEADINGS)
    assert all_words(old, "//ol/li[1]/p[2]") == [
        f"Het {next_plan.kind_and_period} gaat verder op dit plan: 1 doel komt hieruit voort. "
        "Bij de overgang: 1 doel afgerond. Wat veranderde tegenover 2026–2031?"
    ]
    assert all_words(new, HEADINGS) == [
        "Editie 1: het plan staat voor het eerst online",
        "Dit plan gaat verder op een vorig plan",
    ]
    assert "1 doel daarvan leeft hier voort." in all_words(new, "//ol/li[2]/p[2]")[0]


def test_descent_without_a_carry_over_joins_two_plans_too(client, plan, goal):
    go_live(plan, "2026-03-01")
    later = make_plan(city=plan.city, period_from=2032, period_until=2037)
    new = make_goal(chapter=make_chapter(plan=later))
    Lineage.objects.create(new_uid=new.uid, old_uid=goal.uid, kind="reworded")
    go_live(later, "2032-01-10")

    assert all_words(story(client, plan), HEADINGS)[0] == "Een volgend plan kwam online"


def test_descent_of_a_goal_that_only_a_draft_holds_is_not_told(client, plan, goal):
    go_live(plan, "2026-03-01")
    later = make_plan(city=plan.city, period_from=2032, period_until=2037)
    make_goal(chapter=make_chapter(plan=later))
    go_live(later, "2032-01-10")
    hidden = make_goal(chapter=draft_of(later).chapters.get(), title="Nog geheim")
    Lineage.objects.create(new_uid=hidden.uid, old_uid=goal.uid, kind="continued")

    assert len(all_words(story(client, plan), HEADINGS)) == 1


# --- rounds ----------------------------------------
@pytest.fixture
def round(plan, goal):
    go_live(plan, "2026-03-01")
    return ProgressRound.objects.create(
        slug="najaar", name="najaar 2026", opens_on="2026-10-01", closes_on="2026-10-31"
    )


def test_round_is_told_with_how_many_goals(client, plan, goal, round):
    tell(plan, goal.uid, round)
    tell(plan, goal.uid, round, number=2, day="2026-10-11")

    page = story(client, plan)

    assert all_words(page, HEADINGS)[0] == "Voortgangsronde “najaar 2026”"
    assert all_words(page, "//ol/li[1]/p") == [
        "11 oktober",
        "Gent vertelde hoe ver het staat met 1 doel. "
        "De ronde liep van 1 oktober 2026 tot en met 31 oktober 2026.",
    ]


def test_closing_a_round_is_told_and_by_whom_to_the_own_city(client, plan, goal, round, officer):
    tell(plan, goal.uid, round)
    RoundStep.objects.create(
        round=round,
        plan=plan,
        number=1,
        kind="closed",
        by=actor_of(officer),
        at="2026-10-20T12:00:00+01:00",
    )

    outside = story(client, plan)
    client.force_login(officer)
    inside = story(client, plan)

    assert all_words(outside, WHEN)[0] == "20 oktober"
    assert all_words(outside, "//ol/li[1]/p[2]")[0].endswith(
        "De ronde is afgesloten voor dit plan."
    )
    assert "Noor" not in main_of(outside)
    assert "Afgesloten door Noor Vandamme op 20 oktober 2026" in all_words(inside, "//ol//ul/li")


def test_round_in_which_nothing_was_told_is_no_part_of_the_story(client, plan, round):
    assert len(all_words(story(client, plan), HEADINGS)) == 1


def test_what_was_told_of_a_goal_that_only_the_draft_holds_is_not_counted(client, plan, round):
    hidden = make_goal(chapter=draft_of(plan).chapters.get(), title="Nog geheim")
    tell(plan, hidden.uid, round)

    assert len(all_words(story(client, plan), HEADINGS)) == 1


def test_number_of_queries_does_not_grow(client, plan, goal, officer):
    def counts(number, editions):
        for _ in range(editions):
            make_goal(chapter=goal.chapter, title="Erbij")
            edition = publish(plan, note="", by=officer)
        withdraw(edition, reason="Fout.", by=officer)
        told = ProgressRound.objects.create(
            slug=f"r{number}", name=f"r{number}", opens_on="2026-10-01", closes_on="2026-10-31"
        )
        tell(plan, goal.uid, told, number=number)
        later = make_plan(city=plan.city, period_from=2031 + number, period_until=2040 + number)
        new = make_goal(chapter=make_chapter(plan=later))
        Lineage.objects.create(new_uid=new.uid, old_uid=goal.uid, kind="split")
        publish(later, note="", by=officer)
        RoundStep.objects.create(
            round=told, plan=plan, number=1, kind="closed", by=actor_of(make_member())
        )
        return queries_of(client, address(plan))

    assert counts(1, 2) == counts(2, 1) == counts(3, 4)
    assert plan.editions.published().count() == 7
