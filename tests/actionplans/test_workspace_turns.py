"""Whose turn it is: most urgent first, a sentence and a button for who can do it."""

import pytest
import time_machine

from actionplans.documents.plan_document import PlanDocument
from actionplans.editions import draft_of
from actionplans.importing import propose
from actionplans.models import Participation, ProgressEntry
from actionplans.progress.rounds import close_for_plan
from tests.actionplans.dashboard import (
    ROLES,
    TURN,
    ask_in,
    buttons,
    follow_all,
    open_round,
    quiet_plan,
    told,
)
from tests.actionplans.desk import Desk
from tests.factories import make_answer, make_city, make_member, make_question
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel("2026-03-10 12:00 +0100"):
        yield


# --- nothing ----------------------------------------
def test_city_in_which_nothing_waits_is_told_so():
    response = ask_in(quiet_plan())

    assert all_words(response, TURN) == []
    assert "Er wacht niets." in all_words(response, "//p[@class='note ok']")[0]


# --- a round ----------------------------------------
def test_open_round_tells_how_many_goals_until_when():
    plan = quiet_plan()
    round = open_round()
    ProgressEntry.objects.create(
        plan=plan,
        subject=draft_of(plan).goals.first().uid,
        number=1,
        round=round,
        state="running",
        schedule="on_schedule",
    )

    response = ask_in(plan)

    assert told(response) == [
        "sluit op 9 april 2026In de ronde “voorjaar 2026” zijn 1 van de 2 doelen bijgewerkt."
    ]
    assert buttons(response) == {"Werk verder bij": f"{plan.get_editor_url()}voortgang/"}
    assert follow_all(response) == {200}


def test_round_that_closes_today_says_so():
    plan = quiet_plan()
    open_round(days=0)

    assert told(ask_in(plan))[0].startswith("sluit vandaag")


def test_round_that_the_city_closed_waits_no_more():
    plan = quiet_plan()
    close_for_plan(plan, open_round(), by=make_member(city=plan.city))

    assert told(ask_in(plan)) == []


def test_round_in_which_all_is_told_asks_to_be_closed():
    plan = quiet_plan()
    round = open_round()
    for goal in draft_of(plan).goals.all():
        ProgressEntry.objects.create(
            plan=plan, subject=goal.uid, number=1, round=round, state="finished"
        )

    words = "Alle 2 doelen zijn bijgewerkt. Sluit de ronde “voorjaar 2026” af."
    assert told(ask_in(plan))[0].endswith(words)


# --- answers, documents ----------------------------------------
@pytest.mark.parametrize(
    ("role", "is_led"), [("coordinator", True), ("contributor", True), ("alderman", False)]
)
def test_answers_of_partners_wait_for_who_works_on_the_plan(role, is_led):
    plan = quiet_plan()
    make_answer(question=make_question(plan=plan))

    response = ask_in(plan, role)

    assert told(response) == ["1 antwoord van een partner wacht op jullie."]
    way = {"Bekijk het antwoord": f"{plan.get_editor_url()}partners/"}
    assert buttons(response) == (way if is_led else {})


@pytest.mark.parametrize(
    ("role", "is_told"), [("coordinator", True), ("contributor", True), ("alderman", False)]
)
def test_document_that_waits_is_told_to_who_may_look_through_it(role, is_told):
    plan = quiet_plan()
    propose(plan, PlanDocument(), data=b"x", file_name="plan.docx", by=None)

    response = ask_in(plan, role)

    assert ("Kijk het na" in buttons(response)) is is_told
    assert len(told(response)) == is_told


# --- the plan check, order, and who may ----------------------------------------
def test_plan_check_is_told_in_a_sentence():
    plan = quiet_plan()
    Participation.objects.filter(edition=draft_of(plan)).update(to_confirm=True)

    lines = all_words(ask_in(plan, "alderman"), f"{TURN}/p")

    assert lines[0].endswith(
        "2 punten om eens naar te kijken: deelnemers die je nog wou bevestigen."
    )


def everything_waits():
    desk = Desk(plan=quiet_plan(city=make_city(name="Gent")))
    plan = desk.plan
    make_answer(question=make_question(plan=plan))
    propose(plan, PlanDocument(), data=b"x", file_name="plan.docx", by=None)
    desk.save(desk.edit(desk.goal), title="Anders", timing_kind="")
    return plan


@pytest.mark.parametrize(
    ("days", "first"), [(7, "Begin met bijwerken"), (8, "Bekijk het antwoord")]
)
def test_what_is_most_urgent_stands_first(days, first):
    plan = everything_waits()
    open_round(days=days)

    words = [link.text for link in page_of(ask_in(plan)).xpath(f"{TURN}/a")]

    rest = {"Begin met bijwerken", "Bekijk het antwoord"} - {first}
    assert words == [first, *rest, "Kijk het na", "Bekijk en publiceer", "Open de plancheck"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("day", ["2026-03-10", "2031-08-01", "2032-01-01"])
def test_no_button_leads_to_a_refusal(role, day):
    plan = everything_waits()
    with time_machine.travel(f"{day} 12:00 +0100"):
        open_round()
        response = ask_in(plan, role)

        assert follow_all(response) == {200}
