"""Mails about what somebody else did: a round that opens, a partner who answers."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from actionplans.partners.answers import answer
from actionplans.progress.rounds import close_round, open_round
from actionplans.reminders.telling import tell_partner_answered, tell_round_opened
from cities.models import Membership, OutboxMail, ReminderKind, ReminderOptOut, User
from cities.outbox import absolute, send_due
from tests.factories import (
    make_answer,
    make_city,
    make_member,
    make_plan,
    make_question,
    make_user,
    published_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-10-01 12:00:00+02:00", tick=False)


@pytest.fixture
def moderator():
    return make_user(network_role=User.NetworkRole.MODERATOR)


@pytest.fixture
def city():
    return make_city(name="Roeselare")


@pytest.fixture
def plan(city):
    return published_plan(city=city, by=make_user())


def open_now(moderator, **values):
    values = {"opens_on": date(2026, 10, 1), "closes_on": date(2026, 10, 31), **values}
    return open_round(name="najaar 2026", by=moderator, **values)


def told():
    return set(OutboxMail.objects.values_list("address", flat=True))


def progress(plan):
    return absolute(reverse("actionplans:progress", args=[plan.city.slug, plan.slug]))


# --- a round opens -------------------------------------------------------------------------------
def test_who_works_on_a_plan_hears_that_a_round_opens(moderator, plan, city):
    people = {role: make_member(city=city, role=role) for role in Membership.Role}
    make_member(city=make_city())

    open_now(moderator)

    assert told() == {people["contributor"].email, people["coordinator"].email}


def test_mail_says_which_round_until_when_and_where(moderator, plan, city):
    person = make_member(city=city, name="Noor Peeters")

    open_now(moderator, message="Voor het schepenoverleg van november.")

    mail = OutboxMail.objects.get()
    assert (
        mail.subject == "[Stedennetwerk] De voortgangsronde “najaar 2026” opent op 1 oktober 2026"
    )
    lines = mail.body.splitlines()
    assert lines[0] == "Dag Noor"
    assert lines[2] == (
        "De voortgangsronde “najaar 2026” loopt van 1 oktober 2026 tot en met 31 oktober 2026."
    )
    assert lines[4] == "Voor het schepenoverleg van november."
    assert lines[lines.index(str(plan)) + 1] == progress(plan)
    assert (mail.kind, mail.user) == ("round_opened", person)


def test_person_of_two_cities_gets_one_mail_that_names_both(moderator, plan, city):
    other = published_plan(city=make_city(name="Gent"), by=make_user())
    person = make_member(city=city)
    Membership.objects.create(user=person, city=other.city, role="contributor")

    open_now(moderator)

    body = OutboxMail.objects.get().body
    assert [line for line in body.splitlines() if "/voortgang/" in line] == [
        progress(other),
        progress(plan),
    ]


def test_who_opened_the_round_is_not_told(moderator, plan, city):
    Membership.objects.create(user=moderator, city=city, role="coordinator")

    open_now(moderator)

    assert told() == set()


def test_city_without_a_published_plan_is_not_told(moderator, city):
    make_member(city=city)
    make_plan(city=city)

    open_now(moderator)

    assert told() == set()


@pytest.mark.parametrize("change", ["closed account", "switched off"])
def test_who_may_or_wants_no_mail_gets_none(moderator, plan, city, change):
    person = make_member(city=city)
    if change == "closed account":
        User.objects.filter(pk=person.pk).update(is_active=False)
    else:
        ReminderOptOut.objects.create(user=person, kind=ReminderKind.ROUND_OPENED)

    open_now(moderator)

    assert told() == set()


def test_round_that_begins_later_is_not_told_yet(moderator, plan, city):
    make_member(city=city)

    open_now(moderator, opens_on=date(2026, 10, 15))

    assert told() == set()


def test_round_that_begins_today_is_told_at_once(moderator, plan, city, mailoutbox):
    make_member(city=city)

    open_now(moderator)
    send_due()

    assert len(mailoutbox) == 1


def test_the_same_round_is_told_once(moderator, plan, city):
    make_member(city=city)
    round = open_now(moderator)

    tell_round_opened(round, by=moderator)

    assert OutboxMail.objects.count() == 1


def test_round_that_is_not_made_tells_nobody(moderator, plan, city):
    make_member(city=city)

    with transaction.atomic():
        open_now(moderator)
        transaction.set_rollback(True)

    assert told() == set()


def test_round_that_is_closed_before_its_mails_left_is_not_told_any_more(moderator, plan, city):
    make_member(city=city)
    round = open_now(moderator)

    close_round(round, by=moderator)

    assert told() == set()


def test_each_reminder_tells_how_to_stop_it(moderator, plan, city, client):
    person = make_member(city=city)
    open_now(moderator)
    address = OutboxMail.objects.get().body.strip().splitlines()[-1]

    response = client.post(address.removeprefix(absolute("/").rstrip("/")))

    assert response.status_code == 200
    assert person.reminder_opt_outs.get().kind == "round_opened"


# --- a partner answers ---------------------------------------------------------------------------
@pytest.fixture
def question(plan, city):
    return make_question(plan=plan, by=make_member(city=city, role="contributor"), name="Buurthuis")


def reminders():
    return OutboxMail.objects.filter(kind="partner_answered")


def test_who_asked_hears_that_the_partner_answered(question, city):
    make_member(city=city)

    answer(question, signed="Amina", text="De groep is gestart.")

    mail = reminders().get()
    page = reverse("actionplans:partner_questions", args=[city.slug, question.plan.slug])
    assert mail.user == question.asked_by.user
    assert mail.subject == "[Stedennetwerk] 1 oktober 2026: Buurthuis antwoordde over doel 1.1"
    assert absolute(page) in mail.body.splitlines()
    assert "De groep is gestart." not in mail.body


@pytest.mark.parametrize("change", ["left the city", "closed account", "only reads now", "erased"])
def test_coordinators_hear_when_the_one_who_asked_left(question, city, change):
    coordinator = make_member(city=city)
    asker = question.asked_by.user
    if change == "left the city":
        asker.memberships.all().delete()
    elif change == "closed account":
        User.objects.filter(pk=asker.pk).update(is_active=False)
    elif change == "only reads now":
        asker.memberships.update(role="alderman")
    else:
        asker.delete()
    made = make_answer(question=type(question).objects.get(pk=question.pk))

    tell_partner_answered(made)

    assert [mail.user for mail in reminders()] == [coordinator]


def test_same_answer_twice_is_told_once(question):
    made = make_answer(question=question)

    tell_partner_answered(made)
    tell_partner_answered(made)

    assert reminders().count() == 1
