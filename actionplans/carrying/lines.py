"""The rows of the next plan, made from the old tree and from what was chosen.

Everything gets a uid of its own, and descends from what it was made of. Chapters stay, also when
none of their goals goes on, with their working group, texts and commitments. A goal keeps its tags,
its SDGs, its own group and its example. What joins another goal brings its actions, texts and tags
along. Of a goal that is split, each part gets tags, group and timing; actions, explanation and
budget references go to the first part. Goals are numbered anew per chapter.

A timing says nothing wrong about the next period: "doorlopend" stays, years outside the new period
and words that name such a year are left out. A note comes along unless all that referred to it
ended.
"""

import re
import uuid
from dataclasses import dataclass, field

from ..crosswalk import numbers_of
from ..drafting import WHOLE_ROW, Line
from ..models import Chapter, Goal, Lineage
from ..models.tree import TimingKind
from ..rows import state_of
from ..shape import TIMING
from .choices import Choices, Decision

Kind = Lineage.Kind
YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")
LONGEST_CODE = 40
TAGS = ("sdgs", "grounds", "domains", "tracks")
PARAGRAPHS = ("explanation", "group_note")


@dataclass
class NextGoal:
    """A goal of the next plan and the old ones that it was made of."""

    code: str
    title: str
    how: Kind
    old: list[Goal]
    n_actions: int = 0

    @property
    def how_in_words(self):
        """How it came to be; '' for what goes on as it was, under its own number."""
        is_same = self.how == Kind.CONTINUED and self.old[0].code == self.code
        return "" if is_same else self.how.label


@dataclass
class NextChapter:
    old: Chapter
    goals: list[NextGoal] = field(default_factory=list)


class NextPlan:
    """All lines and descents of the next plan's draft; asks nothing of the database."""

    def __init__(self, tree, choices: Choices, *, period):
        self.tree, self.choices, self.period = tree, choices, period
        self.lines, self.descents, self.chapters = [], [], []
        self.lost_timings = []  # (old goal or action, the words that are left out)
        self.became = {}  # old goal's uid: the new goals
        self._numbers = {}
        self._notes = {str(note.uid): str(uuid.uuid4()) for note in tree.notes}
        for place, chapter in enumerate(tree.chapters, 1):
            self._add_chapter(chapter, place)
        self.lines = [*self._note_lines(), *self.lines]

    def count(self, kind):
        return sum(1 for line in self.lines if line.kind == kind)

    # --- rows --------------------------------------------------------------------------------
    def _add(self, kind, state, old=None):
        uid = uuid.uuid4()
        self.lines.append(Line(kind, uid, WHOLE_ROW, None, state))
        if old is not None:
            self.descents.append((uid, old.uid, Kind.CONTINUED))
        return uid

    def _add_chapter(self, chapter, place):
        uid = self._add("chapter", {**state_of(chapter), "position": place})
        self._add_group(chapter.group_list, chapter=str(uid))
        made = NextChapter(chapter)
        self.chapters.append(made)
        prefix = self._prefix(chapter, place)
        for goal in chapter.goal_list:
            standing = self.choices.of[goal.uid]
            for number, (title, how) in enumerate(_parts(standing, self.choices)):
                members = self.choices.members(goal)
                code = self._next_code(prefix)
                new = NextGoal(code, title, how, members)
                made.goals.append(new)
                self._add_goal(new, str(uid), len(made.goals), is_first=number == 0)

    def _add_goal(self, new, chapter, position, *, is_first):
        goal = new.old[0]
        state = _joined(new.old) | {"chapter": chapter, "position": position}
        state |= {"code": new.code, "title": new.title}
        if not is_first:
            state |= {"explanation": "", "bbc_references": []}
        uid = uuid.uuid4()
        self.lines.append(Line("goal", uid, WHOLE_ROW, None, self._moved_on(state, goal, is_first)))
        # A goal has one timing: the one of the goal that the others join.
        self.lost_timings += [
            (old, old.timing) for old in new.old[1:] if old.timing not in ("", goal.timing)
        ]
        for old in new.old:
            self.descents.append((uid, old.uid, new.how))
            self.became.setdefault(old.uid, []).append(new)
        self._add_group(_one_group(new.old), goal=str(uid))
        actions = [action for old in new.old for action in old.action_list] if is_first else []
        for place, action in enumerate(actions, 1):
            told = {**state_of(action), "goal": str(uid), "position": place}
            self._add("action", self._moved_on(told, action, True), action)
        new.n_actions = len(actions)

    def _add_group(self, people, **home):
        for place, person in enumerate(people, 1):
            self._add("participation", {**state_of(person), "position": place, **home})

    def _moved_on(self, state, old, is_told):
        """The state with its notes and its timing as they are in the next plan."""
        timing, lost = timing_in(state, self.period)
        if lost and is_told:
            self.lost_timings.append((old, lost))
        state |= timing
        for name in ("notes", "timing_notes"):
            if name in state:
                state[name] = sorted(self._notes[uid] for uid in state[name])
        if "timing_notes" in state and not state["timing_text"] and lost:
            state["timing_notes"] = []
        return state

    def _note_lines(self):
        """Notes that something of the next plan refers to, and those that stood by themselves."""
        used = {uid for line in self.lines for uid in _notes_in(line.new)}
        before = {
            uid
            for kind, row in self.tree.rows()
            if kind != "note"
            for uid in _notes_in(state_of(row))
        }
        for note in self.tree.notes:
            new = self._notes[str(note.uid)]
            if new in used or str(note.uid) not in before:
                yield Line("note", uuid.UUID(new), WHOLE_ROW, None, state_of(note))

    # --- numbers -----------------------------------------------------------------------------
    def _prefix(self, chapter, place):
        """What codes of a chapter begin with; None when the city numbers nothing here."""
        number = chapter.number.strip().rstrip(".").strip()
        has_codes = any(goal.code for goal in chapter.goal_list)
        return number or (str(place) if has_codes else None)

    def _next_code(self, prefix):
        """Two chapters with one number share one row of codes: no code stands twice."""
        if prefix is None:
            return ""
        prefix = prefix[: LONGEST_CODE - 6]
        self._numbers[prefix] = self._numbers.get(prefix, 0) + 1
        return f"{prefix}.{self._numbers[prefix]}"


# --- one goal -------------------------------------------------------------------------------
def _parts(standing, choices):
    """[(title, kind of descent)] of the new goals that stand where this old one stood."""
    values = standing.choice.values if standing.choice else {}
    if standing.decision == Decision.SPLIT:
        return [(title, Kind.SPLIT) for title in values["titles"]]
    is_joined = len(choices.members(standing.goal)) > 1
    if standing.decision == Decision.REWORD:
        how = Kind.REWORDED if standing.is_reworded else Kind.CONTINUED
        return [(values["title"], Kind.MERGED if is_joined else how)]
    if standing.decision == Decision.CONTINUE:
        return [(standing.goal.title, Kind.MERGED if is_joined else Kind.CONTINUED)]
    return []


def _joined(goals):
    """The state of the first goal, with what the others bring along; nothing of theirs is lost."""
    state = state_of(goals[0])
    others = [state_of(goal) for goal in goals[1:]]
    for name in (*TAGS, "notes", "timing_notes"):
        state[name] = sorted({entry for one in (state, *others) for entry in one[name]})
    for name in PARAGRAPHS:
        texts = [one[name] for one in (state, *others) if one[name]]
        state[name] = "\n\n".join(dict.fromkeys(texts))
    for one in others:
        state["example"] = state["example"] or one["example"]
        new = [line for line in one["bbc_references"] if line not in state["bbc_references"]]
        state["bbc_references"] = [*state["bbc_references"], *new]
    reached = {number for goal in goals for number in numbers_of(goal)}
    if reached != set(numbers_of(goals[0])):
        state["commitments"] = sorted(reached)
    return state


def _one_group(goals):
    """Everybody of the goals' own groups, each once."""
    people = {}
    for person in (person for goal in goals for person in goal.group_list):
        people.setdefault((person.label, person.organisation_id, person.role), person)
    return list(people.values())


def _notes_in(state):
    return [*state.get("notes", ()), *state.get("timing_notes", ())]


# --- timing ---------------------------------------------------------------------------------
def timing_in(state, period):
    """(the timing as it can stand in a plan of `period`, the words that are left out or '')."""
    first, last = period
    years = {
        name: state[name] if state[name] and first <= state[name] <= (last or 9999) else None
        for name in ("timing_from", "timing_until")
    }
    text = state["timing_text"] if _holds_in(state["timing_text"], first, last) else ""
    kind = state["timing_kind"]
    if kind == TimingKind.BY and not text and not any(years.values()):
        kind = ""
    timing = {**years, "timing_text": text, "timing_kind": kind}
    if all(timing[name] == state[name] for name in TIMING):
        return timing, ""
    lost = [str(state[name]) for name in years if state[name] and not years[name]]
    return timing, state["timing_text"] if text != state["timing_text"] else "–".join(lost)


def _holds_in(text, first, last):
    """Each year in the words lies in the period, and no other number could be a year or a date."""
    years = [int(year) for year in YEAR.findall(text)]
    is_clear = not re.search(r"\d\d", YEAR.sub("", text))
    return is_clear and all(first <= year <= (last or 9999) for year in years)
