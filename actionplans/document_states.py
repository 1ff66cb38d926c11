"""A document as states of rows: what `undoing.differences` compares with the draft.

A part that is a row of the draft already (see matching.py) keeps that row's uid, and whatever the
document says nothing about: a field that it fills nowhere, and all that only the portal knows.
"""

import re
import uuid

from cities.models import Organisation

from .documents.wording import year_range
from .matching import match
from .models import Participation, Plan
from .models.tree import TimingKind
from .rows import blank_state

SINGLE_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
CHAPTER_WORDS = ("number", "title", "description", "group_note")
GOAL_WORDS = ("code", "title", "group_note")


def states_of(document, *, plan, present):
    """{(kind, uid): state} of the draft as the document has it; `present` is how it stands now."""
    return _Translation(document, plan, present).states


class _Translation:
    def __init__(self, document, plan, present):
        self.present = present
        self.uids = match(present, document)
        self.partners = _partners_by_name()
        self.has_ten_points = _has_ten_points(document, plan)
        self.periods = {(plan.period_from, plan.period_until), document.period()}
        self.chapter_words = _filled(CHAPTER_WORDS, document.chapters)
        self.goal_words = _filled((*GOAL_WORDS, "timing", "sdgs"), document.goals)
        own = _filled(("title", "introduction"), [document])
        self.states = {
            key: {**state, **_words(document, own)}
            for key, state in present.items()
            if key[0] == "edition"
        }
        self.note_uids = {
            note.number: self._add("note", ("note", place), number=note.number, text=note.text)
            for place, note in enumerate(document.notes, 1)
        }
        for place, chapter in enumerate(document.chapters, 1):
            self._add_chapter(("chapter", place), chapter)

    def _add(self, kind, path, at_first=None, **said):
        """Add a row; `at_first` is our own guess, which never overrules what was made of it."""
        uid = self.uids.get(path) or uuid.uuid4()
        before = self.present.get((kind, uid)) or {**blank_state(kind), **(at_first or {})}
        self.states[kind, uid] = {**before, "position": path[-1], **said}
        return str(uid)

    def _add_chapter(self, path, chapter):
        commitments = [int(chapter.number)] if self.has_ten_points else []
        words = _words(chapter, self.chapter_words)
        uid = self._add("chapter", path, {"commitments": commitments}, **words)
        self._add_group(path, chapter, chapter=uid)
        for place, goal in enumerate(chapter.goals, 1):
            self._add_goal((*path, "goal", place), goal, uid)

    def _add_goal(self, path, goal, chapter):
        sdgs = {"sdgs": sorted(set(goal.sdgs))} if "sdgs" in self.goal_words else {}
        uid = self._add(
            "goal",
            path,
            chapter=chapter,
            notes=self._notes(goal.notes),
            timing_notes=self._notes(goal.timing_notes),
            **_words(goal, [name for name in self.goal_words if name in GOAL_WORDS]),
            **sdgs,
            **self._timing(path, goal),
        )
        self._add_group(path, goal, goal=uid)
        for place, action in enumerate(goal.actions, 1):
            notes = self._notes(action.notes)
            self._add("action", (*path, "action", place), goal=uid, text=action.text, notes=notes)

    def _add_group(self, path, part, **home):
        role = Participation.Role
        for place, person in enumerate(part.participants, 1):
            self._add(
                "participation",
                (*path, "participation", place),
                {"organisation": self.partners.get(person.name.casefold())},
                label=person.name,
                role=role.ORGANISER if person.organiser else role.PARTICIPANT,
                to_confirm=person.to_confirm,
                **home,
            )

    def _notes(self, numbers):
        return sorted(self.note_uids[number] for number in set(numbers) & set(self.note_uids))

    def _timing(self, path, goal):
        """All of the period, of plan or document, means 'ongoing'; else it is a date to meet."""
        words = goal.timing or ""
        before = self.present.get(("goal", self.uids.get(path)), {})
        # The years are our reading of the words: beside the same words, the officer's stand.
        if "timing" not in self.goal_words or before.get("timing_text") == words:
            return {}
        first, last = _years(words)
        kind = TimingKind.ONGOING if (first, last) in self.periods else TimingKind.BY
        return {
            "timing_text": words,
            "timing_kind": kind if last else "",
            "timing_from": first,
            "timing_until": last,
        }


def _filled(names, parts):
    """The fields that the document has words in somewhere; of the others it says nothing."""
    return [name for name in names if any(getattr(part, name) for part in parts)]


def _words(part, names):
    """What a part says; no title is no word about the title, because each row must have one."""
    return {name: getattr(part, name) for name in names if name != "title" or part.title}


def _years(words):
    """(first, last) year of a timing; (None, year) for a single one; (None, None) if unclear."""
    if found := year_range(words):
        return found if found[0] <= found[1] else (None, None)
    years = SINGLE_YEAR.findall(words)
    return (None, int(years[0])) if len(years) == 1 else (None, None)


def _has_ten_points(document, plan):
    """Ten chapters numbered one to ten, in an ECCAR plan, are the ten commitments."""
    numbers = [chapter.number for chapter in document.chapters]
    return plan.framework == Plan.Framework.ECCAR and numbers == [str(n) for n in range(1, 11)]


def _partners_by_name():
    """{name or short name in lower case: slug} of the shared partners."""
    partners = Organisation.objects.in_use().values_list("slug", "name", "short_name")
    return {name.casefold(): slug for slug, *names in partners for name in names if name}
