"""Two people on one row: what only one changed is kept, what both changed is asked."""

import uuid
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.drafting import add, change, delete
from actionplans.editions import draft_of
from actionplans.merging import StaleRowError, three_way
from actionplans.models import Deed
from actionplans.undoing import undo
from tests.concurrency import at_once
from tests.factories import make_chapter, make_goal, make_plan, make_user

pytestmark = pytest.mark.django_db

FIELDS = ("title", "explanation", "group_note")


@pytest.fixture
def plan():
    return make_plan()


@pytest.fixture
def goal(plan):
    chapter = make_chapter(plan=plan)
    return make_goal(chapter=chapter, title="Oud", explanation="Zo was het")


@pytest.fixture
def noor():
    return make_user(name="Noor Vandamme")


@pytest.fixture
def save(plan, goal, noor):
    """Save a form over the goal that was opened at version `seen`."""

    def save(seen=1, by=noor, **values):
        return change(plan, "goal", goal.uid, values, seen=seen, by=by)

    return save


def texts(goal):
    goal.refresh_from_db()
    return goal.title, goal.explanation, goal.version


# --- a form that is older than the row --------------------------------------------------
def test_change_of_another_field_does_not_stand_in_the_way(goal, save):
    save(title="Van Noor")

    save(explanation="Van mij", by=make_user())

    assert texts(goal) == ("Van Noor", "Van mij", 3)


def test_field_that_only_they_changed_holds_theirs_in_the_merged_form(goal, save):
    theirs = save(title="Van Noor")

    with pytest.raises(StaleRowError) as error:
        save(title="Oud", explanation="Van mij", by=make_user())

    stale = error.value
    assert stale.merged == {"title": "Van Noor", "explanation": "Van mij"}
    assert (stale.conflicts, stale.version, stale.deed) == ({}, 2, theirs)
    assert texts(goal) == ("Van Noor", "Zo was het", 2)


def test_field_that_both_changed_is_a_conflict(goal, save):
    theirs = save(title="Van Noor", explanation="Ook van Noor")

    with pytest.raises(StaleRowError) as error:
        save(title="Van mij", explanation="Zo was het", by=make_user())

    stale = error.value
    assert stale.merged == {"title": "Van mij", "explanation": "Ook van Noor"}
    assert stale.conflicts == {"title": {"base": "Oud", "theirs": "Van Noor", "mine": "Van mij"}}
    assert (stale.deed.by.label, stale.deed) == ("Noor Vandamme", theirs)
    assert texts(goal) == ("Van Noor", "Ook van Noor", 2)
    assert Deed.objects.count() == 1


def test_merged_form_is_saved_with_one_press(goal, save):
    save(title="Van Noor")
    with pytest.raises(StaleRowError) as error:
        save(title="Van mij", by=make_user())

    save(seen=error.value.version, **error.value.merged)

    assert texts(goal) == ("Van mij", "Zo was het", 3)


def test_merged_form_that_is_stale_again_is_merged_again(goal, save):
    save(title="Van Noor")
    save(seen=2, title="Nog eens van Noor")

    with pytest.raises(StaleRowError) as error:
        save(seen=2, title="Van mij", by=make_user())

    stale = error.value
    assert stale.conflicts["title"]["base"] == "Van Noor"
    assert stale.version == 3


def test_base_is_what_stood_there_when_the_form_was_opened(save):
    for seen, title in enumerate(("Tweede", "Derde", "Vierde"), 1):
        last = save(seen=seen, title=title)

    with pytest.raises(StaleRowError) as error:
        save(seen=2, title="Van mij")

    conflict = {"base": "Tweede", "theirs": "Vierde", "mine": "Van mij"}
    assert (error.value.conflicts["title"], error.value.deed) == (conflict, last)


def test_double_click_passes_in_silence(goal, save):
    save(title="Van mij", explanation="Ook")

    deed = save(title="Van mij", explanation="Ook")

    assert deed is None
    assert texts(goal) == ("Van mij", "Ook", 2)


def test_words_that_were_changed_and_changed_back_are_no_conflict(goal, save):
    save(title="Van Noor")
    save(seen=2, title="Oud")

    save(title="Van mij")

    assert texts(goal) == ("Van mij", "Zo was het", 4)


def test_form_from_before_a_delete_and_its_undo_still_knows_its_base(plan, goal, save, noor):
    save(title="Van Noor")
    undo(plan, delete(plan, "goal", goal.uid, seen=2, by=noor), by=noor)

    with pytest.raises(StaleRowError) as error:
        save(title="Van mij")

    conflict = {"base": "Oud", "theirs": "Van Noor", "mine": "Van mij"}
    assert error.value.conflicts == {"title": conflict}


def test_form_without_a_version_is_merged_from_the_first_words(plan, goal, noor):
    added = uuid.uuid4()
    add(plan, "goal", {"chapter": goal.chapter.uid, "title": "Eerst"}, uid=added, by=noor)
    change(plan, "goal", added, {"title": "Van Noor"}, seen=1, by=noor)

    with pytest.raises(StaleRowError) as error:
        change(plan, "goal", added, {"title": "Van mij"}, seen=0, by=noor)

    conflict = {"base": "Eerst", "theirs": "Van Noor", "mine": "Van mij"}
    assert error.value.conflicts == {"title": conflict}


def test_title_of_the_plan_is_merged_like_a_row(plan, noor):
    draft = draft_of(plan)
    change(plan, "edition", draft.uid, {"title": "Van Noor"}, seen=1, by=noor)

    with pytest.raises(StaleRowError) as error:
        change(plan, "edition", draft.uid, {"title": "Van mij"}, seen=1, by=noor)

    base = {"base": draft.title, "theirs": "Van Noor", "mine": "Van mij"}
    assert error.value.conflicts == {"title": base}


# --- the merge itself --------------------------------------------------
values = st.integers(0, 2)
states = st.fixed_dictionaries(dict.fromkeys(FIELDS, values))
quickly = settings(max_examples=60, deadline=None, database=None, derandomize=True)


@quickly
@given(base=states, theirs=states, mine=states)
def test_every_field_is_decided_by_who_changed_it(base, theirs, mine):
    merged, conflicts = three_way(base, theirs, mine)

    assert merged.keys() == mine.keys()
    for name in mine:
        they_did, i_did = theirs[name] != base[name], mine[name] != base[name]
        assert merged[name] == (mine[name] if i_did else theirs[name])
        assert (name in conflicts) == (they_did and i_did and theirs[name] != mine[name])


@quickly
@given(base=states, theirs=states, mine=states)
def test_merge_is_the_same_from_both_sides_but_for_conflicts(base, theirs, mine):
    merged, conflicts = three_way(base, theirs, mine)

    other, other_conflicts = three_way(base, mine, theirs)
    assert conflicts.keys() == other_conflicts.keys()
    agreed = set(FIELDS) - set(conflicts)
    assert {name: merged[name] for name in agreed} == {name: other[name] for name in agreed}


@quickly
@given(base=states, theirs=states, mine=states, own=st.sets(st.sampled_from(FIELDS)))
def test_form_with_some_fields_decides_about_those_only(base, theirs, mine, own):
    part = {name: mine[name] for name in own}

    merged, conflicts = three_way(base, theirs, part)

    whole, all_conflicts = three_way(base, theirs, mine)
    assert merged == {name: whole[name] for name in own}
    assert conflicts == {name: told for name, told in all_conflicts.items() if name in own}


# --- at the same moment --------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_exactly_one_wins_and_the_other_is_told(
    database_of_many, plan, goal, noor
):
    jan = make_user(name="Jan Peeters")

    def save(by, title, seen):
        return change(plan, "goal", goal.uid, {"title": title}, seen=seen, by=by)

    for seen in range(1, 21):
        names = [f"Noor {seen}", f"Jan {seen}"]

        outcomes = at_once(partial(save, noor, names[0], seen), partial(save, jan, names[1], seen))

        won = [index for index, outcome in enumerate(outcomes) if isinstance(outcome, Deed)]
        assert [type(outcome) for outcome in outcomes].count(StaleRowError) == len(won) == 1
        assert texts(goal) == (names[won[0]], "Zo was het", seen + 1)
        assert outcomes[1 - won[0]].conflicts["title"]["theirs"] == names[won[0]]


@pytest.mark.django_db(transaction=True)
def test_two_who_save_different_fields_at_once_both_win(database_of_many, plan, goal, noor):
    def save(field, seen):
        return change(plan, "goal", goal.uid, {field: f"{seen}"}, seen=seen, by=noor)

    for seen in range(1, 21, 2):
        outcomes = at_once(partial(save, "title", seen), partial(save, "explanation", seen))

        assert [type(outcome) for outcome in outcomes] == [Deed, Deed]
        assert texts(goal) == (f"{seen}", f"{seen}", seen + 2)
