"""Whatever is chosen, published and pressed, in whatever order: one well-formed next plan."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from actionplans.archive import content_checksum
from actionplans.carrying.choices import Choices, base_of
from actionplans.carrying.passage import (
    CannotFinishError,
    CarriedOverError,
    StaleChoiceError,
    choose,
    choose_many,
    drop,
    finish,
    prepare,
    under_way,
)
from actionplans.carrying.values import CannotChooseError
from actionplans.drafting import change, delete, find_row
from actionplans.editions import CannotPublishError, draft_of, publish
from actionplans.lineage import ancestors
from actionplans.models import CarryOver, Edition, Lineage, Plan, ProgressEntry
from actionplans.rows import Tree
from tests.actionplans.passages import STOPPED, small_plan
from tests.factories import make_carry_over, make_goal, make_user

pytestmark = pytest.mark.django_db

which = st.integers(0, 9)  # the how-manieth, counted round
DECISIONS = {
    "continue": {},
    "reword": {"title": "Andere woorden"},
    "split": {"titles": ["Een", "", "Twee"]},
    "finished": {},
    "stopped": STOPPED,
    "weg": {},
}


class City(RuleBasedStateMachine):
    """A plan of six goals in the hands of people who press anything."""

    def __init__(self):
        super().__init__()
        # pytest-django rolls back after the whole test only, not after each example.
        self.example = transaction.atomic()
        self.example.__enter__()
        self.by, self.plan = make_user(), small_plan()
        self.archives, self.seen = {}, ""
        self.publish()
        self.page = make_carry_over(plan=self.plan, by=self.by)

    def teardown(self):
        self.make_the_plan()
        self.judge(CarryOver.objects.get(plan=self.plan))
        for pk, archive in self.archives.items():
            edition = Edition.objects.get(pk=pk)
            assert bytes(edition.canonical) == archive
            assert content_checksum(Tree(edition)) == edition.content_sha256
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def goal(self, index, edition=None):
        """One of the goals; None when there are none."""
        uids = sorted((edition or base_of(self.plan)).goals.values_list("uid", flat=True))
        return uids[index % len(uids)] if uids else None

    # --- what people do ------------------------------------------------------------------------
    @rule(index=which, decision=st.sampled_from(sorted(DECISIONS)), seen=st.integers(0, 2))
    def choose(self, index, decision, seen):
        self.try_to(choose, self.goal(index), decision, DECISIONS[decision], seen=seen, by=self.by)

    @rule(index=which, other=which, title=st.sampled_from(["", "Samen", "Anders"]))
    def join(self, index, other, title):
        values = {"into": str(self.goal(other)), "title": title}
        for seen in range(3):
            self.try_to(choose, self.goal(index), "merge", values, seen=seen, by=self.by)

    @rule(decision=st.sampled_from(["continue", "finished"]))
    def rest(self, decision):
        self.try_to(choose_many, decision=decision, by=self.by)

    @rule()
    def drop_and_begin_again(self):
        self.try_to(drop)
        if not CarryOver.objects.filter(plan=self.plan).exists():
            self.page = make_carry_over(plan=self.plan, by=self.by)

    @rule()
    def look(self):
        self.seen = prepare(self.page)[1]

    @rule()
    def finish(self):
        count = len(Choices(self.page).standings)
        if self.try_to(finish, by=self.by, seen=self.seen):
            self.n_goals = count

    def make_the_plan(self):
        """Decide what still waits, and press the last button."""
        if under_way(self.plan):
            for one in Choices(self.page).problems:
                self.try_to(choose, one.goal.uid, "continue", {}, seen=one.version, by=self.by)
            self.rest("continue")
            self.look()
            self.n_goals = len(Choices(self.page).standings)
            assert self.try_to(finish, by=self.by, seen=self.seen) is not None

    @rule(index=which)
    def change(self, index):
        goal = find_row(draft_of(self.plan), "goal", self.goal(index, draft_of(self.plan)))
        title = {"title": goal.title + "!"}
        change(self.plan, "goal", goal.uid, title, seen=goal.version, by=self.by)

    @rule(index=which)
    def delete(self, index):
        if draft_of(self.plan).goals.count() > 2:
            uid = self.goal(index, draft_of(self.plan))
            version = find_row(draft_of(self.plan), "goal", uid).version
            delete(self.plan, "goal", uid, seen=version, by=self.by)

    @rule()
    def add(self):
        make_goal(chapter=draft_of(self.plan).chapters.first(), title="Erbij")

    @rule()
    def publish(self):
        try:
            edition = publish(self.plan, note="", by=self.by)
        except CannotPublishError:
            return
        self.archives[edition.pk] = bytes(edition.canonical)

    def try_to(self, deed, *args, **kwargs):
        try:
            with transaction.atomic():
                return deed(self.page, *args, **kwargs)
        except (CannotChooseError, StaleChoiceError, CannotFinishError, CarriedOverError):
            return None

    # --- what holds always ---------------------------------------------------------------------
    @invariant()
    def there_is_one_next_plan_or_none(self):
        done = CarryOver.objects.filter(plan=self.plan, new_plan__isnull=False).first()
        assert Plan.objects.filter(city=self.plan.city).count() == 1 + bool(done)
        if done is None:
            assert under_way(self.plan) == self.page
            assert not Lineage.objects.exists()

    def judge(self, done):
        old = {row.uid for edition in self.plan.editions.all() for _, row in Tree(edition).rows()}
        tree = Tree(draft_of(done.new_plan))
        rows = [row.uid for _, row in tree.rows()]
        codes = Counter(goal.code for goal in tree.goals)
        assert (len(set(rows)), old & set(rows)) == (len(rows), set())
        assert len(tree.goals) == sum(len(chapter.goal_list) for chapter in tree.chapters)
        assert set(codes.values()) <= {1}
        for chapter in tree.chapters:
            places = [goal.position for goal in chapter.goal_list]
            assert places == list(range(1, len(places) + 1))
            assert all(goal.title for goal in chapter.goal_list)
        assert all(uid not in found for uid, found in ancestors(rows).items())
        assert {goal.uid for goal in tree.goals} <= set(
            Lineage.objects.values_list("new_uid", flat=True)
        )
        closed = Counter(ProgressEntry.objects.values_list("subject", flat=True))
        assert set(closed.values()) == {1}
        assert len(closed) == self.n_goals


def test_whatever_is_pressed_the_next_plan_is_well_formed():
    run_state_machine_as_test(
        City,
        settings=settings(
            max_examples=8,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
