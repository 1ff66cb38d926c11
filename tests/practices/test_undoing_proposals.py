"""For a minute a decision on a proposal is taken back: what it brought online goes off again."""

import pytest

from cities.models import OutboxMail
from practices.fiche.versions import add_version
from practices.models import Practice
from practices.moderating.asking import ask_changes
from practices.moderating.undoing import undo
from practices.proposing import closing
from practices.proposing.applying import ACCEPT, Choice, apply
from tests.fiches import make_moderator, make_practice, make_proposal
from tests.practices.undone import POINTS, refused, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_moderator()


def test_applied_proposal_is_taken_off_and_waits_again(moderator):
    practice = make_practice(title="Huurtesten")
    proposal = make_proposal(practice=practice, title="Praktijktesten")
    before = practice.published_version.content
    event = apply(
        proposal,
        by=moderator,
        **shown(proposal),
        published=practice.published_version.number,
        choices={"title": Choice(ACCEPT)},
    )
    assert Practice.objects.get(pk=practice.pk).title == "Praktijktesten"

    undo(event, by=moderator)

    practice.refresh_from_db()
    proposal.refresh_from_db()
    assert practice.published_version.content == before
    assert (proposal.state, proposal.applied, proposal.applied_version) == ("submitted", {}, None)
    assert proposal.decided_at is None
    assert not OutboxMail.objects.exists()


def test_applied_proposal_after_which_more_came_online_stands(moderator):
    practice = make_practice()
    proposal = make_proposal(practice=practice, title="Praktijktesten")
    event = apply(
        proposal,
        by=moderator,
        **shown(proposal),
        published=1,
        choices={"title": Choice(ACCEPT)},
    )
    practice.refresh_from_db()
    content = {**practice.published_version.content, "title": "Nog iets"}
    version = add_version(practice, content, {}, by=moderator)
    Practice.objects.filter(pk=practice.pk).update(published_version=version)

    refused(event, moderator, "online")


@pytest.mark.parametrize("decide", ["ask", "decline"])
def test_other_decisions_on_a_proposal_are_taken_back(moderator, decide):
    proposal = make_proposal(title="Beter")
    deeds = {
        "ask": lambda: ask_changes(proposal, by=moderator, **shown(proposal), points=POINTS),
        "decline": lambda: closing.decline(
            proposal, by=moderator, **shown(proposal), reason="Te vaag"
        ),
    }

    undo(deeds[decide](), by=moderator)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.reply, proposal.changes_due_on) == ("submitted", "", None)
    assert (proposal.points.count(), OutboxMail.objects.count()) == (0, 0)


def test_refusal_after_which_its_author_began_anew_stands(moderator):
    proposal = make_proposal(title="Beter")
    event = closing.decline(proposal, by=moderator, **shown(proposal), reason="Te vaag")
    again = make_proposal(
        practice=proposal.practice, by=proposal.author.user, state="draft", title="Nog beter"
    )

    refused(event, moderator, "intussen iets mee gebeurd")

    again.refresh_from_db()
    assert (again.state, proposal.state) == ("draft", "declined")
