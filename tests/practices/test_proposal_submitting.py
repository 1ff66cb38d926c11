"""Proposals that are handed in, gone on with, and taken away: C2, C3, C8."""

import pytest

from cities.models import OutboxMail
from practices.models import ChangeProposal, PracticeImage
from practices.moderating.asking import ask_changes
from practices.moderating.points import answer_point
from practices.proposing.overview import as_read, since_read
from practices.proposing.starting import save, start
from practices.proposing.submitting import resubmit, submit, withdraw
from practices.transitions import OvertakenError, RefusedError
from tests.factories import make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter
from tests.proposing import begun, keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice(title="Testen op de huurmarkt", partners=["Het OCMW"])


@pytest.fixture
def author():
    return make_member(role="contributor")


# --- handing in ----------------------------------------------------------------------------------
def test_author_hands_in_and_both_sides_are_told(practice):
    by, moderator = make_submitter(), make_moderator()
    proposal = begun(practice, by, title="Testen")

    submit(proposal, by=by, **keys(proposal))

    assert proposal.state == "submitted"
    mails = OutboxMail.objects.values_list("address", flat=True)
    assert set(mails) == {by.email, moderator.email}


@pytest.mark.parametrize("kind", ["change", "update", "photo", "remark"])
def test_an_empty_proposal_is_not_handed_in(practice, author, kind):
    proposal = start(practice, kind=kind, by=author)

    with pytest.raises(RefusedError):
        submit(proposal, by=author, **keys(proposal))
    assert ChangeProposal.objects.get().state == "draft"


def test_a_remark_is_handed_in_with_its_text_alone(practice, author):
    proposal = begun(practice, author, kind="remark", text="De link werkt niet.")

    submit(proposal, by=author, **keys(proposal))

    assert proposal.state == "submitted"


def test_a_photo_without_rights_is_not_handed_in(practice, author):
    proposal = start(practice, kind="photo", by=author)
    image = PracticeImage.objects.create(
        practice=practice, proposal=proposal, width=9, height=9, checksum="x"
    )
    entry = {"uid": str(image.uid), "alt": "", "decorative": False, "caption": "", "credit": ""}
    save(proposal, {"images": [entry]}, by=author, seen=proposal.number)

    with pytest.raises(RefusedError):
        submit(proposal, by=author, **keys(proposal))


def test_a_proposal_is_not_handed_in_when_the_practice_is_gone(practice, author):
    proposal = begun(practice, author, title="Testen")
    type(practice).objects.filter(pk=practice.pk).update(state="archived")
    proposal.refresh_from_db()

    with pytest.raises(RefusedError):
        submit(proposal, by=author, **keys(proposal))


def test_the_same_click_twice_is_one_deed(practice, author):
    proposal = begun(practice, author, title="Testen")
    deed, sent = "8c7b0f0e-6a51-4a1e-9a3c-0e3d6b2f1a11", keys(proposal)

    first = submit(proposal, by=author, deed=deed, **sent)
    second = submit(proposal, by=author, deed=deed, **sent)

    assert (first, proposal.events.count()) == (second, 1)


# --- going on with what was handed in ------------------------------------------------------------
def test_a_second_edit_extends_what_waits_and_the_log_keeps_what_was_read(practice, author):
    proposal = make_proposal(practice=practice, by=author, title="Testen")

    save(proposal, {"goals": "Meer"}, by=author, seen=1)

    assert (proposal.state, proposal.number) == ("submitted", 2)
    assert as_read(proposal, 1).values == {"title": "Testen"}
    assert [one.path for one in since_read(proposal, 1)] == ["goals"]


def test_points_are_dealt_with_before_it_comes_back(practice, author):
    proposal = make_proposal(practice=practice, by=author, title="Testen")
    points = [{"field": "title", "text": "Langer mag."}]
    ask_changes(proposal, by=make_moderator(), points=points, **keys(proposal))

    with pytest.raises(RefusedError):
        resubmit(proposal, by=author, **keys(proposal))
    answer_point(proposal.points.get(), by=author, state="done")
    resubmit(proposal, by=author, **keys(proposal))

    assert proposal.state == "submitted"


def test_who_comes_back_tells_who_asked(practice, author):
    proposal = make_proposal(practice=practice, by=author, title="Testen")
    asked_by, _other = make_moderator(), make_moderator()
    points = [{"field": "title", "text": "Langer mag."}]
    ask_changes(proposal, by=asked_by, points=points, **keys(proposal))
    answer_point(proposal.points.get(), by=author, state="done")
    OutboxMail.objects.all().delete()

    save(proposal, {"title": "Testen in de stad"}, by=author, seen=proposal.number)
    resubmit(proposal, by=author, **keys(proposal))

    assert list(OutboxMail.objects.values_list("address", flat=True)) == [asked_by.email]
    assert since_read(proposal, 1)[0].new == "Testen in de stad"


def test_withdrawing_leaves_what_is_online_as_it_was(practice, author):
    before = practice.published_version.content
    proposal = make_proposal(practice=practice, by=author, title="Testen")

    withdraw(proposal, by=author, lock=proposal.lock_version)

    practice.refresh_from_db()
    assert (proposal.state, practice.published_version.content) == ("withdrawn", before)
    assert practice.versions.count() == 1


def test_who_was_overtaken_withdraws_nothing(practice, author):
    proposal = make_proposal(practice=practice, by=author, title="Testen")
    ChangeProposal.objects.update(state="declined", lock_version=2)

    with pytest.raises(OvertakenError):
        withdraw(proposal, by=author, lock=1)
