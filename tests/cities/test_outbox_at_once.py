"""Several workers and several requests at the same moment: each mail is posted and sent once."""

from collections import Counter
from threading import Lock

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from cities import outbox
from cities.models import OutboxMail
from tests.concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)

MAILS = 6
sent = Counter()
counting = Lock()


class CountingBackend(BaseEmailBackend):
    def send_messages(self, messages):
        with counting:
            sent.update(message.subject for message in messages)
        return len(messages)


def post(key):
    return outbox.post(key=key, kind="news", subject=key, body="", address="noor@gent.example")


def test_two_workers_send_each_mail_once(database_of_many, settings):
    settings.EMAIL_BACKEND = f"{__name__}.CountingBackend"
    sent.clear()
    for number in range(MAILS):
        post(f"mail {number}")

    rounds = at_once(outbox.send_due, outbox.send_due)

    assert sent == {f"mail {number}": 1 for number in range(MAILS)}
    assert sum(done.sent for done in rounds) == MAILS
    assert not OutboxMail.objects.waiting().exists()


def test_deed_that_arrives_twice_at_once_is_one_mail(database_of_many):
    rows = at_once(lambda: post("een"), lambda: post("een"))

    assert (rows[0], OutboxMail.objects.count()) == (rows[1], 1)
