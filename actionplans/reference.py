"""The ten commitments and ECCAR's example actions are there after every `migrate`."""

from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from cities.reference import add_missing, read_rows

from .models import Commitment, ExampleAction

DATA = Path(__file__).parent / "data"


def load(*, using=DEFAULT_DB_ALIAS, **signal):
    """Fill both lists; rows that are there already stay as they are."""
    if ExampleAction._meta.db_table not in connections[using].introspection.table_names():
        return
    with transaction.atomic(using=using):
        add_missing(Commitment, read_rows(DATA / "commitments.csv"), key=["number"], using=using)
        ids = dict(Commitment.objects.using(using).values_list("number", "pk"))
        examples = read_rows(DATA / "example_actions.csv")
        for row in examples:
            row["commitment_id"] = ids[int(row.pop("commitment"))]
        add_missing(ExampleAction, examples, key=["commitment_id", "number"], using=using)
