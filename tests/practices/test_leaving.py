"""Withdrawing, reopening, copying and throwing away; help and the link to a draft."""

import uuid

import pytest
from django.core.files.storage import default_storage

from cities.models import LogEntry, OutboxMail
from cities.outbox import post
from practices.claims import claim
from practices.images.storing import paths_of
from practices.models import Point, Practice, PracticeEvent, PracticeVersion
from practices.submitting import sharing
from practices.submitting.handing_in import retract, submit
from practices.submitting.leaving import delete_draft, reopen, withdraw
from practices.submitting.starting import copy_to_draft, start
from practices.transitions import OvertakenError, RefusedError
from tests.concurrency import at_once
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_point, make_practice, make_submitter
from tests.pictures import make_image

pytestmark = pytest.mark.django_db
S = Practice.State


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor")


@pytest.fixture
def draft(city, officer):
    return make_practice(state="draft", city=city, by=officer, title="Praktijktesten")


# --- starting ------------------------------------------------------------------------------------
def test_beginning_twice_with_one_press_is_one_fiche(city, officer):
    deed = uuid.uuid4()

    first = start(by=officer, city=city, deed=deed)
    again = start(by=officer, city=city, deed=deed)

    assert (first, first.state, first.city) == (again, S.DRAFT, city)
    assert list(first.events.values_list("step", flat=True)) == ["start"]


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_second_are_one_fiche(database_of_many, city, officer):
    deed = uuid.uuid4()
    press = lambda: start(by=officer, city=city, deed=deed)  # noqa: E731 - twice the same

    outcomes = at_once(press, press)

    assert outcomes[0] == outcomes[1]
    assert Practice.objects.count() == 1


# --- P10 and P11 ---------------------------------------------------------------------------------
def test_who_was_reading_hears_of_a_withdrawal(draft, officer):
    submit(draft, by=officer, lock=draft.lock_version, seen=1)
    reader = make_moderator()
    make_moderator()
    claim(draft, by=reader)

    event = withdraw(draft, by=officer, lock=draft.lock_version, reason=" Te vroeg ")

    draft.refresh_from_db()
    mail = OutboxMail.objects.get(key__contains=f"{event.uid}:M9")
    assert (draft.state, event.reason, mail.address) == (S.WITHDRAWN, "Te vroeg", reader.email)


@pytest.mark.parametrize("state", ["draft", "submitted", "changes_requested"])
def test_nobody_is_mailed_about_a_withdrawal_that_nobody_read(city, officer, state):
    practice = make_practice(state=state, city=city, by=officer)
    make_moderator()

    withdraw(practice, by=officer, lock=practice.lock_version)

    practice.refresh_from_db()
    assert practice.state == S.WITHDRAWN
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("state", ["published", "declined", "merged", "archived", "offline"])
def test_what_was_decided_is_not_withdrawn(city, officer, state):
    practice = make_practice(state=state, city=city, by=officer)

    with pytest.raises(OvertakenError):
        withdraw(practice, by=officer, lock=practice.lock_version)


@pytest.mark.parametrize("state", ["declined", "withdrawn"])
def test_what_was_not_taken_up_is_opened_again(city, officer, state):
    practice = make_practice(state=state, city=city, by=officer)
    words = practice.working_version

    reopen(practice, by=officer, lock=practice.lock_version)

    practice.refresh_from_db()
    assert (practice.state, practice.working_version) == (S.DRAFT, words)


def test_a_published_fiche_is_not_reopened(city, officer):
    practice = make_practice(city=city, by=officer)

    with pytest.raises(OvertakenError):
        reopen(practice, by=officer, lock=practice.lock_version)


def test_a_copy_has_the_words_and_leaves_the_first_alone(city, officer):
    practice = make_practice(state="declined", city=city, by=officer, title="Eerst")
    deed = uuid.uuid4()

    copy = copy_to_draft(practice, by=officer, deed=deed)

    practice.refresh_from_db()
    assert copy_to_draft(practice, by=officer, deed=deed) == copy
    assert (copy.state, copy.city, practice.state) == (S.DRAFT, city, S.DECLINED)
    assert copy.working_version.content == practice.working_version.content
    assert copy.working_version.section == practice.working_version.section
    assert copy.events.get().memo == {"copy_of": practice.code}


def test_pictures_do_not_go_along_with_a_copy(city, officer):
    practice = make_practice(
        state="declined", city=city, by=officer, images=[{"uid": str(uuid.uuid4())}]
    )

    copy = copy_to_draft(practice, by=officer)

    assert copy.working_version.content["images"] == []


def test_only_what_was_not_taken_up_is_copied(city, officer):
    with pytest.raises(RefusedError):
        copy_to_draft(make_practice(city=city, by=officer), by=officer)


# --- P17 -----------------------------------------------------------------------------------------
def test_a_deleted_draft_is_gone_with_all_its_texts(
    draft, officer, django_capture_on_commit_callbacks
):
    files = paths_of(make_image(practice=draft))
    code = draft.code
    assert all(map(default_storage.exists, files))

    with django_capture_on_commit_callbacks(execute=True):
        delete_draft(draft, by=officer, lock=draft.lock_version)

    assert not Practice.objects.exists()
    assert not PracticeVersion.objects.exists()
    assert not any(map(default_storage.exists, files))
    line = LogEntry.objects.get(verb=LogEntry.Verb.FICHE_REMOVED)
    assert (line.subject, "Praktijktesten" in line.detail) == (code, False)


def test_a_draft_that_was_handed_in_and_taken_back_can_go(draft, officer):
    submit(draft, by=officer, lock=draft.lock_version, seen=1)
    retract(draft, by=officer, lock=draft.lock_version)

    delete_draft(draft, by=officer, lock=draft.lock_version)

    assert not Practice.objects.exists()


def test_mails_about_a_deleted_draft_do_not_leave_any_more(draft, officer):
    post(
        key=f"fiche:{draft.code}:S1:30", kind="practice", subject="Nog daar", body="", user=officer
    )
    kept = post(
        key="fiche:pandere1:S1:30", kind="practice", subject="Blijft", body="", user=officer
    )

    delete_draft(draft, by=officer, lock=draft.lock_version)

    assert list(OutboxMail.objects.all()) == [kept]


def test_a_reopened_draft_with_points_can_go(city, officer):
    practice = make_practice(state="changes_requested", city=city, by=officer)
    make_point(subject=practice)
    withdraw(practice, by=officer, lock=practice.lock_version)
    reopen(practice, by=officer, lock=practice.lock_version)

    delete_draft(practice, by=officer, lock=practice.lock_version)

    assert (Practice.objects.count(), Point.objects.count()) == (0, 0)


@pytest.mark.parametrize("state", [state for state in S.values if state != "draft"])
def test_nothing_but_a_draft_is_deleted(city, officer, state):
    practice = make_practice(state=state, city=city, by=officer)

    with pytest.raises(RefusedError):
        delete_draft(practice, by=officer, lock=practice.lock_version)

    assert Practice.objects.filter(pk=practice.pk).exists()


@pytest.mark.parametrize("trace", [{"slug": "ooit-online"}, {"published_at": "2026-01-01T12:00Z"}])
def test_a_draft_that_was_ever_public_stays(draft, officer, trace):
    Practice.objects.filter(pk=draft.pk).update(**trace)
    draft.refresh_from_db()

    with pytest.raises(RefusedError):
        delete_draft(draft, by=officer, lock=draft.lock_version)

    assert Practice.objects.filter(pk=draft.pk).exists()


def test_a_draft_that_somebody_saved_since_stays(draft, officer):
    with pytest.raises(OvertakenError):
        delete_draft(draft, by=officer, lock=draft.lock_version - 1)

    draft.refresh_from_db()
    assert draft.working_version is not None


# --- help and the link ---------------------------------------------------------------------------
def test_asking_for_help_shows_the_draft_to_the_moderators(draft, officer):
    moderator = make_moderator()
    assert not Practice.objects.visible_to(moderator).exists()

    sharing.ask_help(draft, wanted=True, by=officer)
    sharing.ask_help(draft, wanted=True, by=officer)

    assert list(Practice.objects.visible_to(moderator)) == [draft]
    assert list(draft.events.values_list("step", flat=True)) == ["ask_help"]


def test_help_is_no_longer_asked(draft, officer):
    moderator = make_moderator()
    sharing.ask_help(draft, wanted=True, by=officer)

    sharing.ask_help(draft, wanted=False, by=officer)

    assert not Practice.objects.visible_to(moderator).exists()


def test_help_is_asked_for_a_draft_only(city, officer):
    practice = make_practice(state="submitted", city=city, by=officer)

    with pytest.raises(RefusedError):
        sharing.ask_help(practice, wanted=True, by=officer)


def test_the_link_opens_until_it_is_closed_and_a_new_one_differs(draft, officer):
    key = sharing.open_link(draft, by=officer)
    assert (sharing.open_link(draft, by=officer), sharing.behind_link(key)) == (key, draft)

    sharing.close_link(draft, by=officer)

    assert sharing.behind_link(key) is None
    assert sharing.open_link(draft, by=officer) != key


@pytest.mark.parametrize("state", ["published", "declined", "withdrawn", "offline", "archived"])
def test_the_link_shows_nothing_of_what_is_no_draft_any_more(city, officer, state):
    practice = make_practice(state=state, city=city, by=officer)
    Practice.objects.filter(pk=practice.pk).update(preview_key="sleutel")

    assert sharing.behind_link("sleutel") is None
    with pytest.raises(RefusedError):
        sharing.open_link(practice, by=officer)


def test_no_key_opens_nothing(draft):
    assert sharing.behind_link("") is None


def test_a_withdrawal_closes_the_link(draft, officer):
    key = sharing.open_link(draft, by=officer)

    withdraw(draft, by=officer, lock=draft.lock_version)
    reopen(draft, by=officer, lock=draft.lock_version)

    assert sharing.behind_link(key) is None


def test_a_submitter_does_the_same_without_account():
    submitter = make_submitter()
    practice = start(by=submitter, place_name="Hoeilaart")

    withdraw(practice, by=submitter, lock=practice.lock_version)

    told = PracticeEvent.objects.filter(practice=practice, submitter=submitter)
    assert sorted(told.values_list("step", flat=True)) == ["start", "withdraw"]
