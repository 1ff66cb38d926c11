"""Deleting a row takes all under it along, and one press brings it back."""

import pytest

from actionplans.archive import content_checksum
from actionplans.drafting import CHANGED_MEANWHILE
from tests.actionplans.desk import Desk, messages_of, sent_by
from tests.factories import make_goal, make_note, make_participation
from tests.reading import page_of

pytestmark = pytest.mark.django_db

ROWS = {
    "chapter": lambda desk: desk.chapter,
    "goal": lambda desk: desk.goal,
    "action": lambda desk: desk.action,
    "participation": lambda desk: desk.group[0],
    "note": lambda desk: desk.tree.notes[0],
}


@pytest.fixture
def desk():
    desk = Desk()
    desk.goal.notes.add(make_note(plan=desk.plan))
    return desk


@pytest.mark.parametrize("kind", ROWS)
def test_officer_deletes_a_row_and_stays_where_it_was(desk, kind):
    row = ROWS[kind](desk)
    chapter = desk.address("editor_chapter", uid=desk.chapter.uid)
    places = {"chapter": desk.plan.get_editor_url(), "note": desk.address("editor_notes")}

    response = desk.delete(row)

    assert desk.tree.find(kind, row.uid) is None
    assert [deed for deed, _ in desk.deeds] == ["delete"]
    assert response["Location"] == places.get(kind, chapter)


def test_participant_of_one_goal_is_deleted_from_its_chapter(desk):
    row = make_participation(goal=desk.goal)

    response = desk.delete(row)

    assert response["Location"] == desk.address("editor_chapter", uid=desk.chapter.uid)


def test_chapter_goes_with_all_that_is_under_it(desk):
    desk.delete(desk.chapter)

    tree = desk.tree
    assert [len(rows) for rows in (tree.chapters, tree.goals, tree.actions)] == [1, 2, 2]


@pytest.mark.parametrize("kind", ROWS)
def test_undo_button_brings_everything_back(desk, kind):
    before = content_checksum(desk.tree)
    desk.delete(ROWS[kind](desk))

    page = page_of(desk.get(desk.plan.get_editor_url()))
    desk.post(page.xpath("//div[@id='stand']//form/@action")[0])

    assert content_checksum(desk.tree) == before


@pytest.mark.parametrize("kind", ROWS)
def test_second_person_who_deletes_hears_that_it_is_gone(desk, kind):
    row = ROWS[kind](desk)
    colleague = desk.colleague()
    colleague.delete(row)

    response = desk.delete(row)

    assert response["Location"] == desk.plan.get_editor_url()
    assert messages_of(response) == ["Een collega heeft deze rij intussen verwijderd."]
    assert len(desk.deeds) == 1


def delete_button(desk, row):
    """What the button beside a row sends."""
    page = page_of(desk.get(desk.plan.get_editor_url()))
    return sent_by(page.xpath(f"//form[@action='{desk.row('row_delete', row)}']")[0])


def test_row_that_a_colleague_just_changed_is_not_deleted(desk):
    button = delete_button(desk, desk.goal)
    colleague = desk.colleague()
    colleague.save(colleague.edit(desk.goal), title="Net geschreven")

    refused = desk.post(desk.row("row_delete", desk.goal), button)
    desk.post(desk.row("row_delete", desk.goal), delete_button(desk, desk.goal))

    assert messages_of(refused) == [CHANGED_MEANWHILE]
    assert [deed for deed, _ in desk.deeds] == ["delete", "change"]


@pytest.mark.parametrize("version", ["9" * 5000, "2", "0"])
def test_version_that_is_not_the_present_one_deletes_nothing(desk, version):
    response = desk.post(desk.row("row_delete", desk.goal), {"version": version})

    assert (messages_of(response), desk.deeds) == ([CHANGED_MEANWHILE], [])


@pytest.mark.parametrize("version", ["", "een", "-1", "1\0"])
def test_page_that_does_not_say_what_it_showed_deletes_nothing(desk, version):
    response = desk.post(desk.row("row_delete", desk.goal), {"version": version} if version else {})

    assert (messages_of(response), desk.deeds) == ([CHANGED_MEANWHILE], [])


def test_looking_at_the_address_deletes_nothing(desk):
    response = desk.get(desk.row("row_delete", desk.goal))

    assert (response.status_code, len(desk.goals)) == (405, 2)


def test_row_of_another_city_does_not_exist(desk):
    other = make_goal()

    response = desk.delete(other)

    assert (response.status_code, other.chapter.goals.count(), desk.deeds) == (404, 1, [])


def test_alderman_deletes_nothing():
    desk = Desk(role="alderman")

    response = desk.delete(desk.goal)

    assert (response.status_code, desk.deeds) == (403, [])
