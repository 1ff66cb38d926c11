"""The officer's list of figures: what is measured, what waits, and what an alderman sees."""

import pytest

from actionplans import drafting
from actionplans.models import Indicator
from tests.actionplans.desk import Desk
from tests.counting import queries_of
from tests.factories import make_indicator, make_measurement
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def indicator(desk):
    return make_indicator(goal=desk.goal, target="40", target_year=2031)


def test_the_list_shows_goals_with_and_without_figures(desk, indicator):
    first, *others = [goal for chapter in desk.tree.chapters for goal in chapter.goal_list]

    response = desk.get(desk.address("indicators"))

    assert [goal.uid for goal in response.context["measured"]] == [first.uid]
    assert [goal.uid for goal in response.context["unmeasured"]] == [goal.uid for goal in others]
    assert response.context["waiting"] == [indicator]


def test_what_was_measured_lately_does_not_wait(desk, indicator, time_machine):
    time_machine.move_to("2026-03-01", tick=False)
    make_measurement(indicator=indicator)

    response = desk.get(desk.address("indicators"))

    assert response.context["waiting"] == []
    told = all_words(response, "//main//section//ul/li")
    assert told == [
        "Meldingen bij het meldpunt31 meldingen in 2025; streefwaarde 40 in 2031."
        " Nog 9 meldingen te gaan tot de streefwaarde."
    ]


def test_figures_of_a_goal_that_is_gone_stay_in_sight(desk, indicator):
    goal = desk.goal
    drafting.delete(desk.plan, "goal", goal.uid, seen=goal.version, by=desk.person)

    response = desk.get(desk.address("indicators"))
    detail = desk.get(desk.address("indicator", uid=indicator.uid))

    assert (response.context["gone"], detail.context["goal"]) == ([indicator], None)


def test_an_empty_list_says_where_to_begin(desk):
    response = desk.get(desk.address("indicators"))

    assert all_words(response, "//main//*[@class='empty']/h2") == [
        "Nog geen enkel doel heeft een indicator"
    ]


@pytest.mark.parametrize("name", ["indicators", "indicator"])
def test_an_alderman_reads_and_finds_nothing_to_press(desk, indicator, name):
    measured = make_measurement(indicator=indicator)
    reader = Desk(plan=desk.plan, role="alderman")
    names = {"uid": indicator.uid} if name == "indicator" else {}

    response = reader.get(reader.address(name, **names))

    page = page_of(response)
    assert (response.status_code, page.xpath("//main//form")) == (200, [])
    links = page.xpath("//main//@href")
    assert [link for link in links if link.endswith(("nieuw/", "bewerken/", "verbeteren/"))] == []
    refused = reader.post(reader.address("measurement_add", uid=indicator.uid), {"value": "1"})
    assert (refused.status_code, list(indicator.measurements.all())) == (403, [measured])


def test_the_list_asks_no_more_queries_for_more_figures(desk):
    goals = [goal for chapter in desk.tree.chapters for goal in chapter.goal_list]
    counts = []
    for wanted in (1, 3, 60):
        for number in range(Indicator.objects.count(), wanted):
            made = Indicator.objects.create(
                plan=desk.plan, goal=goals[number % len(goals)].uid, name=f"{number}", unit="x"
            )
            make_measurement(indicator=made, by=desk.person)
        counts.append(queries_of(desk.client, desk.address("indicators")))

    assert len(set(counts)) == 1
