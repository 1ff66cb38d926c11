"""On the dashboard: what is not published yet, and plans that want a next one."""

import pytest
import time_machine

from actionplans.carrying.passage import start
from actionplans.editions import withdraw
from tests.actionplans.dashboard import ask_in, buttons, quiet_plan, told
from tests.actionplans.desk import Desk
from tests.factories import fill_plan, make_city, make_member, make_plan
from tests.reading import all_words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel("2026-03-10 12:00 +0100"):
        yield


# --- what is not published ----------------------------------------
@pytest.fixture
def changed():
    desk = Desk(plan=quiet_plan(city=make_city(name="Gent")), name="Noor Vandamme")
    desk.save(desk.edit(desk.goal), title="Nog geheim")
    return desk.plan


def test_coordinator_is_led_to_publishing(changed):
    response = ask_in(changed)

    assert told(response) == [
        "sinds 10 maart 2026Het ontwerp zegt iets anders dan wat bezoekers lezen. "
        "Gewijzigd door Noor Vandamme."
    ]
    assert buttons(response) == {"Bekijk en publiceer": f"{changed.get_editor_url()}publiceren/"}


def test_contributor_is_told_whom_to_ask(changed):
    make_member(city=changed.city, name="Weg", is_active=False)

    response = ask_in(changed, "contributor")

    assert told(response)[0].endswith("Vraag Noor Vandamme om te publiceren.")
    assert buttons(response) == {"Bekijk wat veranderde": f"{changed.get_editor_url()}verschil/"}


def test_alderman_reads_the_same_without_being_asked(changed):
    response = ask_in(changed, "alderman")

    assert told(response)[0].endswith("Gewijzigd door Noor Vandamme.")
    assert all_words(response, "//h2[@id='aan-zet']") == ["Wat bij je collega’s wacht"]
    assert buttons(response) == {"Bekijk wat veranderde": f"{changed.get_editor_url()}verschil/"}


def test_city_without_a_coordinator_is_told_to_ask_vvsg():
    desk = Desk(plan=quiet_plan(), role="contributor")
    desk.save(desk.edit(desk.goal), title="Anders")

    assert told(ask_in(desk.plan, "contributor"))[0].endswith(
        "Je stad heeft geen coördinator om te publiceren: vraag VVSG om er een aan te duiden."
    )


def test_withdrawn_edition_leaves_visitors_without_a_text():
    plan = quiet_plan()
    withdraw(plan.editions.get(number=1), reason="Fout.", by=make_member(city=plan.city))

    assert "Editie 1 is ingetrokken; er staat niets geldigs in de plaats." in told(ask_in(plan))[0]


def test_plan_that_never_was_published_waits_for_it():
    plan = fill_plan(goals=2)

    response = ask_in(plan)

    assert told(response) == ["Dit plan staat nog niet online. Het ontwerp telt 2 doelen."]
    assert "Bekijk en publiceer" in buttons(response)


def test_plan_without_a_goal_waits_for_a_document_and_not_for_publishing():
    response = ask_in(make_plan())

    assert told(response) == ["Dit plan heeft nog geen doelen."]
    assert list(buttons(response)) == ["Lees een document in"]


# --- the next plan ----------------------------------------
@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2031-06-30", None),
        ("2031-07-01", "De periode eindigt op 31 december 2031 en er is nog geen volgend plan."),
        ("2032-01-01", "De periode is voorbij en er is nog geen volgend plan."),
    ],
)
def test_plan_whose_period_ends_asks_for_the_next_one(day, words):
    plan = quiet_plan()

    with time_machine.travel(f"{day} 12:00 +0100"):
        response = ask_in(plan)

    assert told(response) == ([words] if words else [])
    way = {"Maak het volgende plan": f"{plan.get_editor_url()}overnemen/"}
    assert buttons(response) == (way if words else {})


def test_plan_that_another_one_follows_asks_nothing():
    plan = quiet_plan()
    quiet_plan(city=plan.city, period_from=2032, period_until=2037)

    with time_machine.travel("2032-01-01 12:00 +0100"):
        assert told(ask_in(plan)) == []


def test_carry_over_that_was_begun_tells_how_far_it_is():
    plan = quiet_plan()
    start(
        plan,
        framework=plan.framework,
        theme="",
        period_from=2032,
        period_until=2037,
        by=make_member(city=plan.city, name="Noor Vandamme"),
    )

    words = "Over 0 van de 2 doelen is beslist voor het volgende plan, vanaf 2032."
    assert told(ask_in(plan)) == [words]
    helped = ask_in(plan, "contributor", name="Zoë")
    assert told(helped)[0].startswith(f"{words} Vraag ")
    assert buttons(helped) == {}
