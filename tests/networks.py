"""What tests of the network are made of: a meeting, a ballot, a position, a notice, a dossier.

As in `factories.py`: keywords only, a sensible default for each. Rows are written directly; no mail
is posted and no line is logged.
"""

import hashlib
from datetime import date, timedelta
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify

from actionplans.models import Commitment, EccarReport, EccarReportPart, PlanSummary
from cities.log import actor_of
from cities.models import FocalPoint
from network.models import (
    AgendaItem,
    Ballot,
    Dossier,
    JointPosition,
    Meeting,
    MeetingDocument,
    Notice,
    PositionVersion,
    Task,
    ThemeProposal,
    Vote,
    YearTheme,
)
from tests.factories import make_city, make_member, make_user

_numbers = count(1)


def make_moderator(**values):
    return make_user(network_role="moderator", **values)


# --- meetings ------------------------------------------------------------------------------------
def make_meeting(*, title="", day=None, kind="aldermen", **values):
    """A meeting in thirty days, unless a day is given (a date, or a number of days from today)."""
    title = title or f"Overleg {next(_numbers)}"
    if not isinstance(day, date):
        day = timezone.localdate() + timedelta(days=30 if day is None else day)
    defaults = {"slug": slugify(title), "title": title, "kind": kind, "day": day}
    return Meeting.objects.create(**{**defaults, **values})


def make_item(*, meeting=None, title="Welkom", **values):
    meeting = meeting or make_meeting()
    position = values.pop("position", meeting.agenda.count() + 1)
    return AgendaItem.objects.create(meeting=meeting, title=title, position=position, **values)


def make_document(*, meeting=None, title="Nota", content=b"%PDF-1.7 %%EOF", **values):
    """A pdf for the members, with its file."""
    document = MeetingDocument(
        meeting=meeting or make_meeting(),
        title=title,
        kind="pdf",
        size=len(content),
        checksum=hashlib.sha256(content).hexdigest(),
        **values,
    )
    document.file.save("nota.pdf", ContentFile(content), save=False)
    document.save()
    return document


def make_task(*, meeting=None, text="Een nota rondsturen", **values):
    return Task.objects.create(meeting=meeting or make_meeting(), text=text, **values)


# --- themes --------------------------------------------------------------------------------------
def make_theme_proposal(*, year=None, title="", city=None, by=None, commitments=(), **values):
    city = city or make_city()
    proposal = ThemeProposal.objects.create(
        year=year or timezone.localdate().year + 1,
        title=title or f"Thema {next(_numbers)}",
        city=city,
        by=actor_of(by or make_member(city=city, role="alderman")),
        **values,
    )
    proposal.commitments.set(Commitment.objects.filter(number__in=commitments))
    return proposal


def make_ballot(*, proposals=None, days=7, by=None, **values):
    """A ballot that opened an hour ago and lasts `days`, between two proposals of its year."""
    year = values.pop("year", None) or timezone.localdate().year + 1
    now = timezone.now()
    defaults = {
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(days=days),
        "made_by": actor_of(by or make_moderator()),
    }
    ballot = Ballot.objects.create(year=year, **{**defaults, **values})
    if proposals is None:
        proposals = [make_theme_proposal(year=year) for _ in range(2)]
    ballot.proposals.set(proposals)
    return ballot


def make_vote(*, ballot, proposal, city=None, by=None):
    city = city or make_city()
    by = by or make_member(city=city, role="alderman")
    return Vote.objects.create(ballot=ballot, proposal=proposal, city=city, by=actor_of(by))


def make_theme(*, year=2026, title="Wonen zonder drempel", commitments=(6,), **values):
    defaults = {"slug": f"{slugify(title)}-{year}", "adopted_on": date(year, 1, 15)}
    theme = YearTheme.objects.create(year=year, title=title, **{**defaults, **values})
    theme.commitments.set(Commitment.objects.filter(number__in=commitments))
    return theme


# --- positions -----------------------------------------------------------------------------------
def make_position(*, title="", text="De steden vragen overleg.", state="draft", by=None, **values):
    """A position with one text; an adopted one was adopted today, a sent one sent too."""
    title = title or f"Standpunt {next(_numbers)}"
    by = actor_of(by or make_moderator())
    today = timezone.localdate()
    defaults = {
        "slug": slugify(title),
        "addressee": "de Vlaamse Regering",
        "adopted_on": today if state in ("adopted", "sent") else None,
        "sent_on": today if state == "sent" else None,
    }
    position = JointPosition.objects.create(
        title=title, state=state, made_by=by, **{**defaults, **values}
    )
    PositionVersion.objects.create(position=position, number=1, text=text, by=by)
    return position


# --- exchange, focal points, reports ----------------------------------------------------------
def make_notice(*, city=None, kind="seeks", number=6, text="Wie deed al praktijktesten?", **values):
    city = city or make_city()
    by = values.pop("by", None) or make_member(city=city, role="contributor")
    return Notice.objects.create(
        city=city,
        kind=kind,
        commitment=Commitment.objects.get(number=number),
        text=text,
        made_by=actor_of(by),
        **values,
    )


def make_focal_point(*, city=None, name="An Peeters", **values):
    defaults = {"function": "dienst Samenleven", "email": "samenleven@stad.example"}
    return FocalPoint.objects.create(city=city or make_city(), name=name, **{**defaults, **values})


def make_report(*, plan, year_from=2024, year_until=2025, by=None, **values):
    """A report with its ten parts, still empty."""
    by = actor_of(by or make_member(city=plan.city))
    report = EccarReport.objects.create(
        plan=plan, year_from=year_from, year_until=year_until, made_by=by, **values
    )
    EccarReportPart.objects.bulk_create(
        EccarReportPart(report=report, commitment=one) for one in Commitment.objects.all()
    )
    return report


def make_summary(*, plan, title="Action plan", text="What the city does.", **values):
    return PlanSummary.objects.create(plan=plan, title=title, text=text, **values)


# --- dossiers ------------------------------------------------------------------------------------
def make_dossier(*, meeting=None, since_on=None, **values):
    """A dossier that waits to be made, about the year before its meeting."""
    meeting = meeting or make_meeting()
    since_on = since_on or meeting.day - timedelta(days=365)
    until_on = values.pop("until_on", min(meeting.day, timezone.localdate()))
    return Dossier.objects.create(meeting=meeting, since_on=since_on, until_on=until_on, **values)
