"""Whatever two people do to a plan in two tabs, nothing is lost, doubled or changed afterwards."""

import uuid
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans import drafting, undoing
from actionplans.archive import content_of
from actionplans.differences.difference import apply
from actionplans.drafting import CannotChangeError, RowGoneError
from actionplans.editions import CannotPublishError, draft_of, publish
from actionplans.merging import StaleRowError
from actionplans.models import Edition, EditionDifference
from actionplans.rows import Tree, state_of
from actionplans.shape import BRANCH
from tests.actionplans.deeds import rich_plan
from tests.factories import make_user

pytestmark = pytest.mark.django_db

WORDS = {"chapter": "title", "goal": "title", "action": "text", "participation": "label"}
HOME = {"goal": "chapter", "action": "goal", "participation": "chapter"}
KINDS = st.sampled_from(sorted(WORDS))
TEXTS = st.sampled_from(["Anders", "👩‍👧 voor iedereen", "שלום לכולם", "e\u0301é", " ", "x" * 300])
REFUSALS = (StaleRowError, RowGoneError, CannotChangeError, CannotPublishError)


class Tab:
    """A page that was opened at some moment: it knows the rows and versions of then."""

    def __init__(self, plan, by):
        self.plan, self.by = plan, by
        self.look()

    def look(self):
        self.tree = Tree(draft_of(self.plan))

    def row(self, kind, at):
        rows = [row for found, row in self.tree.rows() if found == kind]
        return rows[at % len(rows)] if rows else None

    def do(self, deed, kind, at, text):
        """What the person presses, with what their page shows; a refusal changes nothing."""
        row = self.row(kind, at)
        with suppress(*REFUSALS):
            getattr(self, deed)(kind, row, at, text)

    def change(self, kind, row, at, text):
        if row:
            values = {WORDS[kind]: text}
            drafting.change(self.plan, kind, row.uid, values, seen=row.version, by=self.by)

    def renumber(self, kind, row, at, text):
        if goal := self.row("goal", at):
            values = {"code": text[:8], "timing_from": 2026 + at}
            drafting.change(self.plan, "goal", goal.uid, values, seen=goal.version, by=self.by)

    def add(self, kind, row, at, text):
        home = self.row(HOME[kind], at) if kind in HOME else None
        if home or kind not in HOME:
            values = {WORDS[kind]: text} | ({HOME[kind]: home.uid} if home else {})
            drafting.add(self.plan, kind, values, uid=uuid.uuid4(), by=self.by)

    def delete(self, kind, row, at, text):
        if row:
            drafting.delete(self.plan, kind, row.uid, seen=row.version, by=self.by)

    def move(self, kind, row, at, text):
        if row:
            drafting.move(self.plan, kind, row.uid, step=-1 if at % 2 else 1, by=self.by)

    def move_to(self, kind, row, at, text):
        home = self.row(HOME[kind], at + 1) if kind in HOME else None
        if row and home:
            names = {"parent": HOME[kind], "parent_uid": home.uid}
            drafting.move_to(self.plan, kind, row.uid, **names, by=self.by)

    def undo(self, kind, row, at, text):
        if deeds := list(self.plan.deeds.all()[: at + 1]):
            undoing.undo(self.plan, deeds[-1], by=self.by)

    def publish(self, kind, row, at, text):
        publish(self.plan, note=text, by=self.by)

    def refresh(self, kind, row, at, text):
        self.look()


DEEDS = ["change", "renumber", "add", "delete", "move", "move_to", "undo", "publish", "refresh"]
WORK = st.lists(
    st.tuples(st.sampled_from([0, 1]), st.sampled_from(DEEDS), KINDS, st.integers(0, 4), TEXTS),
    min_size=1,
    max_size=10,
)


def frozen(plan):
    """All that is published of a plan: archives, and every row with what it says."""
    editions = Edition.objects.published().filter(plan=plan).order_by("number")
    return {
        edition.number: (
            bytes(edition.canonical),
            [(kind, row.pk, row.uid, state_of(row)) for kind, row in Tree(edition).rows()],
        )
        for edition in editions
    }


def check_well_formed(plan):
    draft = draft_of(plan)
    tree = Tree(draft)
    uids = [row.uid for _, row in tree.rows()]
    counted = sum(branch.model.objects.filter(edition=draft).count() for branch in BRANCH.values())
    # A row that hangs nowhere is not in the tree, and a uid that is used twice counts once.
    assert len(set(uids)) == len(uids) == counted
    for kind, row in tree.rows():
        near = [getattr(row, name) for name in BRANCH[kind].parents if getattr(row, name)]
        near += [note for name in BRANCH[kind].notes for note in getattr(row, name).all()]
        assert {other.edition_id for other in near} <= {draft.pk}


def check_differences(plan, published):
    """What changed leads from each edition to the next."""
    contents = {
        edition.number: content_of(Tree(edition))
        for edition in Edition.objects.published().filter(plan=plan)
    }
    kept = EditionDifference.objects.filter(newer__plan=plan).select_related("older", "newer")
    assert len(kept) == max(len(contents) - 1, 0)
    for one in kept:
        assert apply(contents[one.older.number], one.content) == contents[one.newer.number]


@settings(max_examples=15, deadline=None)
@given(WORK)
def test_any_work_in_two_tabs_leaves_a_whole_plan_and_the_same_editions(work):
    plan = rich_plan()
    tabs = [Tab(plan, make_user()), Tab(plan, make_user())]
    published = {}

    for who, deed, kind, at, text in [*work, (0, "publish", "goal", 0, "")]:
        tabs[who].do(deed, kind, at, text)
        now = frozen(plan) if deed == "publish" else published
        assert {number: now[number] for number in published} == published
        published = now

    check_well_formed(plan)
    assert frozen(plan) == published
    check_differences(plan, published)
