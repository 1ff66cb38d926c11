"""Rows of the tree as plain values, and whole trees in a fixed number of queries.

A *state* is a dictionary of JSON values that tells all a save can change of one row: parents and
notes by uid, entries of shared lists by their code. The draft log, undo, the archive and the
comparison of two editions are made of states.
"""

from .models import Edition
from .shape import BRANCH, BRANCHES, EDITION_FIELDS, branch_of


def state_of(row):
    """The state of one row; uses what is prefetched."""
    if isinstance(row, Edition):
        return {name: getattr(row, name) for name in EDITION_FIELDS}
    branch = branch_of(row)
    state = {name: getattr(row, name) for name in ("position", *branch.fields)}
    for name in branch.parents:
        parent = getattr(row, name)
        state[name] = str(parent.uid) if parent else None
    for name, code in branch.references.items():
        entry = getattr(row, name)
        state[name] = getattr(entry, code) if entry else None
    for name, code in branch.terms.items():
        state[name] = sorted(getattr(entry, code) for entry in getattr(row, name).all())
    for name in branch.notes:
        state[name] = sorted(str(note.uid) for note in getattr(row, name).all())
    return state


def as_state(kind, values):
    """Values as `state_of` tells them: uids as text, links in order, so that equal is equal."""
    if kind == "edition":
        return values
    branch = BRANCH[kind]
    state = dict(values)
    for name in {*branch.parents, *branch.notes, *branch.terms} & set(values):
        value = values[name]
        if name in branch.parents:
            state[name] = str(value) if value else None
        else:
            state[name] = sorted(map(str, value) if name in branch.notes else value)
    return state


def blank_state(kind):
    """The state of a row in which nothing is filled in."""
    branch = BRANCH[kind]
    blank = branch.model()
    state = {name: getattr(blank, name) for name in branch.fields}
    state |= dict.fromkeys((*branch.parents, *branch.references))
    return state | {name: [] for name in branch.links}


def same_but_place(state, other):
    """Equal but for the place in its list, which a neighbour's move also changes."""
    return {**state, "position": 0} == {**other, "position": 0}


def rows_of(kind, edition):
    """All rows of one kind in an edition, with what `state_of` needs."""
    branch = BRANCH[kind]
    one_to_one = [*branch.parents, *branch.references]
    if "example" in branch.references:
        one_to_one.append("example__commitment")
    rows = branch.model.objects.filter(edition=edition)
    return rows.select_related(*one_to_one).prefetch_related(*branch.links)


class Tree:
    """An edition with all its rows, each list in order; about fifteen queries, whatever its size.

    `chapters` hang together: chapter.goal_list, goal.action_list, and group_list on both.
    """

    def __init__(self, edition):
        self.edition = edition
        self.notes = list(rows_of("note", edition))
        self.chapters = list(rows_of("chapter", edition))
        self.goals = list(rows_of("goal", edition))
        self.actions = list(rows_of("action", edition))
        self.participations = list(rows_of("participation", edition))
        self._hang_together()

    def _hang_together(self):
        # The lists are read one after the other: a row that a colleague adds or takes away in
        # between may miss its parent, and is left out until the next look.
        chapters = {chapter.pk: chapter for chapter in self.chapters}
        self.goals = [goal for goal in self.goals if goal.chapter_id in chapters]
        goals = {goal.pk: goal for goal in self.goals}
        self.actions = [action for action in self.actions if action.goal_id in goals]
        for row in (*self.chapters, *self.goals):
            row.group_list = []
        for chapter in self.chapters:
            chapter.goal_list = []
        for goal in self.goals:
            goal.action_list = []
            goal.chapter = chapters[goal.chapter_id]
            goal.chapter.goal_list.append(goal)
        for action in self.actions:
            action.goal = goals[action.goal_id]
            action.goal.action_list.append(action)
        homes = {
            row: chapters.get(row.chapter_id) or goals.get(row.goal_id)
            for row in self.participations
        }
        self.participations = [row for row, home in homes.items() if home]
        for row in self.participations:
            homes[row].group_list.append(row)

    def find(self, kind, uid):
        """The row with this uid and all that hangs under it, or None."""
        return next((row for k, row in self.rows() if k == kind and row.uid == uid), None)

    def rows(self):
        """(kind, row) of every row, parents before children."""
        lists = (self.notes, self.chapters, self.goals, self.actions, self.participations)
        for branch, rows in zip(BRANCHES, lists, strict=True):
            for row in rows:
                yield branch.kind, row

    def __len__(self):
        return sum(1 for _ in self.rows())
