"""The guards of frozen rows stand after every migration, and their one door closes by itself."""

import importlib

import pytest
from django.apps import apps
from django.core import checks
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, migrations, transaction
from django.db.models.signals import post_migrate, pre_migrate

from actionplans import freeze
from actionplans.editions import current_edition
from actionplans.freeze import guards_stand, install, maintenance, standing, trigger_names
from actionplans.models import Commitment, Edition, ExampleAction, Goal, MaintenanceDoor
from actionplans.reference import DATA
from cities.models import Ground, LogEntry
from cities.reference import read_rows
from tests.conftest import empty_editions
from tests.factories import make_member, make_user, published_plan

pytestmark = pytest.mark.django_db
really_commits = pytest.mark.django_db(transaction=True)
GUARD = "frozen_actionplans_goal_update"


@pytest.fixture
def frozen():
    """The goals of a published edition, as a queryset."""
    return Goal.objects.filter(edition=current_edition(published_plan()))


def titles(goals):
    return list(goals.values_list("title", flat=True))


def assert_guarded(goals):
    before = titles(goals)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        goals.update(title="Anders")
    assert titles(goals) == before


def drop_guard():
    where = " ON actionplans_goal" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {GUARD}{where}")


# --- the door ------------------------------------------------------------
def test_maintenance_lets_a_change_through_and_logs_it(frozen):
    keeper = make_user(name="Beheerder")

    with maintenance("spelfout in een naam", by=keeper):
        frozen.update(title="Rechtgezet")

    assert titles(frozen) == ["Rechtgezet"]
    entry = LogEntry.objects.get(verb="maintenance of frozen editions")
    assert (entry.subject, entry.actor.label) == ("spelfout in een naam", "Beheerder")


def test_door_is_closed_after_maintenance(frozen):
    with maintenance("even kijken"):
        pass

    assert not MaintenanceDoor.objects.exists()
    assert_guarded(frozen)


def test_maintenance_that_fails_leaves_no_door_no_change_and_no_log(frozen):
    def goes_wrong():
        with maintenance("mislukt"):
            frozen.update(title="Anders")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        goes_wrong()

    assert not MaintenanceDoor.objects.exists()
    assert not LogEntry.objects.filter(subject="mislukt").exists()
    assert titles(frozen) == ["Meldpunten zijn bekend"]
    assert_guarded(frozen)


def test_maintenance_inside_maintenance_leaves_the_outer_door_open(frozen):
    with maintenance("buiten"):
        with maintenance("binnen"):
            pass
        frozen.update(title="Rechtgezet")

    assert titles(frozen) == ["Rechtgezet"]
    assert not MaintenanceDoor.objects.exists()


@really_commits
def test_rolled_back_transaction_leaves_no_door(frozen):
    with transaction.atomic():
        with maintenance("teruggedraaid"):
            frozen.update(title="Anders")
        transaction.set_rollback(True)

    assert not MaintenanceDoor.objects.exists()
    assert titles(frozen) == ["Meldpunten zijn bekend"]
    assert_guarded(frozen)


@really_commits
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
def test_open_door_is_not_seen_by_another_transaction(frozen):
    other = connections.create_connection("default")
    try:
        with (
            maintenance("alleen voor mij"),
            other.cursor() as cursor,
            pytest.raises(IntegrityError, match="frozen"),
        ):
            cursor.execute("UPDATE actionplans_goal SET title = 'Anders'")
    finally:
        other.close()


# --- after a migration ------------------------------------------------------------
def remake(model, name, **attributes):
    """Alter a column in place; on SQLite the whole table is made anew, without its triggers."""
    old = model._meta.get_field(name)
    new = old.clone()
    for attribute, value in attributes.items():
        setattr(new, attribute, value)
    new.set_attributes_from_name(name)
    new.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new, strict=True)


def send(signal):
    config = apps.get_app_config("actionplans")
    signal.send(sender=config, app_config=config, verbosity=0, interactive=False, using="default")


@really_commits
def test_guards_stand_again_after_a_table_is_remade(frozen):
    all_guards = trigger_names(connection.vendor)
    try:
        send(pre_migrate)
        remake(Goal, "title", null=True)
        after_remake = standing()
        send(post_migrate)

        assert standing() == all_guards
        assert_guarded(frozen)
        if connection.vendor == "sqlite":
            assert GUARD not in after_remake
    finally:
        send(pre_migrate)
        remake(Goal, "title")
        send(post_migrate)


@pytest.fixture
def later_migration(tmp_path, monkeypatch, settings):
    """A release that changes a column of the goals: our migrations and one more after them."""
    ours = importlib.import_module("actionplans.migrations")
    loader = migrations.loader.MigrationLoader(connection)
    (last,) = (name for app, name in loader.graph.leaf_nodes("actionplans"))
    package = tmp_path / "migrations_of_a_later_release"
    package.mkdir()
    (package / "__init__.py").write_text(f"__path__ += {list(ours.__path__)!r}\n")
    (package / "9999_titles_may_be_missing.py").write_text(
        "from django.db import migrations, models\n"
        "class Migration(migrations.Migration):\n"
        f"    dependencies = [('actionplans', {last!r})]\n"
        "    operations = [migrations.AlterField("
        "'goal', 'title', models.TextField(null=True))]\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    settings.MIGRATION_MODULES = {"actionplans": package.name}
    yield
    call_command("migrate", "actionplans", last, verbosity=0)


@really_commits
def test_guards_stand_after_a_release_that_remakes_a_table(frozen, later_migration):
    call_command("migrate", verbosity=0)

    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "actionplans_goal")
    assert next(column.null_ok for column in columns if column.name == "title")
    assert standing() == trigger_names(connection.vendor)
    assert_guarded(frozen)


def test_installing_again_changes_nothing(frozen):
    install()
    install()

    assert standing() == trigger_names(connection.vendor)
    assert_guarded(frozen)


@really_commits
def test_flush_is_refused_while_a_published_edition_stands(frozen):
    with pytest.raises(CommandError):
        call_command("flush", interactive=False, verbosity=0)

    assert titles(frozen) == ["Meldpunten zijn bekend"]


@really_commits
def test_flush_brings_the_lists_and_the_guards_back(frozen):
    empty_editions()

    call_command("flush", interactive=False, verbosity=0)

    assert Edition.objects.count() == 0
    assert Commitment.objects.count() == 10
    assert ExampleAction.objects.count() == len(read_rows(DATA / "example_actions.csv"))
    assert Ground.objects.exists()
    assert standing() == trigger_names(connection.vendor)


# --- the check ------------------------------------------------------------
def errors():
    return [error.id for error in checks.run_checks(tags=["database"], databases=["default"])]


def test_check_is_silent_when_all_guards_stand():
    assert errors() == []


def test_check_names_a_dropped_guard():
    drop_guard()

    (error,) = guards_stand(None, databases=["default"])

    assert error.id == "actionplans.E001"
    assert error.msg == f"Frozen editions are not guarded: missing {GUARD}."


def test_check_reports_a_door_that_was_left_open():
    MaintenanceDoor.objects.create(reason="vergeten")

    (error,) = guards_stand(None, databases=["default"])

    assert error.id == "actionplans.E002"


def test_check_fails_the_command():
    drop_guard()

    with pytest.raises(CommandError, match="actionplans.E001"):
        call_command("check", databases=["default"])


def test_portal_is_ready_when_all_guards_stand(client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_portal_is_not_ready_without_a_guard(client):
    drop_guard()

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"check failed\n")


def test_portal_is_not_ready_with_an_open_door(client):
    MaintenanceDoor.objects.create(reason="vergeten")

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"check failed\n")


def test_guards_are_not_asked_for_before_the_tables_exist(monkeypatch):
    monkeypatch.setattr(freeze, "_is_ready", lambda connection: False)
    drop_guard()

    assert guards_stand(None, databases=["default"]) == []


def test_publishing_needs_no_door():
    published_plan(by=make_member())

    assert not LogEntry.objects.filter(verb="maintenance of frozen editions").exists()
