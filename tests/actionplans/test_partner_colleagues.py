"""Two colleagues and one answer: nothing is overwritten, and one decision counts."""

import pytest

from actionplans.models import PartnerAnswer, ProgressEntry
from actionplans.partners.answers import accept, decline
from actionplans.partners.questions import TooLateError
from actionplans.progress.entries import StaleProgressError, enter
from cities.models import LogEntry
from tests.actionplans.desk import Desk, form_of
from tests.concurrency import at_once
from tests.factories import make_answer, make_member, make_question, published_plan
from tests.reading import main_of

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


def tell(answer, *, by, text="Van een collega.", seen=0):
    values = {"state": "preparing", "schedule": "on_schedule", "text": text}
    question = answer.question
    return enter(question.plan, "goal", question.subject, values=values, seen=seen, by=by)


def entries():
    return list(ProgressEntry.objects.order_by("number").values_list("text", "origin"))


def outcome_of(answer):
    answer.refresh_from_db()
    return answer.outcome


def test_news_of_a_colleague_is_shown_before_anything_is_written(desk, answer, url):
    form = desk.open(url)
    tell(answer, by=desk.colleague().person)

    response = desk.post(url, {**form, "text": "Van mij."})

    main = main_of(response)
    assert (response.status_code, outcome_of(answer)) == (409, "waiting")
    assert entries() == [("Van een collega.", "city")]
    assert [
        part for part in ("Van een collega.", "Van mij.", "Bram Claes") if part not in main
    ] == []


def test_second_press_after_the_news_tells_it(desk, answer, url):
    form = desk.open(url)
    tell(answer, by=desk.colleague().person)

    response = desk.post(url, form_of(desk.post(url, form)))

    assert (response.status_code, outcome_of(answer)) == (302, "accepted")
    assert entries() == [("Van een collega.", "city"), (TAKEN, "partner")]


def test_stale_rule_leaves_the_answer_waiting(desk, answer):
    tell(answer, by=desk.person)

    with pytest.raises(StaleProgressError):
        accept(answer, values=VALUES, seen=0, by=desk.person)

    assert (outcome_of(answer), len(entries())) == ("waiting", 1)


@pytest.mark.parametrize("first", [accept, decline])
def test_who_comes_second_reads_who_was_first(desk, answer, url, first):
    form = desk.open(url)
    values = {"values": VALUES, "seen": 0} if first is accept else {}
    first(answer, by=desk.colleague().person, **values)

    response = desk.post(url, {**form, "text": "Van mij."})

    main = main_of(response)
    assert response.status_code == 409
    assert len(entries()) == int(first is accept)
    assert [part for part in ("Bram Claes", "Van mij.") if part not in main] == []


def test_double_click_takes_over_once(desk, answer, url):
    form = desk.open(url)
    desk.post(url, form)

    again = desk.post(url, form)

    assert (again.status_code, len(entries()), outcome_of(answer)) == (302, 1, "accepted")
    assert LogEntry.objects.filter(verb="partner answer decided").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_once_decide_once(database_of_many):
    answer = make_answer(text=WORDS)
    one, two = (make_member(city=answer.question.plan.city) for _ in range(2))

    outcomes = at_once(
        lambda: accept(answer, values=VALUES, seen=0, by=one),
        lambda: decline(answer, by=two),
    )

    answer.refresh_from_db()
    assert {type(outcome) for outcome in outcomes} == {PartnerAnswer, TooLateError}
    assert (answer.outcome == "accepted") == (ProgressEntry.objects.count() == 1)
    assert LogEntry.objects.filter(verb="partner answer decided").count() == 1
