"""Where two good deeds meet badly: words are never lost, and nothing ends in a crash."""

import uuid

import pytest

from actionplans import drafting, editions, rows, undoing
from actionplans.archive import content_checksum
from actionplans.models import Edition, Goal
from actionplans.rows import Tree
from cities.models import Ground
from tests.factories import fill_plan, make_chapter, make_member, make_plan, published_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return fill_plan(plan=make_plan())


@pytest.fixture
def officer(plan):
    return make_member(city=plan.city)


@pytest.fixture
def goal(plan):
    return Goal.objects.get(edition__plan=plan)


def test_other_words_from_a_form_that_was_used_before_are_a_new_goal(plan, officer, goal):
    key, home = uuid.uuid4(), {"chapter": str(goal.chapter.uid)}
    drafting.add(plan, "goal", {**home, "title": "Eerste"}, uid=key, by=officer)
    drafting.add(plan, "goal", {**home, "title": "Eerste"}, uid=key, by=officer)
    drafting.add(plan, "goal", {**home, "title": "Tweede"}, uid=key, by=officer)

    titles = Goal.objects.exclude(pk=goal.pk).values_list("title", flat=True)
    assert list(titles) == ["Eerste", "Tweede"]


def test_undo_that_would_turn_years_around_is_refused(plan, officer, goal):
    def change(values, seen):
        return drafting.change(plan, "goal", goal.uid, values, seen=seen, by=officer)

    change({"timing_from": 2020, "timing_until": 2021}, 1)
    later = change({"timing_until": 2025}, 2)
    change({"timing_from": 2023}, 3)

    with pytest.raises(drafting.CannotChangeError):
        undoing.undo(plan, later, by=officer)

    goal.refresh_from_db()
    assert (goal.timing_from, goal.timing_until) == (2023, 2025)


def test_undo_with_an_entry_that_is_gone_from_its_list_is_refused(plan, officer, goal):
    ground = Ground.objects.create(code="tijdelijk", label="Tijdelijk")
    drafting.change(plan, "goal", goal.uid, {"grounds": ["tijdelijk"]}, seen=1, by=officer)
    gone = drafting.change(plan, "goal", goal.uid, {"grounds": []}, seen=2, by=officer)
    ground.delete()

    with pytest.raises(drafting.CannotChangeError, match="tijdelijk"):
        undoing.undo(plan, gone, by=officer)


def test_a_goal_that_a_colleague_just_changed_is_not_deleted(plan, officer, goal):
    drafting.change(plan, "goal", goal.uid, {"title": "Van de collega"}, seen=1, by=officer)

    with pytest.raises(drafting.CannotChangeError):
        drafting.delete(plan, "goal", goal.uid, seen=1, by=officer)

    assert Goal.objects.filter(pk=goal.pk).exists()


def test_a_tree_read_while_a_chapter_comes_in_leaves_its_goals_for_the_next_look(
    plan, goal, monkeypatch
):
    draft = editions.draft_of(plan)
    late = make_chapter(plan=plan, number="2")
    Goal.objects.create(edition=draft, chapter=late, title="Te vroeg gelezen")
    read = rows.rows_of
    monkeypatch.setattr(
        rows,
        "rows_of",
        lambda kind, edition: (
            read(kind, edition).exclude(pk=late.pk) if kind == "chapter" else read(kind, edition)
        ),
    )

    tree = Tree(draft)

    assert [row.pk for row in tree.goals] == [goal.pk]


def test_the_same_text_can_be_published_again_after_a_withdrawal():
    plan = published_plan()
    officer = make_member(city=plan.city)
    editions.withdraw(editions.current_edition(plan), reason="Te vroeg.", by=officer)

    tree = Tree(editions.draft_of(plan))
    is_changed = editions.has_unpublished_changes(tree, editions.current_edition(plan))
    edition = editions.publish(plan, note="Opnieuw", by=officer)

    assert (is_changed, edition.number) == (True, 2)


def test_an_edition_of_an_older_schema_is_compared_by_its_rows():
    plan = published_plan()
    tree = Tree(editions.draft_of(plan))
    edition = Edition.objects.published().get(plan=plan)
    edition.schema_version, edition.content_sha256 = 0, "from before"

    assert content_checksum(tree) == editions.content_sum_of(edition)
    assert editions.has_unpublished_changes(tree, edition) is False
