"""Asking a partner: one mail in the same transaction, and never more than makes sense."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from actionplans.editions import publish, withdraw
from actionplans.models import Goal, PartnerQuestion
from actionplans.partners import questions as partners
from actionplans.partners.links import path_for
from actionplans.partners.questions import PartnerError, ask, resend, revoke
from actionplans.reminders.telling import day
from cities.log import actor_of
from cities.models import LogEntry, OutboxMail
from tests.factories import (
    make_answer,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_question,
    published_plan,
)

pytestmark = pytest.mark.django_db

ASKED = {
    "name": "Huis van de Buren",
    "email": "amina@huis.example",
    "question": "Hoe ver staan jullie?",
}


@pytest.fixture
def plan():
    return published_plan(city=make_city(name="Gent"), goals=2)


@pytest.fixture
def officer(plan):
    return make_member(city=plan.city, name="Noor Vandamme", email="noor@gent.example")


@pytest.fixture
def goals(plan):
    return list(plan.editions.published().get().goals.all())


def question_of(plan, goal, officer, **values):
    return ask(plan, goal.uid, by=officer, **{**ASKED, **values})


def days_later(days, seconds=0):
    return time_machine.travel(timezone.now() + timedelta(days=days, seconds=seconds), tick=False)


def told(verb=LogEntry.Verb.PARTNER_ASKED):
    lines = LogEntry.objects.filter(verb=verb).order_by("pk")
    return list(lines.values_list("subject", "detail"))


# --- asking --------------------------------------------------------------------------------------
def test_officer_asks_a_partner(plan, goals, officer):
    asked = question_of(plan, goals[0], officer)

    mail = OutboxMail.objects.get()
    last_day = timezone.localdate() + timedelta(days=21)
    assert (asked.plan, asked.subject, asked.asked_by) == (plan, goals[0].uid, actor_of(officer))
    assert timezone.localdate(asked.expires_at) == last_day
    assert (mail.kind, mail.address, mail.user) == ("partner_question", ASKED["email"], None)
    assert mail.subject == f"Een vraag van Gent over “{goals[0]}”, {day(timezone.localdate())}"
    assert told() == [(f"{plan}, doel {goals[0].code}", "gevraagd")]


def test_mail_says_all_that_a_partner_needs(plan, goals, officer):
    asked = question_of(plan, goals[0], officer, question="Lukt het & <hoe>?")

    body = OutboxMail.objects.get().body
    day = f"{asked.expires_at:%Y}"
    for words in (
        "Noor Vandamme van de stad Gent",
        str(goals[0]),
        "Lukt het & <hoe>?",
        day,
        path_for(asked),
        "geen account",
        "in het openbare plan",
        "90 dagen",
        "noor@gent.example",
    ):
        assert words in body


def test_log_names_no_partner(plan, goals, officer):
    revoke(question_of(plan, goals[0], officer), by=officer)

    lines = " ".join(LogEntry.objects.values_list("subject", flat=True))
    lines += " ".join(LogEntry.objects.values_list("detail", flat=True))
    assert [word for word in ("Huis", "amina") if word in lines] == []


def test_question_and_mail_are_undone_together(plan, goals, officer):
    with transaction.atomic():
        question_of(plan, goals[0], officer)
        transaction.set_rollback(True)

    assert (PartnerQuestion.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_mail_that_cannot_be_written_leaves_no_question(plan, goals, officer, monkeypatch):
    def fail(**mail):
        raise OSError("de schijf is vol")

    monkeypatch.setattr(partners, "post", fail)

    with pytest.raises(OSError, match="vol"):
        question_of(plan, goals[0], officer)

    assert PartnerQuestion.objects.count() == 0


def test_double_click_asks_once(plan, goals, officer):
    first = question_of(plan, goals[0], officer)

    second = question_of(plan, goals[0], officer)

    assert (second, OutboxMail.objects.count(), len(told())) == (first, 1, 1)


@pytest.mark.parametrize("values", [{"question": "Iets anders?"}, {"email": "AMINA@huis.example"}])
def test_address_has_one_open_question_about_a_goal(plan, goals, officer, values):
    question_of(plan, goals[0], officer)

    with days_later(1), pytest.raises(PartnerError, match="vraag die openstaat"):
        question_of(plan, goals[0], officer, **values)

    assert PartnerQuestion.objects.count() == 1


def test_address_can_be_asked_about_another_goal(plan, goals, officer):
    question_of(plan, goals[0], officer)

    question_of(plan, goals[1], officer)

    assert PartnerQuestion.objects.count() == 2


@pytest.mark.parametrize("end", ["answered", "revoked", "expired"])
def test_address_can_be_asked_again_once_a_question_is_over(plan, goals, officer, end):
    first = question_of(plan, goals[0], officer)
    if end == "answered":
        make_answer(question=first)
    if end == "revoked":
        revoke(first, by=officer)

    with days_later(30 if end == "expired" else 1):
        second = question_of(plan, goals[0], officer)

    assert second != first


def test_plan_sends_a_bounded_number_of_mails_a_day(plan, goals, officer, monkeypatch):
    monkeypatch.setattr(partners, "MAILS_A_DAY", 2)
    question_of(plan, goals[0], officer)
    question_of(plan, goals[0], officer, email="b@huis.example")

    with pytest.raises(PartnerError, match="al 2 vragen"):
        question_of(plan, goals[0], officer, email="c@huis.example")
    make_question()
    with days_later(1, seconds=1):
        question_of(plan, goals[0], officer, email="c@huis.example")

    assert plan.partner_questions.count() == 3


def test_goal_that_only_the_draft_holds_is_not_asked_about(plan, officer):
    goal = make_goal(chapter=make_chapter(plan=plan))

    with pytest.raises(PartnerError, match="gepubliceerde plan"):
        question_of(plan, goal, officer)


def test_goal_that_left_the_plan_is_not_asked_about(plan, goals, officer):
    gone = Goal.objects.get(edition__state="draft", uid=goals[1].uid)
    gone.actions.all().delete()
    gone.delete()
    publish(plan, note="", by=officer)

    with pytest.raises(PartnerError, match="gepubliceerde plan"):
        question_of(plan, goals[1], officer)


def test_goal_of_a_withdrawn_edition_is_not_asked_about(plan, goals, officer):
    withdraw(plan.editions.published().get(), reason="Fout", by=officer)

    with pytest.raises(PartnerError, match="gepubliceerde plan"):
        question_of(plan, goals[0], officer)


def test_goal_of_another_plan_is_not_asked_about(goals, officer):
    with pytest.raises(PartnerError, match="gepubliceerde plan"):
        question_of(published_plan(), goals[0], officer)


def test_goal_with_line_ends_makes_a_subject_of_one_line(plan, officer):
    goal = make_goal(chapter=make_chapter(plan=plan), title="Eerste regel\r\nBcc: x@y.example")
    publish(plan, note="", by=officer)

    question_of(plan, goal, officer)

    words = f"“{goal.code} Eerste regel Bcc: x@y.example”, {day(timezone.localdate())}"
    assert OutboxMail.objects.get().subject.splitlines() == [f"Een vraag van Gent over {words}"]


# --- sending again, taking back ------------------------------------------------------------------
def test_question_is_sent_again_for_another_while(plan, goals, officer):
    asked = question_of(plan, goals[0], officer)

    with days_later(30):
        is_sent = resend(asked, by=officer)
        last_day = timezone.localdate() + timedelta(days=21)

    asked.refresh_from_db()
    assert (is_sent, timezone.localdate(asked.expires_at)) == (True, last_day)
    assert path_for(asked) in OutboxMail.objects.first().body
    assert [detail for _, detail in told()] == ["gevraagd", "opnieuw gestuurd"]


def test_double_click_sends_again_once(plan, goals, officer):
    asked = question_of(plan, goals[0], officer)

    with days_later(1):
        sent = [resend(asked, by=officer), resend(asked, by=officer)]

    assert (sent, OutboxMail.objects.count()) == ([True, False], 2)


def test_question_that_was_taken_back_is_not_sent_again(plan, goals, officer):
    asked = question_of(plan, goals[0], officer)
    revoke(asked, by=officer)

    with days_later(1), pytest.raises(PartnerError, match="ingetrokken"):
        resend(asked, by=officer)


def test_question_whose_address_was_forgotten_is_not_sent_again(plan, goals, officer):
    asked = question_of(plan, goals[0], officer)
    PartnerQuestion.objects.update(email="")

    with days_later(200), pytest.raises(PartnerError, match="gewist"):
        resend(asked, by=officer)


def test_old_question_beside_a_newer_one_is_not_sent_again(plan, goals, officer):
    old = question_of(plan, goals[0], officer)

    with days_later(30):
        question_of(plan, goals[0], officer, question="Nog eens: hoe ver?")
        with pytest.raises(PartnerError, match="vraag die openstaat"):
            resend(old, by=officer)


def test_sending_again_counts_among_the_mails_of_a_day(plan, goals, officer, monkeypatch):
    monkeypatch.setattr(partners, "MAILS_A_DAY", 1)
    asked = question_of(plan, goals[0], officer)

    with days_later(0, seconds=120), pytest.raises(PartnerError, match="al 1 vragen"):
        resend(asked, by=officer)


@pytest.mark.parametrize("deed", [resend, revoke])
def test_answered_question_is_neither_sent_again_nor_taken_back(plan, goals, officer, deed):
    asked = question_of(plan, goals[0], officer)
    make_answer(question=asked)

    with days_later(1), pytest.raises(PartnerError, match="al een antwoord"):
        deed(asked, by=officer)

    asked.refresh_from_db()
    assert (asked.revoked_at, OutboxMail.objects.count()) == (None, 1)


def test_question_is_taken_back_once(plan, goals, officer):
    asked = question_of(plan, goals[0], officer)
    revoke(asked, by=officer)
    asked.refresh_from_db()
    at = asked.revoked_at

    with days_later(1):
        revoke(asked, by=officer)

    asked.refresh_from_db()
    assert (asked.revoked_at, [detail for _, detail in told()]) == (at, ["gevraagd", "ingetrokken"])
