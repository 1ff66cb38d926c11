"""Every page, for the people who see it: accessible in both themes, and no sideways scrolling."""

from importlib import resources

import pytest

from actionplans.drafting import change
from tests.matrix import RULES
from tests.world import World, addresses

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": TAGS}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
PRACTICES = "practices:"
# What answers with data, a feed, a file or a part of a page.
FILES = (
    *("feed", "json", "list_json", "list_csv", "image_register_csv", "queue_csv"),
    *("image_file", "attachment_file", "submitter_download", "empty_fiche_file"),
)
NO_PAGE = {
    *("healthz", "readyz", "actionplans:edition_json", "actionplans:row_show"),
    *(PRACTICES + name for name in FILES),
}


def pages_for(world, role, room):
    """The pages that this reader sees and the readers before did not: each page is judged once."""
    accounts = {
        "visitor": ["/account/login/", "/account/password/reset/", "/bestaat-niet/"],
        "coordinator": ["/account/password/change/"],
    }
    found = [] if room == PRACTICES else list(accounts.get(role, ()))
    for name, rule in RULES.items():
        is_new = (rule.answers["visitor"] == "enters") == (role == "visitor")
        is_here = name.startswith(PRACTICES) == (room == PRACTICES)
        if "GET" in rule.methods and name not in NO_PAGE and is_new and is_here:
            found += addresses(name, world.own, world.own)
    # An alderman sees the same pages, read only, or a refusal: some of each will do.
    return found[:8] if role == "alderman" else found


def violations(page, options):
    answer = page.evaluate("options => axe.run(document, options)", options)
    return [
        (found["id"], [node["html"][:120] for node in found["nodes"]][:3])
        for found in answer["violations"]
    ]


# The rooms apart, so that two cores can walk at the same time.
@pytest.mark.parametrize("room", ["", PRACTICES])
@pytest.mark.parametrize("role", ["visitor", "coordinator", "alderman"])
def test_pages_are_accessible_and_fit_a_narrow_screen(open_page, role, room):
    world = World()
    # Axe adds a style of its own, which our policy would report.
    page = open_page(world.people[role], width=320, bypass_csp=True)
    troubles = []
    for address in pages_for(world, role, room):
        page.emulate_media(color_scheme="light")
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        troubles += [(address, f"{width} px wide")] if width > 320 else []
        page.evaluate(AXE)
        troubles += [(address, *found) for found in violations(page, ALL)]
        page.emulate_media(color_scheme="dark")
        troubles += [(address, "dark", *found) for found in violations(page, COLOURS)]

    assert troubles == []


def test_a_merge_and_a_mistake_are_accessible_too(open_page):
    world = World()
    page = open_page(world.people["coordinator"], width=320, bypass_csp=True)
    plan, goal = world.own.plan, world.own.goal
    page.goto(f"{plan.get_editor_url()}doelen/{goal.uid}/bewerken/")
    words = {"title": "Van een collega"}
    change(plan, "goal", goal.uid, words, seen=goal.version, by=world.people["contributor"])
    page.locator("[name=title]").fill("Van mij")
    page.get_by_role("button", name="Bewaren").click()
    page.locator(".conflict").wait_for()
    page.evaluate(AXE)
    troubles = violations(page, ALL)
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_text("Kies welke tekst je wilt houden.").first.wait_for()
    page.evaluate(AXE)
    troubles += violations(page, ALL)
    page.emulate_media(color_scheme="dark")
    troubles += violations(page, COLOURS)

    assert troubles == []
