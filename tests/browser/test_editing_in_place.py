"""What only a browser shows of the editor: rows in place, the keyboard, two people at once."""

import pytest

from actionplans.drafting import change
from actionplans.models import Goal
from tests.factories import fill_plan, make_member, make_plan


@pytest.fixture
def plan():
    return fill_plan(plan=make_plan(), goals=2)


@pytest.fixture
def goal(plan):
    return Goal.objects.get(edition__plan=plan, code="1.1")


@pytest.fixture
def officer(plan):
    return make_member(city=plan.city, name="An")


@pytest.fixture
def page(open_page, officer, plan):
    page = open_page(officer)
    page.goto(plan.get_editor_url())
    return page


def open_goal(page, code="1.1"):
    page.get_by_role("link", name=f"Bewerken {code}").click()
    return page.locator("tr.editing")


def test_a_row_opens_in_place_and_the_keyboard_goes_along(page, goal):
    page.get_by_role("link", name="Bewerken 1.1").focus()
    page.keyboard.press("Enter")
    page.locator("tr.editing").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Getypt zonder muis")
    page.get_by_role("button", name="Bewaren").focus()
    page.keyboard.press("Enter")
    page.locator("tr.editing").wait_for(state="detached")

    goal.refresh_from_db()
    assert goal.title == "Getypt zonder muis"
    assert page.evaluate("document.activeElement.textContent").strip() == "Bewerken 1.1"
    assert page.get_by_text("nog niet gepubliceerd").count() == 1


def test_escape_closes_a_row_without_saving(page, goal):
    form = open_goal(page)
    form.get_by_label("Nummer").fill("9.9")
    page.keyboard.press("Escape")
    form.wait_for(state="detached")

    goal.refresh_from_db()
    assert goal.code == "1.1"


def test_two_colleagues_in_one_row_choose_in_one_press(page, plan, goal, officer):
    form = open_goal(page)
    colleague = make_member(city=plan.city, name="Bert")
    change(
        plan,
        "goal",
        goal.uid,
        {"title": "Van Bert", "code": "1.9"},
        seen=goal.version,
        by=colleague,
    )
    form.get_by_label("Operationeel doel*").fill("Van An")
    form.get_by_role("button", name="Bewaren").click()
    merged = page.locator("tr.editing", has_text="Bert heeft dit intussen ook gewijzigd")
    merged.wait_for()

    goal.refresh_from_db()
    assert (goal.title, goal.code) == ("Van Bert", "1.9")
    assert merged.get_by_label("Nummer").input_value() == "1.9"
    assert merged.get_by_label("Operationeel doel*").input_value() == "Van An"
    merged.get_by_role("radio", name="Van je collega").check()
    merged.get_by_role("button", name="Bewaren").click()
    merged.wait_for(state="detached")
    goal.refresh_from_db()
    assert goal.title == "Van Bert"


def test_a_mistake_keeps_what_was_typed(page, goal):
    form = open_goal(page)
    form.get_by_label("Operationeel doel*").fill("")
    form.get_by_label("Nummer").fill("1.1b")
    form.get_by_role("button", name="Bewaren").click()
    form.get_by_text("Dit veld is verplicht.").wait_for()

    goal.refresh_from_db()
    assert goal.code == "1.1"
    assert form.get_by_label("Nummer").input_value() == "1.1b"


def test_leaving_with_unsaved_words_asks_first(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    open_goal(page).get_by_label("Nummer").press_sequentially("x")

    page.goto("/plannen/")

    assert asked == ["beforeunload"]


def test_two_rows_can_be_open_and_neither_loses_its_words(page, plan):
    first = open_goal(page, "1.1")
    first.get_by_label("Operationeel doel*").fill("Eerste")
    page.get_by_role("link", name="Bewerken 1.2").click()
    second = page.locator("tr.editing").nth(1)
    second.get_by_label("Operationeel doel*").fill("Tweede")
    second.get_by_role("button", name="Bewaren").click()
    second.wait_for(state="detached")

    assert first.get_by_label("Operationeel doel*").input_value() == "Eerste"
    first.get_by_role("button", name="Bewaren").click()
    first.wait_for(state="detached")
    titles = Goal.objects.filter(edition__plan=plan).values_list("title", flat=True)
    assert list(titles) == ["Eerste", "Tweede"]


def test_a_double_click_adds_one_goal(page, plan):
    page.get_by_role("link", name="Doel toevoegen").click()
    form = page.locator("tr.editing")
    form.get_by_label("Operationeel doel*").fill("Nieuw doel")
    form.get_by_role("button", name="Toevoegen").dblclick()
    page.get_by_role("link", name="Bewerken 1.3").wait_for()

    assert Goal.objects.filter(edition__plan=plan, title="Nieuw doel").count() == 1


def test_a_deleted_goal_comes_back_with_one_press(page, plan):
    row = page.locator("tr[id^=goal-]").first
    row.get_by_text("Meer voor 1.1").click()
    row.get_by_role("button", name="Verwijderen").first.click()
    page.get_by_role("button", name="Ongedaan maken").wait_for()
    assert Goal.objects.filter(edition__plan=plan).count() == 1

    page.get_by_role("button", name="Ongedaan maken").click()
    page.get_by_role("link", name="Bewerken 1.1").wait_for()

    assert Goal.objects.filter(edition__plan=plan).count() == 2


def test_signed_out_while_typing_the_words_stay_and_can_be_saved_after_all(page, goal):
    cookies = page.context.cookies()
    form = open_goal(page)
    form.get_by_label("Operationeel doel*").fill("Getypt terwijl de sessie afliep")
    page.context.clear_cookies()
    form.get_by_role("button", name="Bewaren").click()
    page.get_by_text("je bent afgemeld").wait_for()
    goal.refresh_from_db()
    assert goal.title == "Meldpunten zijn bekend"

    page.context.add_cookies(cookies)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_text("je bent weer aangemeld").wait_for()
    form.get_by_role("button", name="Bewaren").click()
    form.wait_for(state="detached")

    goal.refresh_from_db()
    assert goal.title == "Getypt terwijl de sessie afliep"
