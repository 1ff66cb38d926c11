"""From a document to the draft, in two steps: understood first, taken over only after a yes.

An upload becomes an ImportProposal that the officer looks through; nothing of it is in the draft.
Accepting puts it into an empty draft, or replaces a draft that holds rows when the officer chose
that: one deed, which can be undone, so the old draft can always be put back. The same file offered
twice waits once.
"""

import hashlib
import re
import uuid
from pathlib import PurePath

from django.db import transaction

from cities.log import actor_of, record
from cities.models import Organisation

from .documents.plan_document import PlanDocument
from .documents.wording import year_range
from .drafting import CannotChangeError, blank_state, carry_out, lock
from .editions import draft_of
from .models import Deed, ImportProposal, Participation, Plan
from .models.tree import TimingKind
from .rows import state_of
from .undoing import differences, present_states

SINGLE_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class DraftHoldsRowsError(Exception):
    """The draft is not empty and nobody said that it may be replaced."""


@transaction.atomic
def propose(plan, document, *, data, file_name, by):
    """Keep what was understood of an upload for the review page; returns the ImportProposal."""
    proposal, _ = ImportProposal.objects.get_or_create(
        plan=plan,
        sha256=hashlib.sha256(data).hexdigest(),
        state=ImportProposal.State.WAITING,
        defaults={
            "file_name": PurePath(file_name.replace("\\", "/")).name[:200],
            "document": document.to_dict(),
            "created_by": actor_of(by),
        },
    )
    return proposal


@transaction.atomic
def accept(proposal, *, by, into=None, replace=False):
    """Take a waiting proposal over into the draft of its plan, or of `into` (a new plan)."""
    waiting = ImportProposal.objects.filter(pk=proposal.pk, state=ImportProposal.State.WAITING)
    if not waiting.update(state=ImportProposal.State.ACCEPTED):
        raise CannotChangeError("Dit document is al overgenomen of weggelegd.")
    document = PlanDocument.from_dict(proposal.document)
    return fill(into or proposal.plan, document, by=by, replace=replace, source=proposal.file_name)


def drop(proposal):
    """Lay a proposal aside; it was never in the draft."""
    waiting = ImportProposal.objects.filter(pk=proposal.pk, state=ImportProposal.State.WAITING)
    waiting.update(state=ImportProposal.State.DROPPED)


@transaction.atomic
def fill(plan, document, *, by, source, replace=False):
    """Put a PlanDocument into the plan's draft as one deed.

    Raises DraftHoldsRowsError unless the draft is empty or `replace` is given.
    """
    plan = lock(plan)
    draft = draft_of(plan)
    present = present_states(draft)
    if len(present) > 1 and not replace:
        raise DraftHoldsRowsError
    target = states_of(document, plan=plan, draft=draft)
    deed = carry_out(
        plan,
        draft,
        differences(present, target),
        kind=Deed.Kind.IMPORT,
        summary=f"Document “{source}”",
        by=by,
    )
    record("imported", plan, by=actor_of(by), city=plan.city, detail=source)
    return deed


# --- a document as states of rows ------------------------------------------------------------
def states_of(document, *, plan, draft):
    """{(kind, uid): state} of the draft as the document has it, every row with a new uid."""
    return _Translation(document, plan, draft).states


class _Translation:
    def __init__(self, document, plan, draft):
        self.plan = plan
        self.partners = _partners_by_name()
        self.has_ten_points = _has_ten_points(document, plan)
        self.period = (plan.period_from, plan.period_until)
        edition = state_of(draft)
        if 0 < len(document.title) <= draft._meta.get_field("title").max_length:
            edition["title"] = document.title
        edition["introduction"] = document.introduction
        self.states = {("edition", draft.uid): edition}
        self.note_uids = {
            note.number: self._add("note", position, number=note.number, text=note.text)
            for position, note in enumerate(document.notes, 1)
        }
        for position, chapter in enumerate(document.chapters, 1):
            self._add_chapter(position, chapter)

    def _add(self, kind, position, **values):
        uid = uuid.uuid4()
        self.states[kind, uid] = {**blank_state(kind), "position": position, **values}
        return str(uid)

    def _add_chapter(self, position, chapter):
        uid = self._add(
            "chapter",
            position,
            number=chapter.number,
            title=chapter.title,
            description=chapter.description,
            group_note=chapter.group_note,
            commitments=[int(chapter.number)] if self.has_ten_points else [],
        )
        self._add_group(chapter.participants, chapter=uid)
        for goal_position, goal in enumerate(chapter.goals, 1):
            self._add_goal(goal_position, goal, uid)

    def _add_goal(self, position, goal, chapter):
        uid = self._add(
            "goal",
            position,
            chapter=chapter,
            code=goal.code,
            title=goal.title,
            group_note=goal.group_note,
            sdgs=sorted(set(goal.sdgs)),
            notes=self._notes(goal.notes),
            timing_notes=self._notes(goal.timing_notes),
            **self._timing(goal.timing),
        )
        self._add_group(goal.participants, goal=uid)
        for action_position, action in enumerate(goal.actions, 1):
            self._add(
                "action",
                action_position,
                goal=uid,
                text=action.text,
                notes=self._notes(action.notes),
            )

    def _add_group(self, participants, **home):
        for position, person in enumerate(participants, 1):
            role = Participation.Role
            self._add(
                "participation",
                position,
                label=person.name,
                organisation=self.partners.get(person.name.casefold()),
                role=role.ORGANISER if person.organiser else role.PARTICIPANT,
                to_confirm=person.to_confirm,
                **home,
            )

    def _notes(self, numbers):
        return sorted(self.note_uids[number] for number in set(numbers) & set(self.note_uids))

    def _timing(self, words):
        """The whole period means 'ongoing'; a year or a shorter span is a date to reach it by."""
        first, last = _years(words or "")
        if last is None:
            return {"timing_text": words or ""}
        kind = TimingKind.ONGOING if (first, last) == self.period else TimingKind.BY
        return {
            "timing_text": words,
            "timing_kind": kind,
            "timing_from": first,
            "timing_until": last,
        }


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


def has_rows(draft):
    return draft.chapters.exists() or draft.notes.exists()
