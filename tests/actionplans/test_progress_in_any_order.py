"""Two tabs, two cities' deeds and a moderator in any order: entries stay whole."""

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from actionplans.models import ProgressEntry
from actionplans.progress.entries import (
    RoundIsClosedError,
    StaleProgressError,
    closing_step,
    confirm_unchanged,
    enter,
)
from actionplans.progress.rounds import close_for_plan, close_round, reopen_for_plan
from actionplans.progress.telling import UnclearProgressError
from tests.factories import make_member, make_round, published_plan

TABS = st.sampled_from(["left", "right"])
VALUES = st.sampled_from(
    [
        {"state": "running", "schedule": "on_schedule"},
        {"state": "running", "schedule": "delayed", "reason": "staff"},
        {"state": "finished", "text": "Klaar 🎉"},
        {"state": "stopped", "reason": "means"},
    ]
)


class TwoTabs(RuleBasedStateMachine):
    """`told` is what the world was answered; each tab knows only what it looked at last."""

    def __init__(self):
        super().__init__()
        # pytest-django rolls back after the whole test only, not after each example.
        self.example = transaction.atomic()
        self.example.__enter__()
        self.plan = published_plan()
        self.uid = self.plan.editions.published().get().goals.get().uid
        self.people = {tab: make_member(city=self.plan.city, name=tab) for tab in ("left", "right")}
        self.round = make_round()
        self.seen = {"left": 0, "right": 0}
        self.told = []

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def latest(self):
        return ProgressEntry.objects.filter(plan=self.plan).order_by("number").last()

    def is_open(self):
        self.round.refresh_from_db()
        return self.round.is_open and closing_step(self.plan, self.round) is None

    @rule(tab=TABS)
    def look(self, tab):
        latest = self.latest()
        self.seen[tab] = latest.number if latest else 0

    @rule(tab=TABS, values=VALUES, in_round=st.booleans())
    def tell(self, tab, values, in_round):
        self._deed(
            tab,
            in_round,
            lambda seen, by, round: enter(
                self.plan, "goal", self.uid, values=values, seen=seen, by=by, round=round
            ),
        )

    @rule(tab=TABS, in_round=st.booleans())
    def confirm(self, tab, in_round):
        self._deed(
            tab,
            in_round,
            lambda seen, by, round: confirm_unchanged(
                self.plan, "goal", self.uid, seen=seen, by=by, round=round
            ),
        )

    def _deed(self, tab, in_round, deed):
        before, was_open = self.latest(), self.is_open()
        number = before.number if before else 0
        refusals = (StaleProgressError, RoundIsClosedError, UnclearProgressError)
        try:
            answer = deed(self.seen[tab], self.people[tab], self.round if in_round else None)
        except refusals as refusal:
            answer = refusal
        match answer:
            case StaleProgressError():
                assert (answer.latest, self.seen[tab] == number) == (before, False)
            case RoundIsClosedError():
                assert (in_round, was_open) == (True, False)
            case UnclearProgressError():
                assert before is None
            case _:
                assert was_open or not in_round
                assert (answer.by.user, answer.number) == (self.people[tab], self.seen[tab] + 1)
                self.told += [answer.pk] if answer != before else []

    @rule(tab=TABS)
    def close(self, tab):
        self._step(close_for_plan, tab)

    @rule(tab=TABS)
    def reopen(self, tab):
        self._step(reopen_for_plan, tab)

    def _step(self, deed, tab):
        try:
            deed(self.plan, self.round, by=self.people[tab])
        except RoundIsClosedError:
            assert not self.round.is_open

    @rule()
    def next_round(self):
        close_round(self.round, by=self.people["left"])
        self.round = make_round()

    @invariant()
    def nothing_is_lost_and_no_number_is_skipped(self):
        entries = ProgressEntry.objects.filter(plan=self.plan).order_by("number")
        assert list(entries.values_list("number", flat=True)) == [
            number + 1 for number in range(len(self.told))
        ]
        assert [entry.pk for entry in entries] == self.told

    @invariant()
    def no_entry_came_after_its_round(self):
        for entry in ProgressEntry.objects.filter(round__closed_at__isnull=False).select_related(
            "round"
        ):
            assert entry.at <= entry.round.closed_at


@pytest.mark.django_db
def test_two_tabs_in_any_order_lose_nothing():
    run_state_machine_as_test(
        TwoTabs, settings=settings(max_examples=12, stateful_step_count=15, deadline=None)
    )
