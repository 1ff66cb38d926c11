"""The actions of a goal in its story: which came, went or changed, from edition to edition."""

import pytest

from actionplans.models import Action, Chapter, Edition, Goal, Lineage
from actionplans.story.goal_history import wording_changes
from tests.actionplans.stories import LINES, go_live, goal_story, next_goal
from tests.counting import queries_of
from tests.factories import make_action, make_goal
from tests.reading import all_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal():
    return make_goal(chapter=None, title="Meldpunten zijn bekend", code="1.1")


def told(page, place=1):
    return list(
        zip(
            all_words(page, f"//ol/li[{place}]//dt"),
            all_words(page, f"//ol/li[{place}]//dd"),
            strict=True,
        )
    )


def test_actions_that_came_went_and_changed_are_told_with_the_edition(client, goal):
    kept, gone = (
        make_action(goal=goal, text="Een campagne"),
        make_action(goal=goal, text="Een gids"),
    )
    make_action(goal=goal, text="Blijft zo")
    go_live(goal.edition.plan, "2026-03-01")
    gone.delete()
    Action.objects.filter(pk=kept.pk).update(text="Een grote campagne")
    make_action(goal=goal, text="Een meting")
    go_live(goal.edition.plan, "2026-04-01")

    page = goal_story(client, goal)

    assert all_words(page, LINES)[0] == "Gewijzigd in editie 2."
    assert told(page) == [
        ("Actie herschreven", "Een grote campagne"),
        ("Actie erbij", "Een meting"),
        ("Actie weg", "Een gids"),
    ]
    assert all_words(page, "//ol/li[1]//ins") == ["grote", "Een meting"]
    assert all_words(page, "//ol/li[1]//del") == ["Een gids"]


def test_action_of_another_goal_is_no_part_of_the_story(client, goal):
    other = make_goal(chapter=goal.chapter)
    go_live(goal.edition.plan, "2026-03-01")
    make_action(goal=other)
    go_live(goal.edition.plan, "2026-04-01")

    assert len(all_words(goal_story(client, goal), LINES)) == 1


def test_action_in_the_next_plan_is_known_by_its_descent_or_its_words(client, goal):
    first, second = make_action(goal=goal, text="Een campagne"), make_action(goal=goal, text="Gids")
    go_live(goal.edition.plan, "2026-03-01")
    new = next_goal(goal.edition.plan, goal, title=goal.title)
    heir = make_action(goal=new, text="Een grote campagne")
    Lineage.objects.create(new_uid=heir.uid, old_uid=first.uid, kind="reworded")
    make_action(goal=new, text=f" {second.text}")
    go_live(new.edition.plan, "2032-03-01")

    page = goal_story(client, new)

    assert told(page, 2) == [("Actie herschreven", "Een grote campagne")]


def test_same_words_under_another_uid_are_no_news():
    def row(*texts):
        made = Goal(chapter=Chapter(title="Een"), edition=Edition(plan_id=1))
        made.action_list = [Action(text=text) for text in texts]
        return made

    assert wording_changes(row("Een", "Een"), row("Een", "Een")) == {}
    assert wording_changes(row("Een"), row("Een", "Een")) == {
        "texts": [("Actie erbij", [("added", "Een")])]
    }


def test_number_of_queries_does_not_grow_with_the_actions(client):
    counts = []
    for number in (1, 3, 8):
        goal = make_goal(chapter=None, title="Doel")
        for _ in range(number):
            make_action(goal=goal)
        go_live(goal.edition.plan, "2026-03-01")
        Action.objects.filter(goal=goal).update(text="Anders")
        go_live(goal.edition.plan, "2026-04-01")
        counts.append(queries_of(client, f"/doelen/{goal.uid}/geschiedenis/"))

    assert counts[0] == counts[1] == counts[2]
