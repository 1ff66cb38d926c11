"""What happens to one goal, in its row with htmx or on a page of its own."""

import pytest

from actionplans.carrying.choices import Choices
from actionplans.carrying.passage import choose, drop
from actionplans.editions import draft_of
from tests.actionplans.desk import Desk, errors_of, form_of, is_fragment, root_of, sent_by
from tests.actionplans.passages import STOPPED, small_plan
from tests.factories import make_carry_over
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

ROW = "//li[@data-goal]"


@pytest.fixture
def desk():
    desk = Desk(plan=small_plan())
    desk.going = make_carry_over(plan=desk.plan, by=desk.person)
    return desk


@pytest.fixture
def screen(desk):
    return desk.address("carry_over")


def goal(desk, code="1.1"):
    return draft_of(desk.plan).goals.get(code=code)


def row(desk, code="1.1"):
    return desk.address("carry_over_choice", uid=goal(desk, code).uid)


def standing(desk, code="1.1"):
    one = Choices(desk.going).of[goal(desk, code).uid]
    return one.decision, one.choice and one.choice.values, one.version


def colleague_chooses(desk, decision="stopped", code="1.1", **values):
    bram = desk.colleague().person
    values = values or (STOPPED if decision == "stopped" else {})
    choose(desk.going, goal(desk, code).uid, decision, values, seen=0, by=bram)


@pytest.mark.parametrize("htmx", [True, False])
def test_a_simple_choice_is_saved_in_one_press(desk, screen, htmx):
    response = desk.post(row(desk), {"decision": "continue", "version": "0"}, htmx=htmx)

    assert standing(desk) == ("continue", {}, 1)
    if htmx:
        assert is_fragment(response)
        assert root_of(response) == ("li", f"doel-{goal(desk).uid}")
        assert "<b>1</b> van 6 beslist" in response.content.decode()
    else:
        assert response["Location"] == f"{screen}#doel-{goal(desk, '1.2').uid}"


def test_without_htmx_the_last_choice_leads_to_the_end(desk, screen):
    desk.post(desk.address("carry_over_rest"), {"decision": "continue"})

    response = desk.post(row(desk), {"decision": "finished", "version": "1", "toon": "open"})

    assert response["Location"] == f"{screen}?toon=open#klaar"


BOXES = {
    "reword": ({"title": "Nieuw"}, {"title": "Nieuw"}),
    "split": ({"part_1": "Een", "part_3": "Twee"}, {"titles": ["Een", "Twee"]}),
    "stopped": (STOPPED, STOPPED),
}


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("decision", BOXES)
def test_a_choice_that_needs_words_asks_for_them_first(desk, decision, htmx):
    typed, kept = BOXES[decision]

    asked = desk.post(row(desk), {"decision": decision, "version": "0"}, htmx=htmx)
    sent = {**form_of(asked), "decision": decision, **typed}
    saved = desk.post(row(desk), sent, htmx=htmx)

    assert (asked.status_code, is_fragment(asked)) == (200, htmx)
    assert set(typed) <= set(sent)
    assert saved.status_code == (200 if htmx else 302)
    assert standing(desk) == (decision, kept, 1)


def test_the_boxes_are_filled_with_what_is_known(desk):
    opened = desk.open(row(desk) + "?keuze=reword")
    split = desk.open(row(desk) + "?keuze=split")

    assert (opened["title"], opened["asked"]) == (["Doel 1.1"], ["reword"])
    assert (split["part_1"], split["part_2"]) == (["Doel 1.1"], [""])


def test_a_goal_joins_another_one_and_both_rows_change(desk):
    into = goal(desk, "2.1").uid
    asked = desk.post(row(desk), {"decision": "merge", "version": "0"}, htmx=True)

    sent = {**form_of(asked), "into": str(into), "joined_title": "Samen"}
    response = desk.post(row(desk), sent, htmx=True)

    options = page_of(asked).xpath("//select[@name='into']//option/@value")
    assert len(options) == 6
    assert standing(desk) == ("merge", {"into": str(into)}, 1)
    assert standing(desk, "2.1") == ("reword", {"title": "Samen"}, 1)
    swapped = page_of(response).xpath("//*[@hx-swap-oob]/@id")
    assert swapped == ["beslist", "rest", f"doel-{into}"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, "decision"),
        ({"decision": "weg"}, "decision"),
        ({"decision": "reword", "asked": "reword", "title": " "}, "title"),
        ({"decision": "reword", "asked": "reword", "title": "a\0b"}, "title"),
        ({"decision": "split", "asked": "split", "part_1": "Een"}, "part_2"),
        ({"decision": "merge", "asked": "merge", "into": "nergens"}, "into"),
        ({"decision": "stopped", "asked": "stopped", "reason": "means"}, "text"),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_a_mistake_is_told_and_nothing_is_saved(desk, typed, wrong, htmx):
    response = desk.post(row(desk), {"version": "0", **typed}, htmx=htmx)

    assert (response.status_code, standing(desk)) == (422, ("", None, 0))
    assert set(response.context["form"].errors) == {wrong}


def test_who_changes_their_mind_keeps_what_was_typed(desk):
    first = {"version": "0", "asked": "reword", "title": "Lang getypt", "decision": "split"}

    asked = form_of(desk.post(row(desk), first, htmx=True))
    back = form_of(desk.post(row(desk), {**asked, "decision": "reword"}, htmx=True))

    assert (asked["title"], asked["part_1"]) == (["Lang getypt"], ["Doel 1.1"])
    assert (back["title"], back["asked"]) == (["Lang getypt"], ["reword"])
    desk.post(row(desk), back, htmx=True)
    assert standing(desk) == ("reword", {"title": "Lang getypt"}, 1)


@pytest.mark.parametrize("version", ["0", "", "x", "9" * 5000, "-1"])
def test_a_choice_of_a_colleague_is_shown_and_not_overwritten(desk, version):
    colleague_chooses(desk)
    typed = {"decision": "reword", "asked": "reword", "title": "Van mij", "version": version}

    response = desk.post(row(desk), typed, htmx=True)

    assert (response.status_code, standing(desk)[0]) == (409, "stopped")
    assert "Bram Claes koos hier intussen iets anders" in response.content.decode()
    again = form_of(response)
    assert (again["title"], again["version"]) == (["Van mij"], ["1"])
    desk.post(row(desk), again, htmx=True)
    assert standing(desk) == ("reword", {"title": "Van mij"}, 2)


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("first", ["finished", "reword"])
def test_a_choice_that_is_saved_can_be_changed_on_the_screen(desk, screen, htmx, first):
    values = {"title": "Van mij"} if first == "reword" else {}
    choose(desk.going, goal(desk).uid, first, values, seen=0, by=desk.person)

    (form,) = page_of(desk.get(screen)).xpath(f"//form[@action='{row(desk)}']")
    response = desk.post(row(desk), {**sent_by(form), "decision": "continue"}, htmx=htmx)

    assert (response.status_code, standing(desk)) == (200 if htmx else 302, ("continue", {}, 2))


def test_a_choice_is_changed_time_and_again_in_its_row(desk):
    page = desk.post(row(desk), {"decision": "continue", "version": "0"}, htmx=True)

    for number, decision in enumerate(("finished", "continue", "finished"), 2):
        sent = sent_by(page_of(page).xpath("//form")[0])
        page = desk.post(row(desk), {**sent, "decision": decision}, htmx=True)

        assert (page.status_code, standing(desk)) == (200, (decision, {}, number))


def test_who_chose_in_another_window_is_not_called_a_colleague(desk):
    choose(desk.going, goal(desk).uid, "finished", {}, seen=0, by=desk.person)

    response = desk.post(row(desk), {"decision": "continue", "version": "0"}, htmx=True)

    assert (response.status_code, standing(desk)[0]) == (409, "finished")
    assert all_words(response, "//*[@role='alert']//b") == [
        "Je koos hier zelf al iets anders, misschien in een ander venster."
    ]


@pytest.mark.parametrize("typed", ["Doel 1.1", " Doel \r\n1.1 "])
def test_the_same_words_are_no_other_wording(desk, typed):
    sent = {"decision": "reword", "asked": "reword", "title": typed, "version": "0"}

    response = desk.post(row(desk), sent)

    assert (response.status_code, standing(desk)) == (422, ("", None, 0))
    assert errors_of(response) == {
        "title": ["Dit zijn de woorden van nu. Wijzig ze, of kies “gaat verder”."]
    }


def test_the_own_words_of_a_goal_that_is_joined_give_it_no_other_wording(desk):
    into = goal(desk, "2.1").uid
    sent = {"decision": "merge", "asked": "merge", "into": str(into), "version": "0"}

    desk.post(row(desk), {**sent, "joined_title": "Doel 2.1"}, htmx=True)

    assert (standing(desk)[0], standing(desk, "2.1")) == ("merge", ("", None, 0))


def test_closing_a_row_shows_what_stands(desk):
    colleague_chooses(desk)

    response = desk.get(row(desk), htmx=True)

    assert (root_of(response)[0], "part_1" in response.content.decode()) == ("li", False)
    assert page_of(response).xpath("//input[@checked]/@value") == ["stopped"]


def test_words_typed_while_the_passage_was_dropped_stay_on_the_screen(desk):
    page = form_of(desk.get(row(desk) + "?keuze=reword"))
    drop(desk.going)

    response = desk.post(row(desk), {**page, "title": "Van mij"}, htmx=True)

    assert response.status_code == 409
    assert form_of(response)["title"] == ["Van mij"]
    assert "intussen weggegooid" in response.content.decode()
    merging = {"decision": "merge", "asked": "merge", "into": "x", "version": "0"}
    assert desk.post(row(desk), merging).status_code == 409


def test_a_goal_that_was_never_in_the_plan_does_not_exist(desk):
    other = Desk(plan=small_plan())

    response = desk.get(desk.address("carry_over_choice", uid=goal(other).uid))

    assert response.status_code == 404
