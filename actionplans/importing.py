"""From a document to the draft, in two steps: understood first, taken over only after a yes.

An upload becomes an ImportProposal that the officer looks through; nothing of it is in the draft.
Accepting puts it into an empty draft, or replaces a draft that holds rows when the officer chose
that: one deed, which can be undone, so the old draft can always be put back. The same file offered
twice waits once, and taken over twice it changes nothing: what a document has in common with the
draft stays the same row (see matching.py).
"""

import hashlib
from pathlib import PurePath

from django.db import transaction

from cities.log import actor_of, record
from cities.models import LogEntry

from .document_states import states_of
from .documents.bounds import fitted
from .documents.errors import UnreadableDocument
from .documents.plan_document import PlanDocument
from .drafting import CannotChangeError, carry_out, lock
from .editions import draft_of
from .models import Deed, ImportProposal
from .undoing import differences, present_states


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
    """Lay a waiting proposal aside; whether it was still waiting."""
    waiting = ImportProposal.objects.filter(pk=proposal.pk, state=ImportProposal.State.WAITING)
    return waiting.update(state=ImportProposal.State.DROPPED) == 1


@transaction.atomic
def fill(plan, document, *, by, source, replace=False):
    """Put a PlanDocument into the plan's draft as one deed; None when all of it stands there.

    Raises DraftHoldsRowsError unless the draft is empty or `replace` is given.
    """
    plan = lock(plan)
    draft = draft_of(plan)
    present = present_states(draft)
    if len(present) > 1 and not replace:
        raise DraftHoldsRowsError
    target = states_of(_fitted(document), plan=plan, present=present)
    deed = carry_out(
        plan,
        draft,
        differences(present, target),
        kind=Deed.Kind.IMPORT,
        summary=f"Document “{source}”",
        by=by,
    )
    if deed:
        record(LogEntry.Verb.IMPORTED, plan, by=actor_of(by), city=plan.city, detail=source)
    return deed


def _fitted(document):
    """A proposal can have waited since the readers took in more than they do now."""
    try:
        return fitted(document)
    except UnreadableDocument as error:
        raise CannotChangeError(str(error)) from error


def has_rows(draft):
    return draft.chapters.exists() or draft.notes.exists()
