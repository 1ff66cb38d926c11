"""Where a carry-over stands: every goal of the old plan, and what was chosen for it so far.

The goals are those that visitors read in the plan's newest edition; of a plan that was never
published, or whose newest edition was withdrawn, those of its draft. A goal that joins another one
follows it: into the goal that it joins, or on when that one joins a third. When the goal at the end
does not go on as one goal, the choice cannot be carried out, and the goal waits for another one.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from ..drafting import shortened
from ..editions import current_edition, draft_of
from ..models import CarryOverChoice, Edition, Goal, ProgressEntry
from ..progress.entries import latest_entries

Decision, State = CarryOverChoice.Decision, ProgressEntry.State

# What a goal can do for another one to join it.
GOES_ON_AS_ONE = (Decision.CONTINUE, Decision.REWORD)
ENDS = (Decision.FINISHED, Decision.STOPPED)
# What was told last is a hint; nothing is chosen by it.
SUGGESTED = {State.FINISHED: Decision.FINISHED, State.STOPPED: Decision.STOPPED}
# The decisions as a sentence about several goals says them.
SEVERAL = {
    Decision.CONTINUE: "gaan verder",
    Decision.REWORD: "gaan verder in andere woorden",
    Decision.MERGE: "gaan op in een ander doel",
    Decision.SPLIT: "worden opgesplitst",
    Decision.FINISHED: "zijn afgerond",
    Decision.STOPPED: "stoppen",
}
AWAY = {
    Decision.SPLIT: "wordt opgesplitst",
    Decision.FINISHED: "is afgerond",
    Decision.STOPPED: "stopt",
}


def base_of(plan) -> Edition:
    """The edition from which the next plan is made."""
    current = current_edition(plan)
    return current if current and not current.is_withdrawn else draft_of(plan)


@dataclass
class Standing:
    """One goal of the old plan on the way to the next one."""

    goal: Goal
    choice: CarryOverChoice | None
    told: ProgressEntry | None
    host: Goal | None = None
    problem: str = ""

    @property
    def decision(self):
        return self.choice.decision if self.choice else ""

    @property
    def version(self):
        return self.choice.version if self.choice else 0

    @property
    def reason(self):
        """Why it stops, in words; '' for what does not stop."""
        if self.decision != Decision.STOPPED:
            return ""
        reasons = dict(ProgressEntry.Reason.choices)
        return reasons.get(self.choice.values.get("reason"), "")

    @property
    def suggestion(self):
        """What the last word about the goal makes likely; '' when it says nothing of that kind."""
        return SUGGESTED.get(self.told.state, "") if self.told else ""

    @property
    def marked(self):
        """Which decision is marked on the screen; a suggestion is not chosen by it."""
        return self.decision or self.suggestion

    @property
    def goes_on_in_one_press(self):
        """Undecided, and not told to be over."""
        return self.choice is None and not self.suggestion

    @property
    def is_reworded(self):
        """Not when the plan says by now what was to become its new words."""
        is_asked = self.decision == Decision.REWORD
        return is_asked and not same_words(self.choice.values["title"], self.goal.title)

    @property
    def is_decided(self):
        return self.choice is not None and not self.problem


class Choices:
    """All goals of the old plan in reading order; a handful of queries, whatever their number.

    `chapters` each have `goal_list` and `standings`. With a `tree` (rows.Tree of the base) nothing
    of the plan is read again.
    """

    def __init__(self, carry_over, *, tree=None, base=None):
        self.carry_over = carry_over
        self.base = tree.edition if tree else base or base_of(carry_over.plan)
        self.chapters = tree.chapters if tree else _chapters(self.base)
        self.by_uid = {choice.subject: choice for choice in _all(carry_over)}
        told = latest_entries(carry_over.plan)
        self.standings = []
        for chapter in self.chapters:
            chapter.standings = [
                Standing(goal, self.by_uid.get(goal.uid), told.get(goal.uid))
                for goal in chapter.goal_list
            ]
            self.standings += chapter.standings
        self.of = {standing.goal.uid: standing for standing in self.standings}
        for standing in self.standings:
            if standing.decision == Decision.MERGE:
                standing.host, standing.problem = self._host_of(standing)
        self._joining = {}
        for standing in self.standings:
            if standing.host:
                self._joining.setdefault(standing.host.uid, []).append(standing.goal)
        for chapter in self.chapters:
            chapter.n_open = sum(not standing.is_decided for standing in chapter.standings)
            chapter.n_rest = sum(standing.goes_on_in_one_press for standing in chapter.standings)

    # --- joining another goal ----------------------------------------------------------------
    def _host_of(self, standing):
        """(goal that it goes on in, '') or (None, why it cannot)."""
        passed = {standing.goal.uid}
        while standing.decision == Decision.MERGE:
            uid = joined_by(standing.choice)
            if uid in passed:
                return None, "Deze doelen gaan in elkaar op. Kies voor een ervan iets anders."
            if uid not in self.of:
                return (
                    None,
                    "Het doel waarin dit opgaat, staat niet meer in het plan. Kies opnieuw.",
                )
            passed.add(uid)
            standing = self.of[uid]
        if standing.decision in AWAY:
            name = called(standing.goal)
            return None, f"{name} {AWAY[standing.decision]}, dus hierin kan niets opgaan."
        return standing.goal, ""

    def members(self, goal):
        """A goal and all that join it, in reading order, the goal itself first."""
        return [goal, *self._joining.get(goal.uid, ())]

    # --- how far -----------------------------------------------------------------------------
    @property
    def undecided(self):
        """Nobody chose anything yet."""
        return [standing for standing in self.standings if standing.choice is None]

    @property
    def problems(self):
        return [standing for standing in self.standings if standing.problem]

    @property
    def waiting(self):
        """Everything that has to be decided before the plan can be made, in reading order."""
        return [standing for standing in self.standings if not standing.is_decided]

    @property
    def rest(self):
        """What simply goes on in one press: undecided, and not told to be over."""
        return [standing for standing in self.standings if standing.goes_on_in_one_press]

    @property
    def told_finished(self):
        """Undecided, and told to be finished: what a press on the other button closes."""
        return [one for one in self.undecided if one.suggestion == Decision.FINISHED]

    @property
    def left_out(self):
        """What waits and no press for many decides: a reason or another choice is asked."""
        return [one for one in self.waiting if one.problem or one.suggestion == Decision.STOPPED]

    def in_one_press(self, decision, *, chapter="") -> list[UUID]:
        """The goals that this press decides; with `chapter`, a uid, only those in it."""
        pressed = {Decision.CONTINUE: self.rest, Decision.FINISHED: self.told_finished}
        return [
            one.goal.uid
            for one in pressed.get(decision, ())
            if chapter in ("", str(one.goal.chapter.uid))
        ]

    @property
    def n_decided(self):
        return len(self.standings) - len(self.waiting)

    def counted(self):
        """[(decision in words, how many)] of the choices that count, in the order of the form."""
        counts = Counter(one.decision for one in self.standings if one.is_decided)
        return [
            (label if counts[code] == 1 else SEVERAL[code], counts[code])
            for code, label in Decision.choices
            if counts[code]
        ]

    def after(self, goal):
        """The next goal that waits for a choice, from this one on and then from the start."""
        place = [standing.goal.uid for standing in self.standings].index(goal.uid)
        turned = self.standings[place + 1 :] + self.standings[:place]
        return next((one.goal for one in turned if not one.is_decided), None)

    # --- what happened to the plan meanwhile -------------------------------------------------
    def news(self):
        """What publications since the start brought: {"edition", "appeared", "vanished"}, or None.

        `appeared` are goals; `vanished` are the last known words of goals that were decided.
        """
        gone = [uid for uid in self.by_uid if uid not in self.of]
        published = self.base.published_at
        is_newer = published is not None and published > self.carry_over.started_at
        if not is_newer and not gone:
            return None
        before = _goals_at(self.carry_over.plan, self.carry_over.started_at) if is_newer else None
        words = {goal.uid: goal for goal in Goal.objects.filter(uid__in=gone).order_by("pk")}
        return {
            "edition": self.base if is_newer else None,
            "appeared": [
                one.goal for one in self.standings if before and one.goal.uid not in before
            ],
            "vanished": [called(words[uid]) for uid in gone if uid in words],
        }

    def fingerprint(self, content_sum):
        """A name for exactly these words and choices: what is made is what was looked at."""
        versions = sorted((str(one.goal.uid), one.version) for one in self.standings)
        told = f"{self.carry_over.uid}|{content_sum}|{versions}"
        return hashlib.sha256(told.encode()).hexdigest()


def joined_by(choice) -> UUID | None:
    """The goal that this choice joins, by uid; None when it names none."""
    try:
        return UUID(choice.values.get("into", ""))
    except (ValueError, TypeError, AttributeError):
        return None


def called(goal) -> str:
    """A goal in a sentence: its number and the beginning of its words."""
    return f"{goal.code} “{shortened(goal.title, 60)}”".strip()


def same_words(one, other) -> bool:
    return one.split() == other.split()


def _all(carry_over):
    return CarryOverChoice.objects.filter(carry_over=carry_over).select_related("by")


def _chapters(base):
    """The chapters with their goals, without all that hangs under them."""
    chapters = {chapter.pk: chapter for chapter in base.chapters.all()}
    for chapter in chapters.values():
        chapter.goal_list = []
    for goal in base.goals.all():
        # A chapter that is deleted at this very moment takes its goals along.
        if goal.chapter_id in chapters:
            goal.chapter = chapters[goal.chapter_id]
            goal.chapter.goal_list.append(goal)
    return list(chapters.values())


def _goals_at(plan, moment):
    """The uids in the edition that visitors read at that moment; empty when there was none."""
    editions = plan.editions.published().filter(published_at__lte=moment).order_by("-number")
    return set(Goal.objects.filter(edition=editions.values("pk")[:1]).values_list("uid", flat=True))
