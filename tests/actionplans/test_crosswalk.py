"""Goals and the ten commitments: a goal's own replace its chapter's, and none is ever lost."""

import pytest

from actionplans.crosswalk import (
    follows_the_ten,
    goals_per_commitment,
    hue_of,
    segments,
    unmapped_goals,
)
from actionplans.editions import draft_of
from actionplans.models import Commitment
from actionplans.rows import Tree
from tests.factories import fill_plan, make_chapter, make_goal, make_plan

pytestmark = pytest.mark.django_db


def reach(plan):
    tree = Tree(draft_of(plan))
    return {
        number: [goal.code for goal in goals]
        for number, goals in goals_per_commitment(tree).items()
        if goals
    }


def test_goal_counts_at_every_commitment_of_its_chapter():
    plan = make_plan()
    make_goal(chapter=make_chapter(plan=plan, commitments=(2, 7)), code="1.1")

    assert reach(plan) == {2: ["1.1"], 7: ["1.1"]}


def test_own_commitments_of_a_goal_replace_those_of_its_chapter():
    plan = make_plan()
    goal = make_goal(chapter=make_chapter(plan=plan, commitments=(2,)), code="1.1")
    goal.commitments.set(Commitment.objects.filter(number__in=(9, 3)))

    assert reach(plan) == {3: ["1.1"], 9: ["1.1"]}


def test_goal_without_commitment_is_listed_apart():
    plan = make_plan()
    make_goal(chapter=make_chapter(plan=plan, commitments=()), code="1.1")
    make_goal(chapter=make_chapter(plan=plan, commitments=(4,), number="2"), code="2.1")

    assert [goal.code for goal in unmapped_goals(Tree(draft_of(plan)))] == ["1.1"]


def test_goals_keep_the_reading_order_of_their_chapters():
    plan = make_plan()
    first, second = (make_chapter(plan=plan, number=n, commitments=(1,)) for n in "12")
    for chapter, code in ((second, "2.1"), (first, "1.1"), (second, "2.2"), (first, "1.2")):
        make_goal(chapter=chapter, code=code)

    assert reach(plan) == {1: ["1.1", "1.2", "2.1", "2.2"]}


def test_chapter_wears_the_colour_of_its_first_commitment_or_none():
    plan = make_plan()
    chapters = [make_chapter(plan=plan, commitments=numbers) for numbers in ((8, 3), ())]

    assert [hue_of(chapter) for chapter in chapters] == [3, 0]


def test_wheel_has_ten_segments_or_nothing_at_all():
    drawn = segments({3: 2}, {3: "Steun"}, url=lambda number: f"#{number}")

    assert (len(drawn), drawn[2], drawn[0]["url"]) == (
        10,
        {"number": 3, "title": "Steun", "n_goals": 2, "url": "#3"},
        "",
    )
    assert segments({3: 0}, {}) == []


def test_plan_follows_the_ten_only_when_each_chapter_is_one_of_them():
    whole = fill_plan(chapters=10)
    part = fill_plan(chapters=9)
    other = fill_plan(chapters=10)
    draft_of(other).goals.first().commitments.set(Commitment.objects.filter(number=5))

    trees = [Tree(draft_of(plan)) for plan in (whole, part, other)]

    assert [follows_the_ten(tree) for tree in trees] == [True, False, False]
