from .agreement import Agreement, Signature
from .dossiers import Dossier, DossierFile
from .exchange import Notice
from .meetings import AgendaItem, Attendance, Meeting, MeetingDocument, Task
from .positions import Endorsement, JointPosition, PositionComment, PositionVersion
from .themes import Ballot, ThemeProposal, Vote, YearTheme

__all__ = [
    "AgendaItem",
    "Agreement",
    "Attendance",
    "Ballot",
    "Dossier",
    "DossierFile",
    "Endorsement",
    "JointPosition",
    "Meeting",
    "MeetingDocument",
    "Notice",
    "PositionComment",
    "PositionVersion",
    "Signature",
    "Task",
    "ThemeProposal",
    "Vote",
    "YearTheme",
]
