"""What is due in a round, and how far plans are: rows for the screens, and counts.

Due is every goal of the published plan, but for what was finished or stopped before. Figures of a
round that is over stay as they were: they count the goals that visitors read when it ended, and
what was told until then. Everything here is counted, nothing is averaged.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..models import Action, Chapter, Edition, Goal, ProgressEntry
from .entries import Kind, newest

# In counts: nothing was told in the round that counts. Never chosen, and no failure.
NO_UPDATE = ""


@dataclass(frozen=True)
class Tally:
    """n of N: how many goals were told of those that are due."""

    told: int = 0
    due: int = 0

    @property
    def left(self):
        return self.due - self.told

    @property
    def is_complete(self):
        return self.told >= self.due


@dataclass
class DueRow:
    """A goal (or an action under it) with what was told before and what is told now.

    `previous` is the newest entry from before or outside the round, `entry` the newest one in it.
    `group` names who works on it, where a screen asked for that.
    """

    kind: str
    row: object
    previous: ProgressEntry | None = None
    entry: ProgressEntry | None = None
    actions: list["DueRow"] = field(default_factory=list)
    group: list[str] = field(default_factory=list)

    @property
    def uid(self):
        return self.row.uid

    @property
    def latest(self):
        """The newest of the two, or None."""
        told = [entry for entry in (self.previous, self.entry) if entry]
        return max(told, key=lambda entry: entry.number, default=None)

    @property
    def seen(self):
        """What a form made from this row answers with: `enter(seen=…)`."""
        return self.latest.number if self.latest else 0

    @property
    def has_ended(self):
        """Finished or stopped before: shown folded, not due."""
        return self.entry is None and _is_ended(self.previous)

    @property
    def is_waiting(self):
        return self.entry is None and not self.has_ended


def _is_ended(entry):
    return entry is not None and entry.state in ProgressEntry.ENDED


# --- the rows of one plan ------------------------------------------------------------------------
def due_rows(plan, round, *, edition=None) -> list[DueRow]:
    """A row per goal in reading order, each with its actions as rows; six queries.

    Without a round (None) everything told so far stands in `previous`. The rows are those of
    `edition`, else of the newest published one; a goal's `chapter` is read with it.
    """
    edition = edition or plan.editions.published().without_archive().order_by("-number").first()
    if edition is None:
        return []
    entries = ProgressEntry.objects.filter(plan=plan)
    before, now = newest(_outside(entries, round)), newest(_inside(entries, round))
    previous = {entry.subject: entry for entry in before}
    told = {entry.subject: entry for entry in now}

    def row_of(kind, row):
        return DueRow(kind, row, previous.get(row.uid), told.get(row.uid))

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
    due = [row for row in rows if not row.has_ended]
    return Tally(told=sum(1 for row in due if row.entry), due=len(due))


# --- the figures of many plans -------------------------------------------------------------------
def tallies(plans, round) -> dict[int, Tally]:
    """{plan id: n of N} in a round, for any number of plans; four queries.

    A plan that nobody could read yet when the round ended is left out.
    """
    goals = _goals_when_it_ended(plans, round)
    entries = ProgressEntry.objects.filter(plan__in=plans, kind=Kind.GOAL)
    told = _subjects(_inside(entries, round))
    before = newest(_outside(entries, round)).select_related(None)
    ended = _subjects(before.filter(state__in=ProgressEntry.ENDED))
    found = {}
    for plan, uids in goals.items():
        told_here = uids & told[plan]
        found[plan] = Tally(told=len(told_here), due=len(uids - (ended[plan] - told_here)))
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


def end_of(round) -> datetime:
    """The first moment at which nothing can be told in a round any more."""
    midnight = datetime.combine(round.closes_on + timedelta(days=1), time())
    last = timezone.make_aware(midnight)
    return min(last, round.closed_at) if round.closed_at else last


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
    `progress.latest_entries(plan)`; `round` is the open round, else the latest one, or None. Asks
    the database nothing.
    """
    return {
        group: Counter(state_of(entries.get(goal.uid), round) for goal in goals)
        for group, goals in groups.items()
    }


def state_of(entry, round) -> str:
    """The state that counts now: a code of ProgressEntry.State, or NO_UPDATE."""
    return entry.state if is_fresh(entry, round) else NO_UPDATE
