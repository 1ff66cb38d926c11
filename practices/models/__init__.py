from .files import Attachment, PracticeImage
from .freshness import RadarFlag, ReviewBundle
from .moderation import InternalNote, Point, PracticeEvent
from .people import Submitter
from .plans import PlanLink
from .practice import Practice, PracticeTag, PracticeVersion
from .proposals import ChangeProposal
from .sections import CitySection, SectionVersion
from .vocabulary import Category, PracticeSettings, TextBlock

__all__ = [
    "Attachment",
    "Category",
    "ChangeProposal",
    "CitySection",
    "InternalNote",
    "PlanLink",
    "Point",
    "Practice",
    "PracticeEvent",
    "PracticeImage",
    "PracticeSettings",
    "PracticeTag",
    "PracticeVersion",
    "RadarFlag",
    "ReviewBundle",
    "SectionVersion",
    "Submitter",
    "TextBlock",
]
