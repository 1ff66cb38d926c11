"""What the pages about partners say: whose words, about which goal, and nothing typed is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from actionplans.editions import publish
from actionplans.models import PartnerQuestion, ProgressEntry, ProgressRound
from actionplans.partners.links import path_for
from actionplans.partners.questions import resend, revoke
from cities.models import OutboxMail
from tests.actionplans.desk import Desk
from tests.factories import fill_plan, make_answer, make_goal, make_question, published_plan
from tests.reading import all_words, main_of, page_of

pytestmark = pytest.mark.django_db

ASKED = {"name": "Huis van de Buren", "email": "a@huis.example", "question": "Hoe ver?\r\nEcht?"}


@pytest.fixture
def desk():
    return Desk(plan=published_plan(goals=2))


@pytest.fixture
def goal(desk):
    return desk.plan.editions.published().get().goals.first()


@pytest.fixture
def url(desk, goal):
    return desk.address("partner_ask", uid=goal.uid)


@pytest.fixture
def listed(desk):
    return desk.address("partner_questions")


# --- asking --------------------------------------------------------------------------------------
def test_officer_picks_the_goal_on_the_page_about_partners(desk, listed, url):
    response = desk.get(listed)

    picks = page_of(response).xpath("//details[summary='Vraag een partner']//li/a/@href")
    assert (picks[0], len(picks)) == (url, 2)


def test_goals_to_pick_are_those_that_visitors_read_now(desk, listed, goal):
    make_goal(chapter=desk.chapter, title="Nog niet online")
    desk.delete(desk.goal)
    publish(desk.plan, note="Anders.", by=desk.person)
    make_goal(chapter=desk.chapter, title="Ook nog niet online")

    picked = all_words(desk.get(listed), "//details[summary='Vraag een partner']//li/a")

    current = desk.plan.editions.published().get(number=2)
    assert picked == [str(goal) for goal in current.goals.order_by("position")]


def test_plan_that_is_not_online_has_no_goal_to_pick():
    desk = Desk(plan=fill_plan())

    response = desk.get(desk.address("partner_questions"))

    assert page_of(response).xpath("//main//details") == []
    assert "Publiceer het plan eerst" in main_of(response)


def test_name_that_the_plan_knows_is_picked_and_not_typed(desk, url):
    [pick] = page_of(desk.get(url)).xpath("//p[@class='tags']/a/@href")

    assert pick == "?naam=Dienst%20Samenleven"
    assert desk.open(f"{url}{pick}")["name"] == ["Dienst Samenleven"]
    assert desk.open(f"{url}?naam=Iemand anders")["name"] == [""]


def test_goal_that_left_the_plan_meanwhile_gives_the_words_back(desk, url):
    desk.delete(desk.goal)
    publish(desk.plan, note="Zonder dat doel.", by=desk.person)

    response = desk.post(url, ASKED)

    assert (response.status_code, PartnerQuestion.objects.count()) == (409, 0)
    assert all_words(response, "//dl/dd") == [ASKED["name"], ASKED["email"], "Hoe ver?Echt?"]
    assert desk.get(url).status_code == 404


# --- the list ------------------------------------------------------------------------------------
def test_answer_says_who_gave_it_before_its_words(desk, listed):
    make_answer(question=make_question(plan=desk.plan), signed="Els Maes", text="Het loopt.")

    response = desk.get(listed)

    [card] = page_of(response).xpath("//article")
    [said] = card.xpath("./blockquote")
    assert said.getprevious().text_content().startswith("Antwoord van Els Maes op ")


def test_question_says_in_which_round_it_was_asked(desk, listed):
    today = timezone.localdate()
    now = ProgressRound.objects.create(slug="nu", name="Nu", opens_on=today, closes_on=today)
    make_question(plan=desk.plan, name="Ervoor")
    PartnerQuestion.objects.update(round=now)
    make_question(plan=desk.plan, name="Zonder", email="b@huis.example")

    told = all_words(desk.get(listed), "//article//summary")

    assert sorted(told) == ["De vraag", "De vraag, gesteld in de ronde Nu"]


# --- the mail ------------------------------------------------------------------------------------
def test_mail_says_where_an_answer_by_mail_arrives(desk):
    make_question(plan=desk.plan, by=desk.person)

    words = OutboxMail.objects.get().body

    assert f"Schrijf naar {desk.person}, {desk.person.email}." in words


def test_taking_a_question_back_keeps_its_mail_inside(desk):
    asked, other = make_question(plan=desk.plan), make_question(plan=desk.plan, email="b@x.example")

    revoke(asked, by=desk.person)

    assert list(OutboxMail.objects.values_list("address", flat=True)) == [other.email]


def test_mail_that_left_stays_known_after_the_question_is_taken_back(desk):
    asked = make_question(plan=desk.plan)
    OutboxMail.objects.update(sent_at=timezone.now(), created_at=timezone.now() - timedelta(days=1))
    resend(asked, by=desk.person)

    revoke(asked, by=desk.person)

    [mail] = OutboxMail.objects.all()
    assert mail.sent_at is not None


# --- behind the link -----------------------------------------------------------------------------
def test_thanks_show_what_was_sent_as_long_as_the_link_lives(client, desk):
    asked = make_question(plan=desk.plan)
    told = {"signed": "Els Maes", "text": "Het loopt.", "state": ProgressEntry.State.FINISHED}
    make_answer(question=asked, **told)

    response = client.get(path_for(asked))
    with time_machine.travel(asked.expires_at + timedelta(seconds=1), tick=False):
        later = client.get(path_for(asked))

    shown = [all_words(page, "//div[@class='card']") for page in (response, later)]
    assert (response.status_code, later.status_code) == (200, 200)
    assert shown == [["Het loopt. Hoe ver het staat: afgerond"], []]
    assert "Els Maes" not in main_of(response)
