"""What only a browser can tell of the look: a plan on paper, and the header and tabs on a phone."""

from tests.factories import make_member, published_plan

NAME = "Anna-Maria Vandenbroucke-Van den Abeele van de dienst Samenleven"


def test_dark_screen_prints_dark_words_on_white_with_folded_parts_open(open_page):
    plan = published_plan()
    page = open_page(color_scheme="dark")
    page.goto(plan.get_absolute_url())
    page.emulate_media(media="print", color_scheme="dark")

    style = "getComputedStyle(document.documentElement)"
    folded = page.locator("details:not(.menu, .traits)")

    assert page.evaluate(f"{style}.colorScheme.includes('dark')") is False
    assert page.evaluate(f"{style}.backgroundColor") == "rgb(255, 255, 255)"
    assert folded.locator("ol").first.is_visible() is True
    assert page.get_by_label("Vast adres van deze actie").first.is_visible() is False


def test_long_name_stays_beside_the_brand_and_tabs_stay_in_sight(open_page):
    plan = published_plan()
    page = open_page(make_member(city=plan.city, name=NAME), width=320)
    page.goto(plan.get_editor_url())

    brand, account = page.locator(".brand"), page.locator(".menu").bounding_box()
    end_of_brand = brand.evaluate("it => it.getBoundingClientRect().left + it.scrollWidth")
    edges = page.locator(".plan-nav a").evaluate_all(
        "links => links.map(link => link.getBoundingClientRect().right)"
    )

    assert end_of_brand <= account["x"]
    assert account["x"] + account["width"] <= 320
    assert max(edges) <= 320
