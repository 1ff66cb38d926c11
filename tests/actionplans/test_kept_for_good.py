"""A published plan keeps its city, period and address; what was told once stays as it was told."""

# ruff: noqa: S608 - the SQL is made of our own table names only

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from actionplans.editions import draft_of, withdraw
from actionplans.freeze import PLAN_IDENTITY, maintenance
from actionplans.models import Deed, DraftChange, Edition, Lineage, Plan, Withdrawal
from cities.models import Actor, LogEntry
from tests.factories import make_city, make_plan, make_user, published_plan

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own words")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL only")

TOLD_ONCE = (Withdrawal, Lineage, Deed, DraftChange, LogEntry)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rows_of(model):
    return list(model.objects.order_by("pk").values())


def assert_refused(deed, model):
    before = rows_of(model)

    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        deed()

    assert (rows_of(model), len(before) > 0) == (before, True)


# --- the plan of an edition ----------------------------------------------------------------------
@pytest.fixture
def plan():
    return published_plan(period_from=2020, period_until=2025)


def other_values(plan):
    thematic = {"framework": Plan.Framework.THEMATIC, "theme": "Rainbow"}
    return {
        "id": {"id": plan.pk + 1000},
        "uid": {"uid": uuid.uuid4()},
        "city_id": {"city": make_city()},
        "slug": {"slug": "ander-adres"},
        "framework": {"framework": Plan.Framework.INTEGRATED},
        "theme": thematic,
        "period_from": {"period_from": 2019},
        "period_until": {"period_until": None},
    }


@pytest.mark.parametrize("name", PLAN_IDENTITY)
def test_published_plan_keeps_its_identity(plan, name):
    values = other_values(plan)[name]

    assert_refused(lambda: Plan.objects.filter(pk=plan.pk).update(**values), Plan)


def test_published_plan_without_an_end_gets_none():
    plan = published_plan(period_until=None)

    assert_refused(lambda: Plan.objects.filter(pk=plan.pk).update(period_until=2031), Plan)


def test_published_plan_is_not_deleted(plan):
    assert_refused(lambda: sql("DELETE FROM actionplans_plan WHERE id = %s", plan.pk), Plan)


def test_maker_of_a_published_plan_may_be_mended(plan):
    Plan.objects.filter(pk=plan.pk).update(created_by=None)

    plan.refresh_from_db()
    assert plan.created_by is None


@pytest.mark.parametrize("name", PLAN_IDENTITY[1:])
def test_plan_that_nobody_could_read_may_be_set_right(name):
    plan = make_plan(period_from=2020, period_until=2025)
    values = other_values(plan)[name]

    changed = Plan.objects.filter(pk=plan.pk).update(**values)

    assert changed == 1


def test_plan_that_nobody_could_read_may_go():
    plan = make_plan()
    Edition.objects.filter(plan=plan).delete()

    Plan.objects.filter(pk=plan.pk).delete()

    assert not Plan.objects.exists()


@on_sqlite
@pytest.mark.parametrize("standing_by", ["id", "uid", "slug", "period"])
def test_published_plan_is_not_pushed_out_by_a_replacing_one(plan, standing_by):
    new = {
        "id": plan.pk + 1000,
        "uid": uuid.uuid4().hex,
        "slug": "ander-adres",
        "period_until": 2026,
    }
    same = {"id": plan.pk, "uid": plan.uid.hex, "slug": plan.slug, "period_until": 2025}
    name = "period_until" if standing_by == "period" else standing_by
    new[name] = same[name]
    columns = [field.column for field in Plan._meta.concrete_fields]
    values = ["%s" if column in new else column for column in columns]
    insert = f"INSERT OR REPLACE INTO actionplans_plan ({', '.join(columns)})"
    insert += f" SELECT {', '.join(values)} FROM actionplans_plan WHERE id = {plan.pk}"

    assert_refused(lambda: sql(insert, *(new[c] for c in columns if c in new)), Plan)


# --- what is told once ---------------------------------------------------------------------------
@pytest.fixture
def told(plan):
    """One row at least in every table of lines that are only added."""
    draft = draft_of(plan)
    goal, action = draft.goals.get(), draft.actions.get()
    Lineage.objects.create(new_uid=goal.uid, old_uid=action.uid, kind=Lineage.Kind.MOVED)
    deed = Deed.objects.create(plan=plan, kind=Deed.Kind.CHANGE, summary="Doel gewijzigd")
    Deed.objects.create(plan=plan, kind=Deed.Kind.UNDO, summary="Terug", undoes=deed)
    DraftChange.objects.create(deed=deed, table="goal", uid=goal.uid, version=2, field="title")
    withdraw(plan.editions.published().get(), reason="Een fout", by=make_user())
    return plan


@pytest.mark.parametrize("model", TOLD_ONCE)
def test_line_is_not_told_otherwise(told, model):
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]

    for field in fields:
        assert_refused(
            lambda field=field: model.objects.update(**{field.name: F(field.name)}), model
        )


@pytest.mark.parametrize("model", TOLD_ONCE)
def test_line_is_not_deleted(told, model):
    assert_refused(lambda: sql(f"DELETE FROM {model._meta.db_table}"), model)


@pytest.mark.parametrize("model", TOLD_ONCE)
def test_line_goes_through_the_door(told, model):
    with transaction.atomic():
        with maintenance("bewaartermijn"):
            model.objects.all()._raw_delete(connection.alias)
            remaining = model.objects.count()
        transaction.set_rollback(True)

    assert remaining == 0


def test_name_behind_a_line_can_be_erased(told):
    Actor.objects.update(label="medewerker stad")

    labels = set(LogEntry.objects.values_list("actor__label", flat=True))
    assert labels == {"medewerker stad"}


@on_sqlite
@pytest.mark.parametrize("model", TOLD_ONCE)
def test_line_is_not_pushed_out_by_a_replacing_one(told, model):
    table = model._meta.db_table

    assert_refused(lambda: sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"), model)


@on_sqlite
@pytest.mark.parametrize(
    ("model", "kept"),
    [
        (Withdrawal, "edition_id"),
        (Lineage, "new_uid, old_uid"),
        (Deed, "uid"),
        (Deed, "undoes_id"),
    ],
)
def test_line_is_not_pushed_out_by_another_unique_column(told, model, kept):
    """The new row has another id and uid, but the value that only one row may have."""
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields if field.name != "id"]
    taken = [
        "lower(hex(randomblob(16)))" if name == "uid" and kept != "uid" else name
        for name in columns
    ]
    insert = f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) SELECT {', '.join(taken)}"
    insert += f" FROM {table} WHERE {kept.split(',')[0]} IS NOT NULL"

    assert_refused(lambda: sql(insert), model)


@on_postgresql
@pytest.mark.parametrize("model", [Plan, *TOLD_ONCE])
def test_table_is_not_truncated(told, model):
    connection.check_constraints()  # PostgreSQL truncates nothing while a check waits

    assert_refused(lambda: sql(f"TRUNCATE {model._meta.db_table} CASCADE"), model)
