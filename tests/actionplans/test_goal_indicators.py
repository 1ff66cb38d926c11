"""What visitors read of a goal's figures: a chart, a sentence, a table, and what was mended."""

from decimal import Decimal

import pytest
from django.urls import reverse

from actionplans.editions import draft_of, publish
from actionplans.indicators.definitions import archive, change
from actionplans.indicators.measurements import correct, take_back
from actionplans.lineage import record_descents
from actionplans.models import Goal, Indicator
from tests.counting import queries_of
from tests.factories import (
    make_chapter,
    make_goal,
    make_indicator,
    make_measurement,
    make_member,
    make_plan,
    published_plan,
)
from tests.reading import all_words, ids_of, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return published_plan()


@pytest.fixture
def goal(plan):
    return Goal.objects.get(edition=draft_of(plan))


@pytest.fixture
def officer(plan):
    return make_member(city=plan.city, name="Noor Vandamme")


@pytest.fixture
def indicator(goal, officer):
    values = {"baseline": "12", "baseline_year": 2020, "target": "40", "target_year": 2025}
    return make_indicator(goal=goal, by=officer, **values)


def page(client, goal):
    return client.get(reverse("actionplans:goal", args=[goal.uid]))


def names(response):
    return all_words(response, "//main//section[@class='card']/h3")


def test_a_goal_without_figures_says_nothing_about_them(client, goal):
    assert "indicatoren" not in ids_of(page(client, goal))


def test_a_visitor_reads_the_sentence_the_chart_and_the_table(client, goal, indicator, officer):
    make_measurement(indicator=indicator, value="15.5", on="2021-12-31", by=officer)
    make_measurement(indicator=indicator, value=31, source="Meldpunt", by=officer)

    response = page(client, goal)

    story = "Van 12 meldingen in 2020 naar 31 in 2025; streefwaarde 40 in 2025."
    [words] = all_words(response, "//main//section[@class='card']/p")
    assert words == f"{story} Dat is 9 meldingen onder de streefwaarde voor 2025. Hoger is beter."
    assert all_words(response, "//main//section//tbody/tr") == [
        "31 december 2025 31 meldingen Meldpunt",
        "31 december 2021 15,5 meldingen niet vermeld",
    ]
    [drawn] = page_of(response).xpath("//*[local-name()='svg'][@role='img']")
    title, description = drawn.get("aria-labelledby").split()
    assert all_words(response, f"//*[@id='{title}']") == ["Meldingen bij het meldpunt"]
    assert all_words(response, f"//*[@id='{description}']") == [story]
    assert "Noor" not in response.content.decode()


def test_places_in_a_chart_are_written_with_a_point_and_without_style(client, goal, indicator):
    make_measurement(indicator=indicator, value="1234.5", on="2021-12-31")
    make_measurement(indicator=indicator, value="2345.678")

    [drawn] = page_of(page(client, goal)).xpath("//*[local-name()='svg'][@role='img']")

    for dot in drawn.xpath(".//*[local-name()='circle']"):
        assert (float(dot.get("cx")) > 0, float(dot.get("cy")) > 0) == (True, True)
    [line] = drawn.xpath(".//*[@class='line']/@points")
    assert [len(pair.split(",")) for pair in line.split()] == [2, 2]
    assert drawn.xpath(".//@style | .//*[local-name()='style' or local-name()='script']") == []


def test_a_visitor_sees_what_was_mended_and_why(client, goal, indicator, officer):
    wrong = make_measurement(indicator=indicator, value=29, source="Telling", by=officer)
    correct(wrong, values={"value": Decimal(31)}, by=officer)
    gone = make_measurement(indicator=indicator, value=5, on="2024-06-30", by=officer)
    take_back(gone, reason="Halfjaarcijfer", by=officer)
    change(indicator, {"target": "50"}, seen=1, by=officer)

    response = page(client, goal)

    told = [
        words.partition(" (")[0] for words in all_words(response, "//main//section//details//li")
    ]
    assert told[0] == "29 meldingen op 31 december 2025, Telling"
    assert told[1].startswith("5 meldingen op 30 juni 2024, teruggenomen op")
    assert told[1].endswith("Halfjaarcijfer")
    assert told[2] == "Streefwaarde: 40 50"
    assert "Noor" not in response.content.decode()


def test_figures_of_a_goal_that_only_a_draft_holds_are_read_by_nobody(client, plan):
    hidden = make_goal(chapter=draft_of(plan).chapters.get(), title="Nog geheim")
    make_measurement(indicator=make_indicator(goal=hidden))

    assert page(client, hidden).status_code == 404


def test_a_mistake_that_was_archived_is_not_shown_and_a_measured_one_is(
    client, goal, indicator, officer
):
    measured = make_indicator(goal=goal, name="Opgeleide collega’s")
    make_measurement(indicator=measured)
    for one in (indicator, measured):
        archive(one, by=officer)

    assert names(page(client, goal)) == ["Opgeleide collega’s niet meer gevolgd"]


def test_the_next_plan_shows_the_figures_of_the_plan_before(client, plan, goal, indicator, officer):
    make_measurement(indicator=indicator)
    later = make_plan(city=plan.city, period_from=2032, period_until=2037)
    new = make_goal(chapter=make_chapter(plan=later))
    record_descents([(new.uid, goal.uid, "continued")])
    publish(later, note="", by=officer)

    response = page(client, new)

    [fold] = all_words(response, "//main//details[@class='fold']/summary")
    assert fold == "Uit het vorige plan (2026–2031): 1 indicator"
    assert all_words(response, "//main//details[@class='fold']/h3") == [
        "Meldingen bij het meldpunt"
    ]


def test_the_page_asks_no_more_queries_for_more_figures(client, plan, goal, officer):
    counts = []
    for wanted in (1, 3, 20):
        for number in range(Indicator.objects.count(), wanted):
            made = Indicator.objects.create(plan=plan, goal=goal.uid, name=f"{number}", unit="x")
            make_measurement(indicator=made, by=officer)
        counts.append(queries_of(client, reverse("actionplans:goal", args=[goal.uid])))

    assert len(set(counts)) == 1
