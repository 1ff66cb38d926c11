"""The main job, end to end: a Word file becomes a plan that everybody reads."""

import re

import pytest

from actionplans.models import Edition
from tests.factories import PASSWORD, make_city, make_member


@pytest.fixture
def coordinator():
    city = make_city(name="Denderleeuw", kind="gemeente")
    return make_member(city=city, email="coordinator@denderleeuw.example")


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_an_officer_takes_a_word_file_to_a_published_plan(
    open_page, coordinator, word_file, has_script
):
    page = open_page(java_script_enabled=has_script)
    page.goto("/account/login/")
    page.locator("[name=login]").fill(coordinator.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()

    page.get_by_role("link", name="Nieuw plan voor Denderleeuw").click()
    page.get_by_label("Soort plan").select_option("eccar")
    page.get_by_label("Vanaf").fill("2020")
    page.get_by_label("Tot en met").fill("2025")
    page.get_by_role("button", name="Maak het plan").click()

    page.get_by_role("link", name="Word-bestand inlezen").first.click()
    page.get_by_label("Word-bestand").set_input_files(word_file)
    page.get_by_role("button", name="Lees het bestand").click()
    page.get_by_role("heading", name="Nakijken wat we lazen").wait_for()
    page.get_by_role("button", name="Zet dit in mijn ontwerp").click()

    page.get_by_role("link", name="Bewerken 1.2").click()
    page.get_by_label("Operationeel doel*").fill("De stad volgt elke melding op.")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_text("De stad volgt elke melding op.").first.wait_for()

    page.get_by_role("link", name="Publiceren…").click()
    page.get_by_label("Wat is er nieuw in deze editie?").fill("De eerste editie.")
    page.get_by_role("button", name="Zet editie 1 online").click()
    page.wait_for_url(re.compile("/plannen/denderleeuw/"))
    address = page.url
    page.context.clear_cookies()
    page.goto(address)

    assert page.get_by_text("De stad volgt elke melding op.").count() >= 1
    assert page.get_by_role("link", name="Aanmelden").count() == 1
    assert Edition.objects.published().get().published_by.user == coordinator
