from .carrying import CarryOver, CarryOverChoice
from .commitments import Commitment, ExampleAction
from .difference import EditionDifference
from .drafting import Deed, DraftChange
from .imports import ImportProposal
from .indicators import Indicator, IndicatorChange, Measurement
from .partners import PartnerAnswer, PartnerQuestion
from .plans import Edition, MaintenanceDoor, Plan, Withdrawal
from .presence import Presence
from .progress import ProgressEntry, ProgressRound, RoundStep
from .reports import EccarReport, EccarReportPart, PlanSummary
from .tree import Action, Chapter, Goal, Lineage, Note, Participation

__all__ = [
    "Action",
    "CarryOver",
    "CarryOverChoice",
    "Chapter",
    "Commitment",
    "Deed",
    "DraftChange",
    "EccarReport",
    "EccarReportPart",
    "Edition",
    "EditionDifference",
    "ExampleAction",
    "Goal",
    "ImportProposal",
    "Indicator",
    "IndicatorChange",
    "Lineage",
    "MaintenanceDoor",
    "Measurement",
    "Note",
    "Participation",
    "PartnerAnswer",
    "PartnerQuestion",
    "Plan",
    "PlanSummary",
    "Presence",
    "ProgressEntry",
    "ProgressRound",
    "RoundStep",
    "Withdrawal",
]
