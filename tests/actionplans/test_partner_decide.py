"""What the city does with an answer: it becomes an entry of progress, or it is laid aside."""

import pytest
from django.utils import timezone

from actionplans.models import PartnerAnswer, ProgressEntry, ProgressRound
from actionplans.partners.answers import accept, credited
from actionplans.progress.entries import enter
from actionplans.progress.rounds import close_for_plan
from cities.models import LogEntry
from tests.actionplans.desk import Desk, errors_of, form_of, messages_of
from tests.factories import make_answer, make_question, published_plan
from tests.reading import main_of, page_of, words

pytestmark = pytest.mark.django_db

WORDS = "De eerste groep is gestart."
VALUES = {"state": "running", "schedule": "on_schedule", "text": WORDS}
TAKEN = f"Huis van de Buren antwoordt: “{WORDS}”"


@pytest.fixture
def desk():
    return Desk(plan=published_plan())


@pytest.fixture
def answer(desk):
    return make_answer(question=make_question(plan=desk.plan), text=WORDS, state="running")


@pytest.fixture
def url(desk, answer):
    return desk.address("partner_decide", uid=answer.question.uid)


@pytest.fixture
def aside(desk, answer):
    return desk.address("partner_decline", uid=answer.question.uid)


def tell(answer, *, by, text="Van een collega.", seen=0):
    values = {"state": "preparing", "schedule": "on_schedule", "text": text}
    question = answer.question
    return enter(question.plan, "goal", question.subject, values=values, seen=seen, by=by)


def entries():
    return list(ProgressEntry.objects.order_by("number").values_list("text", "origin"))


def outcome_of(answer):
    answer.refresh_from_db()
    return answer.outcome


# --- taking over ---------------------------------------------------------------------------------
def test_officer_takes_an_answer_over_as_it_is(desk, answer, url):
    response = desk.save(url)

    entry = ProgressEntry.objects.get()
    answer.refresh_from_db()
    assert (answer.outcome, answer.entry, answer.decided_by.user) == (
        "accepted",
        entry,
        desk.person,
    )
    assert (entry.subject, entry.kind, entry.origin) == (answer.question.subject, "goal", "partner")
    assert (entry.state, entry.schedule, entry.text) == ("running", "on_schedule", TAKEN)
    assert response["Location"] == desk.address("partner_questions")
    lines = LogEntry.objects.filter(verb="partner answer decided").values_list("detail", "actor")
    assert list(lines) == [("overgenomen", answer.decided_by_id)]


def test_words_that_the_officer_changes_are_not_quoted(desk, answer, url):
    desk.save(url, text="Er is een groep gestart.")

    told = "Naar een antwoord van Huis van de Buren: Er is een groep gestart."
    assert (entries(), outcome_of(answer)) == ([(told, "partner")], "edited")


def test_state_that_the_officer_changes_makes_it_an_edited_answer(desk, answer, url):
    desk.save(url, state="preparing")

    assert (entries(), outcome_of(answer)) == ([(TAKEN, "partner")], "edited")


def test_state_that_the_partner_left_open_is_the_officers_to_fill_in(desk, answer, url):
    PartnerAnswer.objects.update(state="")

    desk.save(url, state="finished", schedule="")

    assert (outcome_of(answer), ProgressEntry.objects.get().state) == ("accepted", "finished")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (WORDS, TAKEN),
        (f"  {WORDS}\n", TAKEN),
        ("", "Na een antwoord van Huis van de Buren."),
        (WORDS.upper(), f"Naar een antwoord van Huis van de Buren: {WORDS.upper()}"),
    ],
)
def test_reader_sees_whose_words_they_are(desk, answer, typed, told):
    accept(answer, values={**VALUES, "text": typed}, seen=0, by=desk.person)

    assert entries() == [(told, "partner")]


def test_name_of_the_person_who_answered_stays_inside(answer):
    assert "Amina" not in credited(answer, WORDS)


@pytest.mark.parametrize("is_closed", [False, True])
def test_entry_counts_in_the_round_that_is_open_for_the_plan(desk, answer, url, is_closed):
    today = timezone.localdate()
    now = ProgressRound.objects.create(slug="nu", name="Nu", opens_on=today, closes_on=today)
    if is_closed:
        close_for_plan(desk.plan, now, by=desk.person)

    desk.save(url)

    assert ProgressEntry.objects.get().round == (None if is_closed else now)


def test_form_starts_as_the_answer_and_for_the_rest_as_it_was(desk, answer, url):
    tell(answer, by=desk.person)

    form = form_of(desk.get(url))

    del form["csrfmiddlewaretoken"]
    assert form == {
        "seen": ["1"],
        "text": [WORDS],
        "state": ["running"],
        "schedule": ["on_schedule"],
        "reason": [""],
    }


def test_page_shows_the_answer_beside_what_was_told_last(desk, answer, url):
    tell(answer, by=desk.person)

    response = desk.get(url)

    cards = [words(card) for card in page_of(response).xpath("//section[@class='card']")]
    assert [WORDS in card for card in cards] == [True, False]
    assert ["Van een collega." in card for card in cards] == [False, True]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"state": ""}, "state"),
        ({"schedule": ""}, "schedule"),
        ({"schedule": "delayed"}, "reason"),
        ({"state": "stopped"}, "reason"),
        ({"state": "bijna"}, "state"),
        ({"text": "x" * 10_000}, "text"),
        ({"text": "a\0b"}, "text"),
    ],
)
def test_what_is_missing_is_said_beside_its_box(desk, answer, url, values, wrong):
    response = desk.save(url, **values)

    assert (response.status_code, list(errors_of(response))) == (422, [wrong])
    assert (entries(), outcome_of(answer)) == ([], "waiting")


def test_nothing_posted_at_all_decides_nothing(desk, answer, url):
    assert (desk.post(url).status_code, outcome_of(answer)) == (422, "waiting")


def test_goal_that_left_the_plan_cannot_be_told_about(desk, answer, url):
    form = desk.open(url)
    answer.question.subject = desk.plan.uid
    answer.question.save()

    response = desk.post(url, form)

    assert (response.status_code, list(errors_of(response))) == (422, [""])
    assert (outcome_of(answer), WORDS in main_of(response)) == ("waiting", True)


# --- laying aside --------------------------------------------------------------------------------
def test_answer_that_is_laid_aside_becomes_public_nowhere(desk, answer, aside):
    response = desk.post(aside)

    answer.refresh_from_db()
    assert (answer.outcome, answer.decided_by.user, entries()) == ("declined", desk.person, [])
    assert response["Location"] == desk.address("partner_questions")
    assert messages_of(response) == ["Het antwoord van Huis van de Buren ligt opzij."]


def test_double_click_lays_aside_once(desk, answer, aside):
    desk.post(aside)

    again = desk.post(aside)

    assert messages_of(again)[-1] == "Het antwoord van Huis van de Buren ligt opzij."
    assert LogEntry.objects.filter(verb="partner answer decided").count() == 1


def test_answer_that_was_taken_over_is_not_laid_aside(desk, answer, aside):
    accept(answer, values=VALUES, seen=0, by=desk.colleague().person)

    response = desk.post(aside)

    sentence = "Bram Claes was je voor: dit antwoord is overgenomen."
    assert (messages_of(response), outcome_of(answer)) == ([sentence], "accepted")


def test_decided_answer_can_be_read_again(desk, answer, url, aside):
    desk.post(aside)

    response = desk.get(url)

    assert response.status_code == 200
    assert (WORDS in main_of(response), "niet overgenomen" in main_of(response)) == (True, True)
    assert page_of(response).xpath("//main//form") == []


# --- who may -------------------------------------------------------------------------------------
def test_question_without_an_answer_has_nothing_to_decide(desk):
    url = desk.address("partner_decide", uid=make_question(plan=desk.plan).uid)

    assert desk.get(url).status_code == 404


def test_answer_to_another_city_is_not_found_here(desk):
    url = desk.address("partner_decide", uid=make_answer().question.uid)

    assert (desk.get(url).status_code, desk.post(url, VALUES).status_code) == (404, 404)


@pytest.mark.parametrize("name", ["partner_decide", "partner_decline"])
def test_contributor_decides(desk, answer, url, name):
    form = desk.open(url)
    other = Desk(plan=desk.plan, role="contributor")

    response = other.post(desk.address(name, uid=answer.question.uid), form)

    assert (response.status_code, outcome_of(answer) == "waiting") == (302, False)


@pytest.mark.parametrize("name", ["partner_decide", "partner_decline"])
def test_alderman_decides_nothing(desk, answer, url, name):
    form = desk.open(url)
    other = Desk(plan=desk.plan, role="alderman")

    response = other.post(desk.address(name, uid=answer.question.uid), form)

    assert (response.status_code, outcome_of(answer)) == (403, "waiting")
