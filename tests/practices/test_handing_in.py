"""Handing a fiche in, taking it back, and handing it in again after points."""

import uuid

import pytest
import time_machine
from django.utils import timezone

from cities.models import OutboxMail
from practices.claims import claim
from practices.models import Point, Practice, PracticeEvent
from practices.moderating.points import answer_point
from practices.submitting.handing_in import NotCompleteError, resubmit, retract, submit
from practices.submitting.saving import save_draft
from practices.transitions import OvertakenError, RefusedError
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_point, make_practice, make_submitter

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


def hand_in(practice, by, *, deed=None, seen=1, act=submit):
    return act(practice, by=by, lock=practice.lock_version, seen=seen, deed=deed or uuid.uuid4())


def mails():
    """{(what kind of text, address)} of what waits."""
    rows = OutboxMail.objects.values_list("key", "address")
    return sorted((key.split(":")[3], address) for key, address in rows)


# --- P2 ------------------------------------------------------------------------------------------
def test_a_complete_draft_waits_for_vvsg_with_one_mail_each(draft, officer):
    moderator = make_moderator()

    event = hand_in(draft, officer)

    draft.refresh_from_db()
    assert (draft.state, event.step, event.seen) == (S.SUBMITTED, "submit", 1)
    assert draft.submitted_at is not None
    assert mails() == [("M1", officer.email), ("M2", moderator.email)]


def test_the_acknowledgement_leaves_after_a_minute(draft, officer):
    event = hand_in(draft, officer)

    mail = OutboxMail.objects.get(address=officer.email)
    assert (mail.due_at - event.at).seconds == 60


def test_a_double_click_is_one_deed_with_one_set_of_mails(draft, officer):
    make_moderator()
    deed, lock = uuid.uuid4(), draft.lock_version

    first = submit(draft, by=officer, lock=lock, seen=1, deed=deed)
    again = submit(draft, by=officer, lock=lock, seen=1, deed=deed)

    assert first == again
    assert PracticeEvent.objects.filter(practice=draft, step="submit").count() == 1
    assert OutboxMail.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("summary", ""),
        ("description", ""),
        ("benefit_groups", []),
        ("success_factors", []),
        ("challenges", []),
        ("categories", []),
        ("domains", []),
    ],
)
def test_what_is_required_must_be_filled_in(city, officer, field, value):
    practice = make_practice(state="draft", city=city, by=officer, **{"title": "Een", field: value})

    with pytest.raises(NotCompleteError) as caught:
        hand_in(practice, officer)

    practice.refresh_from_db()
    assert (caught.value.paths, practice.state) == ([field], S.DRAFT)
    assert not OutboxMail.objects.exists()


def test_an_evaluation_needs_its_link_and_the_city_a_contact(city, officer):
    practice = make_practice(
        state="draft", city=city, by=officer, section={"text": "Zo."}, evidence="evaluated"
    )

    with pytest.raises(NotCompleteError) as caught:
        hand_in(practice, officer)

    assert sorted(caught.value.paths) == ["evidence_url", "section.contact"]


def test_a_picture_without_credit_holds_the_fiche_back(draft, officer, monkeypatch):
    sentence = "Beeld 1: noem wie het maakte."
    monkeypatch.setattr(
        "practices.submitting.handing_in.incomplete", lambda practice, content: [sentence]
    )

    with pytest.raises(NotCompleteError) as caught:
        hand_in(draft, officer)

    assert (caught.value.paths, caught.value.sentences) == ([], [sentence])


def test_an_unconfirmed_address_hands_nothing_in():
    submitter = make_submitter(is_confirmed=False)
    practice = make_practice(state="draft", by=submitter)

    with pytest.raises(RefusedError):
        hand_in(practice, submitter)

    practice.refresh_from_db()
    assert practice.state == S.DRAFT


def test_a_submitter_without_account_gets_the_acknowledgement():
    submitter = make_submitter()
    practice = make_practice(state="draft", by=submitter)

    hand_in(practice, submitter)

    assert mails() == [("M1", submitter.email)]


def test_a_text_that_a_colleague_saved_since_is_not_handed_in(draft, officer):
    save_draft(draft, {"shared": {"title": "Anders"}, "section": {}}, seen=1, by=officer)

    with pytest.raises(OvertakenError):
        hand_in(draft, officer, seen=1)

    draft.refresh_from_db()
    assert draft.state == S.DRAFT


def test_an_old_page_hands_nothing_in(draft, officer):
    with pytest.raises(OvertakenError):
        submit(draft, by=officer, lock=draft.lock_version - 1, seen=1)


@pytest.mark.parametrize("state", [state for state in S.values if state != "draft"])
def test_only_a_draft_is_handed_in(city, officer, state):
    practice = make_practice(state=state, city=city, by=officer)

    with pytest.raises(OvertakenError):
        hand_in(practice, officer)

    practice.refresh_from_db()
    assert practice.state == state


def test_asking_for_help_ends_when_the_fiche_is_handed_in(draft, officer):
    Practice.objects.filter(pk=draft.pk).update(asks_help=True)

    hand_in(draft, officer)

    draft.refresh_from_db()
    assert draft.asks_help is False


# --- P3 ------------------------------------------------------------------------------------------
def test_what_nobody_reads_is_taken_back_with_its_mails(draft, officer):
    make_moderator()
    hand_in(draft, officer)

    retract(draft, by=officer, lock=draft.lock_version)

    draft.refresh_from_db()
    assert (draft.state, mails()) == (S.DRAFT, [])


def test_an_old_click_after_taking_back_mails_nobody(draft, officer):
    deed, lock = uuid.uuid4(), draft.lock_version
    submit(draft, by=officer, lock=lock, seen=1, deed=deed)
    retract(draft, by=officer, lock=draft.lock_version)

    submit(draft, by=officer, lock=lock, seen=1, deed=deed)

    draft.refresh_from_db()
    assert (draft.state, mails()) == (S.DRAFT, [])


def test_what_somebody_reads_is_not_taken_back(draft, officer):
    hand_in(draft, officer)
    claim(draft, by=make_moderator(name="Anke"))

    with pytest.raises(RefusedError) as caught:
        retract(draft, by=officer, lock=draft.lock_version)

    draft.refresh_from_db()
    assert (draft.state, "Anke" in str(caught.value)) == (S.SUBMITTED, False)


def test_a_lease_that_ran_out_holds_nothing_back(draft, officer):
    hand_in(draft, officer)
    with time_machine.travel(timezone.now() - timezone.timedelta(hours=1), tick=False):
        claim(draft, by=make_moderator())

    retract(draft, by=officer, lock=draft.lock_version)

    draft.refresh_from_db()
    assert (draft.state, draft.claimed_by) == (S.DRAFT, None)


def test_taking_back_twice_is_one_deed(draft, officer):
    hand_in(draft, officer)
    deed, lock = uuid.uuid4(), draft.lock_version

    assert retract(draft, by=officer, lock=lock, deed=deed) == retract(
        draft, by=officer, lock=lock, deed=deed
    )


# --- P5 ------------------------------------------------------------------------------------------
@pytest.fixture
def asked(city, officer):
    return make_practice(state="changes_requested", city=city, by=officer)


def test_a_fiche_with_an_open_point_does_not_go_back(asked, officer):
    make_point(subject=asked)

    with pytest.raises(RefusedError):
        hand_in(asked, officer, act=resubmit)

    asked.refresh_from_db()
    assert asked.state == S.CHANGES_REQUESTED


def test_with_every_point_done_or_answered_it_goes_back_to_who_asked(asked, officer):
    moderator = make_moderator()
    make_moderator()
    points = [make_point(subject=asked, by=moderator) for _ in range(2)]
    answer_point(points[0], by=officer, state=Point.State.DONE)
    answer_point(points[1], by=officer, state=Point.State.ANSWERED, answer="Dat klopt wel.")

    event = hand_in(asked, officer, act=resubmit)

    asked.refresh_from_db()
    assert (asked.state, event.step, asked.changes_due_on) == (S.SUBMITTED, "resubmit", None)
    assert mails() == [("M4", moderator.email)]


def test_handing_in_again_asks_for_a_complete_fiche(asked, officer):
    save_draft(asked, {"shared": {"summary": ""}, "section": {}}, seen=1, by=officer)

    with pytest.raises(NotCompleteError):
        hand_in(asked, officer, seen=2, act=resubmit)


def test_a_double_click_on_handing_in_again_is_one_deed(asked, officer):
    deed, lock = uuid.uuid4(), asked.lock_version
    make_moderator()

    first = resubmit(asked, by=officer, lock=lock, seen=1, deed=deed)

    assert resubmit(asked, by=officer, lock=lock, seen=1, deed=deed) == first
    assert PracticeEvent.objects.filter(practice=asked, step="resubmit").count() == 1


def test_a_draft_is_not_handed_in_again(draft, officer):
    with pytest.raises(OvertakenError):
        hand_in(draft, officer, act=resubmit)
