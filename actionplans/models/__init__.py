from .commitments import Commitment, ExampleAction
from .drafting import Deed, DraftChange
from .imports import ImportProposal
from .plans import Edition, MaintenanceDoor, Plan, Withdrawal
from .tree import Action, Chapter, Goal, Lineage, Note, Participation

__all__ = [
    "Action",
    "Chapter",
    "Commitment",
    "Deed",
    "DraftChange",
    "Edition",
    "ExampleAction",
    "Goal",
    "ImportProposal",
    "Lineage",
    "MaintenanceDoor",
    "Note",
    "Participation",
    "Plan",
    "Withdrawal",
]
