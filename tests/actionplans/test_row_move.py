"""Moving a row: one place up or down, or to another chapter or goal; without JavaScript."""

import uuid

import pytest

from tests.actionplans.desk import Desk, messages_of
from tests.factories import make_action, make_goal, make_note, make_participation
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

GONE = "Een collega heeft deze rij intussen verwijderd."


@pytest.fixture
def desk():
    return Desk()


def uids(rows):
    return [row.uid for row in rows]


def two_of(desk, kind):
    """Two neighbours of each kind, and how to read their list again."""
    if kind == "action":
        make_action(goal=desk.goal)
    if kind == "participation":
        make_participation(chapter=desk.chapter)
    if kind == "note":
        make_note(plan=desk.plan, number=1)
        make_note(plan=desk.plan, number=2)
    lists = {
        "chapter": lambda: uids(desk.tree.chapters),
        "goal": lambda: uids(desk.goals),
        "action": lambda: uids(desk.actions),
        "participation": lambda: uids(desk.group),
        "note": lambda: uids(desk.tree.notes),
    }
    return lists[kind]


@pytest.mark.parametrize("kind", ["chapter", "goal", "action", "participation", "note"])
def test_row_moves_down_and_up_again(desk, kind):
    read = two_of(desk, kind)
    first, second = read()
    address = desk.address("row_move", kind=kind, uid=first)

    down = desk.post(address, {"stap": "neer"})
    after_down = read()
    desk.post(address, {"stap": "op"})

    assert (after_down, read()) == ([second, first], [first, second])
    assert [deed for deed, _ in desk.deeds] == ["move", "move"]
    chapter = desk.address("editor_chapter", uid=desk.chapter.uid)
    places = {"chapter": desk.address("editor_chapter", uid=first)}
    places["note"] = desk.address("editor_notes") + f"#note-{first}"
    assert down["Location"] == places.get(kind, f"{chapter}#{kind}-{first}")


def test_first_row_does_not_move_up(desk):
    before = uids(desk.goals)

    response = desk.post(desk.row("row_move", desk.goal), {"stap": "op"})

    assert (response.status_code, uids(desk.goals), desk.deeds) == (302, before, [])


# --- to another place ---------------------------------------------------------------------------
def test_page_offers_every_chapter_and_where_the_goal_is_now(desk):
    response = desk.get(desk.row("row_move", desk.goal))

    options = page_of(response).xpath("//select[@name='naar']/option")
    assert [option.get("value") for option in options] == [str(u) for u in uids(desk.tree.chapters)]
    assert [option.get("selected") is not None for option in options] == [True, False]


def test_page_offers_every_goal_to_an_action(desk):
    response = desk.get(desk.row("row_move", desk.action))

    assert page_of(response).xpath("//select//option/@value") == [
        str(goal.uid) for chapter in desk.tree.chapters for goal in chapter.goal_list
    ]


def test_goal_goes_last_in_another_chapter_with_its_actions(desk):
    goal, other = desk.goal, desk.tree.chapters[1]

    response = desk.post(desk.row("row_move", goal), {"naar": str(other.uid)})

    moved = desk.tree.chapters[1].goal_list[-1]
    assert (moved.uid, len(moved.action_list), len(desk.goals)) == (goal.uid, 1, 1)
    chapter = desk.address("editor_chapter", uid=other.uid)
    assert response["Location"] == f"{chapter}#goal-{goal.uid}"


def test_action_goes_to_another_goal(desk):
    action, other = desk.action, desk.tree.chapters[1].goal_list[0]

    desk.post(desk.row("row_move", action), {"naar": str(other.uid)})

    assert uids(desk.tree.chapters[1].goal_list[0].action_list)[-1] == action.uid


def test_goal_that_stays_leaves_no_trace(desk):
    desk.post(desk.row("row_move", desk.goal), {"naar": str(desk.chapter.uid)})

    assert desk.deeds == []


# --- what cannot be moved -----------------------------------------------------------------------
CHOOSE = "Kies eerst waar het naartoe moet."


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, CHOOSE),
        ({"stap": "opzij"}, CHOOSE),
        ({"naar": "geen-uid"}, CHOOSE),
        ({"naar": "a\0b"}, CHOOSE),
        ({"naar": "9" * 5000}, CHOOSE),
        ({"naar": str(uuid.uuid4())}, GONE),
    ],
)
def test_strange_target_is_refused_with_a_sentence(desk, posted, sentence):
    response = desk.post(desk.row("row_move", desk.goal), posted)

    assert (response["Location"], messages_of(response)) == (desk.plan.get_editor_url(), [sentence])
    assert desk.deeds == []


def test_goal_does_not_go_to_another_city(desk):
    other = make_goal().chapter

    response = desk.post(desk.row("row_move", desk.goal), {"naar": str(other.uid)})

    assert (messages_of(response), desk.deeds, other.goals.count()) == ([GONE], [], 1)


@pytest.mark.parametrize("kind", ["chapter", "note"])
def test_row_without_another_home_only_goes_up_and_down(desk, kind):
    address = desk.address("row_move", kind=kind, uid=two_of(desk, kind)()[0])

    posted = desk.post(address, {"naar": str(desk.tree.chapters[1].uid)})

    assert messages_of(posted) == ["Dit kan alleen omhoog of omlaag."]
    assert (desk.get(address).status_code, desk.deeds) == (404, [])


def test_participant_goes_to_the_group_of_another_chapter(desk):
    participation, chapter = desk.group[0], desk.tree.chapters[1]
    address = desk.row("row_move", participation)

    page = desk.get(address)
    desk.post(address, {"naar": str(chapter.uid)})

    participation.refresh_from_db()
    assert (page.status_code, participation.chapter_id) == (200, chapter.pk)


def test_row_of_another_city_does_not_exist(desk):
    goal = make_goal()
    make_goal(chapter=goal.chapter)

    response = desk.post(desk.row("row_move", goal), {"stap": "neer"})

    goal.refresh_from_db()
    assert (response.status_code, goal.position) == (404, 1)


# --- by two people ------------------------------------------------------------------------------
@pytest.mark.parametrize("posted", [{"stap": "neer"}, {"naar": "een-uid"}])
def test_row_that_a_colleague_deleted_is_not_moved(desk, posted):
    goal = desk.goal
    colleague = desk.colleague()
    colleague.delete(goal)

    response = desk.post(desk.row("row_move", goal), posted)

    assert (response["Location"], messages_of(response)) == (desk.plan.get_editor_url(), [GONE])
    assert [deed for deed, _ in desk.deeds] == ["delete"]


def test_chapter_that_a_colleague_deleted_receives_nothing(desk):
    other = desk.tree.chapters[1]
    colleague = desk.colleague()
    colleague.delete(other)

    response = desk.post(desk.row("row_move", desk.goal), {"naar": str(other.uid)})

    assert (messages_of(response), len(desk.goals)) == ([GONE], 2)


def test_two_people_who_move_the_same_row_move_it_twice(desk):
    make_goal(chapter=desk.chapter, code="1.3")
    goal = desk.goal
    colleague = desk.colleague()

    for one in (desk, colleague):
        one.post(one.row("row_move", goal), {"stap": "neer"})

    assert uids(desk.goals)[2] == goal.uid


def test_page_says_which_row_it_is_about(desk):
    assert all_words(desk.get(desk.row("row_move", desk.goal)), "//main//p[@class='note']") == [
        "1.1 Meldpunten zijn bekend"
    ]
