"""What is due in a round, and how far plans are: rows for the screens, and counts.

Due is every goal of the published plan, but for what was finished or stopped before. Figures of a
round that is over stay as they were: they count the goals that visitors read when it ended, and
what was told until then. Everything here is counted, nothing is averaged.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..models import Action, Chapter, Edition, Goal, ProgressEntry
from .asked import end_of
from .entries import Kind, newest, readable, telling, tells_where

# In counts: nothing was told in the round that counts. Never chosen, and no failure.
NO_UPDATE = ""


@dataclass(frozen=True)
class Tally:
    """n of N: how many goals were told of those that are due; the `ended` are not due any more."""

    told: int = 0
    due: int = 0
    ended: int = 0

    @property
    def left(self):
        return self.due - self.told

    @property
    def is_complete(self):
        return self.told >= self.due


@dataclass
class DueRow:
    """A goal (or an action under it) with what was told before and what is told now.

    `previous` is the newest entry from before or outside the round, `entry` the newest one in it,
    `closing` the line that only says where a goal of a plan that went over goes on. `group` names
    who works on it, where a screen asked for that.
    """

    kind: str
    row: object
    previous: ProgressEntry | None = None
    entry: ProgressEntry | None = None
    closing: ProgressEntry | None = None
    actions: list["DueRow"] = field(default_factory=list)
    group: list[str] = field(default_factory=list)

    @property
    def uid(self):
        return self.row.uid

    @property
    def latest(self):
        """The newest that tells how far it is, or None."""
        return _newest_of(self.previous, self.entry)

    @property
    def seen(self):
        """What a form made from this row answers with: `enter(seen=…)`."""
        newest = _newest_of(self.previous, self.entry, self.closing)
        return newest.number if newest else 0

    @property
    def has_ended(self):
        """Finished or stopped before: shown folded, not due."""
        return self.entry is None and _is_ended(self.previous)

    @property
    def is_waiting(self):
        return self.entry is None and not self.has_ended


def _newest_of(*entries):
    told = [entry for entry in entries if entry]
    return max(told, key=lambda entry: entry.number, default=None)


def _is_ended(entry):
    return entry is not None and entry.state in ProgressEntry.ENDED


# --- the rows of one plan ------------------------------------------------------------------------
def due_rows(plan, round, *, edition=None) -> list[DueRow]:
    """A row per goal in reading order, each with its actions as rows, for the city's own people.

    Without a round (None) everything told so far stands in `previous`. The rows are those of
    `edition`, else of the newest published one; a goal's `chapter` is read with it. Seven queries.
    """
    edition = edition or plan.editions.published().without_archive().order_by("-number").first()
    if edition is None:
        return []
    entries = readable(public=False).filter(plan=plan)
    before, now = newest(telling(_outside(entries, round))), newest(_inside(entries, round))
    previous = {entry.subject: entry for entry in before}
    told = {entry.subject: entry for entry in now}
    closing = {entry.subject: entry for entry in newest(entries) if tells_where(entry)}

    def row_of(kind, row):
        return DueRow(kind, row, *(found.get(row.uid) for found in (previous, told, closing)))

    rows = {goal.pk: row_of(Kind.GOAL, goal) for goal in goals_of(edition)}
    for action in Action.objects.filter(edition=edition).order_by("position", "pk"):
        if action.goal_id in rows:
            rows[action.goal_id].actions.append(row_of(Kind.ACTION, action))
    return list(rows.values())


def goals_of(edition) -> list[Goal]:
    """In reading order, with their chapter: a goal's position counts within its chapter only."""
    chapters = {chapter.pk: chapter for chapter in Chapter.objects.filter(edition=edition)}
    place = {pk: number for number, pk in enumerate(chapters)}
    goals = [goal for goal in Goal.objects.filter(edition=edition) if goal.chapter_id in chapters]
    for goal in goals:
        goal.chapter = chapters[goal.chapter_id]
    return sorted(goals, key=lambda goal: (place[goal.chapter_id], goal.position, goal.pk))


def tally(rows: Iterable[DueRow]) -> Tally:
    """n of N of rows that were read already."""
    rows = list(rows)
    ended = sum(1 for row in rows if row.has_ended)
    told = sum(1 for row in rows if row.entry)
    return Tally(told=told, due=len(rows) - ended, ended=ended)


# --- the figures of many plans -------------------------------------------------------------------
def tallies(plans, round, *, public=True) -> dict[int, Tally]:
    """{plan id: n of N} in a round, for any number of plans; four queries.

    Not `public`: for people of the city itself, who read the closing words of a plan at once.
    A plan that nobody could read yet when the round ended is left out.
    """
    goals = _goals_when_it_ended(plans, round)
    entries = readable(public=public, before=end_of(round) if round else None)
    entries = entries.filter(plan__in=plans, kind=Kind.GOAL)
    told = _subjects(_inside(entries, round))
    before = newest(telling(_outside(entries, round))).select_related(None)
    ended = _subjects(before.filter(state__in=ProgressEntry.ENDED))
    found = {}
    for plan, uids in goals.items():
        told_here = uids & told[plan]
        ended_before = uids & ended[plan] - told_here
        due = uids - ended_before
        found[plan] = Tally(told=len(told_here), due=len(due), ended=len(ended_before))
    return found


def _goals_when_it_ended(plans, round):
    """{plan id: uids of its goals}, of the edition that was current at the end of the round."""
    readable = Edition.objects.published().filter(plan__in=plans)
    if round is not None:
        readable = readable.filter(published_at__lt=end_of(round))
    newer = readable.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    current = dict(readable.filter(~Exists(newer)).order_by().values_list("pk", "plan"))
    found = defaultdict(set)
    goals = Goal.objects.filter(edition__in=current).order_by()
    for edition, uid in goals.values_list("edition", "uid"):
        found[current[edition]].add(uid)
    return found


def _subjects(entries):
    found = defaultdict(set)
    for plan, uid in entries.order_by().values_list("plan", "subject"):
        found[plan].add(uid)
    return found


def _inside(entries, round):
    return entries.filter(round=round) if round else entries.none()


def _outside(entries, round):
    """What was told before, and in between until the round ended."""
    if round is None:
        return entries
    return entries.filter(~Q(round=round) | Q(round=None), at__lt=end_of(round))


# --- how far it is -----------------------------------------------------------------------------
def is_fresh(entry, round) -> bool:
    """Whether an entry (or None) still speaks: told since the round began, or told for good."""
    if entry is None or not entry.state:
        return False
    if round is None or _is_ended(entry) or entry.round_id == round.pk:
        return True
    return timezone.localdate(entry.at) >= round.opens_on


def state_counts(groups: dict, entries: dict, round) -> dict:
    """{group: Counter({state: n})}; what nobody told in the round counts as NO_UPDATE.

    `groups` is {anything: goals}, such as `crosswalk.goals_per_commitment(tree)`; `entries` is
    `shown.words_on(plan)`; `round` is the open round, else the latest one, or None. Asks
    the database nothing.
    """
    return {
        group: Counter(state_of(entries.get(goal.uid), round) for goal in goals)
        for group, goals in groups.items()
    }


def state_of(entry, round) -> str:
    """The state that counts now: a code of ProgressEntry.State, or NO_UPDATE."""
    return entry.state if is_fresh(entry, round) else NO_UPDATE
