"""The update screen: everything a city can tell about one plan, chapter by chapter.

What is saved while a round is open and the city did not close it yet, counts for that round; all
else is a word in between, also in a plan that the round does not ask after. A filter leaves rows
out of sight and never out of the count.
"""

from dataclasses import dataclass
from itertools import groupby

from ..lineage import passage_of
from ..models import Edition, Participation, Plan, ProgressRound, RoundStep
from .asked import asks_after
from .due import DueRow, Tally, due_rows, tally
from .entries import Kind, closing_step
from .rounds import current_round

ALL, WAITING = "alles", "nog"


@dataclass(frozen=True)
class Choice:
    """What somebody wants to see: all rows or those still to tell, and whose."""

    show: str = ALL
    group: str = ""


@dataclass
class UpdateScreen:
    """`round` is the open one or None; `closing` the step with which the city closed it.

    `elsewhere` is the open round that does not ask after this plan; `next_plan` the one it goes on
    in, which visitors can read when `is_told_there`.
    """

    plan: Plan
    edition: Edition | None
    round: ProgressRound | None
    elsewhere: ProgressRound | None
    next_plan: Plan | None
    is_told_there: bool
    closing: RoundStep | None
    rows: list[DueRow]
    groups: list[str]
    choice: Choice

    @property
    def telling_round(self) -> ProgressRound | None:
        """What a save on this screen belongs to."""
        return None if self.closing else self.round

    @property
    def tally(self) -> Tally:
        return tally(self.rows)

    @property
    def waiting(self) -> list[DueRow]:
        return [row for row in self.rows if row.is_waiting]

    @property
    def shown(self) -> list[DueRow]:
        rows = self.waiting if self.choice.show == WAITING else self.rows
        return [row for row in rows if not self.choice.group or self.choice.group in row.group]

    def by_chapter(self, rows=None) -> list[tuple]:
        """(chapter, rows) in reading order."""
        rows = self.shown if rows is None else rows
        return [
            (chapter, list(found)) for chapter, found in groupby(rows, lambda row: row.row.chapter)
        ]

    @property
    def chapters(self):
        return self.by_chapter()

    def find(self, kind, uid) -> DueRow | None:
        every = (
            self.rows if kind == Kind.GOAL else [one for row in self.rows for one in row.actions]
        )
        return next((row for row in every if row.uid == uid), None)

    def next_after(self, uid) -> DueRow | None:
        """The next goal to tell about that is in sight, from this one on and round again."""
        shown = self.shown
        # Of an action its goal counts; what a filter hid since has no place of its own.
        uids = [{row.uid, *(action.uid for action in row.actions)} for row in self.rows]
        place = next((n for n, found in enumerate(uids) if uid in found), 0)
        order = self.rows[place + 1 :] + self.rows[: place + 1]
        return next((row for row in order if row.is_waiting and row in shown), None)


def update_screen(plan, choice=None) -> UpdateScreen:
    """A fixed number of queries, whatever the number of goals."""
    choice = choice or Choice()
    edition = plan.editions.published().without_archive().order_by("-number").first()
    open_one = current_round()
    round = open_one if open_one and asks_after(open_one, plan) else None
    next_plan = passage_of(plan)["goes_on_in"]
    rows = due_rows(plan, round, edition=edition) if edition else []
    labels = _add_groups(rows, edition)
    group = choice.group if choice.group in labels else ""
    return UpdateScreen(
        plan=plan,
        edition=edition,
        round=round,
        elsewhere=None if round else open_one,
        next_plan=next_plan,
        is_told_there=next_plan is not None and next_plan.editions.published().exists(),
        closing=closing_step(plan, round) if round else None,
        rows=rows,
        groups=labels,
        choice=Choice(WAITING if choice.show == WAITING else ALL, group),
    )


def _add_groups(rows, edition):
    """Give each row the names of who works on it: its own group, else its chapter's."""
    chapters, goals, labels = {}, {}, set()
    for one in Participation.objects.filter(edition=edition) if rows else ():
        home = goals.setdefault(one.goal_id, []) if one.goal_id else None
        home = chapters.setdefault(one.chapter_id, []) if home is None else home
        home.append(one.label)
        labels.add(one.label)
    for row in rows:
        row.group = goals.get(row.row.pk) or chapters.get(row.row.chapter_id, [])
    return sorted(labels, key=str.casefold)
