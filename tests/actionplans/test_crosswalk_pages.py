"""The crosswalk's pages: what they tell, who may do what, and what strange forms are answered."""

import json
import uuid

import pytest

from actionplans.drafting import change
from actionplans.models import Commitment
from tests.actionplans.crosswalk_boxes import goals_page, numbers, ticks
from tests.actionplans.desk import Desk, errors_of
from tests.counting import queries_of
from tests.factories import fill_plan, make_chapter, make_goal, make_plan
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine():
    """Two chapters with two goals each; chapter n works on commitment n."""
    return Desk()


@pytest.fixture
def page(mine):
    return mine.address("crosswalk")


# --- bad input -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "versions",
    ["", "x", "[]", "{}", "[[]]", '{"x": 1}', '{"%(uid)s": "1"}', '{"%(uid)s": 9999}', "9" * 5000],
)
def test_page_that_does_not_say_what_it_showed_saves_nothing(mine, page, versions):
    posted = {"versions": versions % {"uid": mine.chapter.uid}, **ticks(mine.chapter, 8)}

    response = mine.post(page, posted)

    sentence = "Dit formulier is niet meer geldig. Open het opnieuw."
    assert (response.status_code, mine.deeds) == (422, [])
    assert errors_of(response)[""] == [sentence]


@pytest.mark.parametrize("value", ["0", "11", "x", "1e9", "-1", "\0"])
def test_box_that_does_not_exist_is_refused(mine, page, value):
    response = mine.save(page, **{f"rij-{mine.chapter.uid}": [value]})

    assert (response.status_code, numbers(mine.chapter), mine.deeds) == (422, [1], [])


@pytest.mark.parametrize("clash", ["x", "[1]", '{"%s": 1}', '{"%s": {"numbers": [11]}}'])
def test_forged_conflict_is_left_out(mine, page, clash):
    told_by_page = {"clashes": clash.replace("%s", str(mine.chapter.uid))}

    response = mine.save(page, **told_by_page, **ticks(mine.chapter, 8))

    assert (response.status_code, numbers(mine.chapter)) == (302, [8])


def test_row_of_another_plan_is_refused(mine, page):
    other = make_goal().chapter

    response = mine.post(page, {"versions": json.dumps({str(other.uid): 1}), **ticks(other, 9)})

    assert (response.status_code, numbers(other), mine.deeds) == (422, [1], [])


# --- who -----------------------------------------------------------------------------------------
def test_alderman_reads_what_each_chapter_works_on(mine):
    desk = Desk(plan=mine.plan, role="alderman")

    chapters = desk.get(desk.address("crosswalk"))
    goals = desk.get(goals_page(desk, desk.chapter))

    assert page_of(chapters).xpath("//main//form | //main//button") == []
    assert page_of(goals).xpath("//main//form | //main//button") == []
    column = "//td[@data-l='Verbintenissen']"
    assert all_words(chapters, column) == ["1. Waakzaamheid", "2. Meten en beleid opvolgen"]
    assert all_words(goals, column) == ["volgt het hoofdstuk"] * 2


def test_alderman_saves_nothing(mine, page):
    posted = mine.open(page)
    desk = Desk(plan=mine.plan, role="alderman")

    response = desk.post(page, {**posted, **ticks(mine.chapter, 8)})

    assert (response.status_code, numbers(mine.chapter)) == (403, [1])


def test_chapter_that_is_not_in_the_draft_does_not_exist(mine):
    strange = [uuid.uuid4(), make_chapter().uid]

    answers = [mine.get(mine.address("crosswalk_chapter", uid=uid)).status_code for uid in strange]

    assert answers == [404, 404]


def test_chapter_that_a_colleague_deleted_meanwhile_gives_back_what_was_ticked(mine):
    address, chapter = goals_page(mine, mine.chapter), mine.chapter
    first, second = mine.goals
    mine.save(address, **ticks(second, 4))
    opened = mine.open(address)
    theirs = mine.colleague()
    theirs.post(theirs.row("row_move", second), {"naar": str(mine.tree.chapters[1].uid)})
    theirs.delete(chapter)

    response = mine.post(address, {**opened, **ticks(first, 8, 9), **ticks(second, 5)})

    assert (response.status_code, numbers(second)) == (409, [4])
    told = dict(zip(all_words(response, "//dt"), all_words(response, "//dd"), strict=True))
    assert told == {str(first): "verbintenis 8, 9", str(second): "verbintenis 5"}
    assert all_words(response, "//main/p")[0].startswith("Bram Claes verwijderde dit op ")
    assert mine.get(address).status_code == 404


def test_strange_form_about_a_deleted_chapter_is_answered_with_nothing_ticked(mine):
    address, chapter = goals_page(mine, mine.chapter), mine.chapter
    mine.delete(chapter)

    response = mine.post(address, {"versions": json.dumps({str(uuid.uuid4()): 1})})

    assert (response.status_code, all_words(response, "//dd")) == (409, [])


def test_name_of_a_colleague_is_never_taken_from_the_page(mine, page):
    told = {str(mine.chapter.uid): {"numbers": [3], "by": "\ud800 Iemand"}}

    response = mine.save(page, clashes=json.dumps(told), **ticks(mine.chapter, 8))

    assert (response.status_code, mine.deeds) == (422, [])
    labels = all_words(response, f"//div[@id='div_id_keuze-{mine.chapter.uid}']//label")
    assert "Van je collega: 3" in labels
    assert [label for label in labels if "Iemand" in label] == []


# --- what the page tells -------------------------------------------------------------------------
def test_unmapped_goals_stand_first_and_none_is_dropped():
    plan = make_plan()
    mapped = make_chapter(plan=plan, number="1", title="Wonen", commitments=(7,))
    bare = make_chapter(plan=plan, number="2", title="Rest", commitments=())
    make_goal(chapter=mapped)
    make_goal(chapter=bare, title="Zonder")
    own = make_goal(chapter=bare, title="Met een eigen keuze")
    own.commitments.set(Commitment.objects.filter(number=3))
    desk = Desk(plan=plan)

    response = desk.get(desk.address("crosswalk"))

    fold = "//details[@id='zonder-verbintenis']"
    assert all_words(response, f"{fold}/summary") == [
        "1 doel hoort nog bij geen enkele verbintenis"
    ]
    assert all_words(response, f"{fold}//li") == ["2.1 Zonder"]
    assert all_words(response, "//details[@id='verbintenis-3']//li") == ["2. Rest: 2.2"]
    assert all_words(response, "//details[@id='verbintenis-7']//li") == ["1. Wonen: 1.1"]
    heads = all_words(response, "//tr[starts-with(@id, 'rij-')]/th")
    assert heads == [
        "1. Wonen 1 doel van 1",
        "2. Rest 2 doelen van 2, met een eigen keuze: 2.2 (3)",
    ]


def test_plan_of_the_ten_itself_says_that_nothing_has_to_be_done():
    desk = Desk(plan=fill_plan(chapters=10))

    response = desk.get(desk.address("crosswalk"))

    assert "Je hoeft hier dus niets te doen." in all_words(response, "//main//div/p")[0]


def test_plan_without_chapters_says_where_to_start():
    desk = Desk(plan=make_plan())

    response = desk.get(desk.address("crosswalk"))

    assert all_words(response, "//div[@class='empty']/h2") == ["Er zijn nog geen hoofdstukken"]


def test_four_hundred_goals_come_fifty_at_a_time_and_save_per_page():
    chapter = make_chapter()
    for _ in range(120):
        make_goal(chapter=chapter)
    desk = Desk(plan=chapter.edition.plan)
    address = f"{goals_page(desk, chapter)}?page=2"
    last = chapter.goals.all()[99]

    shown = page_of(desk.get(address)).xpath("//tr[starts-with(@id, 'rij-')]")
    response = desk.save(address, **ticks(last, 4))

    assert (len(shown), response["Location"], numbers(last)) == (50, address, [4])


def test_pages_ask_the_same_number_of_queries_however_long_the_plan():
    def counted(size):
        desk = Desk(plan=fill_plan(chapters=size, goals=1))
        for goal in desk.goals:
            change(desk.plan, "goal", goal.uid, {"commitments": [5]}, seen=1, by=None)
        addresses = [desk.address("crosswalk"), goals_page(desk, desk.chapter)]
        return [queries_of(desk.client, address) for address in addresses]

    one, three, sixty = (counted(size) for size in (1, 3, 60))

    assert one == three == sixty
    assert max(one) < 30
