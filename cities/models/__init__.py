from .coalition import Coalition, CoalitionMembership
from .log import Actor, LogEntry
from .organisation import Organisation
from .people import Mandate, Membership, User
from .place import City
from .vocabulary import Ground, PolicyDomain, SustainableGoal, TargetGroup, Track

__all__ = [
    "Actor",
    "City",
    "Coalition",
    "CoalitionMembership",
    "Ground",
    "LogEntry",
    "Mandate",
    "Membership",
    "Organisation",
    "PolicyDomain",
    "SustainableGoal",
    "TargetGroup",
    "Track",
    "User",
]
