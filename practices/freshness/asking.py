"""The mail 'Is dit nog actueel?' (M18): one per person of the city and turn, with everything that
the city should look at before the next turn.

Who writes for the city gets it, unless they switched this kind of mail off. That it was asked is
written down in the transaction that posts the mail: nobody is asked twice, and a worker that was
down for days asks when it is back.
"""

from django.db import transaction
from django.utils import timezone

from cities.models import Membership, OutboxMail, ReminderKind, ReminderOptOut
from cities.optouts import off_path
from cities.outbox import PERSONAL_LINK, absolute, post
from cities.permissions import EDITING_ROLES

from ..mails.writing import preview, with_foot
from ..models import ReviewBundle
from . import turns
from .due import due_by_city, due_of
from .links import path_for

FROM_HOUR = 7


def ask_cities() -> int:
    """The job of the worker: how many mails were posted."""
    now = timezone.localtime()
    months = turns.months()
    turn = turns.current_turn(now.date(), months)
    if turn is None or now.hour < FROM_HOUR:
        return 0
    waiting = _people_to_ask(turn)
    if not waiting:
        return 0
    due = due_by_city(turns.next_turn(turn, months))
    to_ask = [one for one in waiting if one.city_id in due]
    return sum(ask(one.city, one.user, turn, due[one.city_id]) for one in to_ask)


def _people_to_ask(turn):
    """Memberships of who was not asked this turn and wants to be; three queries."""
    asked = set(ReviewBundle.objects.filter(turn=turn).values_list("city_id", "user_id"))
    off = ReminderOptOut.objects.filter(kind=ReminderKind.STILL_TRUE)
    working = Membership.objects.filter(role__in=EDITING_ROLES, user__is_active=True)
    working = working.exclude(user__in=off.values("user")).select_related("city", "user")
    return [one for one in working.order_by("pk") if (one.city_id, one.user_id) not in asked]


@transaction.atomic
def ask(city, user, turn, due) -> bool:
    """Post the mail of one person; False when another worker just did."""
    bundle, is_new = ReviewBundle.objects.get_or_create(city=city, user=user, turn=turn)
    return is_new and _post(bundle, due, key=f"still-true:{bundle.uid}")


@transaction.atomic
def ask_again(bundle) -> bool:
    """The same question with a new link, for who comes with an old one; once a day at most.

    False when nothing was posted: it was today already, or there is nothing left to ask.
    """
    today = timezone.localdate()
    due = due_of(bundle.city, turns.next_turn(today, turns.months()))
    key = f"still-true:{bundle.uid}:{today}"
    if not due or OutboxMail.objects.filter(key=key).exists():
        return False
    return _post(bundle, due, key=key)


def _post(bundle, due, *, key) -> bool:
    subject = (due.sections or due.practices)[0]
    mail = preview(
        *(subject, "M18"),
        city=bundle.city.full_name,
        count=len(due.sections),
        shared=len(due.practices),
        sections=due.lines,
    )
    body = with_foot(
        mail.body,
        link=absolute(path_for(bundle)),
        off_url=absolute(off_path(bundle.user, ReminderKind.STILL_TRUE)),
    )
    # Of the kind whose text is forgotten once it was sent: its link counts as its reader.
    row = post(key=key, kind=PERSONAL_LINK, user=bundle.user, subject=mail.subject, body=body)
    return row is not None
