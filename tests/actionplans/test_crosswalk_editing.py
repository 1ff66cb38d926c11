"""Chapters and goals against the ten commitments: one save, one deed, and nobody overwritten."""

import pytest

from actionplans.undoing import undo
from tests.actionplans.crosswalk_boxes import goals_page, numbers, ticked, ticks
from tests.actionplans.desk import Desk, errors_of, messages_of
from tests.actionplans.draft_log import told
from tests.factories import fill_plan
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine():
    """Two chapters with two goals each; chapter n works on commitment n."""
    return Desk()


@pytest.fixture
def theirs(mine):
    return mine.colleague("Bram Claes")


@pytest.fixture
def page(mine):
    return mine.address("crosswalk")


# --- saving ------------------------------------------------------------------------------------
def test_officer_saves_several_chapters_as_one_deed(mine, page):
    first, second = mine.tree.chapters

    response = mine.save(page, **ticks(first, 2, 10), **ticks(second))

    assert [numbers(first), numbers(second)] == [[2, 10], []]
    assert mine.deeds == [("change", "Verbintenissen van hoofdstuk 1 en 2")]
    assert told(mine.plan.deeds.get()) == [
        ("chapter", first.uid, 2, "commitments", [1], [2, 10]),
        ("chapter", second.uid, 2, "commitments", [2], []),
    ]
    assert (response["Location"], messages_of(response)) == (page, ["Bewaard."])


def test_only_rows_that_change_are_written(mine, page):
    first, second = mine.tree.chapters

    mine.save(page, **ticks(second, 5))

    assert [row.version for row in mine.tree.chapters] == [1, 2]
    assert mine.deeds == [("change", "Verbintenissen van hoofdstuk 2")]
    assert numbers(first) == [1]


def test_save_that_changes_nothing_leaves_no_trace(mine, page):
    response = mine.save(page)

    assert (messages_of(response), mine.deeds) == (["Er was niets gewijzigd."], [])


def test_one_press_takes_the_whole_save_back(mine, page):
    first, second = mine.tree.chapters
    mine.save(page, **ticks(first, 2, 10), **ticks(second))

    undo(mine.plan, mine.plan.deeds.get(), by=mine.person)

    assert [numbers(first), numbers(second)] == [[1], [2]]


def test_goal_gets_commitments_of_its_own_and_follows_its_chapter_again(mine):
    address = goals_page(mine, mine.chapter)

    mine.save(address, **ticks(mine.goal, 9))
    own = numbers(mine.goal)
    mine.save(address, **ticks(mine.goal))

    assert (own, numbers(mine.goal)) == ([9], [])
    assert mine.deeds == [("change", "Verbintenissen van doel 1.1")] * 2


def test_long_list_of_rows_is_named_in_short():
    desk = Desk(plan=fill_plan(chapters=14, goals=0))

    desk.save(
        desk.address("crosswalk"),
        **{key: one for row in desk.tree.chapters for key, one in ticks(row, 3, 4).items()},
    )

    assert desk.deeds[0][1] == (
        "Verbintenissen van hoofdstuk 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 en nog 2"
    )


# --- two people --------------------------------------------------------------------------------
def collide(mine, theirs, address, i_tick, they_tick):
    """I open the form, they save first, then I press the button."""
    opened = mine.open(address)
    theirs.save(address, **they_tick)
    return mine.post(address, {**opened, **i_tick})


def test_different_rows_of_two_people_are_both_saved(mine, theirs, page):
    first, second = mine.tree.chapters

    response = collide(mine, theirs, page, ticks(first, 8), ticks(second, 9))

    assert (response.status_code, numbers(first), numbers(second)) == (302, [8], [9])


def test_same_row_of_two_people_writes_nothing_and_shows_both(mine, theirs, page):
    first, second = mine.tree.chapters
    typed = {**ticks(first, 8), **ticks(second, 10)}

    response = collide(mine, theirs, page, typed, ticks(first, 3, 4))

    assert response.status_code == 409
    assert ([numbers(first), numbers(second)], len(mine.deeds)) == ([[3, 4], [2]], 1)
    assert all_words(response, "//tr[@class='clash']//label") == [
        "Van Bram Claes: 3, 4",
        "Van jou: wat aangevinkt staat",
    ]
    assert (ticked(response, first), ticked(response, second)) == ([8], [10])


@pytest.mark.parametrize(("choice", "saved"), [("collega", [3, 4]), ("ik", [8])])
def test_one_press_more_saves_what_was_chosen(mine, theirs, page, choice, saved):
    first, second = mine.tree.chapters
    typed = {**ticks(first, 8), **ticks(second, 10)}
    merged = collide(mine, theirs, page, typed, ticks(first, 3, 4))

    response = mine.post(page, {**_form(merged), f"keuze-{first.uid}": choice})

    assert response.status_code == 302
    assert [numbers(first), numbers(second)] == [saved, [10]]


def _form(response):
    form = page_of(response).xpath("//form[@data-guard]")[0]
    sent = {box.get("name"): box.get("value") for box in form.xpath(".//input[@type='hidden']")}
    for box in form.xpath(".//input[@type='checkbox'][@checked]"):
        sent.setdefault(box.get("name"), []).append(box.get("value"))
    return sent


def test_nothing_is_saved_before_somebody_chooses(mine, theirs, page):
    first = mine.chapter
    merged = collide(mine, theirs, page, ticks(first, 8), ticks(first, 3))

    response = mine.post(page, _form(merged))

    assert (response.status_code, numbers(first)) == (422, [3])
    assert ticked(response, first) == [8]
    assert errors_of(response) == {
        f"keuze-{first.uid}": ["Kies welke verbintenissen je wilt houden."]
    }


def test_row_that_only_they_touched_stays_theirs_after_my_choice(mine, theirs, page):
    first, second = mine.tree.chapters
    merged = collide(
        mine, theirs, page, ticks(first, 8), {**ticks(first, 3), **ticks(second, 6, 7)}
    )

    mine.post(page, {**_form(merged), f"keuze-{first.uid}": "ik"})

    assert [numbers(first), numbers(second)] == [[8], [6, 7]]


def test_both_tick_the_same_and_nobody_is_asked(mine, theirs, page):
    response = collide(mine, theirs, page, ticks(mine.chapter, 8), ticks(mine.chapter, 8))

    assert (response.status_code, len(mine.deeds)) == (302, 1)


def test_another_field_of_the_row_that_moved_on_is_no_conflict(mine, theirs, page):
    opened = mine.open(page)
    theirs.save(theirs.edit(mine.chapter), title="Anders")

    response = mine.post(page, {**opened, **ticks(mine.chapter, 8)})

    assert (response.status_code, numbers(mine.chapter)) == (302, [8])
    assert mine.chapter.title == "Anders"


def test_chapter_that_a_colleague_deleted_is_told_and_nothing_is_written(mine, theirs, page):
    first, second = mine.tree.chapters
    opened = mine.open(page)
    theirs.delete(first)

    response = mine.post(page, {**opened, **ticks(first, 8), **ticks(second, 9)})
    again = mine.post(page, _form(response))

    note = all_words(response, "//div[@role='alert']/p")[1]
    assert (response.status_code, again.status_code, numbers(second)) == (409, 302, [9])
    assert note == "Bram Claes verwijderde “1 Waakzaamheid”. Jij had er 8 aangevinkt."


def test_deleted_chapter_that_i_left_alone_does_not_bother_me(mine, theirs, page):
    first, second = mine.tree.chapters
    opened = mine.open(page)
    theirs.delete(first)

    response = mine.post(page, {**opened, **ticks(second, 9)})

    assert (response.status_code, numbers(second)) == (302, [9])


def test_goal_that_moved_to_another_chapter_is_still_saved(mine, theirs):
    address, goal = goals_page(mine, mine.chapter), mine.goal
    opened = mine.open(address)
    other = mine.tree.chapters[1]
    theirs.post(theirs.row("row_move", goal), {"naar": str(other.uid)})

    response = mine.post(address, {**opened, **ticks(goal, 9)})

    assert (response.status_code, numbers(goal)) == (302, [9])


def test_goal_that_moved_and_that_both_ticked_is_asked_about(mine, theirs):
    address, goal = goals_page(mine, mine.chapter), mine.goal
    opened = mine.open(address)
    theirs.save(address, **ticks(goal, 3))
    theirs.post(theirs.row("row_move", goal), {"naar": str(mine.tree.chapters[1].uid)})

    response = mine.post(address, {**opened, **ticks(goal, 9)})

    assert (response.status_code, ticked(response, goal), numbers(goal)) == (409, [9], [3])
