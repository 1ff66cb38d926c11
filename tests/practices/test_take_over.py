"""'Neem over in ons plan': two steps, one row in the draft, and the link to the practice."""

import re

import pytest
from django.test import Client

from actionplans.editions import draft_of
from actionplans.models import Deed, Goal
from cities.models import SustainableGoal
from practices.models import PlanLink
from tests.factories import make_chapter, make_city, make_goal, make_member, make_plan
from tests.fiches import make_practice, put_in_state
from tests.practices.plan_links import make_writer, publish_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    mechelen = make_city(name="Mechelen")
    return make_practice(city=mechelen, title="Praktijktesten op huur", sdgs=[10, 16])


@pytest.fixture
def chapter():
    return make_chapter(plan=make_plan(city=make_city(name="Gent")), title="Wonen")


@pytest.fixture
def plan(chapter):
    return chapter.edition.plan


def browser_of(plan, role="contributor"):
    client = Client()
    client.force_login(make_writer(plan, role))
    return client


def first_step(practice):
    return f"{practice.get_absolute_url()}overnemen/"


def second_step(practice, chapter, kind="goal"):
    plan = chapter.edition.plan
    place = f"{plan.city.slug}/{plan.slug}/{chapter.uid}/"
    return f"{first_step(practice)}{place}?als={kind}"


def uid_on(page):
    return re.search(r'name="uid" value="([^"]+)"', page.content.decode()).group(1)


def test_the_first_step_lists_the_chapters_of_plans_that_the_person_writes(practice, chapter, plan):
    make_chapter(plan=make_plan(city=make_city()), title="Van een andere stad")
    client = browser_of(plan)

    page = client.get(first_step(practice)).content.decode()
    response = client.post(first_step(practice), {"chapter": str(chapter.uid), "kind": "goal"})

    assert ("Wonen" in page, "Van een andere stad" in page) == (True, False)
    assert response["Location"] == second_step(practice, chapter)


def test_the_second_step_is_filled_in_with_attribution(practice, chapter, plan):
    form = browser_of(plan).get(second_step(practice, chapter)).context["form"]

    explanation = form["explanation"].value()
    assert (form["code"].value(), form["title"].value()) == ("1.1", "Praktijktesten op huur")
    assert explanation.endswith("\n\nNaar de praktijk “Praktijktesten op huur” van Mechelen.")
    assert "http" not in explanation


def test_the_goal_stands_in_the_draft_in_the_words_of_the_city(practice, chapter, plan):
    client = browser_of(plan)
    url = second_step(practice, chapter)
    typed = {"title": "Wij testen ook", "explanation": "Met\r\nonze dienst"}

    response = client.post(url, {**typed, "uid": uid_on(client.get(url))})

    goal = Goal.objects.get()
    link = PlanLink.objects.get()
    assert (goal.title, goal.explanation) == ("Wij testen ook", "Met\nonze dienst")
    assert (goal.chapter, goal.edition) == (chapter, draft_of(plan))
    assert sorted(goal.sdgs.values_list("number", flat=True)) == [10, 16]
    assert (link.practice, link.city, link.plan) == (practice, plan.city, plan)
    assert (link.kind, link.row_kind, link.row_uid) == ("taken_over", "goal", goal.uid)
    assert response["Location"].endswith(f"#goal-{goal.uid}")
    assert Deed.objects.filter(plan=plan).count() == 1


def test_an_action_hangs_under_the_goal_that_was_chosen(practice, chapter, plan):
    make_goal(chapter=chapter, title="Eerste")
    second = make_goal(chapter=chapter, title="Tweede")
    client = browser_of(plan)
    url = second_step(practice, chapter, "action")
    page = client.get(url)

    client.post(url, {"uid": uid_on(page), "goal": str(second.uid), "text": "Wij bellen ook"})

    action, link = second.actions.get(), PlanLink.objects.get()
    assert (action.text, link.row_kind, link.row_uid) == ("Wij bellen ook", "action", action.uid)
    assert page.context["form"]["text"].value() == (
        "Een team belt huurkantoren op en telt wie een bezoek krijgt.\n"
        "Naar de praktijk “Praktijktesten op huur” van Mechelen."
    )


def test_a_double_click_makes_one_row_and_one_link(practice, chapter, plan):
    client = browser_of(plan)
    url = second_step(practice, chapter)
    typed = {"title": "Wij testen ook", "uid": uid_on(client.get(url))}

    answers = [client.post(url, typed)["Location"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert (Goal.objects.count(), PlanLink.objects.count()) == (1, 1)


def test_going_back_and_typing_something_else_makes_a_second_row(practice, chapter, plan):
    client = browser_of(plan)
    url = second_step(practice, chapter)
    uid = uid_on(client.get(url))

    for title in ("Wij testen ook", "Wij doen ook iets anders"):
        client.post(url, {"title": title, "uid": uid})

    links = set(PlanLink.objects.values_list("row_uid", flat=True))
    assert (Goal.objects.count(), links) == (2, set(Goal.objects.values_list("uid", flat=True)))


def test_bad_input_keeps_what_was_typed(practice, chapter, plan):
    client = browser_of(plan)
    url = second_step(practice, chapter)

    response = client.post(url, {"title": "", "explanation": "Bewaar mij", "uid": "geen"})

    assert (response.status_code, Goal.objects.count()) == (422, 0)
    assert "Bewaar mij" in response.content.decode()


def test_a_chapter_that_is_not_ours_is_bad_input(practice, plan):
    other = make_chapter(plan=make_plan(city=make_city()))

    response = browser_of(plan).post(
        first_step(practice), {"chapter": str(other.uid), "kind": "goal"}
    )

    assert response.status_code == 422


def test_an_action_needs_a_goal_in_the_chapter(practice, chapter, plan):
    response = browser_of(plan).post(
        first_step(practice), {"chapter": str(chapter.uid), "kind": "action"}
    )

    assert response.status_code == 422
    assert "Dit hoofdstuk heeft nog geen doelen" in response.content.decode()


def test_a_label_that_left_the_list_stays_behind(practice, chapter, plan):
    SustainableGoal.objects.filter(number=16).delete()
    client = browser_of(plan)
    url = second_step(practice, chapter)

    client.post(url, {"title": "Wij testen ook", "uid": uid_on(client.get(url))})

    assert list(Goal.objects.get().sdgs.values_list("number", flat=True)) == [10]


def test_a_city_without_a_chapter_is_told_what_to_do(practice):
    plan = make_plan(city=make_city())

    page = browser_of(plan).get(first_step(practice)).content.decode()

    assert "Je plan heeft nog geen hoofdstukken" in page


def test_who_does_not_write_a_plan_is_told_whom_to_ask(practice, chapter, plan):
    browsers = [browser_of(plan, "alderman"), Client()]
    browsers[1].force_login(make_member(role="alderman"))

    answers = [
        one.get(url)
        for one in browsers
        for url in (first_step(practice), second_step(practice, chapter))
    ]

    assert {one.status_code for one in answers} == {403}
    assert "Vraag het aan de coördinator van je stad" in answers[0].content.decode()


def test_another_city_does_not_find_my_plan(practice, chapter):
    stranger = browser_of(make_plan(city=make_city()))
    url = second_step(practice, chapter)

    answers = [stranger.get(url), stranger.post(url, {"title": "Indringer"})]

    assert ([one.status_code for one in answers], Goal.objects.count()) == ([404, 404], 0)


def test_a_visitor_is_sent_to_sign_in(client, practice, chapter):
    answers = [client.get(first_step(practice)), client.post(second_step(practice, chapter))]

    assert {one["Location"].partition("?")[0] for one in answers} == {"/account/login/"}


@pytest.mark.parametrize("state", ["draft", "submitted", "archived", "offline", "merged"])
def test_only_a_practice_that_is_listed_can_be_taken_over(chapter, plan, state):
    put_in_state(make_practice(state="draft"), state, slug="een-praktijk")

    assert browser_of(plan).get("/praktijken/een-praktijk/overnemen/").status_code == 404


def test_the_city_shows_only_after_publishing(practice, chapter, plan):
    client = browser_of(plan)
    url = second_step(practice, chapter)
    client.post(url, {"title": "Wij testen ook", "uid": uid_on(client.get(url))})
    before = Client().get(practice.get_absolute_url()).content.decode()

    publish_plan(plan)

    after = Client().get(practice.get_absolute_url()).content.decode()
    assert ("Wij testen ook" in before, "Wij testen ook" in after) == (False, True)
