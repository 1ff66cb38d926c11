"""What the portal itself can tell for an ECCAR report over some years, before anybody types.

Per commitment: as measures the goals of the plan that visitors read, with their actions, first what
a city told to be at work on and apart from it what is only planned; as results
what was told in those years of what is under way or finished, with its evidence, and what was
measured; as difficulties what was late, postponed or stopped, with the reason. Only what everybody
may read is used, so a draft or a withdrawn text never comes into a report by itself. A goal stands
with each commitment that it works on; goals without one are kept apart and never dropped.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format

from ..crosswalk import NUMBERS, goals_in_order, numbers_of
from ..editions import current_edition
from ..indicators.definitions import for_goals
from ..indicators.numbers import with_unit
from ..models import Edition, ProgressEntry
from ..progress.entries import readable, telling
from ..progress.telling import VALUES, clear_text
from ..rows import Tree

FIELDS = ("measures", "results", "difficulties")
State = ProgressEntry.State
UNDER_WAY = (State.RUNNING, State.FINISHED)
SHORT = 90
# The measures of a city are what it did; what the plan only announces stands below that.
NOT_UNDER_WAY = "Gepland in het plan, nog niet of niet meer in uitvoering:"
NOTHING_TOLD = "Gepland in het plan, nog niets over verteld:"
GROUPS = ("", NOT_UNDER_WAY, NOTHING_TOLD)


@dataclass(frozen=True)
class Line:
    """One thing to tell about a goal; `head` names the goal, without `text` it is the goal itself.

    Each is one line, so that what a report says already can be told from what is new. `group` is
    the heading under which it stands with others, if any.
    """

    head: str
    text: str = ""
    group: str = ""

    @property
    def words(self):
        return f"- {self.text}" if self.text else self.head


@dataclass
class Harvest:
    """`parts` is {number of a commitment: {field: lines}}, `rest` [(goal, {field: lines})].

    `stands` is {number: Counter}: how many goals, and how many are how far by the last word of
    those years. `n_told` is how often something was told in those years.
    """

    edition: Edition | None = None
    parts: dict = field(default_factory=dict)
    rest: list = field(default_factory=list)
    stands: dict = field(default_factory=dict)
    n_told: int = 0

    @property
    def has_crosswalk(self):
        return any(stand["goals"] for stand in self.stands.values())

    def lines(self, number) -> dict:
        return self.parts.get(number) or _no_lines()


def harvest(plan, year_from, year_until) -> Harvest:
    """A fixed number of queries, whatever the number of goals and of what was told."""
    found = Harvest(
        parts={number: _no_lines() for number in NUMBERS},
        stands={number: Counter() for number in NUMBERS},
    )
    edition = current_edition(plan)
    if edition is None or edition.is_withdrawn:
        return found
    found.edition = edition
    entries = _entries(plan, year_from, year_until)
    found.n_told = sum(len(told) for told in entries.values())
    measured = for_goals(plan)
    for goal in goals_in_order(Tree(edition)):
        lines = {
            "measures": _measures(goal, _group_of(goal, entries)),
            "results": [
                *_told(goal, entries, _is_result, _as_result),
                *_measured(goal, measured.get(goal.uid, ()), year_from, year_until),
            ],
            "difficulties": _told(goal, entries, _is_difficulty, _as_difficulty),
        }
        _put(found, goal, lines, entries.get(goal.uid))
    for lines in found.parts.values():
        lines["measures"].sort(key=lambda line: GROUPS.index(line.group))
    return found


def _no_lines():
    return {name: [] for name in FIELDS}


def _put(found, goal, lines, told):
    numbers = numbers_of(goal)
    if not numbers:
        found.rest.append((goal, lines))
    for number in numbers:
        for name in FIELDS:
            found.parts[number][name] += lines[name]
        found.stands[number].update(["goals", *_how_far(told)])


def _how_far(told):
    """What counts for a goal of which something was told: one state, and whether it is late."""
    if not told:
        return ["silent"]
    last = told[-1]
    return [last.state, *(["late"] if last.schedule in ProgressEntry.LATE else [])]


# --- what the plan says --------------------------------------------------------------------------
def head_of(goal) -> str:
    return one_line(f"{goal.code} {goal.title}")


def _measures(goal, group):
    head = head_of(goal)
    actions = [Line(head, one_line(action.text), group) for action in goal.action_list]
    return actions or [Line(head, group=group)]


def _group_of(goal, entries):
    """By the goal and its actions together: at work on one of them is at work on the goal."""
    uids = [goal.uid, *(action.uid for action in goal.action_list)]
    told = [entry for uid in uids for entry in entries.get(uid, ())]
    if not told:
        return NOTHING_TOLD
    return "" if any(_is_result(entry) for entry in told) else NOT_UNDER_WAY


# --- what was told -------------------------------------------------------------------------------
def _entries(plan, year_from, year_until):
    """{uid: what was told in those years, the oldest first}, without what only repeats it."""
    rows = telling(readable(public=True)).filter(plan=plan).exclude(state="")
    found = defaultdict(list)
    for entry in rows.order_by("at", "number"):
        if not year_from <= timezone.localdate(entry.at).year <= year_until:
            continue
        told = found[entry.subject]
        if not told or _says(told[-1]) != _says(entry):
            told.append(entry)
    return found


def _says(entry):
    return [getattr(entry, name) for name in VALUES]


def _told(goal, entries, is_wanted, as_words):
    """About the goal itself, then about each of its actions."""
    head = head_of(goal)
    subjects = [("", goal.uid)]
    for action in goal.action_list:
        subjects.append((f"“{shortened(action.text)}” ", action.uid))
    return [
        Line(head, f"{about}{as_words(entry)}")
        for about, uid in subjects
        for entry in entries.get(uid, ())
        if is_wanted(entry)
    ]


def _is_result(entry):
    return entry.state in UNDER_WAY


def _is_difficulty(entry):
    return entry.state == State.STOPPED or entry.schedule in ProgressEntry.LATE


def _as_result(entry):
    evidence = ", ".join(_link(link) for link in entry.evidence)
    return _sentence(entry, entry.get_state_display(), f" Bewijs: {evidence}" if evidence else "")


def _as_difficulty(entry):
    is_stopped = entry.state == State.STOPPED
    what = entry.get_state_display() if is_stopped else entry.get_schedule_display()
    reason = entry.get_reason_display()
    return _sentence(entry, f"{what}, {reason}" if reason else what)


def _sentence(entry, what, after=""):
    """'in uitvoering (oktober 2025): wat de stad vertelde.'"""
    when = date_format(timezone.localdate(entry.at), "F Y")
    text = one_line(entry.text)
    return f"{what} ({when}){': ' if text else ''}{text}{after}"


def _link(link):
    label, url = one_line(link.get("label", "")), one_line(link.get("url", ""))
    return url if label in ("", url) else f"{label} ({url})"


# --- what was measured ---------------------------------------------------------------------------
def _measured(goal, indicators, year_from, year_until):
    head = head_of(goal)
    for indicator in indicators:
        values = [
            f"{with_unit(one.value, indicator.unit)} op {date_format(one.measured_on, 'j F Y')}"
            for one in indicator.standing
            if year_from <= one.measured_on.year <= year_until
        ]
        if values:
            aim = _aim(indicator)
            yield Line(head, one_line(f"gemeten, {indicator.name}: {', '.join(values)}{aim}"))


def _aim(indicator):
    if indicator.target is None:
        return ""
    target = with_unit(indicator.target, indicator.unit)
    return f" (streefwaarde {target} in {indicator.target_year})"


# --- as text -------------------------------------------------------------------------------------
def one_line(text) -> str:
    return " ".join(clear_text(str(text)).split())


def shortened(text) -> str:
    text = one_line(text)
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"


def as_text(lines) -> str:
    """The lines under their goals, an empty line between one goal and the next."""
    blocks, head, group = [], None, ""
    for line in lines:
        if line.group != group:
            head, group = None, line.group
            blocks += [[group]] if group else []
        if line.head != head:
            head = line.head
            blocks.append([head])
        if line.text:
            blocks[-1].append(line.words)
    return "\n\n".join("\n".join(block) for block in blocks)


def not_in(text, lines) -> list[Line]:
    """The lines that a text does not hold; what stands there once is found once."""
    there = Counter(one_line(line) for line in text.split("\n"))
    missing = []
    for line in lines:
        if there[line.words] > 0:
            there[line.words] -= 1
        else:
            missing.append(line)
    return missing
