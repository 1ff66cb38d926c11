"""Every mail to a person has a subject of its own, whatever happens in a year."""

from collections import Counter
from datetime import date

import pytest

from actionplans.editions import publish
from actionplans.partners.answers import answer
from actionplans.partners.questions import ask, resend, revoke
from actionplans.progress.rounds import close_round, open_round
from actionplans.reminders.daily import remind
from actionplans.reminders.opening import tell_opening
from cities.models import OutboxMail
from cities.outbox import send_due
from tests.actionplans.mornings import retitle
from tests.factories import make_city, make_goal, make_member, make_user, published_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(time_machine):
    def to(moment):
        time_machine.move_to(f"2026-{moment}:00+01:00", tick=False)
        tell_opening()
        remind()
        send_due()

    to("02-01 12:00")
    return to


@pytest.fixture
def officer(clock):
    return make_member(city=make_city(name="Roeselare"))


@pytest.fixture
def plan(officer):
    return published_plan(
        city=officer.memberships.get().city, by=officer, goals=2, period_until=2026
    )


def put(plan, goal, by, words="Hoe ver staan jullie?"):
    told = {"name": "Buurthuis", "email": "buurthuis@voorbeeld.example", "question": words}
    return ask(plan, goal.uid, **told, by=by)


def subjects(kind):
    mails = OutboxMail.objects.filter(kind=kind).order_by("pk")
    return [mail.subject.removeprefix("[Stedennetwerk] ") for mail in mails]


def test_all_mails_of_a_year_have_other_subjects(clock, officer, plan):
    first, second = plan.editions.published().get().goals.order_by("code")
    moderator = make_user()
    for start, end, name in ((3, 20, "voorjaar"), (21, 28, "nog eens")):
        days = {"opens_on": date(2026, 2, start), "closes_on": date(2026, 2, end)}
        made = open_round(name=name, **days, by=moderator)
        clock(f"02-{start:02} 08:00")
        clock(f"02-{end:02} 08:00")
        close_round(made, by=moderator)
    question = put(plan, first, officer)
    clock("03-01 12:00")
    resend(question, by=officer)
    answer(question, signed="Amina", text="Goed.")
    answer(put(plan, second, officer), signed="Amina", text="Goed.")
    answer(put(plan, first, officer, "En nu?"), signed="Amina", text="Beter.")
    retitle(plan)
    clock("05-01 12:00")
    clock("07-01 12:00")

    told = Counter(OutboxMail.objects.values_list("address", "subject"))

    assert {kind: len(subjects(kind)) for kind in set(kinds())} == {
        "partner_answered": 3,
        "partner_question": 4,
        "reminders": 4,
        "round_opened": 2,
    }
    assert max(told.values()) == 1


def kinds():
    return OutboxMail.objects.values_list("kind", flat=True)


def test_answers_of_one_partner_on_one_day_are_told_apart(officer, plan):
    first, second = plan.editions.published().get().goals.order_by("code")

    for goal in (first, second, first):
        answer(put(plan, goal, officer, f"Vraag {len(kinds())}"), signed="Amina", text="Goed.")

    assert subjects("partner_answered") == [
        "1 februari 2026: Buurthuis antwoordde over doel 1.1",
        "1 februari 2026: Buurthuis antwoordde over doel 1.2",
        "1 februari 2026: Buurthuis antwoordde over doel 1.1 (2)",
    ]


def test_goal_without_a_number_is_named_by_its_words(officer):
    plan = published_plan(city=officer.memberships.get().city, by=officer, goals=1)
    goal = make_goal(chapter=plan.editions.drafts().get().chapters.get(), title="a" * 200)
    type(goal).objects.filter(pk=goal.pk).update(code="")
    publish(plan, note="", by=officer)

    answer(put(plan, goal, officer), signed="Amina", text="Goed.")

    (subject,) = subjects("partner_answered")
    assert subject == f"1 februari 2026: Buurthuis antwoordde over “{'a' * 59}…”"


def test_question_that_is_taken_back_does_not_leave_any_more(officer, plan):
    first, second = plan.editions.published().get().goals.all()
    kept = put(plan, first, officer)
    taken = put(plan, second, officer)

    revoke(taken, by=officer)

    assert [str(kept.uid) in mail.key for mail in OutboxMail.objects.all()] == [True]


@pytest.mark.parametrize(("state", "left"), [("given_up_at", 0), ("sent_at", 1)])
def test_question_that_is_taken_back_forgets_a_link_that_never_arrived(officer, plan, state, left):
    taken = put(plan, plan.editions.published().get().goals.first(), officer)
    OutboxMail.objects.update(**{state: taken.asked_at})

    revoke(taken, by=officer)

    assert OutboxMail.objects.count() == left
