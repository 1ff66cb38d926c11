"""Which reminders a person gets: all of them, until they switch a kind off.

Signed in, on a page of their own; or by the link at the foot of each reminder, which is signed for
this person and these mails and opens nothing else. Switching off also takes away what still waits
to be sent.
"""

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from .models import OutboxMail, ReminderKind, ReminderOptOut, ReminderTold, User

# What time brings is told in one mail a day; who switches that mail off, switches off these.
DAILY = "reminders"
DAILY_KINDS = (ReminderKind.ROUND_CLOSING, ReminderKind.PERIOD_ENDING, ReminderKind.UNPUBLISHED)
SALT = "reminders off"

# What each reminder waits for, in words that follow on "als".
WHEN = {
    ReminderKind.ROUND_OPENED: "een voortgangsronde opengaat",
    ReminderKind.ROUND_CLOSING: "een voortgangsronde over een week sluit",
    ReminderKind.PERIOD_ENDING: "de periode van een plan over zes maanden eindigt",
    ReminderKind.UNPUBLISHED: "wijzigingen al 30 dagen klaarstaan om te publiceren",
    ReminderKind.PARTNER_ANSWERED: "een partner antwoordt",
    ReminderKind.QUEUE_NEW: "iets nieuws op nazicht wacht",
    ReminderKind.QUEUE_DAILY: "er ’s morgens nog iets op nazicht wacht",
    ReminderKind.STILL_TRUE: "je stad mag nakijken of haar praktijken nog kloppen",
    ReminderKind.PRACTICE_NEWS: "er in een maand praktijken bijkwamen",
    ReminderKind.MEETING: "je uitgenodigd bent voor een vergadering, of die verandert",
    ReminderKind.VOTE: "de schepenen over een jaarthema stemmen",
    ReminderKind.POSITION: "je stad zich over een standpunt mag uitspreken",
}


# Told to who moderates for the network; nobody else is asked whether they want it.
FOR_MODERATORS = (ReminderKind.QUEUE_NEW, ReminderKind.QUEUE_DAILY)


def kinds_for(user) -> list[ReminderKind]:
    """The reminders that this person can get at all."""
    is_moderator = user.network_role == User.NetworkRole.MODERATOR
    return [kind for kind in ReminderKind if is_moderator or kind not in FOR_MODERATORS]


def wants(user, kind) -> bool:
    """Whether this person has an account and gets this kind of mail."""
    return user.is_active and not ReminderOptOut.objects.filter(user=user, kind=kind).exists()


def kinds_off(user) -> set[str]:
    return set(ReminderOptOut.objects.filter(user=user).values_list("kind", flat=True))


def kinds_in(mail_kind) -> list[ReminderKind]:
    """The reminders that a mail of this kind can hold; none for a mail that is no reminder."""
    if mail_kind == DAILY:
        return list(DAILY_KINDS)
    return [ReminderKind(mail_kind)] if mail_kind in ReminderKind.values else []


@transaction.atomic
def choose(*, user, wanted, among=tuple(ReminderKind)):
    """Of the kinds in `among`, this person wants those in `wanted` and no others."""
    unwanted = [kind for kind in among if kind not in wanted]
    ReminderOptOut.objects.filter(user=user, kind__in=wanted).delete()
    switched_off = [
        kind for kind in unwanted if ReminderOptOut.objects.get_or_create(user=user, kind=kind)[1]
    ]
    OutboxMail.objects.waiting().filter(user=user, kind__in=unwanted).delete()
    if set(switched_off) & set(DAILY_KINDS):
        _take_back_daily(user)


def _take_back_daily(user):
    """The mail of the morning may tell of what was switched off; the next one tells the rest."""
    for mail in OutboxMail.objects.waiting().filter(user=user, kind=DAILY):
        told_in_it = timezone.localdate(mail.created_at)
        ReminderTold.objects.filter(user=user, at__date=told_in_it).delete()
        mail.delete()


# --- the link at the foot of a reminder ----------------------------------------------------------
def token_for(user, mail_kind) -> str:
    return signing.dumps([user.pk, mail_kind], salt=SALT)


def off_path(user, mail_kind) -> str:
    return reverse("reminders_off", args=[token_for(user, mail_kind)])


def who_and_what(token) -> tuple[User, list[ReminderKind]]:
    """For whom the link is and which reminders it is about; raises BadSignature or DoesNotExist."""
    pk, mail_kind = signing.loads(token, salt=SALT)
    return User.objects.get(pk=pk, is_active=True), kinds_in(mail_kind)
