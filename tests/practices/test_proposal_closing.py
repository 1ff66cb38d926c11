"""A proposal ends: a photo or section online, declined, outdated, answered, or taken back."""

import pytest

from cities.models import OutboxMail
from practices.models import ChangeProposal
from practices.moderating.merging import merge
from practices.moderating.undoing import undo
from practices.proposing.applying import apply
from practices.proposing.closing import answer, begin_again, decline, into_change, outdate
from practices.proposing.sections import propose_section
from practices.transitions import OvertakenError, RefusedError
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter
from tests.pictures import make_image
from tests.proposing import TAKE, decide, keys, online

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice(title="Testen", goals="Minder weigeren", partners=["Het OCMW"])


@pytest.fixture
def moderator():
    return make_moderator()


# --- photos and sections -------------------------------------------------------------------------
def test_a_photo_is_added_behind_the_others(practice, moderator):
    proposal = make_proposal(practice=practice, kind="photo")
    image = make_image(practice=practice, proposal=proposal)
    entry = {"uid": str(image.uid), "alt": "Een plein", "decorative": False}
    entry |= {"caption": "", "credit": "Stad Genk"}
    ChangeProposal.objects.update(values={"images": [entry]})
    proposal.refresh_from_db()

    decide(proposal, moderator)

    assert online(practice)["images"] == [entry]


def test_a_photo_without_credit_is_not_applied(practice, moderator):
    proposal = make_proposal(practice=practice, kind="photo")
    image = make_image(practice=practice, proposal=proposal)
    entry = {"uid": str(image.uid), "alt": "Een plein", "decorative": False, "credit": ""}
    ChangeProposal.objects.update(values={"images": [entry]})
    proposal.refresh_from_db()

    with pytest.raises(RefusedError):
        decide(proposal, moderator)


def test_a_section_comes_online_as_checked(practice, moderator):
    city = make_city()
    proposal = propose_section(
        practice,
        city=city,
        content={"text": "Wij bellen.", "contact": "a@b.example"},
        by=make_submitter(),
    )

    apply(
        proposal,
        by=moderator,
        published=0,
        choices={"section.text": TAKE, "section.contact": TAKE},
        **keys(proposal),
    )

    section = practice.sections.get(city=city)
    assert (section.version.content["text"], section.checked_number) == ("Wij bellen.", 1)
    assert (proposal.state, practice.versions.count()) == ("applied", 1)


# --- ending without coming online ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("end", "state", "code"),
    [
        (lambda p, by: decline(p, by=by, reason="Te lang.", **keys(p)), "declined", "Niet"),
        (lambda p, by: outdate(p, by=by, **keys(p)), "outdated", "Je voorstel is achterhaald"),
    ],
)
def test_what_is_online_stays_to_the_letter(practice, moderator, end, state, code):
    before = online(practice)
    proposal = make_proposal(practice=practice, by=make_submitter(), title="Proeven")

    end(proposal, moderator)

    assert (proposal.state, online(practice), practice.versions.count()) == (state, before, 1)
    assert OutboxMail.objects.get().subject.startswith(code)


def test_declining_needs_a_reason(practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven")

    with pytest.raises(RefusedError):
        decline(proposal, by=moderator, reason="  ", **keys(proposal))


def test_a_remark_gets_its_answer_by_mail(practice, moderator):
    by = make_submitter()
    remark = make_proposal(practice=practice, by=by, kind="remark", text="De link werkt niet.")

    answer(remark, by=moderator, reply="Die is hersteld.", **keys(remark))

    mail = OutboxMail.objects.get()
    assert (remark.state, remark.reply, mail.address) == ("answered", "Die is hersteld.", by.email)
    assert mail.body.count("Die is hersteld.") == 1


def test_only_a_remark_is_answered(practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven")

    with pytest.raises(RefusedError):
        answer(proposal, by=moderator, reply="Dank je.", **keys(proposal))


def test_a_remark_is_not_applied(practice, moderator):
    remark = make_proposal(practice=practice, kind="remark", text="De link werkt niet.")

    with pytest.raises(RefusedError):
        decide(remark, moderator)


def test_a_remark_becomes_a_change_of_the_moderator(practice, moderator):
    remark = make_proposal(practice=practice, kind="remark", text="De link werkt niet.")

    change = into_change(remark, by=moderator, **keys(remark))

    assert (remark.state, change.kind, change.state) == ("answered", "change", "draft")
    assert change.text == "Naar aanleiding van een opmerking: De link werkt niet."
    assert change.author.user == moderator


# --- beginning again -----------------------------------------------------------------------------
def test_a_merged_practice_outdates_its_proposals_which_begin_again_on_the_target(moderator):
    target = make_practice(title="Samen testen", partners=["De politie"])
    practice = make_practice(title="Testen", partners=["Het OCMW"])
    by = make_member(role="contributor")
    proposal = make_proposal(practice=practice, by=by, partners=["Het OCMW", "De school"])
    number = practice.working_version.number
    read = {"lock": practice.lock_version, "seen": number}
    merge(practice, into=target, by=moderator, reason="Hetzelfde.", **read)
    proposal.refresh_from_db()

    fresh = begin_again(proposal, by=by)

    assert (proposal.state, fresh.practice, fresh.state) == ("outdated", target, "draft")
    assert fresh.values == {"partners": ["De politie", "De school"]}


def test_what_is_applied_does_not_begin_again(practice, moderator):
    by = make_member(role="contributor")
    proposal = make_proposal(practice=practice, by=by, title="Proeven")
    decide(proposal, moderator)

    with pytest.raises(OvertakenError):
        begin_again(proposal, by=by)


# --- taking it back ------------------------------------------------------------------------------
def test_an_application_is_taken_back_with_its_mail(practice, moderator):
    before = online(practice)
    proposal = make_proposal(practice=practice, by=make_submitter(), title="Proeven")
    event = decide(proposal, moderator)

    undo(event, by=moderator)

    proposal.refresh_from_db()
    assert (online(practice), proposal.state) == (before, "submitted")
    assert (proposal.applied, proposal.applied_version, proposal.decided_at) == ({}, None, None)
    assert OutboxMail.objects.count() == 0


def test_what_was_taken_back_can_be_applied_again(practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven")
    undo(decide(proposal, moderator), by=moderator)
    proposal.refresh_from_db()

    decide(proposal, moderator)

    assert (online(practice)["title"], proposal.state) == ("Proeven", "applied")


def test_an_application_on_which_another_followed_stays(practice, moderator):
    event = decide(make_proposal(practice=practice, title="Proeven"), moderator)
    other = make_proposal(practice=practice, goals="Meer")
    other.refresh_from_db()
    decide(other, moderator)

    with pytest.raises(RefusedError):
        undo(event, by=moderator)
    assert (online(practice)["title"], online(practice)["goals"]) == ("Proeven", "Meer")


def test_a_section_that_was_new_is_hidden_again(practice, moderator):
    city = make_city()
    content = {"text": "Wij bellen.", "contact": "a@b.example"}
    proposal = propose_section(practice, city=city, content=content, by=make_submitter())
    choices = {"section.text": TAKE, "section.contact": TAKE}
    event = apply(proposal, by=moderator, published=0, choices=choices, **keys(proposal))

    undo(event, by=moderator)

    assert practice.sections.get(city=city).state == "hidden"


@pytest.mark.parametrize("end", [decline, outdate])
def test_only_a_moderator_ends_a_proposal(practice, end):
    proposal = make_proposal(practice=practice, title="Proeven")

    with pytest.raises(RefusedError):
        end(proposal, by=make_member(city=practice.city), reason="Nee.", **keys(proposal))
    assert ChangeProposal.objects.get().state == "submitted"
