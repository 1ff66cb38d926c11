"""The shared lists come from the CSV files in `data/` and are there after every `migrate`.

Only rows that are missing are added: what an administrator changed in the portal stays.
"""

import csv
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from .models import Ground, PolicyDomain, SustainableGoal, TargetGroup, Track

DATA = Path(__file__).parent / "data"


def read_rows(path):
    """The rows of a CSV file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def add_missing(model, rows, *, key, using=DEFAULT_DB_ALIAS):
    """Insert the rows whose `key` (one or more field names) is not in the table yet."""
    known = set(model.objects.using(using).values_list(*key))
    known = {tuple(str(part) for part in parts) for parts in known}
    missing = [row for row in rows if tuple(str(row[name]) for name in key) not in known]
    model.objects.using(using).bulk_create(model(**row) for row in missing)


def _vocabulary(model, file_name, *, using):
    rows = read_rows(DATA / file_name)
    add_missing(model, rows, key=["number" if "number" in rows[0] else "code"], using=using)


def _domains(*, using):
    """A domain names its parent by code, so parents go in first."""
    rows = read_rows(DATA / "domains.csv")
    for is_top in (True, False):
        parents = {domain.code: domain for domain in PolicyDomain.objects.using(using)}
        level = [
            {**row, "parent": parents.get(row["parent"])}
            for row in rows
            if bool(row["parent"]) is not is_top
        ]
        add_missing(PolicyDomain, level, key=["code"], using=using)


def load(*, using=DEFAULT_DB_ALIAS, **signal):
    """Fill the shared lists; runs after every `migrate`, safe to run any number of times."""
    if PolicyDomain._meta.db_table not in connections[using].introspection.table_names():
        return
    with transaction.atomic(using=using):
        _vocabulary(Ground, "grounds.csv", using=using)
        _vocabulary(Track, "tracks.csv", using=using)
        _vocabulary(TargetGroup, "target_groups.csv", using=using)
        _vocabulary(SustainableGoal, "sdgs.csv", using=using)
        _domains(using=using)
