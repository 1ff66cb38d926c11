"""An officer does a whole update round: with the keyboard only, and without JavaScript."""

import pytest

from actionplans.editions import publish
from actionplans.models import ProgressEntry, RoundStep
from actionplans.progress.rounds import close_round
from tests.actionplans.telling_desk import TellingDesk
from tests.browser.test_every_page import ALL, AXE, COLOURS, violations
from tests.factories import (
    fill_plan,
    make_goal,
    make_member,
    make_plan,
    make_round,
    make_user,
    tell,
)


@pytest.fixture
def plan():
    """Five goals: of the first three something was told before, nothing of the last two."""
    plan = fill_plan(plan=make_plan(), chapters=2, goals=2)
    make_goal(chapter=plan.editions.drafts().get().chapters.last())
    publish(plan, note="", by=make_member(city=plan.city))
    return plan


@pytest.fixture
def desk(plan):
    goals = TellingDesk(plan=plan, with_round=False).published_goals
    for goal in goals[:3]:
        tell(plan=plan, goal=goal, state="preparing")
    make_round(name="Najaar 2026")
    return TellingDesk(plan=plan)


class Keyboard:
    """Counts every key that is pressed."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text):
        self.page.keyboard.type(text)
        self.pressed += len(text)


def told_in_round(desk):
    entries = ProgressEntry.objects.filter(round=desk.round).order_by("pk")
    return [(one.subject, one.state, one.schedule, one.is_unchanged) for one in entries]


def wait_for(page, n, of):
    page.locator("#stand", has_text=f"{n} van {of}").wait_for()


def wait_in(page, goal):
    """Until the keyboard is in the row of this goal."""
    page.locator(f"#doel-{goal.uid}:focus-within").wait_for()


def test_a_round_with_the_keyboard_only_takes_one_to_three_keys_a_goal(open_page, desk):
    page = open_page(desk.person)
    page.goto(desk.screen)
    keys, counts = Keyboard(page), []
    goals = desk.published_goals
    keys.press("j")  # from the top of the page to the first row

    for number, strokes in enumerate(
        (["o"], ["o"], ["3", "Enter"], ["3", "s", "Enter"], ["4", "Enter"])
    ):
        wait_in(page, goals[number])
        before = keys.pressed
        for stroke in strokes:
            keys.press(stroke)
            page.locator(".htmx-request").first.wait_for(state="detached")
        wait_for(page, number + 1, 5)
        counts.append(keys.pressed - before)

    assert counts == [1, 1, 2, 3, 2]
    assert told_in_round(desk) == [
        (goals[0].uid, "preparing", "on_schedule", True),
        (goals[1].uid, "preparing", "on_schedule", True),
        (goals[2].uid, "running", "on_schedule", False),
        (goals[3].uid, "running", "on_schedule", False),
        (goals[4].uid, "finished", "", False),
    ]
    page.locator("#afsluiten:focus").wait_for()
    keys.press("Enter")
    page.get_by_role("button", name="Afsluiten", exact=True).press("Enter")
    page.get_by_text("Jullie sloten deze ronde af").wait_for()
    assert RoundStep.objects.get().kind == "closed"


def test_keys_that_come_before_the_answer_count_for_the_next_rows(open_page, desk):
    page = open_page(desk.person)
    page.goto(desk.screen)
    goals, held = desk.published_goals, []
    # The first answer waits; the others come at once.
    page.route("**/ongewijzigd/", lambda one: one.continue_() if held else held.append(one))
    keys = Keyboard(page)

    keys.press("j", "o", "o", "3", "Enter")
    page.wait_for_function("document.querySelector('.htmx-request') !== null")
    assert (len(held), told_in_round(desk)) == (1, [])
    held[0].continue_()
    wait_for(page, 3, 5)

    assert told_in_round(desk) == [
        (goals[0].uid, "preparing", "on_schedule", True),
        (goals[1].uid, "preparing", "on_schedule", True),
        (goals[2].uid, "running", "on_schedule", False),
    ]


def test_a_key_that_is_held_down_tells_one_row(open_page, desk):
    page = open_page(desk.person)
    page.goto(desk.screen)
    first, second, *_ = desk.published_goals

    page.keyboard.press("j")
    for key in ("o", "o", "3", "Enter"):  # the second time it repeats
        page.keyboard.down(key)
    wait_for(page, 2, 5)

    assert told_in_round(desk) == [
        (first.uid, "preparing", "on_schedule", True),
        (second.uid, "running", "on_schedule", False),
    ]


def test_words_and_a_reason_with_the_keyboard_too(open_page, desk):
    page = open_page(desk.person)
    page.goto(desk.screen)
    keys = Keyboard(page)

    keys.press("j", "v")
    page.locator(".editing").wait_for()
    keys.press("r")
    keys.type("te weinig p")
    keys.press("Tab")
    keys.type("o, j en 3 zijn hier letters")
    keys.press("Control+Enter")
    wait_for(page, 1, 5)

    entry = ProgressEntry.objects.get(round=desk.round)
    assert (entry.schedule, entry.reason, entry.text) == (
        *("delayed", "staff"),
        "o, j en 3 zijn hier letters",
    )


def test_the_keys_can_be_switched_off_and_stay_off(open_page, desk):
    page = open_page(desk.person)
    page.goto(desk.screen)
    page.locator("#sneltoetsen summary").click()
    page.locator("#toetsen-aan").uncheck()
    page.reload()

    page.locator("[data-unchanged]").first.focus()
    page.keyboard.press("o")
    page.keyboard.press("3")
    page.locator("#sneltoetsen summary").click()

    assert page.locator("#toetsen-aan").is_checked() is False
    assert (told_in_round(desk), page.locator(".editing").count()) == ([], 0)


def test_the_form_closes_without_saving_and_gives_the_focus_back(open_page, desk):
    page = open_page(desk.person)
    page.goto(desk.screen)
    page.locator("[data-tell]").first.click()
    page.locator(".editing textarea").fill("Toch niet")
    page.keyboard.press("Escape")
    page.locator(".editing").wait_for(state="detached")

    wait_in(page, desk.published_goals[0])
    assert told_in_round(desk) == []


def test_a_round_without_javascript(open_page, desk):
    page = open_page(desk.person, java_script_enabled=False)
    page.goto(desk.screen)
    goals = desk.published_goals
    assert page.locator("#sneltoetsen").is_hidden()

    for goal in goals[:2]:
        page.locator(f"#doel-{goal.uid} > .due-box [data-unchanged]").click()
    assert page.url.endswith(f"#doel-{goals[2].uid}")
    page.locator(f"#doel-{goals[2].uid} > .due-box [data-tell]").click()
    for number in (2, 3):
        page.get_by_label("in uitvoering").check()
        page.get_by_label("op schema", exact=True).check()
        page.get_by_role("button", name="Bewaren en naar het volgende").click()
        assert str(goals[number + 1].uid) in page.url
    page.get_by_label("afgerond").check()
    page.get_by_role("button", name="Bewaren", exact=True).click()
    assert page.locator("#stand").text_content() == "5 van 5 bijgewerkt"
    page.get_by_role("link", name="De ronde afsluiten…").click()
    page.get_by_role("button", name="Afsluiten", exact=True).click()

    assert page.get_by_text("Jullie sloten deze ronde af").is_visible()
    assert [state for _, state, *_ in told_in_round(desk)] == [
        *("preparing", "preparing", "running", "running", "finished")
    ]


def test_a_round_that_closes_while_typing_keeps_the_words_and_is_accessible(open_page, desk):
    page = open_page(desk.person, width=320, bypass_csp=True)
    page.goto(desk.screen)
    page.locator("[data-tell]").first.click()
    page.locator(".editing textarea").fill("Mijn woorden")
    troubles = []

    def judge():
        page.evaluate(AXE)
        troubles.extend(violations(page, ALL))
        page.emulate_media(color_scheme="dark")
        troubles.extend(violations(page, COLOURS))
        page.emulate_media(color_scheme="light")

    judge()
    tell(plan=desk.plan, goal=desk.published_goals[0], text="Van een collega")
    page.locator(".editing button.main").click()
    page.get_by_text("vertelde hier intussen iets nieuws over").wait_for()
    judge()
    close_round(desk.round, by=make_user())
    page.locator(".editing button.main").click()
    page.get_by_text("is niet open").wait_for()
    judge()
    assert page.locator(".editing textarea").input_value() == "Mijn woorden"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Bewaar als tussentijdse stand").click()
    page.locator(".editing").wait_for(state="detached")

    newest = ProgressEntry.objects.order_by("pk").last()
    assert (newest.text, newest.round, troubles) == ("Mijn woorden", None, [])
