"""Reading the draft log and the rows of a draft, for the tests about deeds."""

from actionplans.models import Deed
from actionplans.rows import rows_of, state_of


def told(deed):
    """The lines of a deed: (table, uid, version, field, old, new)."""
    return list(deed.changes.values_list("table", "uid", "version", "field", "old", "new"))


def state(row):
    """The state of a row as it stands in the database now."""
    return state_of(rows_of(row._meta.model_name, row.edition).get(uid=row.uid))


def nothing_happened(plan):
    return not Deed.objects.filter(plan=plan).exists()
