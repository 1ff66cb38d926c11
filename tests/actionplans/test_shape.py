"""Nothing of the tree is forgotten when an edition is frozen: every relation has its class."""

from types import SimpleNamespace

import pytest
from django.db import models

from actionplans.editions import draft_of, publish
from actionplans.models import (
    Action,
    Chapter,
    Edition,
    EditionDifference,
    Goal,
    Note,
    Participation,
    Withdrawal,
)
from actionplans.rows import Tree, state_of
from actionplans.shape import (
    BRANCHES,
    EDITION_EXCLUDED,
    EDITION_FIELDS,
    EDITION_TABLE,
    ROW_EXCLUDED,
    branch_of,
    link_tables,
    row_tables,
)
from tests.factories import (
    fill_plan,
    make_action,
    make_goal,
    make_member,
    make_note,
    make_plan,
)

pytestmark = pytest.mark.django_db

TREE = [Note, Chapter, Goal, Action, Participation]
# Rows that hang on an edition without being part of what it says.
EDITION_RELATIONS_EXCLUDED = {Withdrawal, EditionDifference}


def named_in(branch):
    """Every name that a branch classes, in whichever way."""
    classed = (*branch.fields, *branch.parents, *branch.terms, *branch.references, *branch.notes)
    assert len(classed) == len(set(classed)), f"{branch.kind} classes a field twice"
    return {*classed, *ROW_EXCLUDED}


def own_fields(model):
    options = model._meta
    return {field.name for field in (*options.concrete_fields, *options.many_to_many)}


def relations_back(model):
    return [field for field in model._meta.get_fields(include_hidden=True) if is_back(field)]


def is_back(field):
    return field.auto_created and not field.concrete


def comes_along(relation):
    """Whether rows that point here are copied with the edition: rows of the tree, or its links."""
    model = relation.related_model
    through = {
        branch.model._meta.get_field(name).remote_field.through
        for branch in BRANCHES
        for name in branch.links
    }
    if model in through:
        return True
    branches = [branch for branch in BRANCHES if branch.model is model]
    name = relation.field.name
    return any(name in (*branch.parents, *branch.notes, "edition") for branch in branches)


def test_branches_are_the_rows_of_the_tree_parents_first():
    assert [branch.model for branch in BRANCHES] == TREE


@pytest.mark.parametrize("branch", BRANCHES, ids=lambda branch: branch.kind)
def test_every_field_of_a_row_is_classed_and_nothing_else(branch):
    assert named_in(branch) == own_fields(branch.model)


@pytest.mark.parametrize("branch", BRANCHES, ids=lambda branch: branch.kind)
def test_fields_are_classed_as_what_they_are(branch):
    of = branch.model._meta.get_field

    assert [name for name in branch.fields if of(name).is_relation] == []
    assert {of(name).related_model for name in branch.parents} <= set(TREE)
    assert {of(name).related_model for name in branch.notes} <= {Note}
    assert [name for name in branch.links if not of(name).many_to_many] == []
    assert [name for name in branch.references if not of(name).many_to_one] == []
    shared = {of(name).related_model for name in (*branch.terms, *branch.references)}
    assert shared & {*TREE, Edition} == set()


@pytest.mark.parametrize("model", [Edition, *TREE], ids=lambda model: model.__name__)
def test_every_relation_to_the_tree_comes_along_or_is_excluded(model):
    excluded = EDITION_RELATIONS_EXCLUDED if model is Edition else set()
    relations = [one for one in relations_back(model) if one.related_model not in excluded]

    assert [str(one) for one in relations if not comes_along(one)] == []


def test_every_field_of_an_edition_is_classed_and_nothing_else():
    assert set(EDITION_FIELDS) | EDITION_EXCLUDED == own_fields(Edition)
    assert set(EDITION_FIELDS) & EDITION_EXCLUDED == set()


def test_a_new_field_or_relation_is_found(monkeypatch):
    """Show it once: what these tests compare does see a column and a table that nobody classed."""
    goal = next(branch for branch in BRANCHES if branch.kind == "goal")
    extra = models.CharField(name="budget")
    monkeypatch.setattr(
        Goal._meta, "concrete_fields", (*Goal._meta.concrete_fields, extra), raising=False
    )
    budget_line = SimpleNamespace(related_model=Edition, field=SimpleNamespace(name="goal"))

    assert own_fields(Goal) - named_in(goal) == {"budget"}
    assert not comes_along(budget_line)


def test_guarded_tables_are_the_tree_and_all_its_links():
    guarded = {*row_tables(), EDITION_TABLE, *(table for table, _, _ in link_tables())}

    links = {field.m2m_db_table() for model in TREE for field in model._meta.many_to_many}
    assert guarded == {model._meta.db_table for model in (Edition, *TREE)} | links


@pytest.mark.parametrize("branch", BRANCHES, ids=lambda branch: branch.kind)
def test_state_of_a_row_tells_everything_editable(branch):
    assert branch_of(branch.model()) is branch
    plan = fill_plan(plan=make_plan()) if branch.kind != "note" else make_note().edition.plan
    row = branch.model.objects.filter(edition=draft_of(plan)).first()

    assert set(state_of(row)) == set(branch.editable)


@pytest.fixture
def published():
    """An edition with one of each relation, notes of every sort included."""
    plan = fill_plan(plan=make_plan(), chapters=2, goals=2, actions=2)
    note = make_note(plan=plan)
    goal = make_goal(chapter=draft_of(plan).chapters.first())
    goal.notes.add(note)
    goal.timing_notes.add(note)
    make_action(goal=goal).notes.add(note)
    return publish(plan, note="", by=make_member())


def test_no_reference_of_an_edition_leaves_it(published):
    outside = []
    counted = 0
    for branch in BRANCHES:
        for row in branch.model.objects.filter(edition=published):
            near = [getattr(row, name) for name in branch.parents if getattr(row, name)]
            near += [note for name in branch.notes for note in getattr(row, name).all()]
            counted += len(near)
            outside += [(row, other) for other in near if other.edition_id != published.pk]

    assert outside == []
    # 5 goals, 9 actions, 2 group members, and 3 notes that are referred to
    assert counted == 5 + 9 + 2 + 3


def test_a_copy_says_what_the_draft_says(published):
    draft = Tree(draft_of(published.plan))

    copy = Tree(published)

    assert [(kind, row.uid, state_of(row)) for kind, row in copy.rows()] == [
        (kind, row.uid, state_of(row)) for kind, row in draft.rows()
    ]
