"""Every deed in a draft is told in the log as it was done; a deed without effect is not."""

import uuid

import pytest

from actionplans import drafting
from actionplans.drafting import CannotChangeError, RowGoneError, add, change, delete, move
from actionplans.editions import draft_of
from actionplans.models import Commitment, Deed, DraftChange, ExampleAction
from actionplans.rows import rows_of
from cities.models import Ground, Organisation
from tests.actionplans.draft_log import nothing_happened, state, told
from tests.factories import (
    make_action,
    make_chapter,
    make_goal,
    make_note,
    make_participation,
    make_plan,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user(name="Noor Vandamme")


@pytest.fixture
def plan():
    return make_plan()


@pytest.fixture
def chapter(plan):
    return make_chapter(plan=plan)


@pytest.fixture
def goal(chapter):
    return make_goal(chapter=chapter, title="Oud")


# --- change --------------------------------------------------
def test_change_is_told_per_field_with_who_and_version(plan, goal, officer):
    values = {"title": "Nieuw", "explanation": "", "timing_until": 2028}

    deed = change(plan, "goal", goal.uid, values, seen=1, by=officer)

    goal.refresh_from_db()
    assert (goal.title, goal.timing_until, goal.version) == ("Nieuw", 2028, 2)
    assert told(deed) == [
        ("goal", goal.uid, 2, "title", "Oud", "Nieuw"),
        ("goal", goal.uid, 2, "timing_until", None, 2028),
    ]
    assert (deed.kind, deed.by.user, deed.summary) == (
        "change",
        officer,
        "Operationeel doel “1.1 Nieuw”",
    )


def test_change_leaves_other_fields_and_other_rows_alone(plan, goal, officer):
    neighbour = make_goal(chapter=goal.chapter)
    before = state(goal), state(neighbour)

    change(plan, "goal", goal.uid, {"title": "Nieuw"}, seen=1, by=officer)

    assert (state(goal), state(neighbour)) == ({**before[0], "title": "Nieuw"}, before[1])


def test_save_without_a_change_leaves_nothing(plan, goal, officer):
    deed = change(plan, "goal", goal.uid, {"title": "Oud", "sdgs": []}, seen=1, by=officer)

    goal.refresh_from_db()
    assert (deed, goal.version) == (None, 1)
    assert nothing_happened(plan)


def test_links_to_shared_lists_are_told_by_code(plan, goal, officer):
    codes = sorted(Ground.objects.values_list("code", flat=True)[:2])

    deed = change(plan, "goal", goal.uid, {"grounds": codes[::-1]}, seen=1, by=officer)

    assert told(deed) == [("goal", goal.uid, 2, "grounds", [], codes)]
    assert sorted(goal.grounds.values_list("code", flat=True)) == codes


def test_same_links_in_another_order_are_no_change(plan, goal, officer):
    goal.commitments.set(Commitment.objects.filter(number__lte=3))
    notes = sorted((make_note(plan=plan, number=n).uid for n in (1, 2)), reverse=True)
    goal.notes.set(draft_of(plan).notes.all())
    values = {"commitments": [3, 1, 2], "notes": notes}

    deed = change(plan, "goal", goal.uid, values, seen=1, by=officer)

    assert deed is None


def test_example_of_eccar_is_told_by_its_number(plan, goal, officer):
    example = ExampleAction.objects.get(commitment__number=2, number=1)

    deed = change(plan, "goal", goal.uid, {"example": "2.1"}, seen=1, by=officer)

    goal.refresh_from_db()
    assert goal.example == example
    assert told(deed) == [("goal", goal.uid, 2, "example", None, "2.1")]


def test_shared_partner_is_told_by_its_slug(plan, chapter, officer):
    unia = Organisation.objects.create(slug="een-partner", name="Een partner")
    row = make_participation(chapter=chapter)

    deed = change(plan, "participation", row.uid, {"organisation": unia.slug}, seen=1, by=officer)

    assert told(deed) == [("participation", row.uid, 2, "organisation", None, "een-partner")]


def test_title_and_introduction_are_changed_like_a_row(plan, officer):
    draft = draft_of(plan)

    deed = change(plan, "edition", draft.uid, {"introduction": "Welkom"}, seen=1, by=officer)

    assert (draft_of(plan).introduction, draft_of(plan).version) == ("Welkom", 2)
    assert told(deed) == [("edition", draft.uid, 2, "introduction", "", "Welkom")]
    assert deed.summary == "Titel en inleiding"


def test_reference_to_a_note_that_is_gone_is_refused(plan, goal, officer):
    note = make_note(plan=plan)
    delete(plan, "note", note.uid, seen=note.version, by=officer)

    with pytest.raises(CannotChangeError):
        change(plan, "goal", goal.uid, {"notes": [str(note.uid)]}, seen=1, by=officer)
    values = {"goal": str(goal.uid), "text": "Met noot", "notes": [str(note.uid)]}
    with pytest.raises(CannotChangeError):
        add(plan, "action", values, uid=uuid.uuid4(), by=officer)


def test_note_of_another_plan_is_refused(plan, goal, officer):
    foreign = make_note()

    with pytest.raises(CannotChangeError):
        change(plan, "goal", goal.uid, {"notes": [str(foreign.uid)]}, seen=1, by=officer)


# --- add --------------------------------------------------
def test_new_row_stands_last_and_is_told_whole(plan, goal, officer):
    uid = uuid.uuid4()

    deed = add(plan, "goal", {"chapter": goal.chapter.uid, "title": "Erbij"}, uid=uid, by=officer)

    added = goal.chapter.goals.get(uid=uid)
    assert (added.title, added.position, added.version) == ("Erbij", 2, 1)
    assert told(deed) == [("goal", uid, 1, "*", None, state(added))]
    assert (deed.kind, deed.summary) == ("add", "Operationeel doel “Erbij”")


@pytest.mark.parametrize("kind", ["note", "chapter", "action", "participation"])
def test_row_of_every_kind_is_added(plan, goal, officer, kind):
    values = {
        "note": {"number": 1, "text": "Noot"},
        "chapter": {"title": "Hoofdstuk", "commitments": [1]},
        "action": {"goal": str(goal.uid), "text": "Actie"},
        "participation": {"goal": str(goal.uid), "label": "Dienst"},
    }[kind]
    uid = uuid.uuid4()

    add(plan, kind, values, uid=uid, by=officer)

    added = rows_of(kind, draft_of(plan)).get(uid=uid)
    assert values.items() <= state(added).items()


def test_double_click_adds_one_row(plan, goal, officer):
    uid = uuid.uuid4()
    values = {"goal": str(goal.uid), "text": "Actie"}

    deeds = [add(plan, "action", values, uid=uid, by=officer) for _ in range(2)]

    assert deeds == [Deed.objects.get(), None]
    assert goal.actions.count() == 1


def uid_in_another_plan(plan, goal):
    return make_goal().uid


def uid_deleted_from_another_plan(plan, goal):
    other = make_goal()
    delete(other.edition.plan, "goal", other.uid, seen=other.version, by=None)
    return other.uid


def uid_of_another_kind(plan, goal):
    return goal.chapter.uid


def uid_deleted_from_another_kind(plan, goal):
    action = make_action(goal=goal)
    delete(plan, "action", action.uid, seen=action.version, by=None)
    return action.uid


@pytest.mark.parametrize(
    "taken",
    [
        uid_in_another_plan,
        uid_deleted_from_another_plan,
        uid_of_another_kind,
        uid_deleted_from_another_kind,
    ],
)
def test_uid_that_names_something_else_is_refused(plan, goal, officer, taken):
    uid = taken(plan, goal)

    with pytest.raises(CannotChangeError):
        add(plan, "goal", {"chapter": goal.chapter.uid, "title": "x"}, uid=uid, by=officer)

    assert goal.chapter.goals.count() == 1


def test_adding_under_a_row_that_is_gone_is_told(plan, goal, officer):
    deed = delete(plan, "goal", goal.uid, seen=goal.version, by=officer)

    with pytest.raises(RowGoneError) as error:
        add(plan, "action", {"goal": str(goal.uid), "text": "x"}, uid=uuid.uuid4(), by=officer)

    assert error.value.deed == deed


# --- what is not there, and what goes wrong --------------------------------------------------
DEEDS_ON_A_GOAL = {
    "change": lambda plan, uid: change(plan, "goal", uid, {"title": "x"}, seen=1, by=None),
    "delete": lambda plan, uid: delete(plan, "goal", uid, seen=1, by=None),
    "move": lambda plan, uid: move(plan, "goal", uid, step=1, by=None),
}


@pytest.mark.parametrize("deed", DEEDS_ON_A_GOAL)
def test_row_that_a_colleague_deleted_is_told_with_who_did_it(plan, goal, officer, deed):
    taken = delete(plan, "goal", goal.uid, seen=goal.version, by=officer)

    with pytest.raises(RowGoneError) as error:
        DEEDS_ON_A_GOAL[deed](plan, goal.uid)

    assert (error.value.deed, error.value.deed.by.label) == (taken, "Noor Vandamme")


@pytest.mark.parametrize("deed", DEEDS_ON_A_GOAL)
def test_row_of_another_plan_is_not_there(plan, deed):
    foreign = make_goal()

    with pytest.raises(RowGoneError) as error:
        DEEDS_ON_A_GOAL[deed](plan, foreign.uid)

    assert error.value.deed is None


def test_failure_while_writing_leaves_no_deed(plan, goal, officer, monkeypatch):
    def fail(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(DraftChange.objects, "bulk_create", fail)
    with pytest.raises(ZeroDivisionError):
        change(plan, "goal", goal.uid, {"title": "Nieuw"}, seen=1, by=officer)

    goal.refresh_from_db()
    assert (goal.title, goal.version) == ("Oud", 1)
    assert nothing_happened(plan)


def test_long_texts_are_shortened_in_the_name_of_a_deed(plan, goal, officer):
    deed = change(plan, "goal", goal.uid, {"title": "woord " * 200}, seen=1, by=officer)

    assert deed.summary == f"Operationeel doel “{('1.1 ' + 'woord ' * 20)[:79].rstrip()}…”"


def test_portal_itself_acts_without_a_name(plan, goal):
    deed = drafting.change(plan, "goal", goal.uid, {"title": "Nieuw"}, seen=1, by=None)

    assert deed.by is None
