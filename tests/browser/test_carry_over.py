"""A small plan goes over into the next one by keyboard, and the words survive a colleague."""

import pytest

from actionplans.carrying.choices import Choices
from actionplans.carrying.passage import choose, under_way
from actionplans.editions import draft_of, publish
from actionplans.models import Plan
from actionplans.rows import Tree
from tests.actionplans.passages import small_plan
from tests.factories import make_carry_over, make_member


@pytest.fixture
def plan():
    return small_plan()


@pytest.fixture
def officer(plan):
    officer = make_member(city=plan.city, name="An")
    publish(plan, note="", by=officer)
    return officer


@pytest.fixture
def page(open_page, officer):
    return open_page(officer)


def address(plan):
    return f"{plan.get_editor_url()}overnemen/"


def row(page, code):
    return page.locator("[data-goal]", has=page.locator(".code", has_text=code)).first


def decided(plan):
    return [one.decision for one in Choices(under_way(plan)).standings]


def has_focus(page, code):
    """Whether the keyboard stands in the row of this goal."""
    page.wait_for_function(
        "code => document.activeElement.closest('[data-goal]')?.querySelector('.code')"
        "?.textContent === code",
        arg=code,
    )


def count_is(page, words):
    page.locator("#beslist", has_text=words).wait_for()


def test_a_plan_goes_over_by_keyboard_alone(page, plan):
    page.goto(address(plan))
    page.get_by_role("button", name="Begin met kiezen").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="gaat verder", exact=True).first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    count_is(page, "1 van 6 beslist")
    has_focus(page, "1.2")

    # Another wording: choose, Enter, type over what stands there, Tab to the button.
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.tagName === 'TEXTAREA'")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Getypt zonder muis")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    count_is(page, "2 van 6 beslist")
    has_focus(page, "1.3")

    page.get_by_role("button", name="Alle 4 resterende doelen gaan verder").focus()
    page.keyboard.press("Enter")
    count_is(page, "6 van 6 beslist")
    page.get_by_role("link", name="Nakijken en het plan maken…").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Maak het plan").focus()
    page.keyboard.press("Enter")
    page.get_by_text("staat klaar als ontwerp").wait_for()

    made = Plan.objects.get(period_from=2026)
    titles = [goal.title for goal in Tree(draft_of(made)).chapters[0].goal_list]
    assert titles == ["Doel 1.1", "Getypt zonder muis", "Doel 1.3", "Doel 1.4"]


def test_a_goal_that_is_joined_changes_along_but_not_while_somebody_types_there(
    page, plan, officer
):
    make_carry_over(plan=plan, by=officer)
    page.goto(address(plan))
    host, joining = row(page, "1.2"), row(page, "1.1")
    host.get_by_text("gaat verder in andere woorden").click()
    host.get_by_label("De nieuwe woorden van dit doel").fill("Half getypt")
    joining.get_by_text("gaat op in een ander doel").click()
    joining.get_by_label("Gaat op in", exact=True).select_option(label="1.2 “Doel 1.2”")
    joining.get_by_label("Titel van het samengevoegde doel").fill("Samen")
    joining.get_by_role("button", name="Bewaren").click()
    count_is(page, "2 van 6 beslist")

    assert host.get_by_label("De nieuwe woorden van dit doel").input_value() == "Half getypt"
    host.get_by_role("button", name="Bewaren").click()
    page.get_by_text("Je koos hier zelf al iets anders").wait_for()
    assert host.get_by_label("De nieuwe woorden van dit doel").input_value() == "Half getypt"
    assert decided(plan)[:2] == ["merge", "reword"]


def test_a_colleague_who_chose_first_is_not_overwritten(page, plan, officer):
    going = make_carry_over(plan=plan, by=officer)
    page.goto(address(plan))
    bert = make_member(city=plan.city, name="Bert")
    uid = draft_of(plan).goals.get(code="1.1").uid
    choose(going, uid, "finished", {}, seen=0, by=bert)
    row(page, "1.1").get_by_text("gaat verder", exact=True).click()
    page.get_by_text("Bert koos hier intussen iets anders").wait_for()

    assert decided(plan)[0] == "finished"
    row(page, "1.1").get_by_role("button", name="Bewaren").click()
    page.locator("[data-goal][data-decided]", has_text="1.1").wait_for()
    assert decided(plan)[0] == "continue"


def test_a_click_saves_or_opens_and_a_key_waits_for_enter(page, plan, officer):
    going = make_carry_over(plan=plan, by=officer)
    page.goto(address(plan))
    first, second = row(page, "1.1"), row(page, "1.2")
    first.get_by_text("is afgerond").click()
    count_is(page, "1 van 6 beslist")
    first.get_by_text("gaat verder", exact=True).click()
    page.wait_for_function(
        "id => document.getElementById(id).querySelector('[value=continue]').checked"
        " && !document.querySelector('.htmx-request')",
        arg=f"doel-{draft_of(plan).goals.get(code='1.1').uid}",
    )
    assert [one.version for one in Choices(going).standings][:2] == [2, 0]

    second.get_by_role("radio", name="is afgerond").focus()
    page.keyboard.press("Space")
    unsaved = second.get_by_text("nog niet bewaard")
    unsaved.wait_for()
    second.get_by_role("button", name="Bewaren").wait_for()
    page.keyboard.press("ArrowDown")
    second.get_by_role("button", name="Verder…").wait_for()
    assert decided(plan)[:2] == ["continue", ""]
    page.keyboard.press("Enter")
    second.get_by_label("Waarom stopt dit doel?").fill("Er is geen geld meer.")
    second.get_by_label("Reden").select_option("means")
    # Typed words are not thrown away by a click beside them.
    second.get_by_text("is afgerond").click()
    assert decided(plan)[1] == ""
    second.get_by_text("stopt", exact=True).click()
    second.get_by_role("button", name="Bewaren").click()
    count_is(page, "2 van 6 beslist")
    assert (decided(plan)[1], unsaved.is_visible()) == ("stopped", False)


def test_it_works_without_javascript(open_page, plan, officer):
    make_carry_over(plan=plan, by=officer)
    page = open_page(officer, java_script_enabled=False)
    page.goto(f"{address(plan)}?toon=open")
    row(page, "1.1").get_by_role("radio", name="stopt").check()
    row(page, "1.1").get_by_role("button", name="Verder…").click()
    page.get_by_label("Reden").select_option("means")
    page.get_by_label("Waarom stopt dit doel?").fill("Er is geen geld meer.")
    page.get_by_role("button", name="Bewaren").click()

    assert decided(plan)[0] == "stopped"
    assert page.url.endswith(f"?toon=open#doel-{draft_of(plan).goals.get(code='1.2').uid}")
    assert page.locator("[data-goal]").count() == 5
