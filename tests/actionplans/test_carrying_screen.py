"""The screen on which a plan goes over, in the browser: with htmx and without."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.carrying.choices import Choices
from actionplans.carrying.passage import choose, drop, under_way
from actionplans.editions import draft_of, publish
from actionplans.models import CarryOver, Plan
from actionplans.progress.entries import enter
from tests.actionplans.desk import Desk, messages_of
from tests.actionplans.passages import STOPPED, plan_of, small_plan
from tests.counting import queries_of
from tests.factories import make_carry_over, make_chapter, make_plan
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

ROW = "//li[@data-goal]"


@pytest.fixture
def desk():
    desk = Desk(plan=small_plan())
    desk.going = make_carry_over(plan=desk.plan, by=desk.person)
    return desk


@pytest.fixture
def screen(desk):
    return desk.address("carry_over")


def goal(desk, code="1.1"):
    return draft_of(desk.plan).goals.get(code=code)


def row(desk, code="1.1"):
    return desk.address("carry_over_choice", uid=goal(desk, code).uid)


def standing(desk, code="1.1"):
    one = Choices(desk.going).of[goal(desk, code).uid]
    return one.decision, one.choice and one.choice.values, one.version


def colleague_chooses(desk, decision="stopped", code="1.1", **values):
    bram = desk.colleague().person
    values = values or (STOPPED if decision == "stopped" else {})
    choose(desk.going, goal(desk, code).uid, decision, values, seen=0, by=bram)


# --- starting ----------------------------------------------------------------------------------
def test_the_next_six_years_are_filled_in():
    desk = Desk(plan=small_plan())
    url = desk.address("carry_over")

    form = desk.open(url)
    response = desk.post(url, form)

    assert (form["period_from"], form["period_until"]) == (["2026"], ["2031"])
    going = under_way(desk.plan)
    assert (going.period_from, going.period_until, going.framework) == (2026, 2031, "eccar")
    assert (response["Location"], going.started_by.user) == (url, desk.person)


@pytest.mark.parametrize(
    ("period", "today", "expected"),
    [
        ((2018, 2025), "2026-05-01", ("2026", "2031")),
        ((2018, None), "2026-05-01", ("2026", "2031")),
        ((2026, None), "2026-05-01", ("2032", "2037")),
    ],
)
def test_the_next_period_follows_the_plan(time_machine, period, today, expected):
    time_machine.move_to(f"{today} 12:00")
    desk = Desk(plan=small_plan(period_from=period[0], period_until=period[1]))

    form = desk.open(desk.address("carry_over"))

    assert (form["period_from"][0], form["period_until"][0]) == expected


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"period_from": "2020"}, "period_from"),
        ({"period_from": ""}, "period_from"),
        ({"period_from": "9" * 30}, "period_from"),
        ({"period_until": "2025"}, "__all__"),
        ({"framework": "thematic"}, "theme"),
    ],
)
def test_a_wrong_period_or_kind_is_told(typed, wrong):
    desk = Desk(plan=small_plan())

    response = desk.save(desk.address("carry_over"), **typed)

    assert (response.status_code, CarryOver.objects.count()) == (422, 0)
    assert wrong in response.context["form"].errors


def test_a_plan_that_exists_is_named_with_the_way_to_it():
    desk = Desk(plan=small_plan())
    standing = make_plan(city=desk.plan.city)
    make_chapter(plan=standing)

    response = desk.save(desk.address("carry_over"))

    assert response.status_code == 422
    assert page_of(response).xpath(f"//a[@href='{standing.get_editor_url()}']")


def test_a_second_start_goes_on_with_the_first(desk, screen):
    response = desk.post(screen, {"framework": "eccar", "period_from": "2027"})

    assert (response["Location"], CarryOver.objects.count()) == (screen, 1)
    assert messages_of(response) == ["De overgang loopt al: je gaat hier verder."]


# --- the screen --------------------------------------------------------------------------------
def test_all_goals_stand_there_with_six_decisions_each(desk, screen):
    response = desk.get(screen)

    rows = page_of(response).xpath(ROW)
    assert [len(found.xpath(".//input[@type='radio']")) for found in rows] == [6] * 6
    assert all_words(response, "//*[@role='status']/*[@id='beslist']") == ["0 van 6 beslist"]
    assert page_of(response).xpath(f"{ROW}//input[@checked]") == []


def test_what_was_told_last_is_marked_but_not_chosen(desk, screen):
    publish(desk.plan, note="", by=desk.person)
    uid = goal(desk).uid
    enter(desk.plan, "goal", uid, values={"state": "finished"}, seen=0, by=desk.person)

    response = desk.get(screen)

    assert page_of(response).xpath(f"{ROW}//input[@checked]/@value") == ["finished"]
    assert standing(desk) == ("", None, 0)
    desk.post(desk.address("carry_over_rest"), {"decision": "continue"})
    assert standing(desk) == ("", None, 0)
    desk.post(desk.address("carry_over_rest"), {"decision": "finished"})
    assert standing(desk) == ("finished", {}, 1)


def test_the_filter_shows_what_waits(desk, screen):
    colleague_chooses(desk, "finished")

    shown = [len(page_of(desk.get(screen + query)).xpath(ROW)) for query in ("", "?toon=open")]

    assert shown == [6, 5]


def test_queries_do_not_grow_with_the_goals():
    asked = []
    for goals in (1, 3, 60):
        desk = Desk(plan=plan_of(goals=goals))
        make_carry_over(plan=desk.plan, by=desk.person)
        with CaptureQueriesContext(connection) as captured:
            desk.post(desk.address("carry_over_rest"), {"decision": "continue"})
        names = ("carry_over", "carry_over_review")
        pages = [queries_of(desk.client, desk.address(name)) for name in names]
        asked.append((len(captured), *pages))

    assert asked == [asked[0]] * 3


# --- many at once ------------------------------------------------------------------------------
def test_the_rest_goes_on_in_one_press_per_chapter_or_all(desk, screen):
    colleague_chooses(desk, "finished", "1.2")
    chapter = draft_of(desk.plan).chapters.first()
    url = desk.address("carry_over_rest")

    first = desk.post(url, {"decision": "continue", "chapter": str(chapter.uid)})
    then = desk.post(url, {"decision": "continue", "back": "nakijken"})
    last = desk.post(url, {"decision": "continue"})

    found = [one.decision for one in Choices(desk.going).standings]
    assert found == ["continue", "finished", *["continue"] * 4]
    assert [answer["Location"] for answer in (first, then)] == [
        screen,
        desk.address("carry_over_review"),
    ]
    said = [messages_of(answer)[-1] for answer in (first, then, last)]
    assert said == [
        "3 doelen gaan verder. Je kunt elke keuze nog wijzigen.",
        "2 doelen gaan verder. Je kunt elke keuze nog wijzigen.",
        "Er was niets meer te beslissen.",
    ]


@pytest.mark.parametrize("typed", [{}, {"decision": "stopped"}, {"chapter": "x\0"}])
def test_a_press_that_asks_nothing_sensible_decides_nothing(desk, typed):
    response = desk.post(desk.address("carry_over_rest"), typed)

    assert (response.status_code, Choices(desk.going).n_decided) == (302, 0)


def test_the_rest_says_what_it_leaves_out(desk, screen):
    publish(desk.plan, note="", by=desk.person)
    stop = {"state": "stopped", **STOPPED}
    enter(desk.plan, "goal", goal(desk, "1.2").uid, values=stop, seen=0, by=desk.person)
    colleague_chooses(desk, "finished", "2.1")
    colleague_chooses(desk, "merge", "2.2", into=str(goal(desk, "2.1").uid))

    page = desk.get(screen)

    assert all_words(page, "//*[@id='rest']//button") == ["Alle 3 resterende doelen gaan verder"]
    assert all_words(page, "//*[@id='rest']/p") == [
        "Niet daarbij: 1.2 (laatst stopgezet: vraagt een reden), 2.2 (vraagt een andere keuze)."
    ]
    assert all_words(page, "//section[@class='chapter c1']/form/button/text()[1]/..") == [
        "3 van de 4 open doelen van dit hoofdstuk gaan verder; de rest kies je zelf (hoofdstuk 1)"
    ]
    desk.post(desk.address("carry_over_rest"), {"decision": "continue"})
    assert all_words(desk.get(screen), "//*[@id='rest']/p") == []


def test_only_choices_that_ask_for_words_say_so(desk, screen):
    radios = page_of(desk.get(screen)).xpath(f"({ROW})[1]//input[@data-more]/@value")
    opened = page_of(desk.get(row(desk) + "?keuze=reword")).xpath("//input[@data-more]/@value")

    assert radios == ["reword", "merge", "split", "stopped"]
    assert opened == ["merge", "split", "stopped"]


# --- dropping ----------------------------------------------------------------------------------
def test_dropping_is_asked_twice(desk):
    colleague_chooses(desk)
    url = desk.address("carry_over_drop")

    page = desk.get(url)
    count = CarryOver.objects.count()
    response = desk.post(url)

    assert "verdwijnt ook 1 keuze," in " ".join(all_words(page, "//main/p"))
    assert (count, CarryOver.objects.count(), Plan.objects.count()) == (1, 0, 1)
    assert response["Location"] == desk.plan.get_editor_url()


@pytest.mark.parametrize("name", ["carry_over_review", "carry_over_drop", "carry_over_choice"])
def test_without_a_passage_every_page_leads_to_the_start(name, desk, screen):
    drop(desk.going)
    ids = {"uid": goal(desk).uid} if name == "carry_over_choice" else {}

    response = desk.get(desk.address(name, **ids))

    assert response["Location"] == screen


def test_no_row_shows_text_of_the_visitors_as_markup(desk, screen):
    old = goal(desk)
    old.title = "<script>alert(1)</script> 😀 \u202eomgekeerd"
    old.save()

    page = desk.get(screen).content.decode()

    assert re.findall(r"<script>alert", page) == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 😀 \u202eomgekeerd" in page
