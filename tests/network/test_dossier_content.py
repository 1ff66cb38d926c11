"""What a dossier tells of a city: differences with their wording, and how far goals moved."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.editions import draft_of
from actionplans.lineage import record_descents
from network.dossiers import paper
from network.dossiers.content import whole
from network.dossiers.content.reading import Days, read
from tests.dossiers import (
    AFTER,
    BEFORE,
    INSIDE,
    SINCE,
    TODAY,
    UNTIL,
    asked,
    made,
    make_member_city,
    noon,
    page_of,
    plan_of,
    publish_on,
    reword,
    tell_on,
)
from tests.factories import make_action, make_goal
from tests.fiches import make_practice
from tests.networks import make_position, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def content_on_a_known_day(time_machine, monkeypatch):
    """These tests are about the content: no paper is made."""
    time_machine.move_to(noon(TODAY), tick=False)
    monkeypatch.setattr(paper, "_compile", lambda text, standard: b"%PDF")


def names(rows):
    return [row["name"] for row in rows]


# --- the text -------------------------------------------------------------------------------------
def test_changed_goal_is_told_with_its_old_and_new_words():
    city = make_member_city()
    reword(plan_of(city), "Huurders kennen hun rechten", "Huurders kennen al hun rechten")

    page = page_of(made(), city)

    changed = page["text"]["changed"]
    assert names(changed) == ["Huurders kennen al hun rechten"]
    assert changed[0]["lines"][0]["pieces"] == [
        ["same", "Huurders kennen "],
        ["added", "al "],
        ["same", "hun rechten"],
    ]
    assert page["text"]["opening"] == "Sinds editie 1 is er 1 doel herschreven."
    assert changed[0]["commitments"] == [7]


def test_new_and_ended_goals_stand_apart_and_an_ended_one_says_how_far_it_came():
    city = make_member_city()
    plan = plan_of(city, "Blijft", "Verdwijnt")
    gone = plan.editions.published().last().goals.get(title="Verdwijnt")
    tell_on(INSIDE, plan, goal=gone, state="finished", text="Alles is klaar.")
    draft_of(plan).goals.filter(title="Verdwijnt").delete()
    make_goal(chapter=draft_of(plan).chapters.get(), title="Komt erbij")
    publish_on(plan, INSIDE)

    text = page_of(made(), city)["text"]

    assert (names(text["new"]), names(text["ended"])) == (["Komt erbij"], ["Verdwijnt"])
    assert text["ended"][0]["ending"]["label"] == "afgerond"
    assert text["ended"][0]["ending"]["text"] == "Alles is klaar."


def test_goal_of_which_only_the_timing_changed_stands_apart():
    city = make_member_city()
    plan = plan_of(city)
    draft_of(plan).goals.update(timing_text="najaar 2027")
    publish_on(plan, INSIDE)

    text = page_of(made(), city)["text"]

    assert (len(text["retimed"]), text["changed"]) == (1, [])


def test_first_plan_is_told_as_a_whole():
    city = make_member_city()
    plan_of(city, "Een", "Twee", on=INSIDE)

    text = page_of(made(), city)["text"]

    assert text["opening"] == "Dit plan is nieuw: 2 doelen en 0 acties."
    assert (text["new"], text["is_new_plan"]) == ([], True)


def test_goal_that_goes_on_in_a_next_plan_is_told_as_reworded():
    city = make_member_city()
    old = plan_of(city, "Wij testen de huurmarkt", period_from=2020, period_until=2025)
    new = plan_of(city, "Wij testen elk jaar de huurmarkt", on=INSIDE)
    uids = [plan.editions.published().last().goals.get().uid for plan in (new, old)]
    record_descents([(*uids, "reworded")])

    text = page_of(made(), city)["text"]

    assert names(text["changed"]) == ["Wij testen elk jaar de huurmarkt"]
    assert (text["new"], text["ended"]) == ([], [])
    assert text["names"] == ["2020–2025, editie 1", "2026–2031, editie 1"]


def test_city_where_nothing_changed_says_so():
    city = make_member_city()
    plan_of(city)

    dossier = made()

    page = page_of(dossier, city)
    assert (page["is_quiet"], page["text"]["opening"]) == (
        True,
        "De tekst van het plan bleef gelijk.",
    )
    assert dossier.content["network"]["quiet"] == [city.name]


def test_city_without_a_plan_has_a_page_that_says_why():
    city = make_member_city()

    page = page_of(made(), city)

    assert (page["plan"], page["why"]) == (None, "nog geen plan in het portaal")


def test_what_came_after_the_last_day_is_left_out():
    city = make_member_city()
    plan = plan_of(city)
    reword(plan, "Huurders kennen hun rechten", "Te laat", on=AFTER)
    tell_on(AFTER, plan, text="Ook te laat")

    page = page_of(made(), city)

    assert (page["plan"]["edition"]["number"], page["is_quiet"]) == (1, True)


def test_nothing_of_a_draft_is_told():
    city = make_member_city()
    plan = plan_of(city)
    draft = draft_of(plan)
    make_action(goal=draft.goals.get(), text="geheim actie")
    draft.goals.update(title="geheim doel", explanation="geheim waarom")
    draft.chapters.update(title="geheim hoofdstuk")
    make_practice(state="submitted", city=city, title="geheim praktijk")
    make_position(title="geheim standpunt")
    make_task(text="geheim taak", city=city)

    dossier = made()

    bundle = bytes(dossier.files.get(kind="html").content).decode()
    assert "geheim" not in whole.canonical(dossier.content).decode()
    assert "geheim" not in bundle
    assert "Huurders kennen hun rechten" in bundle


# --- progress -------------------------------------------------------------------------------------
def test_move_says_what_was_and_what_is():
    city = make_member_city()
    plan = plan_of(city)
    tell_on(BEFORE, plan, state="preparing", text="In gesprek.")
    tell_on(INSIDE, plan, state="running", text="Gestart.")

    page = page_of(made(), city)

    moved = page["progress"]["moved"][0]
    assert (moved["before"]["label"], moved["now"]["label"]) == (
        "in voorbereiding",
        "in uitvoering",
    )
    assert (moved["now"]["text"], moved["now"]["on"]) == ("Gestart.", "2026-04-01")
    assert page["states"] == [
        {"state": "running", "label": "in uitvoering", "now": 1, "told": 1},
    ]


def test_words_without_a_move_are_told_and_a_confirmation_is_counted():
    city = make_member_city()
    plan = plan_of(city, "Een", "Twee")
    for goal, text in zip(plan.editions.published().last().goals.all(), ("Vlot.", ""), strict=True):
        tell_on(BEFORE, plan, goal=goal, text="")
        tell_on(INSIDE, plan, goal=goal, text=text)

    progress = page_of(made(), city)["progress"]

    assert (progress["moved"], names(progress["told"]), progress["confirmed"]) == ([], ["Een"], 1)


def test_goal_of_a_next_plan_moves_on_from_where_the_old_one_stood():
    city = make_member_city()
    old = plan_of(city, "Oud", period_from=2020, period_until=2025)
    tell_on(BEFORE, old, state="preparing")
    new = plan_of(city, "Nieuw", on=INSIDE)
    uids = [plan.editions.published().last().goals.get().uid for plan in (new, old)]
    record_descents([(*uids, "reworded")])
    tell_on(date(2026, 5, 1), new, state="running")

    moved = page_of(made(), city)["progress"]["moved"]

    assert [(one["before"]["state"], one["now"]["state"]) for one in moved] == [
        ("preparing", "running")
    ]


def test_action_that_moves_is_told_under_its_goal():
    city = make_member_city()
    plan = plan_of(city)
    make_action(goal=draft_of(plan).goals.get(), text="Een brief sturen")
    edition = publish_on(plan, BEFORE)
    tell_on(INSIDE, plan, goal=edition.actions.get(), kind="action", state="finished")

    moved = page_of(made(), city)["progress"]["moved"]

    assert [(one["name"], one["action"], one["before"]) for one in moved] == [
        ("Huurders kennen hun rechten", "Een brief sturen", None)
    ]


# --- the whole ------------------------------------------------------------------------------------
def test_content_names_nobody_and_holds_no_contact():
    city = make_member_city()
    tell_on(INSIDE, plan_of(city))
    city.focal_points.create(name="An Peeters", email="an@stad.example")

    told = whole.canonical(made().content).decode()

    assert [word for word in ("An Peeters", "@", "Persoon") if word in told] == []


def test_same_dossier_has_the_same_checksum():
    plan_of(make_member_city())
    dossier = asked()

    first, second = (
        whole.checksum(whole.make(dossier, read(whole.days_of(dossier)))) for _ in range(2)
    )

    assert first == second


def test_reading_asks_as_much_for_three_cities_as_for_one():
    counted = []
    for _ in range(2):
        for _ in range(1 + len(counted)):
            tell_on(INSIDE, plan_of(make_member_city()))
        with CaptureQueriesContext(connection) as captured:
            read(Days(SINCE, UNTIL))
        counted.append(len(captured))

    assert counted[0] == counted[1]
