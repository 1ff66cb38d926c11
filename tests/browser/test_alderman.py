"""An alderman with ten minutes: what three other cities do on housing, what is new, on paper."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actionplans.editions import draft_of, publish
from network.dossiers.asking import ask, period_since
from network.dossiers.making import make_waiting
from tests.factories import (
    join,
    make_action,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_plan,
)
from tests.networks import make_meeting, make_moderator

HOUSING = 7
NAMES = ("Brugge", "Gent", "Leuven", "Roeselare")


def publish_on_housing(name):
    """A plan of this year with one goal on housing, published; then changed and published again."""
    city, year = make_city(name=name), timezone.localdate().year
    join(city=city)
    plan = make_plan(city=city, period_from=year - 2, period_until=year + 3)
    chapter = make_chapter(plan=plan, title="Wonen", number="7", commitments=(HOUSING,))
    goal = make_goal(chapter=chapter, title=f"{name} gaat discriminatie bij verhuur tegen")
    make_action(goal=goal, text=f"Praktijktesten in {name}")
    by = make_member(city=city)
    publish(plan, note="", by=by, at=timezone.now() - timedelta(days=400))
    goal = draft_of(plan).goals.get()
    goal.title = f"{name} gaat discriminatie bij verhuur en verkoop tegen"
    goal.save()
    publish(plan, note="Ook verkoop", by=by, at=timezone.now() - timedelta(days=30))


@pytest.fixture
def meeting():
    for name in NAMES:
        publish_on_housing(name)
    meeting = make_meeting(title="Schepenoverleg", day=20)
    since = timezone.localdate() - timedelta(days=365)
    ask(meeting, period_since(meeting, day=since), by=make_moderator())
    make_waiting()
    return meeting


@pytest.mark.parametrize("width", [1280, 360])
def test_an_alderman_compares_cities_on_housing_and_prints_what_is_new(open_page, meeting, width):
    page = open_page(width=width, java_script_enabled=False)
    page.goto("/")

    page.locator(".ten a", has_text="7").first.click()
    page.get_by_role("heading", level=1).wait_for()
    for name in NAMES:
        assert page.get_by_text(f"{name} gaat discriminatie bij verhuur en verkoop tegen").count()
        assert page.get_by_text(f"Praktijktesten in {name}").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/")
    page.get_by_role("link", name="Dossier: Schepenoverleg").click()
    page.wait_for_url(f"**{meeting.get_absolute_url()}dossier/")
    told = page.locator("main").inner_text()
    printed = page.pdf(format="A4")

    assert [name in told for name in NAMES] == [True] * 4
    assert page.locator("main ins", has_text="verkoop").count() >= 4
    assert printed.startswith(b"%PDF")
    with page.expect_download() as download:
        page.get_by_role("link", name="pdf").first.click()
    assert download.value.suggested_filename.endswith(".pdf")
