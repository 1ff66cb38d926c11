"""One fiche of every kind for the matrix of rights, and the addresses of the practice database."""

from dataclasses import dataclass, field

from django.urls import reverse

from cities.models import City
from practices.models import (
    Attachment,
    ChangeProposal,
    CitySection,
    InternalNote,
    PlanLink,
    Point,
    Practice,
    PracticeEvent,
    PracticeImage,
    PracticeVersion,
    SectionVersion,
    Submitter,
)
from tests.fiches import make_practice, make_proposal

# What a request that is refused may not add to.
COUNTED = [
    model._meta.db_table
    for model in (
        *(Attachment, ChangeProposal, CitySection, InternalNote, PlanLink, Point, Practice),
        *(PracticeEvent, PracticeImage, PracticeVersion, SectionVersion, Submitter),
    )
]


@dataclass
class Fiches:
    """What one city has in the practice database; `people` are those of its Place."""

    city: City
    people: dict = field(default_factory=dict)

    def __post_init__(self):
        by = self.people["contributor"]
        title = f"Nog geheim in {self.city}"
        self.draft = make_practice(state="draft", city=self.city, by=by, title=title)
        self.submitted = make_practice(state="submitted", city=self.city, by=by, title=title)
        self.published = make_practice(city=self.city, by=by, title=f"Zichtbaar van {self.city}")
        self.section = self.published.sections.get()
        self.proposal = make_proposal(practice=self.published, by=by, title="Een betere titel")


def practice_addresses(name, place, rows):
    """Every concrete address of a name; `rows` (a Place) is whose fiches are named."""
    fiches = rows.fiches
    own_ids = {
        "practices:detail": {"slug": fiches.published.slug},
    }
    return [reverse(name, kwargs=own_ids.get(name, {}))]
