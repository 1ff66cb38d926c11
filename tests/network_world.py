"""One of everything that the network does together, and the addresses of its pages."""

from django.urls import reverse

from network.models import (
    AgendaItem,
    Attendance,
    Ballot,
    Dossier,
    Endorsement,
    JointPosition,
    Meeting,
    MeetingDocument,
    Notice,
    PositionComment,
    PositionVersion,
    Task,
    ThemeProposal,
    Vote,
    YearTheme,
)
from tests.networks import (
    make_ballot,
    make_dossier,
    make_focal_point,
    make_item,
    make_meeting,
    make_notice,
    make_position,
    make_task,
    make_theme,
    make_theme_proposal,
)

# What a request that is refused may not add to.
COUNTED = [
    model._meta.db_table
    for model in (
        *(AgendaItem, Attendance, Ballot, Dossier, Endorsement, JointPosition, Meeting),
        *(MeetingDocument, Notice, PositionComment, PositionVersion, Task, ThemeProposal),
        *(Vote, YearTheme),
    )
]


class Network:
    """What is of all cities together; made once the two places stand."""

    def __init__(self, own, other, moderator):
        self.meeting = make_meeting(title="Schepenoverleg", introduction="Wat elke stad deed.")
        self.item = make_item(meeting=self.meeting)
        self.task = make_task(meeting=self.meeting, city=own.plan.city)
        self.proposal = make_theme_proposal(
            title="Wonen", city=own.plan.city, by=own.people["alderman"]
        )
        self.ballot = make_ballot(year=self.proposal.year, proposals=[self.proposal], by=moderator)
        self.theme = make_theme()
        self.draft_position = make_position(title="Nog geheim standpunt", by=moderator)
        self.open_position = make_position(title="Over wonen", state="open", by=moderator)
        self.sent_position = make_position(title="Over werk", state="sent", by=moderator)
        self.dossier = make_dossier(meeting=self.meeting)
        self.notices, self.focal_points = {}, {}
        for place in (own, other):
            city = place.plan.city
            self.notices[city.pk] = make_notice(city=city, by=place.people["contributor"])
            self.focal_points[city.pk] = make_focal_point(city=city)


def network_addresses(name, network, place, rows):
    """Every concrete address of a name in `network:`.

    `place` is the city whose address it is, `rows` (a Place) is whose rows are named.
    """
    own_ids = {
        "network:meeting": {"slug": network.meeting.slug},
    }
    return [reverse(name, kwargs=own_ids.get(name))]
