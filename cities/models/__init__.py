from .coalition import Coalition, CoalitionMembership
from .log import Actor, LogEntry
from .mail import OutboxMail, ReminderKind, ReminderOptOut, ReminderTold
from .organisation import Organisation
from .people import FocalPoint, Mandate, Membership, User
from .place import City
from .running import Heartbeat, LinkCheck
from .search import SearchEntry, SearchPlace, SearchWord
from .vocabulary import Ground, PolicyDomain, SustainableGoal, TargetGroup, Track

__all__ = [
    "Actor",
    "City",
    "Coalition",
    "CoalitionMembership",
    "FocalPoint",
    "Ground",
    "Heartbeat",
    "LinkCheck",
    "LogEntry",
    "Mandate",
    "Membership",
    "Organisation",
    "OutboxMail",
    "PolicyDomain",
    "ReminderKind",
    "ReminderOptOut",
    "ReminderTold",
    "SearchEntry",
    "SearchPlace",
    "SearchWord",
    "SustainableGoal",
    "TargetGroup",
    "Track",
    "User",
]
