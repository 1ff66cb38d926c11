"""Frozen means frozen: every way to reach a table of the tree is refused by the database itself."""

# ruff: noqa: S608 - the SQL is made of our own table names only

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, transaction

from actionplans import drafting
from actionplans.archive import checksum, content_checksum
from actionplans.editions import current_edition, draft_of, publish
from actionplans.models import Commitment, Edition, MaintenanceDoor
from actionplans.rows import Tree
from actionplans.shape import BRANCH, BRANCHES, EDITION_TABLE, link_tables, row_tables
from cities.models import Ground, PolicyDomain, SustainableGoal, Track
from tests.factories import fill_plan, make_member, make_note, make_participation, make_plan

pytestmark = pytest.mark.django_db

ALL_TABLES = [EDITION_TABLE, *row_tables(), *(table for table, _, _ in link_tables())]
KINDS = [branch.kind for branch in BRANCHES]
LINKS = [(branch.kind, name) for branch in BRANCHES for name in branch.links]
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own words")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL only")


@pytest.fixture
def plan():
    """A plan with rows in every table of the tree, published once."""
    plan = fill_plan(plan=make_plan())
    note = make_note(plan=plan)
    goal = draft_of(plan).goals.get()
    make_participation(goal=goal)
    goal.commitments.add(Commitment.objects.get(number=2))
    goal.sdgs.add(SustainableGoal.objects.first())
    goal.grounds.add(Ground.objects.first())
    goal.domains.add(PolicyDomain.objects.first())
    goal.tracks.add(Track.objects.first())
    for row in (goal, goal.actions.get()):
        row.notes.add(note)
    goal.timing_notes.add(note)
    publish(plan, note="", by=make_member(city=plan.city))
    return plan


@pytest.fixture
def edition(plan):
    return current_edition(plan)


@pytest.fixture
def draft(plan):
    return draft_of(plan)


def row_in(edition, kind):
    return BRANCH[kind].model.objects.filter(edition=edition).first()


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def assert_refused(deed, edition, says="frozen"):
    before = checksum(Edition.objects.get(pk=edition.pk).canonical)

    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        deed()

    assert content_checksum(Tree(edition)) == edition.content_sha256
    assert checksum(Edition.objects.get(pk=edition.pk).canonical) == before == edition.sha256


# --- rows ---------------------------------------------------------------------
def bulk_update(frozen, edition, draft):
    type(frozen).objects.bulk_update([frozen], ["position"])


def bulk_create(frozen, edition, draft):
    frozen.pk, frozen.uid = None, draft.uid
    type(frozen).objects.bulk_create([frozen])


def upsert(frozen, edition, draft):
    frozen.edition = draft
    type(frozen).objects.bulk_create(
        [frozen], update_conflicts=True, unique_fields=["id"], update_fields=["edition"]
    )


def come_in(frozen, edition, draft):
    draft_row = type(frozen).objects.filter(edition=draft)
    draft_row.update(edition=edition, uid=edition.uid)


def delete_by_sql(frozen, edition, draft):
    sql(f"DELETE FROM {frozen._meta.db_table} WHERE id = %s", frozen.pk)


WAYS_TO_CHANGE_A_ROW = {
    "save": lambda frozen, *_: frozen.save(),
    "update": lambda frozen, *_: type(frozen).objects.filter(pk=frozen.pk).update(position=9),
    "update of all": lambda frozen, *_: type(frozen).objects.update(position=9),
    "bulk_update": bulk_update,
    "raw SQL": lambda frozen, *_: sql(f"UPDATE {frozen._meta.db_table} SET position = 9"),
    "create": lambda frozen, edition, draft: type(frozen)(edition=edition, position=9).save(),
    "bulk_create": bulk_create,
    "upsert": upsert,
    "delete by raw SQL": delete_by_sql,
    "draft row comes in": come_in,
    "frozen row goes to the draft": lambda frozen, edition, draft: (
        type(frozen).objects.filter(pk=frozen.pk).update(edition=draft, uid=edition.uid)
    ),
}


@pytest.mark.parametrize("way", WAYS_TO_CHANGE_A_ROW)
@pytest.mark.parametrize("kind", KINDS)
def test_frozen_row_is_not_changed(kind, way, edition, draft):
    frozen = row_in(edition, kind)

    assert_refused(lambda: WAYS_TO_CHANGE_A_ROW[way](frozen, edition, draft), edition)


@pytest.mark.parametrize("kind", KINDS)
def test_frozen_row_is_not_deleted_by_the_orm(kind, edition):
    """A row with others under it is refused by Django before the database is asked."""
    says = "protected" if kind in ("chapter", "goal") else "frozen"

    assert_refused(lambda: row_in(edition, kind).delete(), edition, says)


@on_sqlite
@pytest.mark.parametrize("kind", KINDS)
def test_frozen_row_is_not_pushed_out_by_a_replacing_row(kind, edition, draft):
    """SQLite's REPLACE deletes what is in its way without asking the guard on DELETE."""
    table, frozen, free = BRANCH[kind].model._meta.db_table, row_in(edition, kind), draft.uid.hex
    names = [field.column for field in BRANCH[kind].model._meta.concrete_fields]
    values = ["%s" if name in ("id", "edition_id", "uid") else name for name in names]
    insert = (
        f"INSERT OR REPLACE INTO {table} ({', '.join(names)})"
        f" SELECT {', '.join(values)} FROM {table} WHERE id = {frozen.pk}"
    )
    update = f"UPDATE OR REPLACE {table} SET id = %s WHERE edition_id = %s"
    given = {"id": frozen.pk, "edition_id": draft.pk, "uid": free}

    assert_refused(lambda: sql(insert, *(given[n] for n in names if n in given)), edition)
    assert_refused(lambda: sql(update, frozen.pk, draft.pk), edition)


# --- many-to-many links ------------------------------------------------------------
def move_link(link, frozen, draft_row):
    """The link of a draft row is turned into one of the frozen row."""
    column = f"{link.source_field_name}_id"
    link.through.objects.filter(**{column: draft_row.pk}).update(**{column: frozen.pk})


WAYS_TO_CHANGE_LINKS = {
    "add": lambda link, frozen, _: link.add(link.model.objects.last()),
    "remove": lambda link, frozen, _: link.remove(link.first()),
    "set": lambda link, frozen, _: link.set([]),
    "clear": lambda link, frozen, _: link.clear(),
    "update": lambda link, frozen, _: link.through.objects.update(id=9999),
    "raw delete": lambda link, frozen, _: sql(f"DELETE FROM {link.through._meta.db_table}"),
    "link comes in": move_link,
    "link goes": lambda link, frozen, row: move_link(link, row, frozen),
}


@pytest.mark.parametrize("way", WAYS_TO_CHANGE_LINKS)
@pytest.mark.parametrize(("kind", "name"), LINKS)
def test_links_of_a_frozen_row_are_not_changed(kind, name, way, plan, edition, draft):
    frozen, draft_row = row_in(edition, kind), row_in(draft, kind)
    link = getattr(frozen, name)
    if BRANCH[kind].notes and name in BRANCH[kind].notes and way == "add":
        make_note(plan=plan, number=2)
    if way == "link comes in":
        getattr(draft_row, name).set([link.model.objects.last()])
    assert link.count() == 1

    assert_refused(lambda: WAYS_TO_CHANGE_LINKS[way](link, frozen, draft_row), edition)


# --- the edition ---------------------------------------------------------------------
WAYS_TO_CHANGE_AN_EDITION = {
    "save": lambda edition, draft: edition.save(),
    "note": lambda edition, draft: Edition.objects.filter(pk=edition.pk).update(note="x"),
    "raw SQL": lambda edition, draft: sql(f"UPDATE {EDITION_TABLE} SET canonical = NULL"),
    "back to draft": lambda edition, draft: Edition.objects.filter(pk=edition.pk).update(
        state="draft", number=None, published_at=None
    ),
    "back to sealing": lambda edition, draft: Edition.objects.published().update(state="sealing"),
    "raw delete": lambda edition, draft: sql(f"DELETE FROM {EDITION_TABLE}"),
    "draft without copying": lambda edition, draft: Edition.objects.drafts().update(
        state="published", number=2, published_at=edition.published_at
    ),
    "published at once": lambda edition, draft: Edition.objects.create(
        plan=edition.plan, state="published", number=2, published_at=edition.published_at
    ),
}


@pytest.mark.parametrize("way", WAYS_TO_CHANGE_AN_EDITION)
def test_published_edition_is_not_changed(way, edition, draft):
    assert_refused(lambda: WAYS_TO_CHANGE_AN_EDITION[way](edition, draft), edition)


def test_published_edition_is_not_deleted_by_the_orm(edition):
    assert_refused(edition.delete, edition, "protected")


def sealing_copy(edition, **values):
    edition = Edition.objects.get(pk=edition.pk)
    for name, value in {"pk": None, "number": 2, "state": "sealing", **values}.items():
        setattr(edition, name, value)
    return edition


def test_sealing_edition_does_not_become_a_draft_again(edition):
    sealing = sealing_copy(edition)
    sealing.save()

    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Edition.objects.filter(pk=sealing.pk).update(state="draft")


@on_sqlite
def test_published_edition_is_not_pushed_out_by_a_replacing_one(edition):
    names = [field.column for field in Edition._meta.concrete_fields if field.name != "id"]
    taken = ", ".join("'sealing'" if name == "state" else name for name in names)
    columns = ", ".join(names)
    insert = f"INSERT OR REPLACE INTO {EDITION_TABLE} ({{}}{columns}) SELECT {{}}{taken}"
    insert += f" FROM {EDITION_TABLE} WHERE id = {edition.pk}"
    sealing = sealing_copy(edition)
    sealing.save()
    update = f"UPDATE OR REPLACE {EDITION_TABLE} SET number = 1 WHERE id = {sealing.pk}"

    assert_refused(lambda: sql(insert.format("id, ", "id, ")), edition)
    assert_refused(lambda: sql(insert.format("", "")), edition)
    assert_refused(lambda: sql(update), edition)


# --- and all together ---------------------------------------------------------------------
@on_postgresql
@pytest.mark.parametrize("table", [*ALL_TABLES, "actionplans_plan", "cities_city"])
def test_tables_with_frozen_rows_are_not_truncated(table, edition):
    connection.check_constraints()  # PostgreSQL truncates nothing while a check waits

    assert_refused(lambda: sql(f"TRUNCATE {table} CASCADE"), edition)


@pytest.mark.parametrize("kind", KINDS)
def test_draft_stays_editable_after_publishing(kind, plan, edition, draft):
    row = row_in(draft, kind)

    changed = drafting.change(
        plan, kind, row.uid, {"position": 5}, seen=row.version, by=make_member()
    )
    deleted = drafting.delete(plan, kind, row.uid, seen=row.version + 1, by=make_member())

    assert (changed.kind, deleted.kind) == ("change", "delete")
    assert not BRANCH[kind].model.objects.filter(edition=draft, uid=row.uid).exists()
    assert BRANCH[kind].model.objects.filter(edition=edition, uid=row.uid).exists()


def test_admin_shows_nothing_of_the_tree():
    guarded = {EDITION_TABLE, *ALL_TABLES, MaintenanceDoor._meta.db_table}

    admin.autodiscover()

    assert [model for model in admin.site._registry if model._meta.db_table in guarded] == []
