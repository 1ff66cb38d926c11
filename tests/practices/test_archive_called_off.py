"""An announced archiving that does not happen: who was told of it hears that, and nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cities.models import OutboxMail
from practices.moderating.visibility import announce_archive, cancel_archive
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def announced(moderator):
    practice = make_practice(title="Praktijktesten")
    genk = make_city(name="Genk")
    make_section(practice=practice, city=genk, by=make_member(city=genk, role="coordinator"))
    announce_archive(practice, by=moderator, lock=practice.lock_version, reason="Verouderd")
    return practice


def called_off(practice, by):
    return cancel_archive(practice, by=by, lock=practice.lock_version, reason="Loopt nog")


def test_announcement_that_nobody_got_yet_is_taken_back(announced, moderator):
    called_off(announced, moderator)

    assert not OutboxMail.objects.exists()


def test_who_got_the_announcement_hears_that_it_stays(announced, moderator):
    told = {mail.user_id for mail in OutboxMail.objects.all()}
    OutboxMail.objects.update(attempts=1, sent_at=timezone.now())

    called_off(announced, moderator)

    mails = OutboxMail.objects.filter(subject="Blijft toch online: Praktijktesten")
    assert {mail.user_id for mail in mails} == told
    assert all("Waarom: Loopt nog" in mail.body for mail in mails)


def test_form_shows_the_mail_and_sends_it_as_it_was_changed(client, announced, moderator):
    OutboxMail.objects.update(attempts=1, sent_at=timezone.now())
    client.force_login(moderator)
    address = reverse("practices:decide", args=[announced.code, "niet-archiveren"])
    form = client.get(address).context["form"]
    sent = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}

    response = client.post(address, {**sent, "reason": "Loopt nog", "mail_body": "Dag allen"})

    announced.refresh_from_db()
    assert (response.status_code, announced.archive_announced_on) == (302, None)
    mails = OutboxMail.objects.filter(subject__startswith="Blijft toch online")
    assert mails.exists()
    assert {mail.body.split("\n")[0] for mail in mails} == {"Dag allen"}


def test_a_second_announcement_is_told_anew(announced, moderator):
    called_off(announced, moderator)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        announce_archive(announced, by=moderator, lock=announced.lock_version, reason="Toch")

    assert {mail.subject.split(":")[0][:7] for mail in OutboxMail.objects.all()} == {"Gaat op"}
