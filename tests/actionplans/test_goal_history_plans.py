"""The story of one goal over several plans, and never what only a draft says."""

import pytest

from actionplans.editions import draft_of
from actionplans.models import Goal, Lineage
from actionplans.story.goal_history import goal_story as story_of
from tests.actionplans.stories import LINES, go_live, goal_story, next_goal
from tests.factories import make_chapter, make_city, make_goal, make_member, make_plan
from tests.reading import all_words, main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(city=make_city(name="Gent"), title="Gent voor iedereen")


@pytest.fixture
def goal(plan):
    chapter = make_chapter(plan=plan)
    make_goal(chapter=chapter, title="Blijft altijd", code="9.9", position=9)
    return make_goal(chapter=chapter, title="Meldpunten zijn bekend", code="1.1", position=1)


def rewrite(goal, **values):
    Goal.objects.filter(pk=goal.pk).update(**values)
    goal.refresh_from_db()


# --- over plans ----------------------------------------
def test_goal_is_followed_through_three_plans_from_each_of_them(client, plan, goal):
    go_live(plan, "2026-03-01")
    second = next_goal(plan, goal, title="Meldpunten werken samen", kind="reworded")
    go_live(second.edition.plan, "2032-03-01")
    third = next_goal(plan, second, title="Eén meldpunt", years=(2038, 2043))
    go_live(third.edition.plan, "2038-03-01")

    pages = [goal_story(client, one) for one in (goal, second, third)]

    plans = [third.edition.plan, second.edition.plan, plan]
    for page in pages:
        assert all_words(page, "//main//h2") == [
            one.kind_and_period[0].upper() + one.kind_and_period[1:] for one in plans
        ]
    first = "Staat voor het eerst in het plan, in editie 1, als doel 1.1."
    reworded = "Geherformuleerd {} (ECCAR-tienpuntenplan {})."
    on = "Voortgezet {} (ECCAR-tienpuntenplan {})."
    of_second = reworded.format("uit 1.1 Meldpunten zijn bekend", "2026–2031")
    of_third = on.format("uit 1.1 Meldpunten werken samen", "2032–2037")
    assert [all_words(page, LINES) for page in pages] == [
        [first, of_third, first]
        + [reworded.format("in 1.1 Meldpunten werken samen", "2032–2037"), first],
        [first, on.format("in 1.1 Eén meldpunt", "2038–2043"), first, of_second, first],
        [first, of_third, first, of_second, first],
    ]


def test_old_words_stand_beside_those_of_the_next_plan(client, plan, goal):
    go_live(plan, "2026-03-01")
    new = next_goal(plan, goal, title="Meldpunten werken samen", kind="reworded", code="3.2")
    go_live(new.edition.plan, "2032-03-01")

    page = goal_story(client, new)

    assert all_words(page, "//ol//del") == ["1.1", "zijn bekend"]
    assert all_words(page, "//ol//ins") == ["3.2", "werken samen"]


def descent(page, word):
    return [line for line in all_words(page, LINES) if line.startswith(word)]


def test_split_is_told_once_from_whichever_goal(client, plan, goal):
    go_live(plan, "2026-03-01")
    one = next_goal(plan, goal, title="Het ene", kind="split")
    two = make_goal(chapter=one.chapter, title="Het andere", code="1.2")
    Lineage.objects.create(new_uid=two.uid, old_uid=goal.uid, kind="split")
    go_live(one.edition.plan, "2032-03-01")

    pages = [goal_story(client, row) for row in (goal, two)]

    assert [descent(page, "Opgesplitst") for page in pages] == [
        ["Opgesplitst in 1.1 Het ene en 1.2 Het andere (ECCAR-tienpuntenplan 2032–2037)."],
        ["Opgesplitst uit 1.1 Meldpunten zijn bekend (ECCAR-tienpuntenplan 2026–2031)."],
    ]
    assert all_words(pages[0], "//ol//del") == []


def test_merge_is_told_once_from_whichever_goal(client, plan, goal):
    olds = [goal, *(make_goal(chapter=goal.chapter, code=code, title="Ook") for code in "23")]
    go_live(plan, "2026-03-01")
    new = next_goal(plan, goal, title="Samen", kind="merged")
    for old in olds[1:]:
        Lineage.objects.create(new_uid=new.uid, old_uid=old.uid, kind="merged")
    go_live(new.edition.plan, "2032-03-01")

    pages = [goal_story(client, row) for row in (new, goal)]

    assert [descent(page, "Samengevoegd") for page in pages] == [
        [
            "Samengevoegd uit 1.1 Meldpunten zijn bekend, 2 Ook en 3 Ook "
            "(ECCAR-tienpuntenplan 2026–2031)."
        ],
        ["Samengevoegd in 1.1 Samen (ECCAR-tienpuntenplan 2032–2037)."],
    ]


def test_lines_of_descent_in_a_ring_end(client, plan, goal):
    other = make_goal(chapter=goal.chapter, title="De andere")
    Lineage.objects.create(new_uid=other.uid, old_uid=goal.uid, kind="continued")
    Lineage.objects.create(new_uid=goal.uid, old_uid=other.uid, kind="continued")
    go_live(plan, "2026-03-01")

    page = goal_story(client, goal)

    assert (page.status_code, len(all_words(page, LINES))) == (200, 4)


# --- what is not published ----------------------------------------
def test_words_of_the_draft_are_told_to_nobody(client, plan, goal):
    go_live(plan, "2026-03-01")
    rewrite(goal, title="Nog geheim")
    hidden = next_goal(plan, goal, title="Nog geheim doel")

    client.force_login(make_member(city=plan.city))
    page = goal_story(client, goal)

    assert draft_of(hidden.edition.plan).goals.get() == hidden
    assert [word in main_of(page) for word in ("geheim", str(hidden.uid), "2032")] == [False] * 3


def test_goal_that_only_a_draft_holds_has_no_goal_story(client, plan, goal):
    go_live(make_goal().edition.plan, "2026-03-01")
    client.force_login(make_member(city=plan.city))

    assert goal_story(client, goal).status_code == 404
    assert story_of(goal.uid) is None


def test_descent_by_way_of_a_draft_joins_what_was_published(client, plan, goal):
    go_live(plan, "2026-03-01")
    hidden = next_goal(plan, goal, title="Nog geheim")
    third = next_goal(plan, hidden, title="Eén meldpunt", years=(2038, 2043))
    go_live(third.edition.plan, "2038-03-01")

    page = goal_story(client, third)

    assert len(all_words(page, "//main//h2")) == 2
    assert "geheim" not in main_of(page)
