"""Mail that does not arrive: tried again, given up, shown to the administrator, forgotten."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from cities import outbox
from cities.models import LogEntry, OutboxMail
from tests.factories import make_user

pytestmark = pytest.mark.django_db

REFUSED = smtplib.SMTPRecipientsRefused({"noor@gent.example": (550, b"onbekend")})


class MoodyBackend(BaseEmailBackend):
    """A mail server whose mood the test sets, per address or for the whole server."""

    moods = {}
    sent = []
    opened = 0

    def open(self):
        type(self).opened += 1
        if "server" in self.moods:
            raise self.moods["server"]

    def send_messages(self, messages):
        for message in messages:
            if message.to[0] in self.moods:
                raise self.moods[message.to[0]]
            self.sent.append(message)
        return len(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.MoodyBackend"
    MoodyBackend.moods, MoodyBackend.sent, MoodyBackend.opened = {}, [], 0
    return MoodyBackend


def post(key="een", kind="news", address="noor@gent.example", **values):
    values = {"subject": "Nieuws", "body": "Dag Noor", **values}
    return outbox.post(key=key, kind=kind, address=address, **values)


# --- failing -------------------------------------------------------------------------------------
def test_broken_address_does_not_stop_the_others(server):
    server.moods["noor@gent.example"] = REFUSED
    post(key="een")
    post(key="twee", address="ann@gent.example")

    done = outbox.send_due()

    broken = OutboxMail.objects.get(key="een")
    assert (done, [mail.to for mail in server.sent]) == ((1, 1), [["ann@gent.example"]])
    assert (broken.sent_at, broken.given_up_at) == (None, None)
    assert broken.last_error == "SMTPRecipientsRefused 550"


@pytest.mark.parametrize(
    "silence",
    [
        TimeoutError("timed out"),
        ConnectionRefusedError("refused"),
        smtplib.SMTPServerDisconnected("weg"),
        smtplib.SMTPAuthenticationError(535, b"nee"),
    ],
)
def test_server_that_is_away_is_asked_once_and_not_for_every_mail(server, silence):
    server.moods["server"] = silence
    for number in range(3):
        post(key=str(number))

    done = outbox.send_due()

    assert (done, server.opened) == ((0, 1), 1)
    assert OutboxMail.objects.filter(attempts=0).count() == 2


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (REFUSED, "SMTPRecipientsRefused 550"),
        (smtplib.SMTPRecipientsRefused({}), "SMTPRecipientsRefused"),
        (smtplib.SMTPSenderRefused(501, b"nee", "noor@gent.example"), "SMTPSenderRefused 501"),
        (smtplib.SMTPDataError(554, b"noor@gent.example"), "SMTPDataError 554"),
        (smtplib.SMTPAuthenticationError(535, b"geheim"), "SMTPAuthenticationError 535"),
        (ValueError("portaal:geheim@mail noor@gent.example"), "ValueError"),
    ],
)
def test_error_names_no_address_and_no_password(server, caplog, error, told):
    server.moods["noor@gent.example"] = error
    mail = post()

    outbox.send_due()

    assert OutboxMail.objects.get().last_error == told
    assert [line.getMessage() for line in caplog.records] == [
        f"mail {mail.pk} was not sent (attempt 1): {told}"
    ]


def test_pauses_grow_and_the_last_failure_is_the_end(server, time_machine):
    server.moods["noor@gent.example"] = REFUSED
    time_machine.move_to("2026-03-02 12:00:00+00:00", tick=False)
    post()
    pauses = []

    for _ in range(len(outbox.PAUSES) + 1):
        outbox.send_due()
        mail = OutboxMail.objects.get()
        if mail.given_up_at is None:
            pauses.append(mail.due_at - timezone.now())
            time_machine.move_to(mail.due_at - timedelta(seconds=1), tick=False)
            assert outbox.send_due() == (0, 0)
            time_machine.move_to(mail.due_at, tick=False)

    assert [pause.total_seconds() / 60 for pause in pauses] == [1, 5, 30, 120, 720]
    assert (mail.attempts, mail.given_up_at) == (6, timezone.now())
    assert not OutboxMail.objects.waiting().exists()


# --- afterwards ----------------------------------------------------------------------------------
@pytest.fixture
def given_up():
    now = timezone.now()
    return OutboxMail.objects.create(
        key="een",
        kind="news",
        address="noor@gent.example",
        subject="Nieuws",
        attempts=6,
        due_at=now + timedelta(hours=1),
        given_up_at=now,
        last_error="TimeoutError: timed out",
    )


def test_given_up_mail_is_tried_again_and_it_is_told(given_up, mailoutbox):
    person = make_user(name="Bea")

    done = outbox.retry(given_up, by=person)
    outbox.send_due()

    line = LogEntry.objects.get()
    assert (done, len(mailoutbox)) == (True, 1)
    assert (line.verb, line.subject, str(line.actor)) == ("mail retried", "Nieuws", "Bea")
    assert line.detail == "TimeoutError: timed out"


def test_log_that_keeps_its_lines_names_nobody(given_up):
    told = {"subject": "Aan noor@gent.example", "last_error": "Geweigerd: {'noor@gent.example'}"}
    OutboxMail.objects.update(**told)

    outbox.retry(OutboxMail.objects.get(), by=make_user())

    line = LogEntry.objects.get()
    assert (line.subject, line.detail) == ("Aan …", "Geweigerd: {'…'}")


@pytest.mark.parametrize("kind", outbox.SECRET)
def test_secret_that_was_given_up_is_forgotten_after_a_week(given_up, kind, time_machine):
    OutboxMail.objects.update(kind=kind, body="https://portaal.example/geheim")
    time_machine.move_to(timezone.now() + timedelta(days=6))
    before = outbox.forget_secrets()
    time_machine.move_to(timezone.now() + timedelta(days=2))

    after = [outbox.forget_secrets(), outbox.forget_secrets()]

    assert (before, after, OutboxMail.objects.get().body) == (0, [1, 0], "")


def test_only_secrets_that_were_given_up_are_forgotten(given_up, time_machine):
    OutboxMail.objects.update(body="Dag Noor")
    post(key="wacht", kind=outbox.ACCOUNT)
    time_machine.move_to(timezone.now() + timedelta(days=30))

    assert outbox.forget_secrets() == 0
    assert set(OutboxMail.objects.values_list("body", flat=True)) == {"Dag Noor"}


def test_mail_of_which_the_secret_is_forgotten_is_not_tried_again(given_up):
    OutboxMail.objects.update(kind=outbox.PARTNER_QUESTION)

    assert (outbox.retry(given_up, by=make_user()), LogEntry.objects.count()) == (False, 0)


@pytest.mark.parametrize("values", [{"sent_at": timezone.now()}, {"last_error": ""}])
def test_mail_that_did_not_fail_is_not_tried_again(given_up, values):
    OutboxMail.objects.update(given_up_at=None, **values)

    assert (outbox.retry(given_up, by=make_user()), LogEntry.objects.count()) == (False, 0)


def test_each_mail_stands_in_one_list(given_up):
    post(key="wacht")
    OutboxMail.objects.create(
        key="weg", kind="news", address="a@b.example", subject="Weg", sent_at=timezone.now()
    )

    lists = [
        [mail.key for mail in found()] for found in (outbox.failing, outbox.untried, outbox.sent)
    ]

    assert lists == [["een"], ["wacht"], ["weg"]]


def test_old_mails_are_forgotten_but_not_what_waits(given_up, time_machine):
    sent = {"kind": "news", "address": "a@b.example", "subject": "Weg"}
    OutboxMail.objects.create(key="weg", sent_at=timezone.now(), **sent)
    post(key="wacht")
    time_machine.move_to(timezone.now() + timedelta(days=89))
    OutboxMail.objects.create(key="nieuw", sent_at=timezone.now(), **sent)

    before = outbox.delete_old()
    time_machine.move_to(timezone.now() + timedelta(days=2))
    after = outbox.delete_old()

    assert (before, after) == (0, 2)
    assert set(OutboxMail.objects.values_list("key", flat=True)) == {"wacht", "nieuw"}
