"""Which reminders a person gets, and the link at the foot of a mail that switches them off."""

import pytest
from django.core.signing import BadSignature

from cities import optouts, outbox
from cities.models import OutboxMail, ReminderKind, ReminderOptOut, ReminderTold, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

OPENED, CLOSING = ReminderKind.ROUND_OPENED, ReminderKind.ROUND_CLOSING


def test_everybody_gets_everything_until_they_say_otherwise():
    person = make_user()

    assert [optouts.wants(person, kind) for kind in ReminderKind] == [True] * len(ReminderKind)


def test_choice_holds_for_one_person_and_replaces_the_last_one():
    person, other = make_user(), make_user()
    optouts.choose(user=person, wanted=[OPENED])

    optouts.choose(user=person, wanted=[CLOSING])

    assert optouts.kinds_off(person) == set(ReminderKind.values) - {"round_closing"}
    assert optouts.kinds_off(other) == set()


def test_choice_among_some_leaves_the_others_as_they_were():
    person = make_user()
    ReminderOptOut.objects.create(user=person, kind=OPENED)

    optouts.choose(user=person, wanted=[], among=[CLOSING])
    optouts.choose(user=person, wanted=[], among=[CLOSING])

    assert optouts.kinds_off(person) == {"round_opened", "round_closing"}


def test_what_waits_is_not_sent_any_more():
    person, other = make_user(), make_user()
    for user in (person, other):
        for kind in (OPENED, CLOSING):
            key = f"{user.pk} {kind}"
            outbox.post(key=key, kind=kind, user=user, subject="Ronde", body="")

    optouts.choose(user=person, wanted=[CLOSING])

    waiting = set(OutboxMail.objects.values_list("user", "kind"))
    assert waiting == {
        (person.pk, "round_closing"),
        (other.pk, "round_opened"),
        (other.pk, "round_closing"),
    }


def daily_mail(person, *kinds):
    for kind in kinds:
        ReminderTold.objects.create(user=person, kind=kind, about="iets")
    return outbox.post(
        key=f"daily:{person.pk}", kind=optouts.DAILY, user=person, subject="Vandaag", body=""
    )


def test_daily_mail_that_waits_is_taken_back_and_its_news_is_told_another_day():
    person, other = make_user(), make_user()
    daily_mail(person, CLOSING, ReminderKind.UNPUBLISHED)
    daily_mail(other, CLOSING)

    optouts.choose(user=person, wanted=[], among=[CLOSING])

    assert [mail.user for mail in OutboxMail.objects.all()] == [other]
    assert [told.user for told in ReminderTold.objects.all()] == [other]


def test_news_of_an_earlier_day_stays_told(time_machine):
    person = make_user()
    time_machine.move_to("2026-03-02 07:00:00+01:00", tick=False)
    ReminderTold.objects.create(user=person, kind=CLOSING, about="gisteren")
    time_machine.move_to("2026-03-03 07:00:00+01:00", tick=False)
    daily_mail(person, ReminderKind.UNPUBLISHED)

    optouts.choose(user=person, wanted=[], among=optouts.DAILY_KINDS)

    told = [told.about for told in ReminderTold.objects.all()]
    assert (OutboxMail.objects.count(), told) == (0, ["gisteren"])


def test_daily_mail_stays_when_nothing_of_it_was_switched_off():
    person = make_user()
    ReminderOptOut.objects.create(user=person, kind=ReminderKind.PERIOD_ENDING)
    daily_mail(person, CLOSING)

    optouts.choose(user=person, wanted=[CLOSING, ReminderKind.UNPUBLISHED])

    assert (OutboxMail.objects.count(), ReminderTold.objects.count()) == (1, 1)


# --- the link ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("mail_kind", "kinds"),
    [
        (OPENED, [OPENED]),
        (optouts.DAILY, list(optouts.DAILY_KINDS)),
        (outbox.ACCOUNT, []),
    ],
)
def test_link_says_for_whom_and_about_what(mail_kind, kinds):
    person = make_user()

    assert optouts.who_and_what(optouts.token_for(person, mail_kind)) == (person, kinds)


def test_link_of_somebody_else_cannot_be_made_from_it():
    token = optouts.token_for(make_user(), OPENED)

    with pytest.raises(BadSignature):
        optouts.who_and_what("x" + token)


def test_link_of_a_closed_account_does_nothing():
    token = optouts.token_for(make_user(is_active=False), OPENED)

    with pytest.raises(User.DoesNotExist):
        optouts.who_and_what(token)
