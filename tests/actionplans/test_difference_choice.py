"""With which edition another one is compared: the previous one, or the one that is asked for."""

import pytest
import time_machine
from django.core.cache import caches
from django.urls import reverse

from actionplans.drafting import change
from actionplans.editions import draft_of, publish
from actionplans.models import Lineage
from tests.factories import make_city, make_user, published_plan
from tests.reading import all_words

pytestmark = pytest.mark.django_db

OPENING = "//p[@class='opening']"


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()


@pytest.fixture
def plan():
    with time_machine.travel("2026-07-01 12:00 +0200", tick=False):
        return published_plan(city=make_city(name="Gent"), chapters=2, goals=2)


def first_goal(plan):
    return draft_of(plan).chapters.first().goals.first()


def publish_again(plan, title="Meldpunten zijn overal bekend"):
    goal = first_goal(plan)
    change(plan, "goal", goal.uid, {"title": title}, seen=goal.version, by=make_user())
    with time_machine.travel("2026-08-01 12:00 +0200", tick=False):
        return publish(plan, note="", by=make_user())


def address(plan, number, met=None):
    url = reverse("actionplans:difference", args=[plan.city.slug, plan.slug, number])
    return url if met is None else f"{url}?met={met}"


@pytest.fixture
def three(plan):
    publish_again(plan)
    publish_again(plan, title="Meldpunten zijn bij iedereen bekend")
    return plan


@pytest.mark.parametrize(
    ("number", "met", "named"),
    [(3, None, "editie 2 en editie 3"), (3, "1", "editie 1 en editie 3")]
    + [(1, "3", "editie 1 en editie 3"), (2, "3", "editie 2 en editie 3")],
)
def test_any_two_editions_are_compared_the_older_first(client, three, number, met, named):
    page = client.get(address(three, number, met))

    assert all_words(page, "//h1") == [f"Wat veranderde tussen {named}?"]


def test_form_offers_all_others_and_shows_the_chosen_one(client, three):
    page = client.get(address(three, 3, "1"))

    assert all_words(page, "//select[@name='met']//option") == [
        "Editie 2 (1 augustus 2026)",
        "Editie 1 (1 juli 2026)",
    ]
    assert all_words(page, "//select[@name='met']//option[@selected]") == ["Editie 1 (1 juli 2026)"]


BAD = ["", "0", "3", "4", "-1", "1.0", "x", "a%00b", "9" * 400, "1%27--", "plan-2020/1", "elders/1"]


@pytest.mark.parametrize("met", BAD)
def test_comparison_that_cannot_be_made_is_told(client, three, met):
    published_plan(city=make_city(name="Elders"))

    page = client.get(address(three, 3, met))

    assert page.status_code == 422
    assert all_words(page, "//h1") == ["Deze vergelijking bestaat niet"]
    assert all_words(page, "//*[@class='invalid-feedback']") == [
        "Met die editie kun je niet vergelijken. Kies er een uit de lijst."
    ]


@pytest.mark.parametrize("number", [0, 4, 99999999999999999999999])
def test_edition_that_does_not_exist_is_not_found(client, three, number):
    assert client.get(address(three, number)).status_code == 404


@pytest.fixture
def next_plan(plan):
    made = published_plan(city=plan.city, period_from=2032, period_until=2037)
    goal = first_goal(made)
    Lineage.objects.create(new_uid=goal.uid, old_uid=first_goal(plan).uid, kind="continued")
    return made


def test_first_edition_is_compared_with_the_plan_that_it_continues(client, plan, next_plan):
    by_itself = client.get(address(next_plan, 1))
    asked = client.get(address(next_plan, 1, f"{plan.slug}/1"))
    from_the_other_side = client.get(address(plan, 1, f"{next_plan.slug}/1"))

    sentence = (
        "Tegenover editie 1 van het ECCAR-tienpuntenplan 2026–2031 verdwenen er 3 doelen "
        "en gaat 1 doel ongewijzigd verder."
    )
    pages = (by_itself, asked, from_the_other_side)
    assert [all_words(page, OPENING) for page in pages] == [[sentence]] * 3
    assert {heading for page in pages for heading in all_words(page, "//h1")} == {
        "Van het plan 2026–2031 (editie 1) naar het plan 2032–2037 (editie 1)"
    }


def test_plan_of_the_same_years_is_called_by_its_kind(client, plan):
    other = published_plan(city=plan.city, framework="thematic", theme="Rainbow")

    page = client.get(address(other, 1, f"{plan.slug}/1"))

    assert all_words(page, "//h1") == [
        "Van het ECCAR-tienpuntenplan 2026–2031 (editie 1) "
        "naar het thematisch plan Rainbow 2026–2031 (editie 1)"
    ]
