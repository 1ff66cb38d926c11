"""A proposal ends without coming online: declined (C7), outdated (C9), or answered (C10).

What is online stays as it is, to the letter. Outdated is nobody's fault and does not count as a
refusal: the same text came online by another way, or the practice was archived or merged
(`moderating.outdating`); the author can begin again on what stands there now. A remark is answered,
or becomes a change that VVSG writes out.
"""

from django.db import transaction
from django.utils import timezone

from ..fiche.fields import LISTS, PARTS
from ..fiche.targets import final_target
from ..mails.posting import to_author
from ..models import ChangeProposal, Practice
from ..moderating.deciding import (
    decide,
    mail_text,
    overtaken,
    reason_of,
    require_moderator,
)
from ..transitions import RefusedError, done_before
from .listing import merge_lists
from .starting import open_proposal, require_online, save, start
from .submitting import path_of_page
from .texts import SHARED, base_of, kind_of_part, now_of, section_of

Kind, State = ChangeProposal.Kind, ChangeProposal.State
CONVERTED = "Bedankt voor je opmerking. We maken er een wijziging van."
RESTARTABLE = (State.OUTDATED, State.WITHDRAWN)
ANOTHER_OPEN = "Je hebt hier al een ander voorstel open. Werk daarin verder, of trek het eerst in."


class AnotherOpenError(RefusedError):
    """Its words would be lost under the old ones; nothing was written. `open_one` is that one."""

    def __init__(self, open_one):
        super().__init__(ANOTHER_OPEN)
        self.open_one = open_one


# --- by a moderator ------------------------------------------------------------------------------
@transaction.atomic
def decline(proposal, *, by, lock, seen, reason, deed=None, mail_body=""):
    """C7; the event."""
    require_moderator(by)
    if done := done_before(proposal, "decline", deed):
        return done
    reason = reason_of(reason)
    text = mail_text(proposal, "M7", mail_body, reason=reason)
    return _closed(
        proposal, "decline", "M7", text, by=by, lock=lock, seen=seen, deed=deed, reason=reason
    )


@transaction.atomic
def outdate(proposal, *, by, lock, seen, reason="", deed=None, mail_body=""):
    """C9, when the same text came online by another way; the event."""
    require_moderator(by)
    if done := done_before(proposal, "outdate", deed):
        return done
    reason = reason.strip() or "wat je voorstelt, staat er al"
    text = mail_text(proposal, "M16", mail_body, reason=reason)
    return _closed(
        proposal, "outdate", "M16", text, by=by, lock=lock, seen=seen, deed=deed, reason=reason
    )


@transaction.atomic
def answer(proposal, *, by, lock, seen, reply, deed=None, mail_body=""):
    """C10: a remark gets its answer; the event."""
    require_moderator(by)
    if done := done_before(proposal, "answer", deed):
        return done
    if proposal.kind != Kind.REMARK:
        raise RefusedError("Alleen op een opmerking kan je antwoorden.")
    if not reply.strip():
        raise RefusedError("Schrijf eerst je antwoord.")
    reply = reply.strip()
    text = mail_text(proposal, "M17", mail_body, reply=reply)
    return _closed(
        proposal, "answer", "M17", text, by=by, lock=lock, seen=seen, deed=deed, reply=reply
    )


@transaction.atomic
def into_change(proposal, *, by, lock, seen, reply="", deed=None) -> ChangeProposal:
    """C10: a remark becomes a change that the moderator writes out; that draft."""
    words = proposal.text
    reply = reply.strip() or CONVERTED
    answer(proposal, by=by, lock=lock, seen=seen, reply=reply, deed=deed)
    change = start(proposal.practice, kind=Kind.CHANGE, by=by)
    note = f"Naar aanleiding van een opmerking: {words}"
    if note not in change.text:
        text = f"{change.text}\n\n{note}".strip()
        save(change, {}, by=by, seen=change.number, text=text)
    return change


def _closed(proposal, step, code, text, *, reason="", reply="", **deed):
    columns = {"decided_at": timezone.now(), "changes_due_on": None}
    columns |= {"reply": reply} if reply else {}
    decision = decide(proposal, step, reason=reason, memo={"mail": text}, **deed, **columns)
    if decision.is_new:
        words = {"reply": reply} if reply else {"reason": reason}
        to_author(decision.event, code, body=text, path=path_of_page(proposal), **words)
    return decision.event


# --- by its author -------------------------------------------------------------------------------
def home_now(proposal) -> Practice:
    """The practice that it is about today: the one into which its own was merged, if it was."""
    return final_target(proposal.practice) or proposal.practice


@transaction.atomic
def begin_again(proposal, *, by) -> ChangeProposal:
    """A new draft on what is online now, with what was filled in before.

    What another open one of the same kind says is never written over: AnotherOpenError. The
    pictures move along, also to the practice into which the first was merged.
    """
    if proposal.state not in RESTARTABLE:
        raise overtaken(proposal)
    practice = home_now(proposal)
    require_online(practice)
    open_one = open_proposal(practice, kind=proposal.kind, by=by, part=proposal.part)
    if open_one and (open_one.values or open_one.text):
        raise AnotherOpenError(open_one)
    fresh = start(
        practice,
        kind=proposal.kind,
        by=by,
        part=proposal.part,
        section_version=_section_version(practice, proposal),
    )
    values = {name: _carried(proposal, fresh, name) for name in proposal.values}
    save(fresh, values, by=by, seen=fresh.number, text=proposal.text)
    proposal.images.update(proposal=fresh, practice=practice)
    return fresh


def _section_version(practice, proposal):
    if kind_of_part(proposal) == SHARED:
        return None
    section = section_of(ChangeProposal(practice=practice, part=proposal.part))
    return section.version if section else None


def _carried(proposal, fresh, name):
    """What was proposed; of a list, the changes to it, done to the list as it is now."""
    field = PARTS[kind_of_part(proposal)][name]
    if field.kind not in LISTS:
        return proposal.values[name]
    old, now = base_of(proposal), now_of(fresh)
    return merge_lists(field.kind, old[name], now[name], proposal.values[name]).value
