"""What the draft log tells by code, in the words that a reader knows.

The log keeps codes and uids, because those stay the same; a page shows names.
"""

from .models import DraftChange, ExampleAction
from .shape import BRANCHES


def names_in_log(plan):
    """{field: {code: name}} for every field of the tree that holds codes or uids of notes."""
    notes = _numbers_of_notes(plan)
    return names_of_lists() | {name: notes for branch in BRANCHES for name in branch.notes}


def names_of_lists(only=None):
    """{field: {code: name}} for the fields that hold codes of a shared list, or some of them."""
    by_list = {}
    for branch in BRANCHES:
        for name, code in {**branch.terms, **branch.references}.items():
            if name not in by_list and (only is None or name in only):
                model = branch.model._meta.get_field(name).related_model
                by_list[name] = {str(getattr(entry, code)): str(entry) for entry in _all(model)}
    return by_list


def _all(model):
    return (
        model.objects.select_related("commitment")
        if model is ExampleAction
        else model.objects.all()
    )


def _numbers_of_notes(plan):
    """Also of notes that are gone: the log knows what they were."""
    lines = DraftChange.objects.filter(deed__plan=plan, table="note", field=DraftChange.WHOLE_ROW)
    told = {str(line.uid): (line.new or line.old)["number"] for line in lines}
    present = plan.editions.drafts().values_list("notes__uid", "notes__number")
    return {
        uid: f"voetnoot {number}"
        for uid, number in (told | {str(u): n for u, n in present}).items()
    }
