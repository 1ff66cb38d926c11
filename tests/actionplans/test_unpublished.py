"""Since when a draft says something else than the edition that visitors read."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.drafting import add, change, delete, move, move_to
from actionplans.editions import current_edition, draft_of, publish, withdraw
from actionplans.rows import Tree
from actionplans.undoing import undo
from actionplans.unpublished import unpublished_since
from tests.factories import make_goal, make_member, make_plan, make_user, published_plan

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)


def day(number):
    return BEGIN + timedelta(days=number)


@pytest.fixture
def clock(time_machine):
    """Puts the clock on noon of a day; published on day 0."""

    def to(number):
        time_machine.move_to(day(number), tick=False)

    to(0)
    return to


@pytest.fixture
def plan(clock):
    return published_plan(goals=2)


def goals(plan):
    return Tree(draft_of(plan)).chapters[0].goal_list


def retitle(plan, title, *, which=0):
    goal = goals(plan)[which]
    return change(plan, "goal", goal.uid, {"title": title}, seen=goal.version, by=make_user())


def since(plan):
    return unpublished_since(plan)


def test_draft_that_says_the_same_waits_for_nothing(plan):
    assert since(plan) is None


def test_plan_that_was_never_published_has_no_since(clock):
    plan = make_plan()
    add(plan, "chapter", {"title": "Waakzaamheid"}, uid=uuid.uuid4(), by=make_user())

    assert since(plan) is None


def test_first_change_that_stands_counts(plan, clock):
    clock(1)
    retitle(plan, "Nieuw")
    clock(2)
    retitle(plan, "Nieuwer")

    assert since(plan) == day(1)


def test_change_that_was_taken_back_does_not_count(plan, clock):
    clock(1)
    first = retitle(plan, "Nieuw")
    clock(2)
    retitle(plan, "Ook nieuw", which=1)
    clock(3)
    undo(plan, first, by=make_user())

    assert since(plan) == day(2)


def test_words_that_left_again_count_from_the_second_time(plan, clock):
    old = goals(plan)[0].title
    for number, title in ((1, "Nieuw"), (2, old), (3, "Nieuwer")):
        clock(number)
        retitle(plan, title)

    assert since(plan) == day(3)


def test_nothing_is_left_when_all_was_taken_back(plan, clock):
    old = goals(plan)[0].title
    clock(1)
    retitle(plan, "Nieuw")
    clock(2)
    retitle(plan, old)

    assert since(plan) is None


def test_changes_before_the_edition_are_published(plan, clock):
    clock(1)
    retitle(plan, "Nieuw")
    clock(2)
    publish(plan, note="", by=make_member(city=plan.city))
    clock(3)
    retitle(plan, "Nieuwer", which=1)

    assert since(plan) == day(3)


def test_new_row_counts_from_its_first_day(plan, clock):
    clock(1)
    chapter = draft_of(plan).chapters.get()
    uid = uuid.uuid4()
    add(plan, "goal", {"chapter": chapter.uid, "title": "Derde"}, uid=uid, by=make_user())
    clock(2)
    goal = next(goal for goal in goals(plan) if goal.uid == uid)
    change(plan, "goal", uid, {"title": "Drie"}, seen=goal.version, by=make_user())

    assert since(plan) == day(1)


def test_deleted_row_counts_from_that_day(plan, clock):
    clock(1)
    retitle(plan, "Nieuw")
    clock(2)
    goal = goals(plan)[0]
    delete(plan, "goal", goal.uid, seen=goal.version, by=make_user())

    assert since(plan) == day(2)


def test_row_that_came_back_as_it_was_counts_no_longer(plan, clock):
    clock(1)
    goal = goals(plan)[0]
    deed = delete(plan, "goal", goal.uid, seen=goal.version, by=make_user())
    clock(2)
    undo(plan, deed, by=make_user())

    assert since(plan) is None


def test_row_that_came_back_with_its_change_counts_from_the_change(plan, clock):
    clock(1)
    retitle(plan, "Nieuw")
    clock(2)
    goal = goals(plan)[0]
    deed = delete(plan, "goal", goal.uid, seen=goal.version, by=make_user())
    clock(3)
    undo(plan, deed, by=make_user())

    assert since(plan) == day(1)


def test_other_order_counts_from_the_move(plan, clock):
    clock(1)
    goal = goals(plan)[0]
    move(plan, "goal", goal.uid, step=1, by=make_user())

    assert since(plan) == day(1)


def test_move_there_and_back_beside_a_change_does_not_count(plan, clock):
    clock(1)
    goal = goals(plan)[0]
    move(plan, "goal", goal.uid, step=1, by=make_user())
    clock(2)
    goal = next(one for one in goals(plan) if one.uid == goal.uid)
    move(plan, "goal", goal.uid, step=-1, by=make_user())
    clock(3)
    retitle(plan, "Nieuw")

    assert since(plan) == day(3)


def test_other_number_for_the_same_place_does_not_count(clock):
    plan = published_plan(chapters=2, goals=3)
    chapter, elsewhere = Tree(draft_of(plan)).chapters
    second, third = chapter.goal_list[1:]
    clock(1)
    hang(plan, third, elsewhere)
    clock(2)
    delete(plan, "goal", second.uid, seen=second.version, by=make_user())
    clock(3)
    hang(plan, third, chapter)

    assert (third.position, goals(plan)[1].position) == (3, 2)
    assert since(plan) == day(2)


def hang(plan, goal, chapter):
    move_to(plan, "goal", goal.uid, parent="chapter", parent_uid=chapter.uid, by=make_user())


def test_own_title_of_the_plan_counts_too(plan, clock):
    clock(1)
    draft = draft_of(plan)
    change(plan, "edition", draft.uid, {"title": "Anders"}, seen=draft.version, by=make_user())

    assert since(plan) == day(1)


def test_withdrawn_edition_leaves_the_draft_unread_from_that_day(plan, clock):
    clock(1)
    withdraw(current_edition(plan), reason="Een fout", by=make_user())
    clock(2)
    retitle(plan, "Nieuw")

    assert since(plan) == day(1)


def test_draft_written_past_the_log_counts_from_the_edition(plan):
    make_goal(chapter=draft_of(plan).chapters.get(), title="Zonder regel")

    assert since(plan) == day(0)


def test_what_the_caller_has_read_is_not_read_again(plan, clock, django_assert_num_queries):
    clock(1)
    retitle(plan, "Nieuw")
    tree, current = Tree(draft_of(plan)), current_edition(plan)
    with CaptureQueriesContext(connection) as of_an_edition:
        Tree(current_edition(plan))

    # The edition itself was given; beside its rows there are the lines of the log.
    with django_assert_num_queries(len(of_an_edition) - 1 + 1):
        assert unpublished_since(plan, tree=tree, current=current) == day(1)
