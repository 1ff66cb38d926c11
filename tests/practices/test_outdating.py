"""Proposals end with their fiche, whatever happens to one of them in the same second."""

import pytest

from practices.models import ChangeProposal
from practices.moderating import outdating
from practices.moderating.outdating import outdate_open
from tests.fiches import make_moderator, make_practice, make_proposal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("meanwhile", "states"),
    [
        ({"state": "applied"}, ["applied", "outdated"]),
        ({"number": 2}, ["outdated", "outdated"]),
    ],
)
def test_what_happens_to_one_meanwhile_does_not_stop_the_others(monkeypatch, meanwhile, states):
    practice = make_practice()
    first, second = (make_proposal(practice=practice, title=word) for word in ("Een", "Twee"))
    move, told = outdating.move, []

    def after_somebody_else(proposal, *args, **words):
        if not told:
            told.append(proposal)
            found = ChangeProposal.objects.filter(pk=proposal.pk)
            found.update(lock_version=proposal.lock_version + 1, **meanwhile)
        return move(proposal, *args, **words)

    monkeypatch.setattr(outdating, "move", after_somebody_else)

    events = outdate_open(practice, by=make_moderator())

    now = [ChangeProposal.objects.get(pk=one.pk).state for one in (first, second)]
    assert (now, len(events)) == (states, states.count("outdated"))
