"""The secret link: what we did not sign opens nothing, and it names nobody."""

from datetime import timedelta

import pytest
import time_machine
from django.core.signing import Signer
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.partners.links import ANSWERED, EXPIRED, OPEN, REVOKED, SALT, open_link, token_for
from actionplans.partners.questions import resend, revoke
from tests.factories import make_answer, make_member, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return make_question()


def state_of(token):
    return open_link(token).state


def test_link_opens_its_own_question(question):
    other = make_question()

    assert open_link(token_for(question)).question == question
    assert open_link(token_for(other)).question == other


def test_link_holds_nothing_but_the_question_and_the_day(question):
    uid, until, _ = token_for(question).split(".")

    assert (uid, int(until)) == (question.uid.hex, int(question.expires_at.timestamp()))


def test_link_that_was_signed_for_something_else_opens_nothing(question):
    value = token_for(question).rsplit(".", 1)[0]

    assert open_link(Signer(sep=".").sign(value)) is None
    assert open_link(Signer(sep=".", salt="reminders off").sign(value)) is None
    assert open_link(Signer(sep=".", salt=SALT).sign(value)) is not None


def test_link_does_not_work_with_another_key(question, settings):
    token = token_for(question)

    settings.SECRET_KEY = "another key " * 6

    assert open_link(token) is None


def test_link_of_a_question_that_never_was_opens_nothing(question):
    question.uid = "00000000-0000-4000-8000-000000000000"
    token = Signer(sep=".", salt=SALT).sign("0" * 32 + ".1")

    assert open_link(token) is None


@pytest.mark.parametrize("place", [0, 40, -1])
def test_link_with_one_sign_changed_opens_nothing(question, place):
    signs = list(token_for(question))
    signs[place] = "a" if signs[place] != "a" else "b"

    assert open_link("".join(signs)) is None


@settings(max_examples=40, deadline=None)
@given(token=st.text(max_size=120))
def test_no_text_at_all_is_a_link_or_a_crash(token):
    assert open_link(token) is None


def test_link_promises_a_day_that_a_later_question_does_not_move(question):
    """The mail of the first time stays true when the question is sent again."""
    first = token_for(question)
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        resend(question, by=make_member(city=question.plan.city))
        question.refresh_from_db()
    with time_machine.travel(timezone.now() + timedelta(days=25), tick=False):
        states = state_of(first), state_of(token_for(question))

    assert states == (EXPIRED, OPEN)


def test_day_in_the_question_also_counts(question):
    token = token_for(question)
    question.expires_at = timezone.now()
    question.save()

    assert state_of(token) == EXPIRED


def test_link_works_until_the_last_second_of_its_day(question):
    token, last = token_for(question), question.expires_at
    with time_machine.travel(last - timedelta(seconds=1), tick=False):
        before = state_of(token)
    with time_machine.travel(last, tick=False):
        after = state_of(token)

    assert (before, after) == (OPEN, EXPIRED)
    assert timezone.localtime(last).strftime("%H:%M:%S") == "23:59:59"


def test_link_of_a_question_that_was_taken_back_is_closed(question):
    token = token_for(question)

    revoke(question, by=make_member(city=question.plan.city))

    assert state_of(token) == REVOKED


def test_answered_link_says_thanks_for_ever(question):
    token = token_for(question)
    make_answer(question=question)

    with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
        assert state_of(token) == ANSWERED
