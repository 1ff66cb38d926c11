"""A council that adopts what stood online already: the same words, with their decision."""

from datetime import date

import pytest
from django.core.cache import caches

from tests.actionplans.desk import Desk, errors_of
from tests.actionplans.stories import story
from tests.factories import fill_plan, published_plan
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

NOTE = "De raad keurde deze tekst goed."
DECISION = {
    "decision_body": "council",
    "decision_date": "2026-03-30",
    "decision_reference": "",
    "decision_link": "",
}
NOTHING_CHANGED = "Er is niets gewijzigd sinds editie {}: er kwam geen nieuwe bij."
ONLY_DECIDED = "Sinds editie 1 bleef de tekst gelijk: alleen het besluit is nieuw."


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()


@pytest.fixture
def desk():
    return Desk(plan=published_plan())


@pytest.fixture
def url(desk):
    return desk.address("publish")


def decisions(desk):
    """(number, who decided, when) of every edition, the oldest first."""
    editions = desk.plan.editions.published().order_by("number")
    return list(editions.values_list("number", "decision_body", "decision_date"))


DECIDED = [(1, "", None), (2, "council", date(2026, 3, 30))]


def test_page_without_news_offers_the_decision(desk, url):
    response = desk.get(url)

    assert all_words(response, "//main/p") == [
        "Er is niets gewijzigd sinds editie 1.",
        "Heeft de raad of het college de tekst intussen goedgekeurd? Zet dezelfde tekst met het "
        "besluit online als editie 2. Anders hoef je niets te doen.",
    ]
    [button] = all_words(response, "//main//form//button")
    assert button == "Zet editie 2 met het besluit online"


def test_same_words_go_online_again_with_their_decision(desk, url):
    response = desk.save(url, note=NOTE, **DECISION)

    first, second = desk.plan.editions.published().order_by("number")
    assert (response.status_code, decisions(desk)) == (302, DECIDED)
    assert (first.content_sha256 == second.content_sha256, first.sha256 == second.sha256) == (
        True,
        False,
    )


def test_without_a_decision_the_same_words_stay_one_edition(desk, url):
    response = desk.save(url, note=NOTE)

    assert (response.status_code, len(decisions(desk))) == (422, 1)
    assert errors_of(response) == {"": [NOTHING_CHANGED.format(1)]}


def test_double_click_makes_one_edition(desk, url):
    typed = {**desk.open(url), "note": NOTE, **DECISION}
    desk.post(url, typed)

    response = desk.post(url, typed)

    assert (response.status_code, decisions(desk)) == (422, DECIDED)
    assert errors_of(response) == {"": [NOTHING_CHANGED.format(2)]}


def test_taking_a_decision_away_is_no_edition(desk, url):
    desk.save(url, note=NOTE, **DECISION)

    response = desk.save(url, note="Toch zonder.")

    assert (response.status_code, decisions(desk)) == (422, DECIDED)


def test_other_decision_on_the_same_words_is_an_edition(desk, url):
    desk.save(url, note=NOTE, **DECISION)

    desk.save(url, note="Met zijn nummer.", **{**DECISION, "decision_reference": "2026/114"})

    assert [number for number, _, _ in decisions(desk)] == [1, 2, 3]


def test_plan_that_is_not_online_yet_does_not_speak_of_the_same_words():
    desk = Desk(plan=fill_plan())

    response = desk.get(desk.address("publish"))

    assert all_words(response, "//main//form//button") == ["Zet editie 1 online"]


def test_readers_learn_that_only_the_decision_is_new(client, desk, url):
    desk.save(url, note=NOTE, **DECISION)

    difference = client.get(desk.address("difference", number=2))
    told = all_words(story(client, desk.plan), "//ol//p")

    assert all_words(difference, "//p[@class='opening']") == [ONLY_DECIDED]
    assert page_of(difference).xpath("//main//table") == []
    assert (NOTE in told, ONLY_DECIDED in told) == (True, True)
