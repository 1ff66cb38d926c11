"""`/doelen/<uid>/` and `/acties/<uid>/`: an address that holds, whatever becomes of the words."""

import uuid

import pytest
from django.urls import reverse

from actionplans.editions import publish
from cities.models import SustainableGoal
from tests.factories import (
    make_action,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_note,
    make_participation,
    make_plan,
    make_user,
)
from tests.reading import all_words, main_of, page_of

pytestmark = pytest.mark.django_db

NOTICES = "//main//*[starts-with(@class, 'note ')]"
RELATIVES = "//main/div[@class='note'][1]/p"


@pytest.fixture
def gent():
    return make_city(name="Gent")


@pytest.fixture
def plan(gent):
    return make_plan(city=gent, title="Gent voor iedereen")


@pytest.fixture
def goal(plan):
    return make_goal(chapter=make_chapter(plan=plan), title="Meldpunten zijn bekend")


def go_live(plan):
    return publish(plan, note="", by=make_member(city=plan.city))


def goal_page(client, goal):
    return client.get(reverse("actionplans:goal", args=[goal.uid]))


def action_page(client, action):
    return client.get(reverse("actionplans:action", args=[action.uid]))


# --- what does not exist -------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["visitor", "coordinator"])
def test_goal_and_action_that_only_a_draft_holds_do_not_exist(client, goal, who):
    action = make_action(goal=goal)
    if who == "coordinator":
        client.force_login(make_member(city=goal.edition.plan.city))

    answers = [goal_page(client, goal).status_code, action_page(client, action).status_code]

    assert answers == [404, 404]


@pytest.mark.parametrize("path", ["doelen", "acties"])
@pytest.mark.parametrize("uid", [str(uuid.UUID(int=7)), "x", "1", "0" * 32, str(uuid.UUID(int=0))])
def test_unknown_or_broken_uid_is_not_found(client, path, uid):
    assert client.get(f"/{path}/{uid}/").status_code == 404


def test_uid_of_an_action_is_no_goal(client, goal):
    action = make_action(goal=goal)
    go_live(goal.edition.plan)

    assert client.get(reverse("actionplans:goal", args=[action.uid])).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("name", ["goal", "action"])
def test_addresses_are_for_reading_only(client, goal, method, name):
    row = {"goal": goal, "action": make_action(goal=goal)}[name]
    go_live(goal.edition.plan)

    response = getattr(client, method)(reverse(f"actionplans:{name}", args=[row.uid]))

    assert response.status_code == 405


def test_head_answers(client, goal):
    go_live(goal.edition.plan)

    assert client.head(reverse("actionplans:goal", args=[goal.uid])).status_code == 200


# --- what is told --------------------------------------------------------------------------------
def test_goal_tells_its_plan_chapter_actions_group_and_time(client, goal):
    plan = goal.edition.plan
    goal.timing_text, goal.timing_kind = "2026-2028", "ongoing"
    goal.save()
    goal.sdgs.set(SustainableGoal.objects.filter(number=10))
    make_participation(chapter=goal.chapter, label="Unia")
    action = make_action(goal=goal, text="Een campagne")
    go_live(plan)

    page = goal_page(client, goal)

    assert all_words(page, "//h1") == ["1.1 Meldpunten zijn bekend"]
    where = f"{plan.get_absolute_url()}#doel-{goal.uid}"
    assert all_words(page, f"//a[@href='{where}']") == ["Gent voor iedereen"]
    assert all_words(page, f"//a[@href='/acties/{action.uid}/']") == ["Een campagne"]
    assert all_words(page, "//dt") == [
        "Timing",
        "Werkgroep van het hoofdstuk",
        "Verbintenis van ECCAR",
        "SDG’s",
    ]
    assert all_words(page, "//dd") == [
        "2026-2028doorlopend",
        "Unia",
        "1. Grotere waakzaamheid tegen racisme",
        "10 Ongelijkheid verminderen",
    ]


def test_goal_with_a_group_of_its_own_shows_that_one(client, goal):
    make_participation(chapter=goal.chapter, label="Unia")
    make_participation(goal=goal, label="Eigen dienst", role="organiser")
    go_live(goal.edition.plan)

    page = goal_page(client, goal)

    assert all_words(page, "//li[contains(@class, 'tag')]") == ["Eigen dienst · organisator"]
    assert "Werkgroep" in all_words(page, "//dt")


def test_action_tells_its_goal_and_whose_time_it_is(client, goal):
    goal.timing_text = "2026-2031"
    goal.save()
    action = make_action(goal=goal, text="Een campagne", responsible="Dienst X")
    own = make_action(goal=goal, text="Een affiche", timing_text="najaar 2027")
    go_live(goal.edition.plan)

    pages = [action_page(client, row) for row in (action, own)]

    assert all_words(pages[0], f"//dd/a[@href='/doelen/{goal.uid}/']") == [
        "1.1 Meldpunten zijn bekend"
    ]
    assert [all_words(page, "//dt")[-1] for page in pages] == ["Timing van het doel", "Timing"]
    assert [all_words(page, "//dd")[-1] for page in pages] == ["2026-2031", "najaar 2027"]


def test_notes_of_a_goal_and_its_actions_stand_below_once(client, goal):
    plan = goal.edition.plan
    notes = [make_note(plan=plan, number=n, text=f"Noot {n}") for n in (1, 2, 3)]
    goal.timing_text = "2026"
    goal.save()
    goal.notes.set(notes[1:2])
    goal.timing_notes.set(notes[1:2])
    make_action(goal=goal).notes.set(notes[:1])
    go_live(plan)

    page = goal_page(client, goal)

    ids = page_of(page).xpath("//ul[@class='notes']/li/@id")
    assert ids == [f"noot-{note.uid}" for note in notes[:2]]


def test_every_reader_gets_the_same_goal(client, goal):
    """But who writes the plan, who has a button more."""
    go_live(goal.edition.plan)
    alderman = make_member(city=goal.edition.plan.city, role="alderman")
    readers = [alderman, make_member(), make_user()]

    pages = [main_of(goal_page(client, goal))]
    for reader in readers:
        client.force_login(reader)
        pages.append(main_of(goal_page(client, goal)))

    assert set(pages) == {pages[0]}
