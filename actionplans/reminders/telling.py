"""Mails about what somebody else did: a round that opens, a partner who answers.

One mail per person, whatever the number of their cities and plans; none to who did it. Posted in
the transaction of the deed. What time brings is told in `opening.py` and `daily.py`.
"""

from datetime import time

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from cities.models import Heartbeat, Membership, OutboxMail, ReminderKind
from cities.optouts import off_path
from cities.outbox import absolute, post
from cities.permissions import EDITING_ROLES

from ..models import Edition, Goal
from ..progress.asked import plans_in

# Nobody is told anything at night.
MORNING = time(8)
PREFIX = "[Stedennetwerk] "
# Only one round is open at a time, so the last that was told says enough.
ROUND_TOLD = "round told"


# --- what happened -------------------------------------------------------------------------------
def tell_round_opened(round, *, by) -> int:
    """Tell everybody who works on a plan that the round asks after; how many mails were posted.

    A round that is still to come is told on its first morning, to who works there then.
    """
    if round.is_coming:
        return 0
    now = {"at": timezone.now(), "note": str(round.uid)}
    Heartbeat.objects.update_or_create(name=ROUND_TOLD, defaults=now)
    told = 0
    for person, plans in people_of(plans_in(round)).items():
        if person == by:
            continue
        told += post_reminder(
            person,
            kind=ReminderKind.ROUND_OPENED,
            key=f"{_round_key(round)}{person.pk}",
            subject=f"De voortgangsronde “{round}” opent op {day(round.opens_on)}",
            template="mail/round_opened.txt",
            context={"round": round, "places": [(plan, progress_url(plan)) for plan in plans]},
        )
    return told


def is_told(round) -> bool:
    return Heartbeat.objects.filter(name=ROUND_TOLD, note=str(round.uid)).exists()


def take_back_round_opened(round) -> int:
    """Forget the mails that still wait: the round was closed meanwhile."""
    waiting = OutboxMail.objects.waiting().filter(key__startswith=_round_key(round))
    gone, _ = waiting.delete()
    return gone


def tell_partner_answered(answer) -> int:
    """Tell who asked; when they left the city, its coordinators."""
    question = answer.question
    city = question.plan.city
    working = city.memberships.filter(role__in=EDITING_ROLES, user__is_active=True)
    readers = working.filter(user=question.asked_by.user_id) or working.filter(
        role=Membership.Role.COORDINATOR
    )
    name = Truncator(question.name).chars(50)
    subject = f"{day(timezone.localdate())}: {name} antwoordde over {_goal_of(question)}"
    return sum(
        post_reminder(
            membership.user,
            kind=ReminderKind.PARTNER_ANSWERED,
            key=f"partner-answered:{question.uid}:{membership.user_id}",
            subject=subject,
            template="mail/partner_answered.txt",
            context={"question": question, "url": place("partner_questions", question.plan)},
        )
        for membership in readers.select_related("user")
    )


def _round_key(round):
    return f"round-opened:{round.uid}:"


def _goal_of(question):
    """'doel 2.3', or its first words when it has no number; as visitors could read it last."""
    told = Goal.objects.filter(edition__plan=question.plan, uid=question.subject)
    goal = told.filter(edition__state=Edition.State.PUBLISHED).order_by("edition__number").last()
    if goal is None:
        return "een doel"
    return f"doel {goal.code}" if goal.code else f"“{Truncator(goal.title).chars(60)}”"


# --- to whom, and how ----------------------------------------------------------------------------
def people_of(plans, *, roles=EDITING_ROLES) -> dict:
    """{person: their plans} of everybody with such a role in the cities of these plans."""
    by_city = {}
    for plan in plans:
        by_city.setdefault(plan.city_id, []).append(plan)
    memberships = Membership.objects.filter(
        city__in=by_city, role__in=roles, user__is_active=True
    ).select_related("user")
    people = {}
    for membership in memberships.order_by("city__name", "user"):
        people.setdefault(membership.user, []).extend(by_city[membership.city_id])
    return people


def post_reminder(person, *, kind, key, subject, template, context) -> bool:
    """Post one reminder, with the link that switches its kind off at the foot."""
    context = {**context, "person": person, "off_url": absolute(off_path(person, kind))}
    mail = post(
        key=key,
        kind=kind,
        user=person,
        subject=PREFIX + subject,
        body=render_to_string(template, context).strip(),
    )
    return mail is not None


def place(name, plan) -> str:
    """The full address of a page on which a city works on its plan."""
    return absolute(reverse(f"actionplans:{name}", args=[plan.city.slug, plan.slug]))


def progress_url(plan) -> str:
    return place("progress", plan)


def day(date) -> str:
    return date_format(date, "j F Y")
