"""One of everything that the network does together, and the addresses of its pages."""

from django.core.files.base import ContentFile
from django.urls import reverse

from cities.models import FocalPoint
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
from tests.compared import make_partner
from tests.factories import join
from tests.networks import (
    make_ballot,
    make_document,
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
        *(Vote, YearTheme, FocalPoint),
    )
]


def give_letter(position):
    """The document in which it was sent."""
    position.document_kind = "pdf"
    position.document.save("brief.pdf", ContentFile(b"%PDF-1.7 %%EOF"))


class Network:
    """What is of all cities together; made once the two places stand."""

    def __init__(self, own, other, moderator):
        for place in (own, other):
            join(city=place.plan.city)
        self.meeting = make_meeting(title="Schepenoverleg", introduction="Wat elke stad deed.")
        self.item = make_item(meeting=self.meeting)
        self.task = make_task(meeting=self.meeting, city=own.plan.city)
        self.document = make_document(meeting=self.meeting, is_public=True)
        self.proposal = make_theme_proposal(
            title="Wonen", city=own.plan.city, by=own.people["alderman"]
        )
        self.ballot = make_ballot(year=self.proposal.year, proposals=[self.proposal], by=moderator)
        self.theme = make_theme()
        self.draft_position = make_position(title="Nog geheim standpunt", by=moderator)
        self.open_position = make_position(title="Over wonen", state="open", by=moderator)
        self.sent_position = make_position(title="Over werk", state="sent", by=moderator)
        give_letter(self.sent_position)
        self.dossier = make_dossier(meeting=self.meeting)
        # Whom `network:compare_partner` asks after.
        self.partner = make_partner(slug="unia", name="Unia")
        self.notices, self.focal_points = {}, {}
        for place in (own, other):
            city = place.plan.city
            self.notices[city.pk] = make_notice(city=city, by=place.people["contributor"])
            self.focal_points[city.pk] = make_focal_point(city=city)


def network_addresses(name, network, place, rows):
    """Every concrete address of a name in `network:`.

    `place` is the city whose address it is, `rows` (a Place) is whose rows are named.
    """
    of_a_dossier = ("", "_status", "_pdf", "_bundle", "_ask", "_remove")
    own_ids = {
        "network:data_table": {"code": "doelen", "kind": "json"},
    }
    for page in of_a_dossier:
        own_ids[f"network:dossier{page}"] = {"slug": network.meeting.slug}
    for table in ("", "_csv", "_xlsx"):
        own_ids[f"network:compare_partner{table}"] = {"slug": network.partner.slug}
        own_ids[f"network:compare_commitment{table}"] = {"number": 7}
    own_ids |= meeting_addresses(network, rows) | position_addresses(network, rows)
    own_ids |= focal_point_addresses(network, place, rows)
    own_ids |= theme_addresses(network, place)
    return [reverse(name, kwargs=own_ids.get(name))]


def focal_point_addresses(network, place, rows):
    city = {"city": place.plan.city.slug}
    point = {**city, "uid": network.focal_points[rows.plan.city_id].uid}
    return {
        "network:focal_points": city,
        "network:focal_point_change": point,
        "network:focal_point_end": point,
    }


def theme_addresses(network, place):
    theme, proposal = {"slug": network.theme.slug}, {"uid": network.proposal.uid}
    ballot = {"year": network.ballot.year, "number": network.ballot.number}
    return {
        "network:theme": theme,
        "network:theme_change": theme,
        **{f"network:theme_proposal{deed}": proposal for deed in ("", "_change", "_withdraw")},
        "network:ballot_open": {"year": network.ballot.year},
        "network:ballot": ballot,
        "network:ballot_close": ballot,
        "network:ballot_vote": {**ballot, "city": place.plan.city.slug},
    }


def meeting_addresses(network, rows):
    slug = {"slug": network.meeting.slug}
    of_one = (
        *("", "_ics", "_change", "_invite", "_cancel", "_close", "_report", "_attendance"),
        *("_agenda", "_documents", "_tasks"),
    )
    of_rows = {"agenda": network.item, "document": network.document, "task": network.task}
    deeds = ("change", "delete", "move", "done")
    return {
        **{f"network:meeting{page}": slug for page in of_one},
        **{
            f"network:{kind}_{deed}": {**slug, "uid": row.uid}
            for kind, row in of_rows.items()
            for deed in deeds
        },
        "network:meeting_document": {**slug, "uid": network.document.uid},
        "network:meeting_answer": {**slug, "city": rows.plan.city.slug},
    }


def position_addresses(network, rows):
    """Of positions and of the exchange: {name: kwargs}."""
    draft, before, sent = (
        {"slug": one.slug}
        for one in (network.draft_position, network.open_position, network.sent_position)
    )
    notice = {"uid": network.notices[rows.plan.city.pk].uid}
    return {
        **{f"network:position{page}": sent for page in ("", "_document", "_send")},
        **{f"network:position_{step}": draft for step in ("change", "open", "withdraw")},
        **{
            f"network:position_{page}": before
            for page in ("texts", "comment", "time", "back", "adopt")
        },
        "network:position_speak": {**before, "city": rows.plan.city.slug},
        "network:notice_change": notice,
        "network:notice_end": notice,
    }
