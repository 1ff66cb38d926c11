"""How far a proposal is, in the words of its author, and whose turn it is."""

from ..claims import holder
from ..models import ChangeProposal

State, Kind = ChangeProposal.State, ChangeProposal.Kind
TO_SEND = "Kijk na en stuur ze. VVSG antwoordt je; je opmerking komt niet online."
NEXT_STEP = {
    State.DRAFT: "Kijk na en dien in.",
    State.CHANGES_REQUESTED: "Verwerk de punten en dien opnieuw in.",
    State.SUBMITTED: "Het is aan VVSG. Je krijgt een mail, gewoonlijk binnen tien werkdagen.",
    State.OUTDATED: "Dit is niet jouw fout. Je kan opnieuw beginnen op de tekst van nu.",
}
LOOKS = {
    State.DRAFT: "draft",
    State.CHANGES_REQUESTED: "changes",
    State.APPLIED: "done",
    State.PARTLY_APPLIED: "done",
    State.ANSWERED: "done",
    State.DECLINED: "withdrawn",
    State.WITHDRAWN: "withdrawn",
}


def next_step_of(proposal) -> str:
    if proposal.kind == Kind.REMARK and proposal.state == State.DRAFT:
        return TO_SEND
    return NEXT_STEP.get(proposal.state, "")


def label_of(proposal) -> str:
    """The state in words for its author; who reads it at VVSG is not told."""
    if proposal.state != State.SUBMITTED:
        return proposal.get_state_display()
    return "In nazicht bij VVSG" if holder(proposal) else "Ingediend, wacht op nazicht"
