"""Whatever people press, in whatever order and on pages however old: nothing illegal, nothing lost.

Authors, a colleague, a submitter without account and two moderators keep pages open on a few fiches
and proposals, and press any button on them. ANY_ORDER=200 tries more than usual.
"""

import os
from collections import Counter
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from practices import claims
from practices.models import Practice, PracticeEvent
from practices.moderating.points import answer_point, open_points
from practices.moderating.undoing import undo
from practices.proposing import starting as proposing
from practices.proposing.online import MovedError
from practices.submitting.saving import ConflictError, save_draft
from practices.transitions import UNDOABLE, OvertakenError, RefusedError
from tests.practices.any_order_model import Model, Page
from tests.practices.deeds import (
    OF_A_PRACTICE,
    OF_A_PROPOSAL,
    PRACTICE_TABLE,
    PROPOSAL_TABLE,
    Cast,
    author_of,
    page_of,
)

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("ANY_ORDER", "10"))
which = st.integers(0, 999)  # the how-manieth, counted round
one_of_two = st.integers(0, 1)
EDITABLE = ("draft", "changes_requested")
# These save a text and take a step: two deeds on one page.
TWO_DEEDS = {"improve_and_publish", "redact"}
# On a fresh page in the right state, other guards than the table may still refuse.
GUARDED = {"resubmit", "take_back_request", "retract", "apply", "apply_partly", "answer", "submit"}
tried = Counter()


class Databank(Model):
    # --- pages and buttons -----------------------------------------------------------------------
    @rule(index=which)
    def open_a_page(self, index):
        subject = self.subject(index)
        fresh = type(subject).objects.get(pk=subject.pk)
        self.pages.append(Page(fresh, page_of(fresh)))

    @precondition(lambda self: self.pages)
    @rule(index=which, at=which, by=one_of_two, is_sensible=st.booleans())
    def press_on_a_page_that_was_open(self, index, at, by, is_sensible):
        self.press(self.pages[at % len(self.pages)], index, by, is_sensible)

    @rule(at=which, index=which, by=one_of_two)
    def press_on_a_new_page(self, at, index, by):
        subject = self.subject(at)
        page = Page(type(subject).objects.get(pk=subject.pk), page_of(subject))
        self.press(page, index, by, True)
        # With the button 'back' it stands there again.
        self.pages.append(page)

    @precondition(lambda self: self.those_in("submitted"))
    @rule(at=which, index=which, by=one_of_two)
    def press_on_what_waits_for_vvsg(self, at, index, by):
        self.press_on_one_of(self.those_in("submitted"), at, index, by)

    @precondition(lambda self: self.those_in("changes_requested"))
    @rule(at=which, index=which, by=one_of_two, is_done=st.booleans())
    def press_on_what_waits_for_its_author(self, at, index, by, is_done):
        asked = self.those_in("changes_requested")
        for point in open_points(asked[at % len(asked)]) if is_done else ():
            answer_point(point, by=author_of(asked[at % len(asked)]), state="done")
        self.press_on_one_of(asked, at, index, by)

    def press_on_one_of(self, subjects, at, index, by):
        self.press_on_a_new_page(self.subjects().index(subjects[at % len(subjects)]), index, by)

    def press(self, page, index, by, is_sensible):
        page.subject.refresh_from_db()
        is_practice = isinstance(page.subject, Practice)
        table = PRACTICE_TABLE if is_practice else PROPOSAL_TABLE
        state = self.states[page.subject]
        steps = sorted(step for step in table if not is_sensible or state in table[step])
        if not steps:
            return
        step = steps[index % len(steps)]
        take = (OF_A_PRACTICE if is_practice else OF_A_PROPOSAL)[step]
        reached, is_fresh = table[step].get(state), page.is_fresh
        cast, deed, before = Cast(self.moderators[by], self.target), uuid4(), self.everything()
        tried["presses"] += 1
        tried["presses on an old page"] += not is_fresh
        try:
            with transaction.atomic():
                event = take(page.subject, cast, **page.form, deed=deed)
        except (RefusedError, OvertakenError, MovedError):
            tried["presses refused"] += 1
            assert self.everything() == before
            page.subject.refresh_from_db()
            assert reached is None or not is_fresh or step in GUARDED
            return
        assert reached is not None
        # Nothing happened to it since the page was made: neither a deed nor a save.
        assert page.form["lock"] == event.lock_version - 1 - (step in TWO_DEEDS)
        tried[f"{'practice' if is_practice else 'proposal'}: {step}"] += 1
        self.happened(event, page.subject, reached)
        self.done[deed] = (take, page)
        self.again(deed, by)

    def again(self, deed, by):
        """The same click arrives once more."""
        take, page = self.done[deed]
        before = self.everything()
        event = take(page.subject, Cast(self.moderators[by], self.target), **page.form, deed=deed)
        assert event.uid == deed
        assert self.everything() == before

    @precondition(lambda self: self.done)
    @rule(index=which)
    def click_again_much_later(self, index):
        self.again(list(self.done)[index % len(self.done)], 0)
        tried["double clicks"] += 1

    @precondition(lambda self: self.done)
    @rule(index=which)
    def take_back(self, index):
        """Undo, within the minute, whatever came since."""
        events = PracticeEvent.objects.filter(uid__in=self.done).order_by("-pk")
        events = [one for one in events if one.step in UNDOABLE[type(one.proposal or one.practice)]]
        if not events:
            return
        event = events[index % min(2, len(events))]
        subject = event.proposal or event.practice
        before = self.everything()
        was_undone = PracticeEvent.objects.filter(undoes=event).exists()
        try:
            undone = undo(event, by=self.moderators[0])
        except RefusedError:
            tried["undo refused"] += 1
            assert self.everything() == before
            return
        if was_undone:
            assert self.everything() == before
            return
        tried["undo"] += 1
        assert self.states[subject] == event.to_state
        self.mails -= {key for key in self.mails if str(event.uid) in key}
        known = next(one for one in self.subjects() if one == subject)
        self.happened(undone, known, event.from_state)

    # --- authors ---------------------------------------------------------------------------------
    @rule(index=which, by=st.integers(0, 2), is_old=st.booleans())
    def save_a_text(self, index, by, is_old):
        open_ones = [one for one in self.practices if self.states[one] in EDITABLE]
        practice = (open_ones or self.practices)[index % len(open_ones or self.practices)]
        practice.refresh_from_db()
        first = practice.versions.order_by("number").first()
        seen = first.number if is_old else practice.working_version.number
        title, before = self.word(), self.everything()
        person = (self.author, self.colleague, self.submitter)[by]
        is_refused = is_conflict = False
        try:
            save_draft(practice, {"shared": {"title": title}}, seen=seen, by=person)
        except RefusedError:
            is_refused = True
        except ConflictError:
            is_conflict = True
        assert is_refused == (not open_ones)
        if is_refused or is_conflict:
            assert self.everything() == before
        else:
            self.saved.add(title)
        tried["saves"] += 1

    @precondition(lambda self: self.those_in("changes_requested"))
    @rule(index=which, state=st.sampled_from(["done", "answered", "open"]), is_all=st.booleans())
    def deal_with_points(self, index, state, is_all):
        asked = self.those_in("changes_requested")
        subject = asked[index % len(asked)]
        for point in open_points(subject)[: None if is_all else 1]:
            answer_point(point, by=author_of(subject), state=state, answer="Zo bedoelen we het")
            tried["points"] += 1

    @precondition(lambda self: "published" in self.states.values())
    @rule(index=which, is_submitter=st.booleans())
    def propose(self, index, is_submitter):
        online = [one for one in self.practices if self.states[one] == "published"]
        if not online:
            return
        practice = online[index % len(online)]
        practice.refresh_from_db()
        person, title = (self.submitter if is_submitter else self.colleague), self.word()
        proposal = proposing.start(practice, kind="change", by=person)
        values = {"title": title, "summary": title}
        proposing.save(proposal, values, by=person, seen=proposal.number)
        tried["proposals"] += 1
        if proposal not in self.states:
            self.proposals.append(proposal)
            self.states[proposal] = "draft"
        for one in self.proposals:
            one.refresh_from_db()

    # --- moderators and readers ------------------------------------------------------------------
    @precondition(lambda self: self.those_in("submitted"))
    @rule(index=which, by=one_of_two, is_over=st.booleans())
    def claim(self, index, by, is_over):
        waiting = self.those_in("submitted")
        subject = waiting[index % len(waiting)]
        subject.refresh_from_db()
        holder = claims.holder(subject)
        if is_over:
            claims.take_over(subject, by=self.moderators[by])
        elif holder in (None, self.moderators[by]):
            claims.claim(subject, by=self.moderators[by])
        assert subject in type(subject).objects.waiting()
        tried["claims"] += 1

    @precondition(lambda self: self.visited != self.moments)
    @rule(index=which)
    def visit(self, index):
        """What a reader gets at the address holds no word that is not online."""
        self.visited = self.moments
        practice = self.practices[index % len(self.practices)]
        practice.refresh_from_db()
        page = Client().get(practice.get_absolute_url(), follow=True).content.decode()
        shown = Practice.objects.readable().select_related("published_version")
        # A proposal says its word in both: a later title leaves it standing in the summary.
        texts = [one.published_version.content for one in shown]
        public = {text[name] for text in texts for name in ("title", "summary")}
        assert not {word for word in self.saved - public if word in page}
        tried["visits"] += 1


def test_fiches_survive_whatever_is_pressed():
    tried.clear()

    run_state_machine_as_test(
        Databank,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    if "ANY_ORDER" in os.environ:
        print(dict(tried))  # noqa: T201 - asked for
