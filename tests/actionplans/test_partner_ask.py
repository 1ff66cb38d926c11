"""The officer's pages: asking, and the list of all that was asked."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from actionplans.editions import publish
from actionplans.models import PartnerQuestion, ProgressRound
from actionplans.partners.answers import decline
from actionplans.partners.overview import (
    answers_by_goal,
    goal_as_published,
    waiting_counts,
)
from actionplans.partners.questions import revoke
from cities.models import OutboxMail
from tests.actionplans.desk import Desk, errors_of, messages_of
from tests.counting import queries_of
from tests.factories import (
    make_answer,
    make_chapter,
    make_goal,
    make_participation,
    make_question,
    published_plan,
)
from tests.reading import all_words, main_of, page_of, words

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


def sections(response):
    """{heading: names of the partners under it}."""
    found = {}
    for element in page_of(response).xpath("//main//h2 | //main//h3"):
        text = re.sub(r"\s+", " ", element.text).strip()
        if element.tag == "h2":
            names = found.setdefault(text, [])
        else:
            names.append(text)
    return found


# --- asking --------------------------------------------------------------------------------------
def test_officer_asks_from_the_goal(desk, goal, url):
    response = desk.post(url, ASKED)

    asked = PartnerQuestion.objects.get()
    assert (asked.plan, asked.subject, asked.round) == (desk.plan, goal.uid, None)
    assert (asked.name, asked.email) == (ASKED["name"], ASKED["email"])
    assert (asked.question, asked.asked_by.user) == ("Hoe ver?\nEcht?", desk.person)
    assert response["Location"] == desk.address("partner_questions")
    assert messages_of(response) == ["Je vraag aan Huis van de Buren is onderweg."]


def test_question_belongs_to_the_round_that_is_open(desk, url):
    today = timezone.localdate()
    now = ProgressRound.objects.create(slug="nu", name="Nu", opens_on=today, closes_on=today)

    desk.post(url, ASKED)

    assert PartnerQuestion.objects.get().round == now


def test_form_proposes_a_question_and_the_group_of_the_goal(desk, url):
    response = desk.get(url)

    form = desk.open(url)
    options = page_of(response).xpath("//datalist/option/@value")
    assert (form["name"], form["email"], options) == ([""], [""], ["Dienst Samenleven"])
    assert form["question"][0].startswith("Hoe ver staat dit nu?")


def test_goal_with_a_group_of_its_own_proposes_that_one():
    plan = published_plan()
    goal = make_goal(chapter=make_chapter(plan=plan))
    make_participation(goal=goal, label="Huis van de Buren")
    desk = Desk(plan=plan)
    publish(plan, note="Meer.", by=desk.person)

    response = desk.get(desk.address("partner_ask", uid=goal.uid))

    assert page_of(response).xpath("//datalist/option/@value") == ["Huis van de Buren"]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "geen adres"}, "email"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "email"),
        ({"question": "  "}, "question"),
        ({"question": "x" * 2001}, "question"),
    ],
)
def test_what_is_missing_is_said_and_no_mail_goes(desk, url, values, wrong):
    response = desk.post(url, {**ASKED, **values})

    assert (response.status_code, list(errors_of(response))) == (422, [wrong])
    assert (PartnerQuestion.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_question_that_is_open_already_is_told_above_the_form(desk, goal, url):
    make_question(plan=desk.plan, goal_uid=goal.uid, email=ASKED["email"])

    response = desk.post(url, ASKED)

    assert (response.status_code, list(errors_of(response))) == (422, [""])
    assert ("Hoe ver?" in main_of(response), PartnerQuestion.objects.count()) == (True, 1)


def test_looking_at_the_form_asks_nothing(desk, url):
    assert (desk.get(url).status_code, PartnerQuestion.objects.count()) == (200, 0)


def test_goal_of_the_draft_has_no_page_to_ask(desk):
    goal = make_goal(chapter=desk.chapter)
    url = desk.address("partner_ask", uid=goal.uid)

    assert (desk.get(url).status_code, desk.post(url, ASKED).status_code) == (404, 404)


@pytest.mark.parametrize(("role", "status"), [("contributor", 302), ("alderman", 403)])
def test_who_works_on_the_plan_asks(desk, url, role, status):
    response = Desk(plan=desk.plan, role=role).post(url, ASKED)

    assert (response.status_code, PartnerQuestion.objects.count()) == (status, int(status == 302))


def test_other_city_finds_nothing(url):
    response = Desk().post(url, ASKED)

    assert (response.status_code, PartnerQuestion.objects.count()) == (404, 0)


# --- the list ------------------------------------------------------------------------------------
def test_list_shows_what_waits_first(desk, listed):
    make_question(plan=desk.plan, name="Open")
    make_answer(question=make_question(plan=desk.plan, name="Wacht"))
    revoke(make_question(plan=desk.plan, name="Ingetrokken"), by=desk.person)
    decline(make_answer(question=make_question(plan=desk.plan, name="Opzij")), by=desk.person)

    response = desk.get(listed)

    assert sections(response) == {
        "Wacht op jullie (1)": ["Wacht"],
        "Nog zonder antwoord (1)": ["Open"],
        "Vroeger": ["Opzij", "Ingetrokken"],
    }


def test_question_that_nobody_answered_in_time_moves_to_the_past(desk, listed):
    make_question(plan=desk.plan, name="Te laat")

    with time_machine.travel(timezone.now() + timedelta(days=22), tick=False):
        response = Desk(plan=desk.plan).get(listed)

    assert sections(response) == {"Vroeger": ["Te laat"]}
    assert all_words(response, "//main//button") == ["Stuur opnieuw naar Te laat"]


def test_list_without_questions_says_what_to_do(desk, listed):
    assert sections(desk.get(listed)) == {"Nog geen vragen": []}


def test_mail_that_was_given_up_is_told(desk, listed):
    make_question(plan=desk.plan)
    is_told = ["kon niet bezorgd" in main_of(desk.get(listed))]
    OutboxMail.objects.update(given_up_at=timezone.now())

    is_told.append("kon niet bezorgd" in main_of(desk.get(listed)))

    assert is_told == [False, True]


def test_questions_of_another_plan_are_not_listed(desk, listed):
    make_question()

    assert sections(desk.get(listed)) == {"Nog geen vragen": []}


def test_past_is_leafed_through(desk, listed):
    for number in range(21):
        revoke(make_question(plan=desk.plan, name=f"Nummer {number}"), by=desk.person)

    assert len(sections(desk.get(listed))["Vroeger"]) == 20
    assert sections(desk.get(f"{listed}?page=2")) == {"Vroeger": ["Nummer 0"]}


def test_list_asks_the_database_no_more_for_more_rows(desk, listed):
    counts = []
    for _ in range(3):
        make_question(plan=desk.plan)
        make_answer(question=make_question(plan=desk.plan))
        decline(make_answer(question=make_question(plan=desk.plan)), by=desk.person)
        revoke(make_question(plan=desk.plan), by=desk.person)
        counts.append(queries_of(desk.client, listed))

    assert len(set(counts)) == 1


def test_officer_sends_again_and_takes_back(desk, listed):
    asked = make_question(plan=desk.plan, email="a@huis.example")
    again = desk.address("partner_resend", uid=asked.uid)
    back = desk.address("partner_revoke", uid=asked.uid)

    at_once = messages_of(desk.post(again))
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        later = messages_of(Desk(plan=desk.plan).post(again))
    response = desk.post(back)

    asked.refresh_from_db()
    assert at_once == ["De vraag aan Huis van de Buren ging net al de deur uit."]
    assert later == ["De vraag aan Huis van de Buren is opnieuw onderweg."]
    assert (response["Location"], asked.revoked_at is None) == (listed, False)


@pytest.mark.parametrize("name", ["partner_resend", "partner_revoke"])
def test_answered_question_says_why_not(desk, name):
    asked = make_answer(question=make_question(plan=desk.plan)).question

    response = desk.post(desk.address(name, uid=asked.uid))

    assert messages_of(response) == ["Op deze vraag kwam al een antwoord."]


# --- for other pages -----------------------------------------------------------------------------
def test_other_pages_learn_what_waits(desk, goal, django_assert_num_queries):
    waiting = make_answer(question=make_question(plan=desk.plan))
    still_open = make_question(plan=desk.plan)
    decline(make_answer(question=make_question(plan=desk.plan)), by=desk.person)
    revoke(make_question(plan=desk.plan), by=desk.person)
    other = published_plan()

    with django_assert_num_queries(1):
        assert waiting_counts([desk.plan, other]) == {desk.plan.pk: 1}
    with django_assert_num_queries(1):
        assert answers_by_goal(desk.plan) == {goal.uid: [waiting.question, still_open]}


def test_partner_reads_the_newest_wording_that_was_not_withdrawn(desk, goal):
    row = desk.goals[0]
    desk.save(desk.edit(row), title="Nieuwe woorden")
    publish(desk.plan, note="Beter.", by=desk.person)
    new = goal_as_published(desk.plan, goal.uid).title
    desk.post(desk.address("withdraw", number=2), {"reason": "Toch niet."})

    assert (new, goal_as_published(desk.plan, goal.uid).title) == ("Nieuwe woorden", goal.title)


def test_progress_screen_shows_beside_each_goal_what_was_asked(desk, goal):
    make_answer(question=make_question(plan=desk.plan, goal_uid=goal.uid, name="Wacht"))
    make_question(plan=desk.plan, goal_uid=goal.uid, name="Open")

    response = desk.get(desk.address("progress"))

    rows = [
        " ".join(words(part) for part in row.xpath("./p[@class='tags']/*"))
        for row in page_of(response).xpath("//li[starts-with(@id, 'doel-')]")
    ]
    waits = "Antwoord van Wacht wacht op jullie Gevraagd aan Open, tot en met"
    assert rows[0].startswith(waits)
    assert rows[0].endswith("Vraag een partner over 1.1")
    assert rows[1] == "Vraag een partner over 1.2"
