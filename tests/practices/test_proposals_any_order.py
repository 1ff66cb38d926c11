"""A proposal in any order of deeds, and several people at the same second."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.models import ChangeProposal, PracticeVersion
from practices.moderating.asking import ask_changes, take_back_request
from practices.moderating.points import answer_point
from practices.moderating.undoing import undo
from practices.proposing.applying import Choice, apply
from practices.proposing.closing import begin_again, decline, outdate
from practices.proposing.online import MovedError
from practices.proposing.starting import save
from practices.proposing.submitting import resubmit, submit, withdraw
from practices.proposing.texts import number_of, published_of
from practices.transitions import PROPOSAL_STEPS, OvertakenError, RefusedError
from tests.concurrency import at_once
from tests.factories import make_member
from tests.fiches import make_moderator, make_practice, make_proposal

TAKE = Choice("accept")
EXPECTED = (RefusedError, OvertakenError, MovedError)


def keys(proposal):
    return {"lock": proposal.lock_version, "seen": proposal.number}


def apply_all(proposal, by):
    version = published_of(proposal)
    paths = dict.fromkeys(proposal.values, TAKE)
    return apply(proposal, by=by, published=number_of(version), choices=paths, **keys(proposal))


class Play:
    """One practice, its proposal, an author and a moderator who press whatever comes."""

    def __init__(self):
        self.practice = make_practice(title="Testen", partners=["Het OCMW"])
        self.author, self.moderator = make_member(role="contributor"), make_moderator()
        self.proposal = make_proposal(
            practice=self.practice, by=self.author, state="draft", title="Proeven"
        )
        self.last, self.count = None, 0

    def edit(self):
        self.count += 1
        partners = ["Het OCMW", f"Partner {self.count}"]
        save(self.proposal, {"partners": partners}, by=self.author, seen=self.proposal.number)

    def hand_in(self):
        submit(self.proposal, by=self.author, **keys(self.proposal))

    def come_back(self):
        for point in self.proposal.points.filter(state="open"):
            answer_point(point, by=self.author, state="done")
        resubmit(self.proposal, by=self.author, **keys(self.proposal))

    def take_away(self):
        withdraw(self.proposal, by=self.author, lock=self.proposal.lock_version)

    def again(self):
        self.proposal = begin_again(self.proposal, by=self.author)

    def ask(self):
        points = [{"field": "title", "text": "Korter."}]
        self.last = ask_changes(
            self.proposal, by=self.moderator, points=points, **keys(self.proposal)
        )

    def ask_no_more(self):
        take_back_request(self.proposal, by=self.moderator, **keys(self.proposal))

    def bring_online(self):
        self.last = apply_all(self.proposal, self.moderator)

    def refuse(self):
        self.last = decline(self.proposal, by=self.moderator, reason="Nee.", **keys(self.proposal))

    def outdate(self):
        outdate(self.proposal, by=self.moderator, **keys(self.proposal))

    def undo(self):
        if self.last is not None:
            event, self.last = self.last, None
            undo(type(event).objects.get(pk=event.pk), by=self.moderator)


DEEDS = [
    *("edit", "hand_in", "come_back", "take_away", "again", "ask", "ask_no_more"),
    *("bring_online", "refuse", "outdate", "undo"),
]
# Deeds after which other words may be online.
CHANGING = {"bring_online", "undo"}


@pytest.mark.django_db
@settings(max_examples=15, deadline=None)
@given(deeds=st.lists(st.sampled_from(DEEDS), min_size=3, max_size=12))
def test_whatever_is_pressed_every_step_is_one_of_the_workflow(deeds):
    with transaction.atomic():
        play = Play()
        before = play.practice.published_version.content
        for deed in deeds:
            try:
                with transaction.atomic():
                    getattr(play, deed)()
            except EXPECTED:
                pass
            play.proposal.refresh_from_db()
            play.practice.refresh_from_db()
            check(play, before, deed)
            before = play.practice.published_version.content
        transaction.set_rollback(True)


def check(play, before, deed):
    practice = play.practice
    if deed not in CHANGING:
        assert practice.published_version.content == before
    assert practice.published_version == practice.working_version
    numbers = PracticeVersion.objects.filter(practice=practice).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    for event in practice.events.exclude(proposal=None).exclude(step__in=["extend", "undo"]):
        step = PROPOSAL_STEPS[event.step]
        assert (event.from_state in step.from_states, event.to_state) == (True, step.to_state)
    assert ChangeProposal.objects.open().filter(practice=practice).count() <= 1


# --- at the same second --------------------------------------------------------------------------
def test_of_two_moderators_who_decide_at_once_one_decides(database_of_many):
    practice = make_practice(title="Testen")
    proposal = make_proposal(practice=practice, title="Proeven")
    people = [make_moderator(), make_moderator()]

    def deed(by):
        return lambda: apply_all(ChangeProposal.objects.get(pk=proposal.pk), by)

    outcomes = at_once(*(deed(by) for by in people))

    practice.refresh_from_db()
    refused = [one for one in outcomes if isinstance(one, EXPECTED)]
    assert (len(refused), practice.versions.count(), practice.title) == (1, 2, "Proeven")
    assert proposal.events.count() == 1


def test_two_proposals_applied_at_once_never_lose_a_text(database_of_many):
    practice = make_practice(title="Testen", partners=[])
    first = make_proposal(practice=practice, partners=["De school"])
    second = make_proposal(practice=practice, partners=["De politie"])
    people = [make_moderator(), make_moderator()]

    def deed(proposal, by):
        return lambda: apply_all(ChangeProposal.objects.get(pk=proposal.pk), by)

    outcomes = at_once(deed(first, people[0]), deed(second, people[1]))

    practice.refresh_from_db()
    done = [one for one in outcomes if not isinstance(one, Exception)]
    assert all(isinstance(one, EXPECTED) for one in outcomes if one not in done)
    assert practice.versions.count() == 1 + len(done)
    assert len(practice.published_version.content["partners"]) == len(done) > 0


def test_author_who_extends_while_a_moderator_applies_brings_nothing_unread_online(
    database_of_many,
):
    practice = make_practice(title="Testen")
    by, moderator = make_member(role="contributor"), make_moderator()
    proposal = make_proposal(practice=practice, by=by, title="Proeven")

    def extend():
        own = ChangeProposal.objects.get(pk=proposal.pk)
        return save(own, {"title": "Stiekem"}, by=by, seen=1)

    def decide():
        read = ChangeProposal.objects.get(pk=proposal.pk)
        read.number = read.lock_version = 1
        return apply(read, by=moderator, published=1, choices={"title": TAKE}, lock=1, seen=1)

    at_once(extend, decide)

    practice.refresh_from_db()
    assert practice.title in ("Testen", "Proeven")
