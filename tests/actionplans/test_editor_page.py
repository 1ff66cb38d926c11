"""The editor: chapters on the left, one chapter's table on the right, the plan's state above."""

import uuid

import pytest

from actionplans.editions import publish
from tests.actionplans.desk import Desk
from tests.counting import queries_of
from tests.factories import (
    fill_plan,
    make_action,
    make_chapter,
    make_goal,
    make_note,
    make_participation,
    make_plan,
)
from tests.reading import all_words, ids_of, main_of, page_of

pytestmark = pytest.mark.django_db

TOC = "//nav[@id='inhoudstafel']//li"


@pytest.fixture
def desk():
    return Desk()


def open_editor(desk):
    return desk.get(desk.plan.get_editor_url())


def test_officer_sees_the_first_chapter(desk):
    response = open_editor(desk)

    goals = [f"goal-{goal.uid}" for goal in desk.goals]
    assert [one for one in ids_of(response) if one.startswith("goal-")] == goals


def test_officer_opens_another_chapter(desk):
    other = desk.tree.chapters[1]

    response = desk.get(desk.address("editor_chapter", uid=other.uid))

    goals = [f"goal-{goal.uid}" for goal in other.goal_list]
    assert [one for one in ids_of(response) if one.startswith("goal-")] == goals
    current = page_of(response).xpath(f"{TOC}/a[@aria-current]/@href")
    assert current == [desk.address("editor_chapter", uid=other.uid)]


def test_chapter_that_is_not_in_the_draft_does_not_exist(desk):
    strange = [uuid.uuid4(), make_chapter().uid]

    answers = [desk.get(desk.address("editor_chapter", uid=uid)).status_code for uid in strange]

    assert answers == [404, 404]


def test_chapters_are_listed_with_their_goals_and_what_is_missing():
    plan = fill_plan(chapters=1, goals=2)
    bare = make_chapter(plan=plan, number="2", title="Diensten", commitments=())
    make_goal(chapter=bare)

    response = open_editor(Desk(plan=plan))

    assert all_words(response, TOC) == [
        "1 Waakzaamheid 2 doelen",
        "2 Diensten1 zonder actie, geen organisator 1 doel",
    ]
    assert page_of(response).xpath(f"{TOC}/@class") == ["c1", "c0"]


def test_goal_with_an_organiser_of_its_own_counts():
    chapter = make_chapter(title="Diensten")
    goal = make_goal(chapter=chapter)
    make_action(goal=goal)
    make_participation(goal=goal, role="organiser")

    response = open_editor(Desk(plan=chapter.edition.plan))

    assert all_words(response, TOC) == ["1 Diensten 1 doel"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "nog geen timing"),
        ({"timing_kind": "ongoing"}, "doorlopend in de periode"),
        ({"timing_kind": "by"}, "te bereiken tegen: nog geen jaar"),
        ({"timing_kind": "by", "timing_until": 2027}, "2027 te bereiken tegen"),
    ],
)
def test_timing_of_a_goal_says_its_kind_with_or_without_words(values, words):
    plan = make_plan()
    make_goal(chapter=make_chapter(plan=plan), **values)

    response = open_editor(Desk(plan=plan))

    assert all_words(response, "//tbody//td[@data-l='Timing']") == [words]


def test_empty_draft_says_where_to_start():
    desk = Desk(plan=make_plan())

    page = page_of(open_editor(desk))

    assert page.xpath("//div[@class='empty']//a/@href") == [
        desk.address("import"),
        desk.add("chapter"),
    ]


def test_alderman_reads_without_a_button():
    response = open_editor(Desk(role="alderman"))

    main = page_of(response).find(".//main")
    assert (main.xpath(".//form | .//button | .//*[@hx-get]"), response.status_code) == ([], 200)


def test_alderman_reads_an_empty_draft_without_a_button():
    response = open_editor(Desk(plan=make_plan(), role="alderman"))

    assert page_of(response).xpath("//div[@class='empty']//a") == []


@pytest.mark.parametrize(("role", "links"), [("contributor", 0), ("coordinator", 1)])
def test_only_the_coordinator_is_led_to_publishing(role, links):
    desk = Desk(role=role)

    page = page_of(open_editor(desk))

    assert len(page.xpath(f"//main//a[@href='{desk.address('publish')}']")) == links


# --- what happened last -----------------------------------------------------------------------
def undo_buttons(desk):
    return page_of(open_editor(desk)).xpath("//div[@id='stand']//form/@action")


def test_last_deed_can_be_taken_back_by_who_did_it(desk):
    desk.save(desk.edit(desk.goal), title="Anders")

    deed = desk.plan.deeds.get()
    assert undo_buttons(desk) == [desk.address("undo", uid=deed.uid)]
    assert undo_buttons(desk.colleague()) == []


def test_deed_of_before_a_colleague_worked_on_is_not_offered(desk):
    desk.save(desk.edit(desk.goal), title="Anders")
    colleague = desk.colleague()
    colleague.save(colleague.edit(desk.action), text="Ook anders")

    assert undo_buttons(desk) == []


def test_deed_that_was_taken_back_is_not_offered_again(desk):
    desk.save(desk.edit(desk.goal), title="Anders")
    desk.post(undo_buttons(desk)[0])

    assert undo_buttons(desk) == []


# --- what was typed is only text ------------------------------------------------------------------
def test_script_that_was_typed_is_shown_as_text(desk):
    script = "<script>alert('x')</script>"
    note = make_note(plan=desk.plan, text=script)
    desk.goal.notes.add(note)
    desk.save(desk.edit(desk.chapter), title=script, description=script, group_note=script)
    desk.save(desk.edit(desk.goal), title=script, explanation=script, timing_text=script)
    desk.save(desk.edit(desk.action), text=script, responsible=script)
    desk.save(desk.edit(desk.group[0]), label=script)

    pages = [
        open_editor(desk),
        desk.get(desk.address("editor_notes")),
        desk.get(desk.address("logbook")),
        desk.get(desk.row("row_move", desk.action)),
        *(desk.get(desk.edit(row)) for row in (desk.chapter, desk.goal, desk.action, note)),
    ]

    assert [page_of(page).xpath("//main//script") for page in pages] == [[]] * len(pages)
    assert all(script.replace("<", "&lt;").replace(">", "&gt;") in main_of(page) for page in pages)


# --- notes ------------------------------------------------------------------------------------
def test_notes_have_a_page(desk):
    note = make_note(plan=desk.plan, number=3, text="Zie ook de bijlage.")

    response = desk.get(desk.address("editor_notes"))

    words = all_words(response, f"//li[@id='note-{note.uid}']")
    assert words[0].startswith("3 Zie ook de bijlage.")


def test_plan_without_notes_says_so(desk):
    response = desk.get(desk.address("editor_notes"))

    assert all_words(response, "//main//ul[contains(@class, 'plain')]/li") == [
        "Er zijn nog geen voetnoten."
    ]


# --- queries ----------------------------------------------------------------------------------
def rich(goals):
    plan = fill_plan(chapters=1, goals=goals)
    note = make_note(plan=plan)
    for goal in Desk(plan=plan).goals:
        goal.notes.add(note)
        make_participation(goal=goal)
    publish(plan, note="", by=None)
    return Desk(plan=plan)


def test_pages_ask_the_same_number_of_queries_however_long_the_chapter():
    def counted(desk):
        names = ("editor", "editor_notes", "preview", "publish", "import")
        addresses = [desk.address(name) for name in names]
        rows = (desk.chapter, desk.goal, desk.action)
        addresses += [desk.edit(row) for row in rows]
        addresses += [desk.row("row_show", row) for row in rows]
        addresses.append(desk.row("row_move", desk.action))
        return [queries_of(desk.client, address) for address in addresses]

    one, three, sixty = (counted(rich(size)) for size in (1, 3, 60))

    assert one == three == sixty
    assert max(one) < 45
