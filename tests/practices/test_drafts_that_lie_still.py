"""S1: reminders at thirty days, ninety days and eleven months, and deletion after a notice."""

from datetime import timedelta

import pytest
import time_machine

from cities.models import LogEntry, OutboxMail
from practices.models import ChangeProposal, Practice
from practices.submitting.leaving import withdraw
from practices.transitions import move
from practices.waiting.drafts import delete_old_drafts, remind_drafts
from tests.factories import make_city, make_member
from tests.fiches import make_practice, make_proposal, make_submitter, save_text

pytestmark = pytest.mark.django_db
# A Friday, so that thirty days later is a Sunday.
START = "2026-01-02 10:00+01:00"


def days_with_mail(traveller, until, *, every=1):
    """On which days since the start a mail was posted, when the job is done twice a day."""
    found = []
    for day in range(0, until, every):
        if remind_drafts():
            found.append(day)
        remind_drafts()
        traveller.shift(timedelta(days=every))
    return found


def live(traveller, days):
    """Both jobs every day, as the worker does; (days with mail, the day of deletion)."""
    told, deleted = [], None
    for day in range(days):
        if remind_drafts():
            told.append(day)
        if delete_old_drafts():
            deleted = day
        OutboxMail.objects.waiting().update(sent_at="2026-01-02T10:00Z")
        traveller.shift(timedelta(days=1))
    return told, deleted


def test_a_draft_is_reminded_three_times_announced_and_deleted():
    with time_machine.travel(START, tick=False) as traveller:
        draft = make_practice(state="draft")
        told, deleted = live(traveller, 400)

    assert (told, deleted) == ([30, 90, 335, 365], 395)
    assert not Practice.objects.filter(pk=draft.pk).exists()


def test_the_mail_says_until_when_in_dutch_and_names_the_fiche_once():
    with time_machine.travel(START, tick=False) as traveller:
        draft = make_practice(state="draft", title="Buurtbabbels")
        traveller.shift(timedelta(days=365))
        remind_drafts()

    mail = OutboxMail.objects.get()
    assert mail.subject == "[Actie gevraagd] Je concept verdwijnt op 1 februari 2027: Buurtbabbels"
    assert mail.user == draft.author.user


def test_what_is_told_twice_a_day_is_mailed_once():
    with time_machine.travel(START, tick=False) as traveller:
        make_practice(state="draft")
        told = days_with_mail(traveller, 40)

    assert (told, OutboxMail.objects.count()) == ([30], 1)


def test_a_change_of_the_text_begins_the_count_anew():
    with time_machine.travel(START, tick=False) as traveller:
        draft = make_practice(state="draft")
        traveller.shift(timedelta(days=20))
        save_text(draft, title="Toch weer bezig")
        told = days_with_mail(traveller, 40)

    assert told == [30]


def test_a_worker_that_was_away_sends_only_the_last_reminder():
    with time_machine.travel(START, tick=False) as traveller:
        make_practice(state="draft")
        traveller.shift(timedelta(days=100))
        posted = (remind_drafts(), remind_drafts())

    assert posted == (1, 0)


def test_nothing_is_deleted_that_was_not_announced_for_thirty_days():
    with time_machine.travel(START, tick=False) as traveller:
        make_practice(state="draft")
        traveller.shift(timedelta(days=500))
        at_once = delete_old_drafts()
        remind_drafts()
        traveller.shift(timedelta(days=29, hours=23))
        early = delete_old_drafts()
        traveller.shift(timedelta(hours=1))
        in_time = delete_old_drafts()

    assert (at_once, early, in_time) == (0, 0, 1)


def test_a_draft_that_is_touched_after_the_announcement_stays():
    with time_machine.travel(START, tick=False) as traveller:
        draft = make_practice(state="draft")
        traveller.shift(timedelta(days=365))
        remind_drafts()
        save_text(draft, title="Toch nog")
        traveller.shift(timedelta(days=31))
        deleted = delete_old_drafts()

    assert (deleted, Practice.objects.count()) == (0, 1)


def test_nobody_is_mailed_at_night():
    with time_machine.travel("2026-01-02 22:00+01:00", tick=False) as traveller:
        make_practice(state="draft")
        traveller.shift(timedelta(days=30))
        at_night = remind_drafts()
        traveller.shift(timedelta(hours=9))
        in_the_morning = remind_drafts()

    assert (at_night, in_the_morning) == (0, 1)


def test_a_draft_that_was_handed_in_before_is_reminded_but_never_deleted():
    with time_machine.travel(START, tick=False) as traveller:
        author = make_member(city=make_city(), role="contributor")
        draft = make_practice(state="draft", by=author)
        move(draft, "submit", by=author, lock=draft.lock_version, submitted_at=draft.created_at)
        move(draft, "retract", by=author, lock=draft.lock_version, submitted_at=None)
        told, deleted = live(traveller, 450)

    assert (told, deleted, Practice.objects.count()) == ([30, 90, 335], None, 1)


@pytest.mark.parametrize("state", ["submitted", "changes_requested", "published", "declined"])
def test_only_drafts_are_reminded_and_deleted(state):
    with time_machine.travel(START, tick=False) as traveller:
        make_practice(state=state)
        told, deleted = live(traveller, 400)

    assert (told, deleted, Practice.objects.count()) == ([], None, 1)


def test_a_withdrawn_draft_rests_in_peace():
    with time_machine.travel(START, tick=False) as traveller:
        author = make_member(city=make_city(), role="contributor")
        draft = make_practice(state="draft", by=author)
        withdraw(draft, by=author, lock=draft.lock_version)
        told, deleted = live(traveller, 400)

    assert (told, deleted) == ([], None)


def test_a_draft_of_a_proposal_goes_the_same_way():
    with time_machine.travel(START, tick=False) as traveller:
        make_proposal(state="draft", title="Beter")
        told, deleted = live(traveller, 400)

    assert (told, deleted, ChangeProposal.objects.count()) == ([30, 90, 335, 365], 395, 0)


def test_a_submitter_is_mailed_their_personal_link():
    with time_machine.travel(START, tick=False) as traveller:
        make_practice(state="draft", by=make_submitter(email="an@voorbeeld.example"))
        traveller.shift(timedelta(days=30))
        remind_drafts()

    mail = OutboxMail.objects.get()
    assert (mail.address, mail.kind) == ("an@voorbeeld.example", "personal_link")
    assert "/fiche-link/" in mail.body


def test_the_city_hears_it_when_the_author_left():
    city = make_city()
    with time_machine.travel(START, tick=False) as traveller:
        author = make_member(city=city, role="contributor")
        make_practice(state="draft", by=author, city=city)
        author.is_active = False
        author.save()
        colleague = make_member(city=city, role="coordinator")
        make_member(city=city, role="alderman")
        traveller.shift(timedelta(days=30))
        posted = remind_drafts()

    assert (posted, OutboxMail.objects.get().user) == (1, colleague)


def test_the_log_of_a_deletion_names_no_person_and_no_text():
    with time_machine.travel(START, tick=False) as traveller:
        submitter = make_submitter(email="an@voorbeeld.example", name="An Aerts")
        draft = make_practice(state="draft", by=submitter, title="Een eigen titel")
        code = draft.code
        live(traveller, 396)

    line = LogEntry.objects.get()
    assert (line.subject, line.actor) == (code, None)
    assert [word for word in ("An", "titel", "@") if word in line.detail] == []
