"""What was published stays as it was: the database itself refuses to change a frozen row.

Triggers stand on INSERT, UPDATE and DELETE of every table of the tree, many-to-many tables
included; and on TRUNCATE where the database knows it. A published edition is made by inserting rows
while it is `sealing`, then turning it to `published`; from then on nothing passes. Its plan keeps
its city, period and address, and stays. What is told once (withdrawals, descents, progress,
measurements, the draft log and the log) is never told otherwise. The only door is a row in
MaintenanceDoor, which `maintenance()` sets and removes in one transaction; a door that is left
standing open fails the check.

`install()` runs after every `migrate` and makes all triggers anew, because SQLite drops a table's
triggers when a migration remakes the table. For the same reason `remove_on_sqlite()` runs before
`migrate`: there a table cannot be renamed while a trigger elsewhere names it.
"""

# ruff: noqa: S608 - the SQL is made of our own table names only, never of input

from contextlib import contextmanager

from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from cities.log import actor_of, record
from cities.models import LogEntry

from .models import (
    Deed,
    DraftChange,
    IndicatorChange,
    Lineage,
    MaintenanceDoor,
    Measurement,
    Plan,
    ProgressEntry,
    RoundStep,
    Withdrawal,
)
from .shape import EDITION_TABLE, link_tables, row_tables

DOOR_TABLE = MaintenanceDoor._meta.db_table
PLAN_TABLE = Plan._meta.db_table
WITHDRAWAL_TABLE = Withdrawal._meta.db_table
MESSAGE = "frozen: what was published or logged cannot be changed"

# What a plan is known by once anybody could read it. Who made it may be mended.
PLAN_IDENTITY = (
    *("id", "uid", "city_id", "slug"),
    *("framework", "theme", "period_from", "period_until"),
)
# Lines are added, never changed. A person is erased by changing the label of the Actor they name.
TOLD_ONCE = [
    model._meta.db_table
    for model in (
        *(Withdrawal, Lineage, Deed, DraftChange, LogEntry),
        *(ProgressEntry, RoundStep, Measurement, IndicatorChange),
    )
]

# What layers above keep as it was told: {table: {operation: SQL condition of the refusal}}.
KEPT_ABOVE = {}

# SQLite only: by what, beside its id, a new row can push out the one that stands.
PUSHED_OUT_BY = {
    EDITION_TABLE: "standing.plan_id = NEW.plan_id AND standing.number = NEW.number",
    WITHDRAWAL_TABLE: "standing.edition_id = NEW.edition_id",
    Lineage._meta.db_table: "standing.new_uid = NEW.new_uid AND standing.old_uid = NEW.old_uid",
    Deed._meta.db_table: "standing.uid = NEW.uid OR standing.undoes_id = NEW.undoes_id",
    ProgressEntry._meta.db_table: (
        "standing.plan_id = NEW.plan_id AND standing.subject = NEW.subject"
        " AND standing.number = NEW.number"
    ),
    RoundStep._meta.db_table: (
        "standing.round_id = NEW.round_id AND standing.plan_id = NEW.plan_id"
        " AND standing.number = NEW.number"
    ),
    Measurement._meta.db_table: (
        "standing.uid = NEW.uid OR standing.corrects_id = NEW.corrects_id"
    ),
    PLAN_TABLE: (
        "standing.uid = NEW.uid OR (standing.city_id = NEW.city_id AND (standing.slug = NEW.slug"
        " OR (standing.framework = NEW.framework AND standing.theme = NEW.theme"
        " AND standing.period_from = NEW.period_from"
        " AND standing.period_until IS NEW.period_until)))"
    ),
}


def keep(model, *, may_go_when, same, may_come_when="1 = 1", may_change_when="1 = 0"):
    """Guard a table of a layer above: rows are added, and by default never changed.

    They come, change and go only when an SQL condition on NEW, OLD and OLD holds. `same` names the
    columns, apart from the id, by which a new row could push one out.
    """
    table = model._meta.db_table
    KEPT_ABOVE[table] = {
        "INSERT": f"NOT ({may_come_when})",
        "UPDATE": f"NOT ({may_change_when})",
        "DELETE": f"NOT ({may_go_when})",
    }
    PUSHED_OUT_BY[table] = " AND ".join(f"standing.{name} = NEW.{name}" for name in same.split())


@contextmanager
def maintenance(reason, *, by=None):
    """Open the door to frozen rows for one transaction, and log why."""
    with transaction.atomic():
        door = MaintenanceDoor.objects.create(reason=reason)
        record(LogEntry.Verb.MAINTAINED, reason, by=actor_of(by))
        yield
        door.delete()


def _edition_states(row):
    """For each guarded table, SQL for the state of the edition that `row` (OLD or NEW) is in."""
    states = dict.fromkeys(
        row_tables(), f"(SELECT state FROM {EDITION_TABLE} WHERE id = {row}.edition_id)"
    )
    for table, column, owner in link_tables():
        states[table] = (
            f"(SELECT e.state FROM {EDITION_TABLE} e JOIN {owner} r ON r.edition_id = e.id"
            f" WHERE r.id = {row}.{column})"
        )
    return states


def refusals(vendor):
    """{table: {operation: SQL condition under which the deed is refused}}; closed-door rules."""
    old, new = _edition_states("OLD"), _edition_states("NEW")
    rules = {
        table: {
            "INSERT": f"{new[table]} = 'published'",
            "UPDATE": f"{old[table]} <> 'draft' OR {new[table]} <> 'draft'",
            "DELETE": f"{old[table]} <> 'draft'",
        }
        for table in old
    }
    rules[EDITION_TABLE] = {
        "INSERT": "NEW.state = 'published'",
        "UPDATE": (
            "OLD.state = 'published' OR (OLD.state = 'draft' AND NEW.state <> 'draft')"
            " OR (OLD.state = 'sealing' AND NEW.state = 'draft')"
        ),
        "DELETE": "OLD.state <> 'draft'",
    }
    rules[PLAN_TABLE] = _plan_rules(vendor)
    for table in TOLD_ONCE:
        rules[table] = {"INSERT": "1 = 0", "UPDATE": "1 = 1", "DELETE": "1 = 1"}
    rules |= KEPT_ABOVE
    # A withdrawal is said of a published edition only.
    state = f"(SELECT state FROM {EDITION_TABLE} WHERE id = NEW.edition_id)"
    rules[WITHDRAWAL_TABLE]["INSERT"] = f"{state} <> 'published'"
    return rules


def _plan_rules(vendor):
    # The two ways to compare columns of which one may be NULL.
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    changes = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in PLAN_IDENTITY)
    has_edition = (
        f"EXISTS (SELECT 1 FROM {EDITION_TABLE} e WHERE e.plan_id = OLD.id AND e.state <> 'draft')"
    )
    return {
        "INSERT": "1 = 0",
        "UPDATE": f"{has_edition} AND ({changes})",
        "DELETE": has_edition,
    }


def trigger_names(vendor):
    """The names of all triggers that must stand."""
    operations = ["insert", "update", "delete"]
    if vendor == "postgresql":
        operations.append("truncate")
    return {f"frozen_{table}_{operation}" for table in refusals(vendor) for operation in operations}


def _sqlite_rules(table, rules):
    """The rules, and one more question about rows that a new one would push out.

    SQLite's `INSERT OR REPLACE` and `UPDATE OR REPLACE` take the row with the same id away without
    asking the DELETE guard. So its question is asked here, of the row that stands in the way.
    """
    same = "standing.id = NEW.id"
    if table in PUSHED_OUT_BY:
        same += f" OR ({PUSHED_OUT_BY[table]})"
    is_frozen = rules["DELETE"].replace("OLD.", "standing.")
    pushed_out = f"SELECT 1 FROM {table} standing WHERE ({same}) AND {is_frozen}"
    return {
        "INSERT": f"{rules['INSERT']} OR EXISTS ({pushed_out})",
        "UPDATE": f"{rules['UPDATE']} OR EXISTS ({pushed_out} AND standing.id <> OLD.id)",
        "DELETE": rules["DELETE"],
    }


def _sqlite_statements():
    for table, rules in refusals("sqlite").items():
        for operation, refused in _sqlite_rules(table, rules).items():
            name = f"frozen_{table}_{operation.lower()}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield (
                f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW"
                f" WHEN ({refused}) AND NOT EXISTS (SELECT 1 FROM {DOOR_TABLE})"
                f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )


def _postgresql_statements():
    for table, rules in refusals("postgresql").items():
        truncate = f"EXISTS (SELECT 1 FROM {EDITION_TABLE} WHERE state <> 'draft')"
        if table in TOLD_ONCE or table in KEPT_ABOVE:
            truncate = f"EXISTS (SELECT 1 FROM {table})"
        for operation, refused in {**rules, "TRUNCATE": truncate}.items():
            name = f"frozen_{table}_{operation.lower()}"
            scope = "STATEMENT" if operation == "TRUNCATE" else "ROW"
            answer = {"TRUNCATE": "NULL", "DELETE": "OLD"}.get(operation, "NEW")
            yield (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN"
                f" IF ({refused}) AND NOT EXISTS (SELECT 1 FROM {DOOR_TABLE}) THEN"
                f" RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'; END IF;"
                f" RETURN {answer}; END $$ LANGUAGE plpgsql"
            )
            yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
            yield (
                f"CREATE TRIGGER {name} BEFORE {operation} ON {table}"
                f" FOR EACH {scope} EXECUTE FUNCTION {name}()"
            )


def _is_ready(connection):
    """Whether all guarded tables exist (they do not after `migrate actionplans zero`)."""
    return {*refusals(connection.vendor), DOOR_TABLE} <= set(connection.introspection.table_names())


def install(*, using=DEFAULT_DB_ALIAS, **signal):
    """Make every trigger anew; safe to run any number of times."""
    connection = connections[using]
    if not _is_ready(connection):
        return
    statements = (
        _postgresql_statements() if connection.vendor == "postgresql" else _sqlite_statements()
    )
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove_on_sqlite(*, using=DEFAULT_DB_ALIAS, **signal):
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in standing(connection):
                cursor.execute(f"DROP TRIGGER {name}")


def standing(connection=connection):
    """The names of the guards that stand in the database now."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall() if name.startswith("frozen_")}


@checks.register(checks.Tags.database)
def guards_stand(app_configs, databases=None, **options):
    """`manage.py check --database default` fails when a trigger is missing or the door is open."""
    problems = []
    for alias in databases or []:
        if _is_ready(connections[alias]):
            problems += [*_missing_triggers(connections[alias]), *_open_door(alias)]
    return problems


def _missing_triggers(connection):
    missing = trigger_names(connection.vendor) - standing(connection)
    if missing:
        yield checks.Error(
            f"Frozen editions are not guarded: missing {', '.join(sorted(missing))}.",
            hint="Run `python manage.py migrate`: it installs the guards.",
            id="actionplans.E001",
        )


def _open_door(alias):
    """A door that another transaction can see was never closed: `maintenance()` leaves none."""
    if MaintenanceDoor.objects.using(alias).exists():
        yield checks.Error(
            "Frozen editions are not guarded: a maintenance door was left open.",
            hint=f"Find out who did this and why, then empty the table {DOOR_TABLE}.",
            id="actionplans.E002",
        )
