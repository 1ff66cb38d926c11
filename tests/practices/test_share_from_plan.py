"""'Deel als praktijk': a draft filled in with what the plan tells, once per goal or action."""

import pytest
from django.test import Client

from actionplans.editions import draft_of
from cities.models import Ground, Organisation, PolicyDomain, SustainableGoal, Track
from practices.models import PlanLink, Practice
from practices.planlinks.sharing import prefilled
from tests.factories import (
    make_action,
    make_chapter,
    make_city,
    make_goal,
    make_participation,
    make_plan,
    published_plan,
)
from tests.practices.plan_links import make_writer, publish_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return published_plan(city=make_city(name="Gent"))


@pytest.fixture
def goal(plan):
    return draft_of(plan).goals.get()


def browser_of(plan, role="contributor"):
    client = Client()
    client.force_login(make_writer(plan, role))
    return client


def rich_goal():
    plan = make_plan(city=make_city(name="Gent"))
    chapter = make_chapter(plan=plan, commitments=(2, 5))
    goal = make_goal(
        chapter=chapter,
        title="De stad kent haar cijfers",
        explanation="Elk jaar een telling.",
        timing_from=2026,
        timing_until=2028,
    )
    goal.sdgs.add(SustainableGoal.objects.get(number=10))
    goal.grounds.add(Ground.objects.first())
    goal.domains.add(PolicyDomain.objects.first())
    goal.tracks.add(Track.objects.first())
    partner = Organisation.objects.create(slug="unia", name="Unia")
    make_participation(chapter=chapter, label="Dienst Data", role="organiser")
    make_participation(chapter=chapter, label="Buurthuis")
    make_participation(chapter=chapter, label="Onze partner", organisation=partner)
    return goal, partner


def test_a_goal_fills_in_what_the_plan_tells():
    goal, partner = rich_goal()
    make_action(goal=goal, text="Tellen\nin elke wijk")
    make_action(goal=goal, text="Vertellen")

    content, section = prefilled(goal, "goal")

    assert content == {
        "title": "De stad kent haar cijfers",
        "goals": "De stad kent haar cijfers",
        "description": "Elk jaar een telling.\n\n- Tellen in elke wijk\n- Vertellen",
        "period_from": 2026,
        "period_until": 2028,
        "organisations": [partner.slug],
        "sdgs": [10],
        "grounds": [Ground.objects.first().code],
        "domains": [PolicyDomain.objects.first().code],
        "tracks": [Track.objects.first().code],
        "commitments": [2, 5],
    }
    assert section == {"services": ["Dienst Data"], "partners": ["Buurthuis"]}


def test_an_action_is_told_within_its_goal():
    goal, _ = rich_goal()
    action = make_action(goal=goal, text="Tellen " + "in elke wijk " * 20, timing_from=2027)

    content, _ = prefilled(action, "action")

    assert (len(content["title"]) <= 100, content["title"][-1]) == (True, "…")
    assert (content["goals"], content["period_from"]) == ("De stad kent haar cijfers", 2027)
    assert content["description"] == f"{action.text}\n\nElk jaar een telling."


def test_a_plan_that_only_tells_a_title_leaves_the_description_blank():
    goal = make_goal(chapter=make_chapter(plan=make_plan()), explanation="")
    action = make_action(goal=goal, text="Tellen in elke wijk")

    alone = prefilled(goal, "goal")[0]["description"]
    short = prefilled(action, "action")[0]["description"]
    make_action(goal=goal, text="Vertellen")
    several = prefilled(goal, "goal")[0]["description"]
    action.text = "Tellen " + "in elke wijk " * 20
    cut = prefilled(action, "action")[0]["description"]

    assert (alone, short, cut) == ("", "", action.text)
    assert several == "- Tellen in elke wijk\n- Vertellen"


def test_a_group_of_its_own_goes_before_that_of_the_chapter():
    goal, _ = rich_goal()
    make_participation(goal=goal, label="Eigen groep")

    assert prefilled(goal, "goal")[1] == {"services": [], "partners": ["Eigen groep"]}


@pytest.mark.parametrize("role", ["contributor", "coordinator"])
def test_who_writes_the_plan_gets_a_draft_to_finish(plan, goal, role):
    client = browser_of(plan, role)

    response = client.post(f"/doelen/{goal.uid}/delen/")

    practice = Practice.objects.get()
    link = PlanLink.objects.get()
    assert response["Location"] == f"/mijn-fiches/{practice.code}/"
    assert (practice.state, practice.city, practice.title) == ("draft", plan.city, goal.title)
    assert (link.kind, link.row_kind, link.row_uid, link.plan) == ("shared", "goal", goal.uid, plan)


def test_an_action_is_shared_by_its_own_address(plan):
    action = draft_of(plan).goals.get().actions.get()

    browser_of(plan).post(f"/acties/{action.uid}/delen/")

    assert PlanLink.objects.get().row_uid == action.uid
    assert Practice.objects.get().title == action.text


def test_pressing_twice_comes_to_the_same_fiche(plan, goal):
    first = browser_of(plan).post(f"/doelen/{goal.uid}/delen/")

    again = browser_of(plan, "coordinator").post(f"/doelen/{goal.uid}/delen/")

    assert (again["Location"], Practice.objects.count()) == (first["Location"], 1)


@pytest.mark.parametrize("state", ["withdrawn", "declined"])
def test_a_goal_can_be_shared_anew_after_its_fiche_ended(plan, goal, state):
    client = browser_of(plan)
    client.post(f"/doelen/{goal.uid}/delen/")
    Practice.objects.update(state=state)

    client.post(f"/doelen/{goal.uid}/delen/")

    assert sorted(Practice.objects.values_list("state", flat=True)) == sorted(["draft", state])


def test_the_words_of_the_draft_go_before_the_published_ones(plan, goal):
    goal.title = "Beter verwoord"
    goal.save()

    browser_of(plan).post(f"/doelen/{goal.uid}/delen/")

    assert Practice.objects.get().title == "Beter verwoord"


def test_a_goal_that_only_another_draft_holds_does_not_exist(plan):
    secret = make_goal(chapter=draft_of(plan).chapters.get(), title="Nog geheim")
    stranger = browser_of(make_plan(city=make_city()))

    answers = [
        one.post(f"/doelen/{secret.uid}/delen/").status_code
        for one in (stranger, browser_of(plan, "alderman"))
    ]

    assert (answers, Practice.objects.count()) == ([404, 403], 0)


def test_a_published_goal_of_another_city_is_theirs_to_share(plan, goal):
    stranger = browser_of(make_plan(city=make_city()))

    response = stranger.post(f"/doelen/{goal.uid}/delen/")

    assert (response.status_code, Practice.objects.count()) == (403, 0)


def test_a_visitor_is_sent_to_sign_in_and_looking_makes_nothing(client, plan, goal):
    posted = client.post(f"/doelen/{goal.uid}/delen/")
    looked = browser_of(plan).get(f"/doelen/{goal.uid}/delen/")

    assert posted["Location"].startswith("/account/login/")
    assert (looked.status_code, Practice.objects.count()) == (200, 0)


def test_before_a_fiche_is_made_it_is_asked_once(plan, goal):
    client = browser_of(plan)
    address = f"/doelen/{goal.uid}/delen/"

    asked = client.get(address).content.decode()
    client.post(address)
    again = client.get(address).content.decode()

    own = f'href="/mijn-fiches/{Practice.objects.get().code}/"'
    buttons = ["Begin de fiche" in asked, "Begin de fiche" in again]
    assert "Deel dit doel als praktijk?" in asked
    assert (buttons, own in asked, own in again) == ([True, False], False, True)


def test_a_goal_of_another_city_is_not_asked_about(plan, goal):
    stranger = browser_of(make_plan(city=make_city()))

    assert stranger.get(f"/doelen/{goal.uid}/delen/").status_code == 403


def test_a_goal_that_left_the_draft_is_shared_as_it_was_published(plan, goal):
    goal.actions.all().delete()
    goal.delete()
    make_goal(chapter=draft_of(plan).chapters.get(), title="Iets anders")
    publish_plan(plan)

    browser_of(plan).post(f"/doelen/{goal.uid}/delen/")

    assert Practice.objects.get().title == "Meldpunten zijn bekend"
