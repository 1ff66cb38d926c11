"""Mails about what somebody else did: a round that opens, a partner who answers.

One mail per person, whatever the number of their cities and plans; none to who did it. Posted in
the transaction of the deed. What time brings is told in `daily_reminders.py`.
"""

from datetime import datetime, time

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cities.models import Membership, OutboxMail, ReminderKind
from cities.optouts import off_path
from cities.outbox import absolute, post
from cities.permissions import EDITING_ROLES

from ..progress.asked import plans_in

# Nobody is told anything at night.
MORNING = time(8)
PREFIX = "[Stedennetwerk] "


# --- what happened -------------------------------------------------------------------------------
def tell_round_opened(round, *, by) -> int:
    """Tell everybody who works on a plan that the round asks after; how many mails were posted.

    A round that begins later is told on its first morning. Told again after a change of the round,
    it adds only who was not told yet: take what waits back first (`take_back_round_opened`).
    """
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
            due_at=_first_morning(round.opens_on),
        )
    return told


def take_back_round_opened(round) -> int:
    """Forget the mails that still wait: the round was called off, or begins on another day."""
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
    return sum(
        post_reminder(
            membership.user,
            kind=ReminderKind.PARTNER_ANSWERED,
            key=f"partner-answered:{question.uid}:{membership.user_id}",
            subject=f"{day(timezone.localdate())}: {question.name} antwoordde op een vraag",
            template="mail/partner_answered.txt",
            context={"question": question, "url": place("partner_questions", question.plan)},
        )
        for membership in readers.select_related("user")
    )


def _round_key(round):
    return f"round-opened:{round.uid}:"


def _first_morning(day):
    """Now, or on the morning of a day to come."""
    if day <= timezone.localdate():
        return None
    return timezone.make_aware(datetime.combine(day, MORNING))


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


def post_reminder(person, *, kind, key, subject, template, context, due_at=None) -> bool:
    """Post one reminder, with the link that switches its kind off at the foot."""
    context = {**context, "person": person, "off_url": absolute(off_path(person, kind))}
    mail = post(
        key=key,
        kind=kind,
        user=person,
        subject=PREFIX + subject,
        body=render_to_string(template, context).strip(),
        due_at=due_at,
    )
    return mail is not None


def place(name, plan) -> str:
    """The full address of a page on which a city works on its plan."""
    return absolute(reverse(f"actionplans:{name}", args=[plan.city.slug, plan.slug]))


def progress_url(plan) -> str:
    return place("progress", plan)


def day(date) -> str:
    return date_format(date, "j F Y")
