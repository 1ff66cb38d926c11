"""Mail that leaves the house, in two steps.

A rule posts its mail in the transaction of the deed: undone deed, no mail; the same deed twice, one
mail. The worker sends what is due, one by one. A mail that fails is tried again after growing
pauses and is given up after the last; the administrator sees it and may try again.

What went wrong is kept as the kind of error and the code of the mail server: its words name whom
the mail is for, and the log keeps its lines for good.

Each mail is claimed before it is sent, so two workers never send the same one. A worker that dies
between sending and writing so down leaves a mail that is sent once more after `CLAIMED`: better a
mail twice, once in a lifetime, than a mail never.
"""

import logging
import re
import smtplib
import unicodedata
from collections import namedtuple
from datetime import timedelta
from itertools import chain, count
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from .log import actor_of, record
from .models import LogEntry, OutboxMail
from .optouts import kinds_in, off_path, wants

log = logging.getLogger(__name__)

# Kinds beside those of optouts.py. Their text holds a link that opens a door, so it is emptied as
# soon as it was sent, and a week after it was given up.
ACCOUNT, PARTNER_QUESTION, PERSONAL_LINK = "account", "partner_question", "personal_link"
SECRET = (ACCOUNT, PARTNER_QUESTION, PERSONAL_LINK)
# An address with something that we signed: whoever opens it counts as the person it was made for.
SIGNED_LINK = re.compile(r"https?://\S*/[\w.-]+:[\w-]+:[\w-]{43}\S*")

# Between one attempt and the next; after the last one the mail is given up.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 12 * 60)]
# Longer than the slowest mail server takes: EMAIL_TIMEOUT holds for every step of the conversation.
CLAIMED = timedelta(minutes=15)
KEPT_DAYS, SECRET_DAYS = 90, 7
LONGEST_SUBJECT = 200

Sent = namedtuple("Sent", "sent failed")


class AccountIsClosedError(Exception):
    """The mail is for somebody who has no account any more."""


# --- posting -------------------------------------------------------------------------------------
def post(*, key, kind, subject, body, user=None, address="", due_at=None):
    """Put a mail in the outbox, in the caller's transaction; None when nobody is to get it.

    The same key twice gives one mail. Who has no account any more gets none, nor who switched this
    kind of reminder off.
    """
    if user is not None and not wants(user, kind):
        return None
    address = address or user.email
    row, _ = OutboxMail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "user": user,
            "address": address,
            "subject": lambda: _unlike_others(one_line(subject)[:LONGEST_SUBJECT], address),
            "body": body.replace("\0", ""),
            "due_at": due_at or timezone.now(),
        },
    )
    return row


def _unlike_others(subject, address) -> str:
    """Mail programs fold mails with one subject into one, and the second goes unread."""
    stem = subject[: LONGEST_SUBJECT - len(" (1000)")]
    others = OutboxMail.objects.filter(address=address, subject__startswith=stem)
    taken = set(others.values_list("subject", flat=True))
    numbered = (f"{stem} ({number})" for number in count(2))
    return next(told for told in chain([subject], numbered) if told not in taken)


def one_line(text) -> str:
    """The text as the header of a mail: a line break in it would start a header of its own."""
    plain = "".join(" " if unicodedata.category(one) == "Cc" else one for one in str(text))
    return " ".join(plain.split())


def absolute(path) -> str:
    """The address that a mail names, which is read far from any page of the portal."""
    return urljoin(settings.SITE_URL, path)


# --- sending -------------------------------------------------------------------------------------
def send_due(*, limit=20, is_stopping=lambda: False) -> Sent:
    """Send the mails whose time has come; how many went, and how many did not.

    When the server itself does not answer, the others wait for a next time: each would wait for
    the same silence. Call it outside a transaction: a claim counts once others can see it.
    """
    sent = failed = 0
    connection = get_connection()
    try:
        for mail in OutboxMail.objects.due().select_related("user")[:limit]:
            if is_stopping():
                break
            if not _claim(mail):
                continue
            error = _send(mail, connection)
            if error is None:
                sent += 1
                continue
            failed += 1
            if _is_of_the_server(error):
                break
    finally:
        _close(connection)
    return Sent(sent, failed)


def _claim(mail) -> bool:
    """Compare-and-swap: of two workers that saw the same row, one changes it."""
    claimed = OutboxMail.objects.waiting().filter(
        pk=mail.pk, attempts=mail.attempts, due_at=mail.due_at
    )
    changed = claimed.update(attempts=F("attempts") + 1, due_at=timezone.now() + CLAIMED)
    mail.attempts += 1
    return bool(changed)


def _send(mail, connection):
    """The exception that stopped this mail, or None; either way it is written down."""
    if mail.user and not mail.user.is_active:
        _give_up(mail, "Het account is gesloten.")
        return AccountIsClosedError()
    try:
        connection.open()
        _message(mail, connection).send()
    # Whatever goes wrong with one mail, the next one is tried.
    except Exception as error:
        _write_down(mail, error)
        return error
    kept = "" if mail.kind in SECRET else mail.body
    _update(mail, sent_at=timezone.now(), last_error="", body=kept)
    return None


def _message(mail, connection):
    message = EmailMessage(
        *(mail.subject, mail.body),
        to=[mail.address],
        # Who answers a mail of the portal is read by people.
        reply_to=[settings.HELP_ADDRESS],
        connection=connection,
    )
    if mail.user and kinds_in(mail.kind):
        # RFC 8058: the mail program itself can offer one button that posts.
        message.extra_headers = {
            "List-Unsubscribe": f"<{absolute(off_path(mail.user, mail.kind))}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return message


def _write_down(mail, error):
    told = _told(error)
    log.warning("mail %s was not sent (attempt %s): %s", mail.pk, mail.attempts, told)
    if mail.attempts > len(PAUSES):
        _give_up(mail, told)
    else:
        due_at = timezone.now() + PAUSES[mail.attempts - 1]
        _update(mail, last_error=told, due_at=due_at)


def _told(error) -> str:
    """'SMTPRecipientsRefused 550': its words can hold an address or a password."""
    code = getattr(error, "smtp_code", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next((answer[0] for answer in error.recipients.values()), None)
    name = type(error).__name__
    return f"{name} {code}" if isinstance(code, int) else name


def _give_up(mail, told):
    _update(mail, last_error=told, given_up_at=timezone.now())


def _update(mail, **values):
    OutboxMail.objects.filter(pk=mail.pk).update(**values)


def _is_of_the_server(error) -> bool:
    """Whether the next mail would meet the same; an answer about one address is not."""
    if isinstance(error, smtplib.SMTPException):
        silent = (
            smtplib.SMTPServerDisconnected,
            smtplib.SMTPConnectError,
            smtplib.SMTPHeloError,
            smtplib.SMTPAuthenticationError,
        )
        return isinstance(error, silent)
    return isinstance(error, OSError)


def _close(connection):
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("the mail server hung up: %s", type(error).__name__)


# --- what the administrator sees -----------------------------------------------------------------
def text_to_show(mail) -> str:
    """The text without the links that only its reader may press; nothing of what opens a door."""
    return "" if mail.kind in SECRET else SIGNED_LINK.sub("(persoonlijke link)", mail.body)


def failing():
    """Not sent though tried: first what was given up, then what has a next attempt."""
    stuck = OutboxMail.objects.filter(sent_at__isnull=True).exclude(last_error="")
    return stuck.order_by(F("given_up_at").desc(nulls_last=True), "due_at", "pk")


def untried():
    return OutboxMail.objects.waiting().filter(last_error="").order_by("due_at", "pk")


def sent():
    return OutboxMail.objects.filter(sent_at__isnull=False).order_by("-sent_at", "-pk")


@transaction.atomic
def retry(mail, *, by) -> bool:
    """Put a mail that failed in line again, with all its attempts.

    False when it went meanwhile, or when its secret link was forgotten.
    """
    stuck = failing().filter(pk=mail.pk).exclude(kind__in=SECRET, body="")
    if not stuck.update(attempts=0, due_at=timezone.now(), given_up_at=None):
        return False
    subject, detail = (text.replace(mail.address, "…") for text in (mail.subject, mail.last_error))
    record(LogEntry.Verb.MAIL_RETRIED, subject, by=actor_of(by), detail=detail)
    return True


# --- what is forgotten ---------------------------------------------------------------------------
def take_back(mails) -> int:
    """Mails that did not leave, and of which the link opens nothing any more."""
    gone, _ = mails.filter(sent_at__isnull=True).delete()
    return gone


def delete_old() -> int:
    """Mails that went, or were given up, are kept for the administrator for a while, not longer."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    gone, _ = OutboxMail.objects.filter(Q(sent_at__lt=before) | Q(given_up_at__lt=before)).delete()
    return gone


def forget_secrets() -> int:
    """Empty secret mails that were given up: that it failed is still seen, its link is gone."""
    before = timezone.now() - timedelta(days=SECRET_DAYS)
    old = OutboxMail.objects.filter(kind__in=SECRET, given_up_at__lt=before).exclude(body="")
    return old.update(body="")
