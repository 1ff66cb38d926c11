"""The plan as it was understood from a document: the shape that every reader makes and every
screen, command and exporter takes. Plain values only, so that it goes through JSON and back."""

from collections import Counter
from dataclasses import asdict, dataclass, field

from .wording import year_range


@dataclass
class NumberedNote:
    """A footnote of the plan, under the number that its readers know it by."""

    number: int
    text: str


@dataclass
class Participant:
    """Who takes part, exactly as it was written ("Dienst economie (?)")."""

    name: str
    organiser: bool = False
    to_confirm: bool = False


@dataclass
class ActionPart:
    """What the city will do for a goal."""

    text: str
    notes: list[int] = field(default_factory=list)


@dataclass
class GoalPart:
    """An operational goal: one row of the officer's table."""

    code: str
    title: str
    timing: str | None = None
    notes: list[int] = field(default_factory=list)
    timing_notes: list[int] = field(default_factory=list)
    sdgs: list[int] = field(default_factory=list)
    actions: list[ActionPart] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    group_note: str = ""
    source: str = ""


@dataclass
class ChapterPart:
    """A commitment or theme with its goals and, mostly, its working group."""

    number: str
    title: str
    description: str = ""
    participants: list[Participant] = field(default_factory=list)
    group_note: str = ""
    goals: list[GoalPart] = field(default_factory=list)


@dataclass
class Doubt:
    """Something the officer should look at, and where."""

    where: str
    text: str


@dataclass
class PlanDocument:
    """A whole plan, with what was not sure about it."""

    title: str = ""
    introduction: str = ""
    notes: list[NumberedNote] = field(default_factory=list)
    chapters: list[ChapterPart] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def goals(self) -> list[GoalPart]:
        return [goal for chapter in self.chapters for goal in chapter.goals]

    @property
    def actions(self) -> list[ActionPart]:
        return [action for goal in self.goals for action in goal.actions]

    @property
    def participants(self) -> list[Participant]:
        groups = [part.participants for part in [*self.chapters, *self.goals]]
        return [participant for group in groups for participant in group]

    @property
    def organisers(self) -> list[Participant]:
        return [participant for participant in self.participants if participant.organiser]

    @property
    def counts(self) -> dict[str, int]:
        kinds = ["chapters", "goals", "actions", "participants", "organisers"]
        return {kind: len(getattr(self, kind)) for kind in kinds}

    def period(self) -> tuple[int, int] | None:
        """The years that most goals run over; of equally frequent ones the widest, the first."""
        ranges = Counter(found for goal in self.goals if (found := year_range(goal.timing or "")))
        if not ranges:
            return None
        return min(ranges, key=lambda years: (-ranges[years], years[0] - years[1], years))

    def to_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: dict) -> "PlanDocument":
        return cls(
            title=stored["title"],
            introduction=stored["introduction"],
            notes=[NumberedNote(**note) for note in stored["notes"]],
            chapters=[_chapter(chapter) for chapter in stored["chapters"]],
            doubts=[Doubt(**doubt) for doubt in stored["doubts"]],
        )

    def understood(self) -> dict:
        """What `import_plan --json` prints; a goal has people only if it has its own group."""
        return {
            "plan": {
                "chapters": [_understood_chapter(chapter) for chapter in self.chapters],
                "introduction": self.introduction,
                "notes": [asdict(note) for note in self.notes],
            },
            "doubts": [asdict(doubt) for doubt in self.doubts],
        }


def _chapter(stored: dict) -> ChapterPart:
    goals = [_goal(goal) for goal in stored["goals"]]
    return ChapterPart(**{**stored, "participants": _participants(stored), "goals": goals})


def _goal(stored: dict) -> GoalPart:
    actions = [ActionPart(**action) for action in stored["actions"]]
    return GoalPart(**{**stored, "participants": _participants(stored), "actions": actions})


def _participants(stored: dict) -> list[Participant]:
    return [Participant(**participant) for participant in stored["participants"]]


def _understood_chapter(chapter: ChapterPart) -> dict:
    plain_number = chapter.number.isascii() and chapter.number.isdigit()
    return {
        "number": int(chapter.number) if plain_number else chapter.number,
        "title": chapter.title,
        "description": chapter.description or None,
        "participants": _understood_group(chapter.participants),
        "goals": [_understood_goal(goal) for goal in chapter.goals],
    }


def _understood_goal(goal: GoalPart) -> dict:
    own_group = {"participants": _understood_group(goal.participants)} if goal.participants else {}
    return {
        "code": goal.code,
        "title": goal.title,
        "timing": goal.timing or None,
        "actions": [{"text": action.text} for action in goal.actions],
        **own_group,
    }


def _understood_group(participants: list[Participant]) -> list[dict]:
    return [{"name": person.name, "organiser": person.organiser} for person in participants]
