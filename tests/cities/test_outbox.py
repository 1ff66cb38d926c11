"""Mail: posted once, in the transaction of its deed, and sent once, by the worker."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from cities import optouts, outbox
from cities.models import OutboxMail, ReminderKind, ReminderOptOut
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def post(key="een", kind="news", address="noor@gent.example", **values):
    values = {"subject": "Nieuws", "body": "Dag Noor", **values}
    return outbox.post(key=key, kind=kind, address=address, **values)


# --- posting -------------------------------------------------------------------------------------
def test_the_same_deed_twice_is_one_mail():
    first = post()

    second = post(subject="Anders")

    assert (first, OutboxMail.objects.count()) == (second, 1)
    assert OutboxMail.objects.get().subject == "Nieuws"


def test_deed_that_is_undone_mails_nobody():
    with transaction.atomic():
        post()
        transaction.set_rollback(True)

    assert not OutboxMail.objects.exists()


def test_person_is_mailed_at_the_address_of_the_account():
    person = make_user(email="noor@gent.example")

    mail = post(user=person, address="")

    assert (mail.address, mail.user) == ("noor@gent.example", person)


def test_person_without_an_account_any_more_gets_none():
    person = make_user(is_active=False)

    assert (post(user=person), OutboxMail.objects.count()) == (None, 0)


def test_person_gets_only_the_reminders_that_were_not_switched_off():
    person = make_user()
    ReminderOptOut.objects.create(user=person, kind=ReminderKind.ROUND_OPENED)

    off = post(key="uit", user=person, kind=ReminderKind.ROUND_OPENED)
    on = post(key="aan", user=person, kind=ReminderKind.ROUND_CLOSING)

    assert (off, on.key) == (None, "aan")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\0"])
def test_subject_starts_no_header_of_its_own(end):
    mail = post(subject=f"Nieuws{end}Bcc: iedereen@stad.example")

    assert mail.subject == "Nieuws Bcc: iedereen@stad.example"


def test_long_subject_is_cut_where_the_row_ends():
    assert len(post(subject="x" * 500).subject) == 200


def test_no_two_mails_to_one_address_have_the_same_subject():
    told = [post(key=str(number)).subject for number in range(3)]
    elsewhere = post(key="elders", address="ann@gent.example").subject
    longer = post(key="langer", subject="Nieuws van de week").subject

    assert told == ["Nieuws", "Nieuws (2)", "Nieuws (3)"]
    assert (elsewhere, longer) == ("Nieuws", "Nieuws van de week")


def test_long_subjects_differ_too():
    first, second = (post(key=key, subject="x" * 500).subject for key in ("een", "twee"))

    assert (second.endswith("x (2)"), len(second) <= 200, first != second) == (True, True, True)


def test_mail_names_the_portal_by_its_own_address(settings):
    settings.SITE_URL = "https://netwerk.example"

    assert outbox.absolute("/plannen/") == "https://netwerk.example/plannen/"


# --- sending -------------------------------------------------------------------------------------
def test_due_mail_goes_once(mailoutbox):
    post()

    first, second = outbox.send_due(), outbox.send_due()

    mail = OutboxMail.objects.get()
    assert ([first, second], len(mailoutbox)) == ([(1, 0), (0, 0)], 1)
    assert (mailoutbox[0].subject, mailoutbox[0].to) == ("Nieuws", ["noor@gent.example"])
    assert (mail.sent_at is not None, mail.attempts, mail.body) == (True, 1, "Dag Noor")


def test_mail_for_later_waits(mailoutbox, time_machine):
    post(due_at=timezone.now() + timedelta(days=1))

    today = outbox.send_due()
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    tomorrow = outbox.send_due()

    assert (today.sent, tomorrow.sent, len(mailoutbox)) == (0, 1, 1)


@pytest.mark.parametrize("kind", ["account", "partner_question"])
def test_secret_is_forgotten_once_it_was_sent(mailoutbox, kind):
    post(kind=kind, body="https://portaal.example/geheim")

    outbox.send_due()

    assert OutboxMail.objects.get().body == ""
    assert mailoutbox[0].body == "https://portaal.example/geheim"


def test_person_who_left_meanwhile_gets_none(mailoutbox):
    person = make_user()
    post(user=person)
    type(person).objects.update(is_active=False)

    done = outbox.send_due()

    mail = OutboxMail.objects.get()
    assert (mailoutbox, mail.sent_at, mail.last_error) == ([], None, "Het account is gesloten.")
    assert (mail.given_up_at is not None, done) == (True, (0, 1))


def test_as_many_go_as_were_asked(mailoutbox):
    for number in range(3):
        post(key=str(number))

    outbox.send_due(limit=2)

    assert len(mailoutbox) == 2


def test_worker_that_stops_sends_no_next_mail(mailoutbox):
    post(key="een")
    post(key="twee")

    outbox.send_due(is_stopping=lambda: bool(mailoutbox))

    assert (len(mailoutbox), OutboxMail.objects.due().count()) == (1, 1)


def test_mail_that_another_worker_took_is_left_alone():
    mail = post()
    stale = OutboxMail.objects.get()

    claims = [outbox._claim(mail), outbox._claim(stale)]

    assert claims == [True, False]


def test_worker_that_died_while_sending_leaves_the_mail_for_a_next_time(time_machine):
    outbox._claim(post())

    soon = outbox.send_due()
    time_machine.move_to(timezone.now() + outbox.CLAIMED + timedelta(seconds=1))
    later = outbox.send_due()

    assert (soon.sent, later.sent) == (0, 1)


@pytest.mark.parametrize("kind", ["news", outbox.ACCOUNT, outbox.PERSONAL_LINK, optouts.DAILY])
def test_answer_to_any_mail_reaches_the_team(mailoutbox, settings, kind):
    settings.HELP_ADDRESS = "hulp@netwerk.example"
    post(kind=kind)

    outbox.send_due()

    assert mailoutbox[0].reply_to == ["hulp@netwerk.example"]


# --- reminders carry their way out ---------------------------------------------------------------
@pytest.mark.parametrize("kind", [ReminderKind.ROUND_OPENED, optouts.DAILY])
def test_reminder_offers_its_way_out_to_the_mail_program(mailoutbox, settings, kind):
    settings.SITE_URL = "https://netwerk.example"
    person = make_user()
    post(kind=kind, user=person)

    outbox.send_due()

    headers = mailoutbox[0].extra_headers
    path = optouts.off_path(person, kind)
    assert headers == {
        "List-Unsubscribe": f"<https://netwerk.example{path}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_mail_about_an_account_has_no_way_out(mailoutbox):
    post(kind=outbox.ACCOUNT, user=make_user())

    outbox.send_due()

    assert mailoutbox[0].extra_headers == {}
