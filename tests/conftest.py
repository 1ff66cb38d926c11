"""Set-up that every test shares."""

import gc
import sqlite3

import pytest
from django.apps import apps
from django.db import connection

from actionplans.freeze import maintenance
from actionplans.models import (
    Deed,
    DraftChange,
    Edition,
    EditionDifference,
    IndicatorChange,
    Lineage,
    Measurement,
    PartnerAnswer,
    ProgressEntry,
    RoundStep,
    Withdrawal,
)
from actionplans.shape import BRANCHES
from cities.models import LogEntry
from practices.models import Category, PracticeSettings, TextBlock

# Tests make and drop so many objects that looking for rings among them took a fifth of the time.
gc.set_threshold(100_000, 50, 50)

KEPT_LISTS = (Category, TextBlock, PracticeSettings)

# By what a test says that it uses the database, itself or through another fixture.
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, leave out what asks no database: it was tried on SQLite already."""
    if connection.vendor == "sqlite":
        return
    by_need = {True: [], False: []}
    for item in items:
        is_marked = item.get_closest_marker("django_db") is not None
        by_need[is_marked or bool(DATABASE_FIXTURES & set(item.fixturenames))].append(item)
    config.hook.pytest_deselected(items=by_need[False])
    items[:] = by_need[True]


def empty_editions():
    """Take all that is frozen or logged away, through the door that the guards leave."""
    with maintenance("end of a test"):
        Withdrawal.objects.all().delete()
        EditionDifference.objects.all().delete()
        PartnerAnswer.objects.all().delete()
        for branch in reversed(BRANCHES):
            branch.model.objects.all().delete()
        Edition.objects.all().delete()
        # Without asking who protects whom: they all go. The log last, with the line of this deed.
        told_beside = (ProgressEntry, RoundStep, Measurement, IndicatorChange)
        empty_room("practices")
        empty_room("network")
        for model in (*told_beside, DraftChange, Deed, Lineage, LogEntry):
            model.objects.all()._raw_delete(connection.alias)


def empty_room(label):
    """All fiches, or meetings, with all that hangs on them; who points at whom is asked at the end
    only.
    """
    for model in apps.get_app_config(label).get_models(include_auto_created=True):
        if not issubclass(model, KEPT_LISTS):
            model.objects.all()._raw_delete(connection.alias)


@pytest.fixture(autouse=True)
def frozen_rows_leave_through_the_door(request):
    """Empty the published editions of a test that really commits, before Django flushes.

    The guards refuse the flush too, as they should.
    """
    marker = request.node.get_closest_marker("django_db")
    really_commits = marker is not None and marker.kwargs.get("transaction")
    if not (really_commits or {"transactional_db", "live_server"} & set(request.fixturenames)):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    empty_editions()


@pytest.fixture
def database_of_many(transactional_db, tmp_path):
    """A database that several threads can use at once; for SQLite a file, as in production.

    Threads that share SQLite in memory lock each other's tables without waiting.
    """
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    connection.ensure_connection()
    settings, memory = connection.settings_dict, connection.connection
    in_memory, path = settings["NAME"], tmp_path / "shared.sqlite3"
    with sqlite3.connect(path) as file:
        memory.backup(file)
    file.close()
    # The same dictionary makes the connections of new threads.
    settings["NAME"], connection.connection = str(path), None
    yield
    connection.close()
    settings["NAME"], connection.connection = in_memory, memory
