"""Who is mailed about a fiche, when, and what is shown of it afterwards."""

import pytest
from django.core import mail as sent_mail
from django.utils import timezone

from cities import outbox
from cities.models import OutboxMail, ReminderKind, ReminderOptOut
from practices.mails.posting import sent_about, take_back, to_author, to_city, to_person, to_team
from practices.models import Practice
from practices.moderating.asking import ask_changes
from practices.moderating.publishing import publish
from practices.transitions import tell
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_moderator()


def event_on(subject, by, step="publish"):
    return tell(subject, step, by=by)


def readers():
    return {mail.user for mail in OutboxMail.objects.all()}


def switch_off(user, *kinds):
    for kind in kinds:
        ReminderOptOut.objects.create(user=user, kind=kind)


# --- to whom -------------------------------------------------------------------------------------
def test_author_is_told_what_another_did(moderator):
    practice = make_practice(state="submitted")

    assert to_author(event_on(practice, moderator), "M5") == 1

    assert readers() == {practice.author.user}


def test_nobody_is_mailed_about_their_own_deed(moderator):
    practice = make_practice(state="submitted")
    submitter = make_submitter()
    own = make_practice(state="submitted", by=submitter)

    to_author(event_on(practice, practice.author.user), "M5")
    to_author(event_on(own, submitter), "M5")
    to_team(event_on(practice, moderator), "M2")
    to_city(event_on(practice, practice.author.user), "M8", practice.city)

    assert not OutboxMail.objects.exists()


def test_receipt_goes_to_who_sent_it_in():
    practice = make_practice(state="submitted", title="Campagne")

    to_author(event_on(practice, practice.author.user, "submit"), "M1")

    mail = OutboxMail.objects.get()
    assert (mail.user, mail.subject) == (
        practice.author.user,
        "We hebben je fiche ontvangen: Campagne",
    )


def test_colleagues_are_told_when_the_account_of_the_author_is_gone(moderator):
    practice = make_practice(state="submitted")
    colleague = make_member(city=practice.city, role="coordinator")
    make_member(city=practice.city, role="alderman")
    practice.author.user.is_active = False
    practice.author.user.save()

    to_author(event_on(practice, moderator), "M5")

    assert readers() == {colleague}


def test_proposal_is_told_to_its_own_author(moderator):
    proposal = make_proposal(title="Beter")

    to_author(event_on(proposal, moderator), "M16", reason="dat")

    assert readers() == {proposal.author.user}


def test_city_is_told_by_everybody_who_writes_for_it_once(moderator):
    practice, city = make_practice(), make_city()
    writers = {make_member(city=city, role=role) for role in ("contributor", "coordinator")}
    make_member(city=city, role="alderman")
    make_member(city=city, role="contributor", is_active=False)
    event = event_on(practice, moderator)

    counts = [to_city(event, "M8", city, target="X") for _ in range(2)]

    assert (readers(), OutboxMail.objects.count()) == (writers, 2)
    assert counts == [2, 2]


def test_place_without_people_here_is_nobody(moderator):
    assert to_city(event_on(make_practice(), moderator), "M8", None, target="X") == 0


def test_team_hears_at_once_daily_or_never_as_each_chose():
    direct, daily, never = make_moderator(), make_moderator(), make_moderator()
    switch_off(daily, ReminderKind.QUEUE_NEW)
    switch_off(never, ReminderKind.QUEUE_NEW, ReminderKind.QUEUE_DAILY)
    practice = make_practice(state="submitted", city=make_city(name="Gent"), title="Campagne")

    to_team(event_on(practice, practice.author.user, "submit"), "M2")

    mail = OutboxMail.objects.get()
    assert (mail.user, mail.subject) == (direct, "Nieuw in nazicht: Campagne (Gent)")
    assert "/meldingen/uit/" in mail.body
    assert mail.due_at <= timezone.now()


def test_who_asked_for_changes_hears_that_they_were_made():
    asker, other = make_moderator(), make_moderator()
    practice = make_practice(state="submitted", city=make_city(name="Gent"), title="Campagne")
    points = [{"field": "", "text": "Korter"}]
    ask_changes(practice, by=asker, lock=practice.lock_version, seen=1, points=points)
    OutboxMail.objects.all().delete()
    event = event_on(practice, practice.author.user, "resubmit")

    to_team(event, "M4")

    assert (readers(), OutboxMail.objects.get().subject) == (
        {asker},
        "Aangepast door Gent: Campagne",
    )
    asker.network_role = "none"
    asker.save()
    OutboxMail.objects.all().delete()
    to_team(event, "M4")
    assert readers() == {other}


def test_only_who_was_reading_hears_that_a_fiche_was_withdrawn(moderator):
    make_moderator()
    practice = make_practice(state="submitted")
    event = event_on(practice, practice.author.user, "withdraw")

    assert (to_team(event, "M9", to=None), to_team(event, "M9", to=moderator)) == (0, 1)

    assert readers() == {moderator}


# --- without account -----------------------------------------------------------------------------
def test_submitter_gets_a_personal_link_that_is_forgotten_once_sent(moderator):
    submitter = make_submitter(email="noor@gent.example")
    practice = make_practice(state="submitted", by=submitter)

    publish(practice, by=moderator, lock=practice.lock_version, seen=1, mail_body="Dag Noor")

    mail = OutboxMail.objects.get()
    assert (mail.kind, mail.address, mail.user) == (
        outbox.PERSONAL_LINK,
        "noor@gent.example",
        None,
    )
    assert outbox.SIGNED_LINK.search(mail.body)
    OutboxMail.objects.update(due_at=timezone.now())
    outbox.send_due()
    (told,) = sent_about(practice)
    assert (told.body, told.shown) == ("", "Dag Noor")


def test_address_that_was_never_confirmed_gets_nothing(moderator):
    practice = make_practice(state="submitted", by=make_submitter(is_confirmed=False))

    assert to_author(event_on(practice, moderator), "M5") == 0


def test_personal_link_is_shown_to_nobody_before_it_is_sent(moderator):
    practice = make_practice(state="submitted", by=make_submitter())
    publish(practice, by=moderator, lock=practice.lock_version, seen=1)

    (told,) = sent_about(practice)

    assert outbox.SIGNED_LINK.search(told.body)
    assert "http" not in told.shown


# --- what is shown and taken back ----------------------------------------------------------------
def test_mails_about_a_fiche_are_listed_with_their_text_and_of_no_other(moderator):
    practice, other = make_practice(state="submitted"), make_practice(state="submitted")
    for one in (practice, other):
        to_author(event_on(one, moderator), "M5")

    (told,) = sent_about(practice)

    assert told.user == practice.author.user
    name = practice.author.user.name
    assert told.shown.startswith(f"Dag {name},\n\nJe fiche")


def test_number_of_queries_is_the_same_for_many_mails(moderator, django_assert_num_queries):
    practice = make_practice()
    for number in range(4):
        to_person("M13", key=f"M13:{number}", subject=practice, user=practice.author.user)

    with django_assert_num_queries(2):
        assert [mail.user.name for mail in sent_about(practice)] == [practice.author.label] * 4


def test_only_mails_that_nobody_tried_to_send_are_taken_back(moderator):
    practice = make_practice(state="submitted")
    first, second = event_on(practice, moderator), event_on(practice, moderator)
    to_author(first, "M5")
    to_author(second, "M7", reason="x")
    OutboxMail.objects.filter(subject__startswith="Niet").update(attempts=1)

    assert (take_back(first), take_back(second)) == (1, 0)


# --- the mail server -----------------------------------------------------------------------------
class DeadBackend:
    def __init__(self, **options):
        pass

    def open(self):
        raise OSError("nobody there")

    def close(self):
        pass


def test_mail_server_that_is_down_leaves_the_decision_as_it_is(moderator, settings):
    settings.EMAIL_BACKEND = f"{__name__}.DeadBackend"
    practice = make_practice(state="submitted")
    publish(practice, by=moderator, lock=practice.lock_version, seen=1)
    OutboxMail.objects.update(due_at=timezone.now())

    assert outbox.send_due().failed == 1

    assert Practice.objects.get(pk=practice.pk).state == "published"
    (told,) = sent_about(practice)
    assert (told.sent_at, told.last_error) == (None, "OSError")


def test_answer_to_a_mail_goes_to_people(moderator, settings):
    settings.HELP_ADDRESS = "hulp@netwerk.example"
    practice = make_practice(state="submitted")
    to_team(event_on(practice, practice.author.user, "submit"), "M2")

    outbox.send_due()

    assert sent_mail.outbox[0].reply_to == ["hulp@netwerk.example"]
