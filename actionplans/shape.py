"""The shape of an edition's tree, said once: publishing, the draft log, undo, the archive and the
database guard all read it here.

A relation of the tree that is not named in its branch makes `tests/actionplans/test_shape.py` fail,
so that nothing is forgotten when an edition is frozen.
"""

from dataclasses import dataclass, field

from .models import Action, Chapter, Edition, Goal, Note, Participation


@dataclass(frozen=True)
class Branch:
    """One table of the tree.

    fields: own columns, copied as they are. parents: foreign keys to rows of the same edition.
    terms: many-to-many links to shared lists, with the attribute that names an entry. references:
    foreign keys to shared lists, likewise. notes: many-to-many links to the edition's own notes.
    """

    kind: str
    model: type
    fields: tuple[str, ...]
    parents: tuple[str, ...] = ()
    terms: dict[str, str] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def links(self):
        """Every many-to-many field."""
        return (*self.terms, *self.notes)

    @property
    def editable(self):
        """All that a save can change, in a stable order."""
        return (*self.parents, "position", *self.fields, *self.references, *self.links)


TIMING = ("timing_kind", "timing_from", "timing_until", "timing_text")

# Parents before children: the order in which rows are copied, and, reversed, deleted.
BRANCHES = (
    Branch("note", Note, ("number", "text")),
    Branch(
        "chapter",
        Chapter,
        ("number", "title", "description", "group_note"),
        terms={"commitments": "number"},
    ),
    Branch(
        "goal",
        Goal,
        ("code", "title", "explanation", *TIMING, "bbc_references", "group_note"),
        parents=("chapter",),
        terms={
            "commitments": "number",
            "sdgs": "number",
            "grounds": "code",
            "domains": "code",
            "tracks": "code",
        },
        references={"example": "code"},
        notes=("notes", "timing_notes"),
    ),
    Branch("action", Action, ("text", *TIMING, "responsible"), parents=("goal",), notes=("notes",)),
    Branch(
        "participation",
        Participation,
        ("label", "role", "to_confirm"),
        parents=("chapter", "goal"),
        references={"organisation": "slug"},
    ),
)
BRANCH = {branch.kind: branch for branch in BRANCHES}

# The edition's own texts that the city edits in the draft; the rest of its columns belong to one
# publication (number, date, decision, checksum) or to the draft's own bookkeeping.
EDITION_FIELDS = ("title", "introduction")
EDITION_EXCLUDED = {
    *("id", "plan", "uid", "state", "number", "version", "note", "published_at", "published_by"),
    *("decision_body", "decision_date", "decision_reference", "decision_link"),
    *("schema_version", "canonical", "sha256", "content_sha256"),
}
ROW_EXCLUDED = {"id", "edition", "uid", "version", "position"}


def branch_of(row) -> Branch:
    return next(branch for branch in BRANCHES if isinstance(row, branch.model))


def link_tables():
    """(through table, column of the tree row, table of the tree row) of every many-to-many."""
    for branch in BRANCHES:
        for name in branch.links:
            link = branch.model._meta.get_field(name)
            yield link.m2m_db_table(), link.m2m_column_name(), branch.model._meta.db_table


def row_tables():
    return [branch.model._meta.db_table for branch in BRANCHES]


EDITION_TABLE = Edition._meta.db_table
