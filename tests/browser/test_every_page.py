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
PRACTICES, NETWORK = "practices:", "network:"
ROOMS = {"": ("visitor", "coordinator", "alderman")}
ROOMS[PRACTICES] = ROOMS[""]
# A moderator has pages of her own there.
ROOMS[NETWORK] = (*ROOMS[""], "moderator")
# What answers with data, a feed, a file or a part of a page: told by its name, or by its address.
FILES = ("feed", "image_file", "attachment_file", "submitter_download", "empty_fiche_file")
NO_PAGE = {
    *("healthz", "readyz", "actionplans:row_show", "actionplans:feed", "network:meeting_document"),
    *("network:position_document", "network:dossier_status"),
    *(PRACTICES + name for name in FILES),
}
NO_PAGE_SUFFIXES = (".csv", ".docx", ".html", ".ics", ".json", ".jsonld", ".pdf", ".xlsx", ".xml")


def room_of(name):
    return next((room for room in (PRACTICES, NETWORK) if name.startswith(room)), "")


def is_new_to(role, rule):
    """Whether this reader sees something else here than the readers before did."""
    if role == "moderator":
        return "enters" not in (rule.answers["visitor"], rule.answers["coordinator"])
    return (rule.answers["visitor"] == "enters") == (role == "visitor")


def pages_for(world, role, room):
    """The pages that this reader sees and the readers before did not: each page is judged once."""
    accounts = {
        "visitor": ["/account/login/", "/account/password/reset/", "/bestaat-niet/"],
        "coordinator": ["/account/password/change/"],
    }
    found = [] if room else list(accounts.get(role, ()))
    for name, rule in RULES.items():
        if "GET" in rule.methods and name not in NO_PAGE and room_of(name) == room:
            found += addresses(name, world.own, world.own) if is_new_to(role, rule) else []
    found = [one for one in found if not one.split("?")[0].endswith(NO_PAGE_SUFFIXES)]
    # An alderman sees the same pages, read only, or a refusal: some of each will do.
    return found[:8] if role == "alderman" else found


def violations(page, options):
    answer = page.evaluate("options => axe.run(document, options)", options)
    return [
        (found["id"], [node["html"][:120] for node in found["nodes"]][:3])
        for found in answer["violations"]
    ]


# The rooms apart, so that two cores can walk at the same time.
@pytest.mark.parametrize(
    ("role", "room"), [(role, room) for room, roles in ROOMS.items() for role in roles]
)
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
