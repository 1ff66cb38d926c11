"""Carry out lines of the draft log on the rows of a draft.

The only module that writes rows of a draft. It trusts its lines: who may and what is sensible was
asked by the caller.
"""

from collections import defaultdict

from django.db.models import F, Max

from .models import DraftChange, Edition, ExampleAction
from .rows import blank_state
from .shape import BRANCH, BRANCHES

WHOLE_ROW = DraftChange.WHOLE_ROW


class CannotChangeError(Exception):
    """Why this deed is not possible, in words for the officer."""


class OvertakenError(Exception):
    """A row changed under our hands, although the plan was locked; the deed is rolled back."""


def write_rows(draft, lines):
    """Create, change and delete what the lines say; returns {uid: the row's new version}."""
    created, changed, deleted = {}, defaultdict(dict), {}
    for line in lines:
        if line.field != WHOLE_ROW:
            changed[line.kind, line.uid][line.field] = line.new
        elif line.new is None:
            deleted[line.kind, line.uid] = line.old
        else:
            created[line.kind, line.uid] = line.new
    write = _Writer(draft)
    write.create(created)
    write.change(changed)
    write.delete(deleted)
    return write.versions


class _Writer:
    def __init__(self, draft):
        self.draft = draft
        self.versions = {}
        self._codes = {}
        self._rows = {}

    # --- new rows ------------------------------------------------------------------------------
    def create(self, states):
        logged = self._last_versions(uid for _, uid in states)
        for branch in BRANCHES:
            # A row of before the tree's last new field has that field blank.
            new = {
                uid: {**blank_state(kind), **state}
                for (kind, uid), state in states.items()
                if kind == branch.kind
            }
            if not new:
                continue
            rows = branch.model.objects.bulk_create(
                branch.model(
                    edition=self.draft,
                    uid=uid,
                    version=logged.get(uid, 0) + 1,
                    **self._columns(branch, state),
                )
                for uid, state in new.items()
            )
            self.versions |= {row.uid: row.version for row in rows}
            self._rows.pop(branch.kind, None)
            self._add_links(branch, rows, new)

    def _last_versions(self, uids):
        """A row that comes back goes on counting, so that forms of before are known as stale."""
        lines = DraftChange.objects.filter(uid__in=list(uids), deed__plan=self.draft.plan_id)
        return dict(lines.values("uid").annotate(last=Max("version")).values_list("uid", "last"))

    def _add_links(self, branch, rows, states):
        for name in branch.links:
            link = branch.model._meta.get_field(name)
            through = link.remote_field.through
            source, target = f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"
            through.objects.bulk_create(
                through(**{source: row.pk, target: pk})
                for row in rows
                for pk in self._link_ids(branch, name, states[row.uid][name])
            )

    # --- changed rows --------------------------------------------------------------------------
    def change(self, changes):
        for (kind, uid), values in changes.items():
            if kind == "edition":
                self._update(Edition.objects.filter(pk=self.draft.pk), uid, values)
                continue
            branch = BRANCH[kind]
            rows = branch.model.objects.filter(edition=self.draft, uid=uid)
            self._update(rows, uid, self._columns(branch, values))
            for name in set(branch.links) & set(values):
                getattr(rows.get(), name).set(self._link_ids(branch, name, values[name]))

    def _update(self, rows, uid, columns):
        seen = rows.values_list("version", flat=True).first()
        if not rows.filter(version=seen).update(version=F("version") + 1, **columns):
            raise OvertakenError
        self.versions[uid] = seen + 1

    # --- rows that go --------------------------------------------------------------------------
    def delete(self, states):
        for branch in reversed(BRANCHES):
            uids = [uid for kind, uid in states if kind == branch.kind]
            rows = branch.model.objects.filter(edition=self.draft, uid__in=uids)
            self.versions |= {
                uid: version + 1 for uid, version in rows.values_list("uid", "version")
            }
            rows.delete()

    # --- from states to columns ------------------------------------------------------------------
    def _columns(self, branch, state):
        """The values of a (partial) state as keyword arguments for the model."""
        columns = {name: state[name] for name in ("position", *branch.fields) if name in state}
        for name in branch.parents:
            if name in state:
                columns[f"{name}_id"] = self._row_id(name, state[name])
        for name in branch.references:
            if name in state:
                columns[f"{name}_id"] = self._term_id(branch, name, state[name])
        return columns

    def _row_id(self, kind, uid):
        if uid is None:
            return None
        if kind not in self._rows:
            rows = BRANCH[kind].model.objects.filter(edition=self.draft)
            self._rows[kind] = {str(known): pk for known, pk in rows.values_list("uid", "pk")}
        return self._rows[kind][str(uid)]

    def _link_ids(self, branch, name, values):
        if name in branch.notes:
            return [self._row_id("note", uid) for uid in values]
        return [self._term_id(branch, name, code) for code in values]

    def _term_id(self, branch, name, code):
        if code is None:
            return None
        model = branch.model._meta.get_field(name).related_model
        if model not in self._codes:
            self._codes[model] = ids_by_code(model, {**branch.terms, **branch.references}[name])
        if code not in self._codes[model]:
            raise CannotChangeError(f"“{code}” staat niet meer in de gedeelde lijsten.")
        return self._codes[model][code]


def ids_by_code(model, attribute):
    """{code: primary key} of a shared list; an example's code is made of two numbers."""
    if model is ExampleAction:
        return {entry.code: entry.pk for entry in model.objects.select_related("commitment")}
    return dict(model.objects.values_list(attribute, "pk"))
