"""A partner without an account is asked about one goal.

A question is about a goal that visitors can read. It goes out by mail, with a link that works until
the end of a day; an address has one open question about a goal at a time, and a plan sends a
bounded number of mails a day. The city can send it again, with another while, or take it back as
long as nobody answered. What comes of an answer: `partner_answers.py`.

Every deed of the city locks the plan before the question, so that two never wait for each other.
The log says what was done about which goal, never to whom: its lines stay for good.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from cities.log import actor_of, record
from cities.models import LogEntry, OutboxMail
from cities.outbox import PARTNER_QUESTION, absolute, post, take_back

from ..drafting import lock
from ..editions import current_edition
from ..models import Edition, Goal, PartnerAnswer, PartnerQuestion
from ..reminders.retention import PARTNER_DAYS
from .links import path_for

DAYS = 21
MAILS_A_DAY = 30
DOUBLE_CLICK = timedelta(minutes=1)


class PartnerError(Exception):
    """Why this cannot be done, in words for who tries."""


class TooLateError(PartnerError):
    """Somebody was first: a colleague, or somebody else with the same link."""


# --- asking --------------------------------------------------------------------------------------
@transaction.atomic
def ask(plan, goal_uid, *, name, email, question, by, round=None, days=DAYS) -> PartnerQuestion:
    """Write a partner about a goal; the same question again within a minute is the same question.

    Raises PartnerError.
    """
    plan = lock(plan)
    goal = _goal_or_refusal(plan, goal_uid)
    same = plan.partner_questions.filter(subject=goal_uid, email__iexact=email, revoked_at=None)
    just_now = timezone.now() - DOUBLE_CLICK
    twin = same.filter(name=name, question=question, asked_at__gt=just_now).first()
    if twin:
        return twin
    _check_is_only_one(same)
    _check_mails_today(plan)
    asked = PartnerQuestion.objects.create(
        plan=plan,
        subject=goal_uid,
        round=round,
        name=name,
        email=email,
        question=question,
        asked_by=actor_of(by),
        expires_at=end_of_day_in(days),
    )
    _mail(asked, goal, by=by)
    note(asked, "gevraagd", by=actor_of(by))
    return asked


@transaction.atomic
def resend(question, *, by, days=DAYS) -> bool:
    """Send the question again, with a link for another while; False when it went just now.

    Raises PartnerError.
    """
    question = lock_question(question)
    _check_is_unanswered(question)
    if question.revoked_at:
        raise PartnerError("Deze vraag is ingetrokken. Stel een nieuwe vraag.")
    if not question.email:
        raise PartnerError("Het adres bij deze vraag is gewist. Stel een nieuwe vraag.")
    just_now = timezone.now() - DOUBLE_CLICK
    its_mails = mails_of(question.plan, question)
    if its_mails.filter(created_at__gt=just_now).exists():
        return False
    goal = _goal_or_refusal(question.plan, question.subject)
    same = question.plan.partner_questions.filter(
        subject=question.subject, email__iexact=question.email, revoked_at=None
    )
    _check_is_only_one(same.exclude(pk=question.pk))
    _check_mails_today(question.plan)
    question.expires_at = end_of_day_in(days)
    question.save(update_fields=["expires_at"])
    _mail(question, goal, by=by)
    note(question, "opnieuw gestuurd", by=actor_of(by))
    return True


@transaction.atomic
def revoke(question, *, by) -> PartnerQuestion:
    """The link stops working at once, and a mail that did not leave yet stays here.

    Raises PartnerError for a question that was answered.
    """
    question = lock_question(question)
    _check_is_unanswered(question)
    if question.revoked_at is None:
        question.revoked_at = timezone.now()
        question.save(update_fields=["revoked_at"])
        take_back(mails_of(question.plan, question))
        note(question, "ingetrokken", by=actor_of(by))
    return question


def end_of_day_in(days) -> datetime:
    """The last second of a day: a mail can say 'tot en met' that day."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def goal_to_ask_about(plan, uid) -> Goal | None:
    """The goal as visitors read it now."""
    edition = current_edition(plan)
    if edition is None or edition.is_withdrawn:
        return None
    return edition.goals.filter(uid=uid).select_related("chapter").first()


# --- what the deeds share ------------------------------------------------------------------------
def lock_question(question):
    """Plan first, then question: the order in which every deed of the city locks."""
    plan = lock(question.plan)
    locked = PartnerQuestion.objects.select_for_update(of=("self",))
    question = locked.get(pk=question.pk)
    question.plan = plan
    return question


def _goal_or_refusal(plan, uid):
    goal = goal_to_ask_about(plan, uid)
    if goal is None:
        raise PartnerError(
            "Dit doel staat niet in het gepubliceerde plan, en een partner leest dat."
        )
    return goal


def _check_is_only_one(questions):
    still_open = questions.filter(answer__isnull=True, expires_at__gt=timezone.now())
    if still_open.exists():
        raise PartnerError(
            "Dit adres heeft over dit doel al een vraag die openstaat. Stuur die opnieuw, of trek "
            "ze eerst in."
        )


def _check_mails_today(plan):
    since = timezone.now() - timedelta(days=1)
    if mails_of(plan).filter(created_at__gt=since).count() >= MAILS_A_DAY:
        raise PartnerError(
            f"Voor dit plan gingen vandaag al {MAILS_A_DAY} vragen de deur uit. Probeer morgen "
            "opnieuw."
        )


def _check_is_unanswered(question):
    if PartnerAnswer.objects.filter(question=question).exists():
        raise PartnerError("Op deze vraag kwam al een antwoord.")


# --- mail and log --------------------------------------------------------------------------------
def mails_of(plan, question=None):
    """What went out about this plan, or about one question of it: their keys say so."""
    return OutboxMail.objects.filter(key__startswith=_key(plan, question))


def _key(plan, question=None):
    return f"partner:{plan.uid}:" + (f"{question.uid}:" if question else "")


def _mail(question, goal, *, by):
    city = question.plan.city
    today = date_format(timezone.localdate(), "j F Y")
    post(
        key=_key(question.plan, question) + f"{timezone.now():%Y%m%d%H%M%S}",
        kind=PARTNER_QUESTION,
        subject=Truncator(f"Een vraag van {city} over “{goal}”").chars(150) + f", {today}",
        body=render_to_string(
            "mail/partner_question.txt",
            {
                "question": question,
                "goal": goal,
                "city": city,
                "person": by,
                "link": absolute(path_for(question)),
                "days_kept": PARTNER_DAYS,
            },
        ),
        address=question.email,
    )


def note(question, detail, *, by, verb=LogEntry.Verb.PARTNER_ASKED):
    """A line in the log: about which goal, and what was done."""
    plan = question.plan
    told = Goal.objects.filter(edition__plan=plan, uid=question.subject)
    goal = told.filter(edition__state=Edition.State.PUBLISHED).order_by("edition__number").last()
    subject = f"{plan}, doel {goal.code}" if goal and goal.code else str(plan)
    record(verb, subject, by=by, city=plan.city, detail=detail)
