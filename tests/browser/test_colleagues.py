"""Two people in one draft see each other, and what one of them types stays."""

import pytest

from actionplans.models import Goal
from tests.factories import fill_plan, make_member, make_plan


@pytest.fixture
def plan():
    return fill_plan(plan=make_plan(), goals=2)


@pytest.fixture
def open_editor(open_page, plan):
    def opened(name):
        page = open_page(make_member(city=plan.city, name=name))
        page.goto(plan.get_editor_url())
        return page

    return opened


def ask_now(page):
    """What the page asks by itself every twenty seconds."""
    with page.expect_response("**/aanwezig/") as answered:
        page.evaluate("htmx.trigger('#aanwezig', 'nu')")
    return answered.value.status


def open_goal(page, code):
    """The form opens, and the page tells so at once."""
    with page.expect_response("**/aanwezig/"):
        page.get_by_role("link", name=f"Bewerken {code}").click()
    form = page.locator("tr.editing")
    form.wait_for()
    return form


def test_two_people_in_one_draft_see_each_other(open_editor, plan):
    an, bram = open_editor("An Peeters"), open_editor("Bram Claes")
    form = open_goal(an, "1.1")
    form.get_by_label("Operationeel doel*").fill("Van An")
    open_goal(bram, "1.1")

    ask_now(an)

    an.locator("#aanwezigen", has_text="Bram Claes bewerkt 1.1").wait_for()
    form.get_by_text("Bram Claes heeft dit ook open").wait_for()
    bram.locator("tr.editing", has_text="An Peeters heeft dit ook open").wait_for()
    assert form.get_by_label("Operationeel doel*").input_value() == "Van An"
    assert ask_now(an) == 204

    with bram.expect_response("**/aanwezig/"):
        bram.keyboard.press("Escape")
    bram.locator("tr.editing").wait_for(state="detached")
    ask_now(an)

    form.get_by_text("heeft dit ook open").wait_for(state="detached")
    assert an.locator("#aanwezigen p").count() == 0


def test_form_on_a_page_of_its_own_is_announced_too(open_editor, plan):
    an, bram = open_editor("An Peeters"), open_editor("Bram Claes")
    address = bram.get_by_role("link", name="Bewerken 1.2").get_attribute("href")
    with bram.expect_response("**/aanwezig/"):
        bram.goto(new_address(bram, address))

    ask_now(an)

    an.locator("#aanwezigen", has_text="Bram Claes bewerkt 1.2").wait_for()


def new_address(page, path):
    return page.evaluate("path => new URL(path, location.href).href", path)


def test_asking_after_the_session_ran_out_bothers_nobody(open_editor, plan):
    page = open_editor("An Peeters")
    cookies = page.context.cookies()
    form = open_goal(page, "1.1")
    form.get_by_label("Operationeel doel*").fill("Getypt terwijl de sessie afliep")
    page.context.clear_cookies()

    status = ask_now(page)

    assert (status, page.locator("#messages .message").count()) == (401, 0)
    assert page.url.endswith(plan.get_editor_url())
    page.context.add_cookies(cookies)
    form.get_by_role("button", name="Bewaren").click()
    form.wait_for(state="detached")
    titles = Goal.objects.filter(edition__plan=plan).values_list("title", flat=True)
    assert "Getypt terwijl de sessie afliep" in titles


def test_boxes_of_a_crosswalk_are_ticked_with_the_keyboard(open_editor, plan):
    page = open_editor("An Peeters")
    page.get_by_role("link", name="Verbintenissen", exact=True).click()
    page.get_by_role("checkbox", name="7. Huisvesting").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Bewaren").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Bewaard.").wait_for()

    chapter = plan.editions.get().chapters.get()
    assert sorted(chapter.commitments.values_list("number", flat=True)) == [1, 7]
