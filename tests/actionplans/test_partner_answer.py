"""The partner's side: looking changes nothing, and one answer comes in."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from actionplans.models import PartnerAnswer, PartnerQuestion, ProgressEntry
from actionplans.partners.answers import answer
from actionplans.partners.links import path_for, token_for
from actionplans.partners.questions import TooLateError, revoke
from cities.models import LogEntry, OutboxMail
from tests.actionplans.desk import form_of, sent_by
from tests.concurrency import at_once
from tests.factories import make_city, make_member, make_question, published_plan
from tests.reading import main_of, page_of, words

pytestmark = pytest.mark.django_db

ANSWER = {"text": "De eerste groep is gestart.", "state": "running", "signed": "Amina"}


@pytest.fixture
def question():
    plan = published_plan(city=make_city(name="Gent"))
    officer = make_member(city=plan.city, name="Noor Vandamme", email="noor@gent.example")
    return make_question(plan=plan, by=officer, email="amina@huis.example")


@pytest.fixture
def url(question):
    return path_for(question)


@pytest.fixture
def expired():
    with time_machine.travel(timezone.now() + timedelta(days=22), tick=False):
        yield


def traces():
    rows = (PartnerQuestion, PartnerAnswer, ProgressEntry)
    return [list(model.objects.values()) for model in rows] + [LogEntry.objects.count()]


def answers():
    return list(PartnerAnswer.objects.values_list("text", "state", "signed", "outcome"))


def without_token(html):
    return re.sub(r'(csrfmiddlewaretoken" value=)"[^"]*"', r"\1", html)


def title_of(response):
    return words(page_of(response).find(".//h1"))


# --- looking -------------------------------------------------------------------------------------
def test_partner_reads_the_goal_the_question_and_what_the_plan_says_now(client, question, url):
    goal = question.plan.editions.published().get().goals.get()
    ProgressEntry.objects.create(
        plan=question.plan,
        subject=goal.uid,
        number=1,
        state="preparing",
        schedule="delayed",
        reason="staff",
        text="Er komt iemand bij.",
    )

    response = client.get(url)

    text = words(page_of(response).find(".//main"))
    told = (
        *(goal.title, goal.actions.get().text, "Hoe ver staan jullie?"),
        *("in voorbereiding", "vertraagd", "te weinig personeel", "Er komt iemand bij."),
        *("Noor Vandamme van de stad Gent", "Dag Huis van de Buren"),
    )
    assert response.status_code == 200
    assert [part for part in told if part not in text] == []


def test_page_asks_for_an_answer_a_state_and_a_name(client, url):
    form = sent_by(page_of(client.get(url)).xpath("//form[@method='post']")[0])

    assert set(form) == {"csrfmiddlewaretoken", "text", "state", "signed"}


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
def test_only_sending_the_form_changes_anything(client, url, method):
    """A mail program or a virus scanner that opens the link first does no harm."""
    before = traces()

    for _ in range(2):
        getattr(client, method)(url)

    assert traces() == before
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("way", ["open", "answered", "refused form"])
def test_page_is_kept_by_nobody_and_told_to_no_other_site(client, question, url, way):
    if way == "answered":
        answer(question, **ANSWER)
    response = client.post(url) if way == "refused form" else client.get(url)

    headers = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    assert [response[name] for name in headers] == [
        "no-store, private",
        "noindex, nofollow, noarchive",
        "same-origin",
    ]
    robots = page_of(response).xpath("//meta[@name='robots']/@content")
    assert robots == ["noindex, nofollow, noarchive"]
    assert page_of(response).xpath("//script") == []


def test_page_tells_no_address_and_no_account(client, url):
    text = client.get(url).content.decode()

    assert [word for word in ("amina@", "noor@", "@gent") if word in text] == []


@pytest.mark.parametrize("token", ["x", "a.b.c", "0" * 32 + ".1." + "x" * 43, "%00", "é", "…" * 50])
def test_link_that_we_never_gave_does_not_exist(client, question, token):
    response = client.post(f"/vraag/{token}/", ANSWER)

    assert (response.status_code, answers()) == (404, [])


def test_link_of_another_day_does_not_exist(client, question):
    uid, until, signature = token_for(question).split(".")

    response = client.get(f"/vraag/{uid}.{int(until) + 86400}.{signature}/")

    assert response.status_code == 404
    assert "Gent" not in main_of(response)


# --- answering -----------------------------------------------------------------------------------
def test_partner_answers_and_reads_thanks(client, question, url):
    response = client.post(url, {**ANSWER, "text": "Eerste regel\r\nTweede 😀 \u202eregel"})

    assert (response.status_code, response["Location"]) == (302, url)
    assert answers() == [("Eerste regel\nTweede 😀 \u202eregel", "running", "Amina", "waiting")]
    thanks = client.get(url)
    assert (thanks.status_code, title_of(thanks)) == (200, "Bedankt, je antwoord is binnen")
    assert ("Eerste regel" in main_of(thanks), "Amina" in main_of(thanks)) == (True, False)
    assert ProgressEntry.objects.count() == 0


def test_partner_may_leave_the_state_open(client, url):
    client.post(url, {**ANSWER, "state": ""})

    assert answers() == [(ANSWER["text"], "", "Amina", "waiting")]


def test_form_is_guarded_against_other_sites(question, url):
    client = Client(enforce_csrf_checks=True)
    form = form_of(client.get(url))

    forged = Client(enforce_csrf_checks=True).post(url, ANSWER)
    sent = client.post(url, {**form, **ANSWER})

    assert (forged.status_code, sent.status_code, len(answers())) == (403, 302, 1)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"text": ""}, "text"),
        ({"text": " \r\n "}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"text": "x" * 5001}, "text"),
        ({"signed": ""}, "signed"),
        ({"signed": "x" * 121}, "signed"),
        ({"state": "bijna"}, "state"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, url, values, wrong):
    response = client.post(url, {**ANSWER, **values})

    assert (response.status_code, answers()) == (422, [])
    assert list(response.context["form"].errors) == [wrong]
    if wrong != "text":
        assert ANSWER["text"] in main_of(response)


def test_longest_answer_fits_also_with_line_ends(client, url):
    client.post(url, {**ANSWER, "text": "x\r\n" * 2499 + "xx"})

    assert [len(text) for text, *_ in answers()] == [5000]


def test_same_answer_twice_is_one(client, url):
    client.post(url, ANSWER)

    again = client.post(url, ANSWER)

    assert (again["Location"], len(answers())) == (url, 1)


def test_second_answer_is_refused_and_given_back(client, url):
    client.post(url, ANSWER)

    response = client.post(url, {**ANSWER, "text": "Iets heel anders.", "signed": "Bert"})

    assert (response.status_code, title_of(response)) == (409, "Er was al een antwoord")
    assert "Iets heel anders." in main_of(response)
    assert answers() == [(*ANSWER.values(), "waiting")]


def test_answer_after_the_decision_changes_nothing(client, question, url):
    given = answer(question, **ANSWER)
    given.outcome, given.decided_at = "declined", timezone.now()
    given.save()

    response = client.post(url, {**ANSWER, "text": "Toch iets anders."})

    assert (response.status_code, [text for text, *_ in answers()]) == (409, [ANSWER["text"]])


def test_expired_link_says_so_and_gives_back_what_was_typed(client, question, url, expired):
    seen = client.get(url)
    sent = client.post(url, ANSWER)

    assert (seen.status_code, sent.status_code, answers()) == (410, 410, [])
    assert title_of(seen) == "Deze link is verlopen"
    assert ANSWER["text"] in main_of(sent)
    assert "Hoe ver staan jullie?" not in main_of(seen)


def test_link_that_was_taken_back_says_so(client, question, url):
    revoke(question, by=make_member(city=question.plan.city))

    seen, sent = client.get(url), client.post(url, ANSWER)

    assert (seen.status_code, sent.status_code, answers()) == (410, 410, [])
    assert title_of(seen) == "Deze vraag is ingetrokken"


def test_officer_who_is_signed_in_sees_what_the_partner_sees(client, question, url):
    visitor = main_of(client.get(url))
    client.force_login(make_member(city=question.plan.city))

    assert without_token(main_of(client.get(url))) == without_token(visitor)


# --- the rule itself -----------------------------------------------------------------------------
def test_answer_is_told_to_who_asked(question):
    given = answer(question, **ANSWER)

    told = OutboxMail.objects.filter(kind="partner_answered").values_list("user__email", flat=True)
    assert list(told) == ["noor@gent.example"]
    lines = LogEntry.objects.filter(detail="beantwoord").values_list("actor", "city")
    assert list(lines) == [(None, question.plan.city_id)]
    assert given.outcome == "waiting"


def test_rule_refuses_a_question_that_is_closed_meanwhile(question, expired):
    with pytest.raises(TooLateError):
        answer(question, **ANSWER)

    assert answers() == []


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(database_of_many):
    question = make_question()

    outcomes = at_once(
        lambda: answer(question, text="Ja.", signed="Amina"),
        lambda: answer(question, text="Nee.", signed="Bert"),
    )

    kept = PartnerAnswer.objects.get()
    assert {type(outcome) for outcome in outcomes} == {PartnerAnswer, TooLateError}
    assert kept in outcomes
