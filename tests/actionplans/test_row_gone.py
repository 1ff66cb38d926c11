"""A row, its parent or a note of it was deleted while somebody was typing: no word is lost."""

import pytest

from tests.actionplans.desk import Desk, errors_of, form_of, is_fragment, messages_of, root_of
from tests.factories import make_note
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine():
    return Desk()


@pytest.fixture
def theirs(mine):
    return mine.colleague("Bram Claes")


# --- a note that went -----------------------------------------------------------------------------
def test_note_that_was_deleted_meanwhile_comes_back_merged(mine, theirs):
    note = make_note(plan=mine.plan)
    mine.goal.notes.add(note)
    opened = mine.open(mine.edit(mine.goal))
    theirs.delete(note)

    response = mine.post(mine.edit(mine.goal), {**opened, "title": "Van mij"})
    saved = mine.post(mine.edit(mine.goal), form_of(response))

    assert (response.status_code, saved.status_code, mine.goal.title) == (409, 302, "Van mij")


def test_note_that_i_just_ticked_and_went_is_told(mine, theirs):
    note = make_note(plan=mine.plan)
    opened = mine.open(mine.edit(mine.goal))
    theirs.delete(note)

    response = mine.post(mine.edit(mine.goal), {**opened, "title": "A", "notes": [str(note.uid)]})
    saved = mine.post(mine.edit(mine.goal), form_of(response))

    sentence = "Een voetnoot die je aanduidde, is intussen verwijderd."
    assert (response.status_code, errors_of(response)) == (422, {"": [sentence]})
    assert (saved.status_code, mine.goal.title) == (302, "A")


# --- a row that went --------------------------------------------------------------------------
@pytest.mark.parametrize("gone", ["goal", "chapter"])
def test_row_that_was_deleted_meanwhile_keeps_what_i_typed_on_the_page(mine, theirs, gone):
    goal, row = mine.goal, {"goal": mine.goal, "chapter": mine.chapter}[gone]
    opened = mine.open(mine.edit(goal))
    theirs.delete(row)

    response = mine.post(mine.edit(goal), {**opened, "title": "Van mij", "sdgs": ["5", "10"]})

    assert response.status_code == 409
    assert all_words(response, "//dl/*") == [
        *("Nummer", "1.1", "Operationeel doel", "Van mij"),
        *("SDG’s", "5 Gendergelijkheid, 10 Ongelijkheid verminderen"),
    ]
    note = all_words(response, "//main//p[contains(@class, 'note')]")[0]
    assert note.startswith("Bram Claes verwijderde dit op ")
    undo = page_of(response).xpath("//main//form/@action")
    assert undo == [mine.address("undo", uid=mine.plan.deeds.first().uid)]


def test_row_that_was_deleted_comes_back_with_one_press(mine, theirs):
    goal = mine.goal
    opened = mine.open(mine.edit(goal))
    theirs.delete(goal)
    response = mine.post(mine.edit(goal), {**opened, "title": "Van mij"})

    undone = mine.post(page_of(response).xpath("//main//form/@action")[0])
    saved = mine.post(mine.edit(goal), {**opened, "title": "Van mij"})

    assert messages_of(undone) == [
        "Ongedaan gemaakt: Operationeel doel “1.1 Meldpunten zijn bekend”."
    ]
    assert (saved.status_code, mine.goal.uid, mine.goal.title) == (302, goal.uid, "Van mij")


def test_deleted_row_answers_in_the_place_of_the_form(mine, theirs):
    goal = mine.goal
    opened = mine.open(mine.edit(goal))
    theirs.delete(goal)

    response = mine.post(mine.edit(goal), {**opened, "title": "<i>Van mij</i>"}, htmx=True)

    assert (response.status_code, is_fragment(response)) == (409, True)
    assert root_of(response) == ("tr", f"goal-{goal.uid}")
    assert all_words(response, "//dd")[1] == "<i>Van mij</i>"


def test_deleted_row_cannot_be_opened_any_more(mine, theirs):
    goal = mine.goal
    theirs.delete(goal)

    answers = [mine.get(mine.edit(goal)), mine.get(mine.row("row_show", goal), htmx=True)]

    assert [answer.status_code for answer in answers] == [404, 404]


# --- its parent that went -----------------------------------------------------------------------
ADDED = {
    "goal": (lambda desk: desk.chapter, lambda desk: desk.chapter, {"title": "Van mij"}),
    "action": (lambda desk: desk.goal, lambda desk: desk.chapter, {"text": "Van mij"}),
    "participation": (lambda desk: desk.goal, lambda desk: desk.goal, {"label": "Van mij"}),
}


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "in place"])
@pytest.mark.parametrize("kind", ADDED)
def test_parent_that_was_deleted_meanwhile_keeps_what_i_typed(mine, theirs, kind, htmx):
    home_of, gone_of, typed = ADDED[kind]
    home = home_of(mine)
    address = mine.add(kind, home)
    opened = mine.open(address)
    theirs.delete(gone_of(mine))

    response = mine.post(address, {**opened, **typed}, htmx=htmx)

    assert (response.status_code, is_fragment(response)) == (409, htmx)
    assert "Van mij" in all_words(response, "//dd")
    undo = page_of(response).xpath("//form[not(@role)]/@action")[-1]
    assert undo == mine.address("undo", uid=mine.plan.deeds.first().uid)
    if htmx:
        assert root_of(response)[1] == f"nieuw-{kind}-{home.uid}"


def test_what_i_typed_is_added_after_the_parent_came_back(mine, theirs):
    goal = mine.goal
    opened = mine.open(mine.add("action", goal))
    theirs.delete(goal)
    gone = mine.post(mine.add("action", goal), {**opened, "text": "Van mij"})

    mine.post(page_of(gone).xpath("//main//form/@action")[0])
    mine.post(mine.add("action", goal), {**opened, "text": "Van mij"})

    assert [action.text for action in mine.actions] == [
        "Een campagne op straat",
        "Van mij",
    ]


def test_form_for_a_parent_that_went_is_not_opened(mine, theirs):
    goal = mine.goal
    theirs.delete(goal)

    assert mine.get(mine.add("action", goal)).status_code == 404
