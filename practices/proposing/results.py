"""What became of a proposal, field by field, and what happened to it, as its author reads it."""

from dataclasses import dataclass, field

from ..fiche.content import normalised
from ..fiche.difference import field_differences
from ..fiche.fields import PARTS
from ..models import ChangeProposal
from ..submitting.timeline import Line, told_of
from .texts import base_of, kind_of_part

State = ChangeProposal.State
TAKEN, REWORDED, REFUSED = "overgenomen", "overgenomen in andere woorden", "niet overgenomen"
DECIDED = (State.APPLIED, State.PARTLY_APPLIED)

OURS = {
    "submit": "diende het voorstel in",
    "extend": "vulde het voorstel aan",
    "resubmit": "diende het voorstel opnieuw in",
    "withdraw": "trok het voorstel in",
}
THEIRS = {
    "ask_changes": "VVSG vroeg aanpassingen",
    "take_back_request": "VVSG trok de vraag om aanpassingen in",
    "apply": "VVSG paste het voorstel toe",
    "apply_partly": "VVSG paste een deel van het voorstel toe",
    "decline": "VVSG paste het voorstel niet toe",
    "outdate": "Het voorstel is achterhaald",
    "answer": "VVSG antwoordde",
}
WITH_REASON = {"decline", "outdate"}


@dataclass(frozen=True)
class Result:
    """One field; `difference` tells where VVSG chose other words."""

    label: str
    outcome: str
    reason: str = ""
    difference: list = field(default_factory=list)

    @property
    def is_refused(self):
        return self.outcome == REFUSED


def results_of(proposal) -> list[Result]:
    """In the order of the fiche; [] when no field was decided on."""
    if proposal.state not in DECIDED:
        return []
    part = kind_of_part(proposal)
    last = proposal.events.filter(step__in=["apply", "apply_partly"], undone_by=None)
    memo = last.order_by("-at", "-pk").values_list("memo", flat=True).first() or {}
    edited = memo.get("edited", [])
    whole = normalised(part, {**base_of(proposal), **proposal.values})
    found = []
    for name, one in PARTS[part].items():
        if name in proposal.refused:
            found.append(Result(one.label, REFUSED, proposal.refused[name]))
        elif name in proposal.applied and name in edited:
            told = field_differences(part, whole, {**whole, name: proposal.applied[name]})
            found.append(Result(one.label, REWORDED, difference=told))
        elif name in proposal.applied:
            found.append(Result(one.label, TAKEN))
    return found


def timeline_of(proposal, person) -> list[Line]:
    return told_of(proposal, person, ours=OURS, theirs=THEIRS, with_reason=WITH_REASON)
