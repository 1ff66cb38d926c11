"""Whatever people do to a draft, and in whatever order, its log can be walked back to the start."""

import uuid
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from actionplans.archive import content_checksum
from actionplans.drafting import CannotChangeError, add, change, delete, move, move_to
from actionplans.editions import CannotPublishError, draft_of, publish
from actionplans.merging import StaleRowError
from actionplans.models import DraftChange, Edition
from actionplans.rows import Tree, state_of
from actionplans.shape import BRANCH
from actionplans.undoing import draft_before, go_back_before, present_states, undo, walked_back
from tests.factories import make_plan, make_user

pytestmark = pytest.mark.django_db

WORDS = {"note": "text", "chapter": "title", "goal": "title", "action": "text"}
WORDS |= {"participation": "label", "edition": "introduction"}
PARENTS = {"chapter": [], "note": [], "goal": ["chapter"], "action": ["goal"]}
PARENTS |= {"participation": ["chapter", "goal"]}

which = st.integers(0, 30)  # the how-manieth, counted round
kinds = st.sampled_from(sorted(PARENTS))
words = st.sampled_from(["een", "twee", "drie"])


class Draft(RuleBasedStateMachine):
    """A small plan in the hands of people who do anything."""

    def __init__(self):
        super().__init__()
        # pytest-django rolls back after the whole test only, not after each example.
        self.example = transaction.atomic()
        self.example.__enter__()
        self.plan, self.by = make_plan(), make_user()
        self.deeds = []  # with what the draft said before each
        self.versions = Counter()
        self.archives = {}
        self.present = {}
        self.look()
        self.start = self.present
        for kind, parent in (("chapter", None), ("goal", "chapter"), ("note", None)):
            self.add(kind, 0, parent and 0, "begin")

    def teardown(self):
        for deed, before in self.deeds:
            assert draft_before(self.plan, deed, self.present) == before
        for pk, archive in self.archives.items():
            edition = Edition.objects.get(pk=pk)
            assert bytes(edition.canonical) == archive
            assert content_checksum(Tree(edition)) == edition.content_sha256
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    # --- choosing and doing --------------------------------------------------------------------
    def one(self, kind, index):
        """The uid of a row, or None when there is none of its kind."""
        uids = [uid for known, uid in self.present if known == kind]
        return uids[index % len(uids)] if uids else None

    def do(self, deed_of, *args, **kwargs):
        deed = deed_of(self.plan, *args, by=self.by, **kwargs)
        if deed is not None:
            self.deeds.append((deed, self.present))
            self.look()

    def look(self):
        """Read the draft anew: what it says, and that versions only rise."""
        tree = Tree(draft_of(self.plan))
        rows = {("edition", tree.edition.uid): tree.edition}
        rows |= {(kind, row.uid): row for kind, row in tree.rows()}
        said, self.present = self.present, {key: state_of(row) for key, row in rows.items()}
        for key, row in rows.items():
            has_changed = said.get(key) != self.present[key]
            assert row.version >= self.versions[key] + has_changed
            self.versions[key] = row.version

    # --- the deeds -----------------------------------------------------------------------------
    @rule(kind=kinds, home=which, parent=which, text=words)
    def add(self, kind, home, parent, text):
        values = {WORDS[kind]: text} | ({"number": 1} if kind == "note" else {})
        if PARENTS[kind]:
            name = PARENTS[kind][home % len(PARENTS[kind])]
            values[name] = self.one(name, parent)
            if values[name] is None:
                return
        self.do(add, kind, values, uid=uuid.uuid4())

    @rule(kind=st.sampled_from(sorted(WORDS)), index=which, text=words)
    def reword(self, kind, index, text):
        if uid := self.one(kind, index):
            version = self.versions[kind, uid]
            self.do(change, kind, uid, {WORDS[kind]: text}, seen=version)

    @rule(kind=st.sampled_from(sorted(WORDS)), index=which, text=words, age=which)
    def reword_in_an_old_form(self, kind, index, text, age):
        if uid := self.one(kind, index):
            before = self.present
            seen = age % self.versions[kind, uid]
            try:
                self.do(change, kind, uid, {WORDS[kind]: text}, seen=seen)
            except StaleRowError:
                assert present_states(draft_of(self.plan)) == before

    @rule(index=which, field=st.sampled_from(["notes", "timing_notes"]), chosen=st.sets(which))
    def refer_to_notes(self, index, field, chosen):
        if uid := self.one("goal", index):
            notes = {self.one("note", number) for number in chosen} - {None}
            self.do(change, "goal", uid, {field: notes}, seen=self.versions["goal", uid])

    @rule(kind=kinds, index=which)
    def delete(self, kind, index):
        if uid := self.one(kind, index):
            self.do(delete, kind, uid, seen=self.versions[kind, uid])

    @rule(kind=kinds, index=which, step=st.sampled_from([-1, 1]))
    def move(self, kind, index, step):
        if uid := self.one(kind, index):
            self.do(move, kind, uid, step=step)

    @rule(kind=st.sampled_from(["goal", "action", "participation"]), index=which, home=which,
          parent=which)  # fmt: skip
    def move_to(self, kind, index, home, parent):
        uid, name = self.one(kind, index), PARENTS[kind][home % len(PARENTS[kind])]
        if uid and (target := self.one(name, parent)):
            self.do(move_to, kind, uid, parent=name, parent_uid=target)

    @rule(index=which)
    def undo(self, index):
        deed, _ = self.deeds[-1 - index % len(self.deeds)]
        before = self.present
        try:
            self.do(undo, deed)
        except CannotChangeError:
            assert present_states(draft_of(self.plan)) == before

    @rule()
    def undo_the_last(self):
        """Nothing stands on the last deed: it can always be undone, exactly."""
        deed, before = self.deeds[-1]
        self.do(undo, deed)
        assert self.present == before

    @rule(index=which)
    def go_back(self, index):
        deed, before = self.deeds[index % len(self.deeds)]
        self.do(go_back_before, deed)
        assert self.present == before

    @rule()
    def publish(self):
        try:
            edition = publish(self.plan, note="", by=self.by)
        except CannotPublishError:
            return
        self.archives[edition.pk] = bytes(edition.canonical)

    # --- what always holds ---------------------------------------------------------------------
    @invariant()
    def log_leads_back_to_the_empty_draft(self):
        lines = DraftChange.objects.filter(deed__plan=self.plan).order_by("-pk")
        assert walked_back(self.present, lines) == self.start

    @invariant()
    def siblings_have_places_of_their_own(self):
        places = Counter()
        for (kind, _), state in self.present.items():
            if kind != "edition":
                home = tuple(state[name] for name in BRANCH[kind].parents)
                places[kind, home, state["position"]] += 1
        assert set(places.values()) <= {1}


def test_any_history_of_a_draft_can_be_walked_back():
    run_state_machine_as_test(
        Draft,
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
