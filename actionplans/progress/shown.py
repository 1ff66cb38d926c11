"""What every reader sees of progress: the latest word on each goal, and counts, never an average.

The page of an edition shows what was decided and stays as it is; only the page of the plan, and
those of its goals and actions, say how it runs. "Geen update" is neutral: nobody told anything in
the round that counts. A plan that the latest round did not ask after, such as one that went over in
the next, shows what was told last. Names of people stay with the city.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from ..crosswalk import goals_per_commitment
from ..days import end_of
from ..models import ProgressEntry, ProgressRound
from .asked import asks_after
from .due import is_fresh, state_counts
from .entries import newest, readable, telling, tells_where, timeline
from .rounds import latest_round


@dataclass(frozen=True)
class ProgressStand:
    """Up to where a plan is told; two pages with the same stand show the same.

    Of an earlier day nothing counts that was told from `before` on; that moment itself is no part
    of the version, so that days between which nothing happened are one kept page.
    """

    round: ProgressRound | None
    newest: int | None
    # What was told earlier can become readable later.
    n_told: int = 0
    before: datetime | None = None

    @property
    def version(self):
        round = self.round
        is_open = round is not None and round.is_open
        return (
            f"{self.newest}:{self.n_told}:{round and round.pk}:{round and round.version}:{is_open}"
        )


@dataclass(frozen=True)
class Told:
    """The latest word on a goal or action; `round` is named when it is older than that round."""

    entry: ProgressEntry | None
    round: ProgressRound | None

    @property
    def is_fresh(self):
        return is_fresh(self.entry, self.round)


@dataclass(frozen=True)
class RollUp:
    """Counts of a whole plan and per part of it: (name, anchor, counts).

    A part is a commitment; of a plan on which none of them stands it is a chapter, with an anchor.
    """

    round: ProgressRound | None
    total: Counter
    parts: list[tuple]

    @property
    def part_word(self):
        return "hoofdstuk" if any(anchor for _, anchor, _ in self.parts) else "verbintenis"


def stand_of(plan, day=None) -> ProgressStand:
    """Four queries; asked on every visit, also of a page that is kept. Today, or on a day."""
    before = end_of(day) if day else None
    told = _told_about(plan, before).aggregate(last=Max("pk"), n=Count("pk"))
    return ProgressStand(round_about(plan, day), told["last"], told["n"], before)


def round_about(plan, day=None) -> ProgressRound | None:
    """The latest round, when it asked after this plan: what "geen update" is about."""
    round = latest_round(day)
    return round if round and asks_after(round, plan) else None


def words_on(plan, before=None) -> dict:
    """{uid: the newest entry that tells how far it is}, for visitors; one query."""
    entries = telling(_told_about(plan, before))
    return {entry.subject: entry for entry in newest(entries)}


def _told_about(plan, before):
    entries = readable(public=True, before=before).filter(plan=plan)
    return entries.filter(at__lt=before) if before else entries


def show_progress(plan, tree, stand, commitments) -> RollUp | None:
    """Hang `told` on each goal and action of a tree; None when nobody ever told how far one is.

    One query.
    """
    entries = words_on(plan, stand.before) if stand.newest else {}
    if not entries:
        return None
    for goal in tree.goals:
        goal.told = Told(entries.get(goal.uid), stand.round)
    for action in tree.actions:
        if action.uid in entries:
            action.told = Told(entries[action.uid], stand.round)
    total = state_counts({"all": tree.goals}, entries, stand.round)["all"]
    groups = {part: goals for part, goals in _parts(tree, commitments) if goals}
    counts = state_counts(groups, entries, stand.round)
    return RollUp(stand.round, total, [(*part, counts[part]) for part in groups])


def _parts(tree, commitments):
    """Per commitment; for a plan on which none of them stands, per chapter of its own."""
    per_commitment = goals_per_commitment(tree)
    if any(per_commitment.values()):
        for number, goals in per_commitment.items():
            yield (f"{number}. {commitments[number].short_nl}", ""), goals
        return
    for chapter in tree.chapters:
        yield (str(chapter), f"#hoofdstuk-{chapter.uid}"), chapter.goal_list


# --- one goal or action ------------------------------------------------------------------------
@dataclass(frozen=True)
class Timeline:
    """All that was told about one goal or action, the newest first.

    `older` are those it stems from of which something was told: their page goes on with the story.
    """

    entries: list[ProgressEntry]
    older: list
    told: Told


def timeline_of(found, *, public=True) -> Timeline:
    """The timeline of a `permanence.Permanent`; four queries."""
    older = {relative.row.uid: relative for relative in found.stems_from}
    entries = timeline(found.row.uid, *older, public=public)
    own = [entry for entry in entries if entry.subject == found.row.uid]
    with_story = {entry.subject for entry in entries} - {found.row.uid}
    return Timeline(
        entries=own,
        older=[relative for uid, relative in older.items() if uid in with_story],
        told=Told(
            next((entry for entry in own if not tells_where(entry)), None),
            round_about(found.edition.plan),
        ),
    )
