"""The text of a proposal comes online, and goes off again when the decision is taken back.

Of the shared part a next version is made and published in one stroke, only if the version that was
compared is still the one that is online. A city section gets its next version as when VVSG reads
along. Nothing that was online is ever lost: every text stays a version.
"""

from django.utils import timezone

from ..fiche.content import normalised
from ..fiche.versions import StaleTextError, add_version
from ..finding import index
from ..models import ChangeProposal, CitySection, Practice, PracticeVersion, SectionVersion
from ..sections.wholeness import settle
from ..sections.writing import StaleSectionError, put_section, state_for_text
from ..signing import writer_of
from ..transitions import RefusedError
from .texts import SHARED, home_of, kind_of_part, now_of, number_of, section_of


class MovedError(Exception):
    """Something else came online since the page was made, or the practice left; nothing happened.

    `proposal` is as it is now.
    """

    def __init__(self, proposal):
        super().__init__(
            "Intussen kwam er iets anders online. Er is niets veranderd door jouw klik."
        )
        self.proposal = proposal


def put_online(proposal, values, *, previous, by, edited=()):
    """The version that everybody reads now; `previous` is the one that was compared."""
    writer = by if edited else writer_of(proposal, by)
    content = {**now_of(proposal), **values}
    if kind_of_part(proposal) == SHARED:
        reason = f"{proposal.get_kind_display()} voorgesteld door {told_place(proposal)}"
        return publish_text(
            proposal.practice,
            content,
            previous=previous,
            by=writer,
            reason=reason.capitalize(),
            is_by_moderator=bool(edited),
            moved=MovedError(proposal),
        )
    section = section_of(proposal)
    try:
        return put_section(
            proposal.practice,
            **home_of(proposal),
            content=content,
            by=writer,
            is_checked=True,
            reason="Voorstel, nagekeken door VVSG",
            state=state_for_text(section),
            seen=number_of(previous),
        )
    except StaleSectionError as stale:
        raise MovedError(proposal) from stale


def publish_text(practice, content, *, previous, by, reason, moved, is_by_moderator=False):
    """A next version of the shared part, online at once; raises `moved` when it is not in time."""
    practice.refresh_from_db()
    try:
        version = add_version(
            practice, content, {}, by=by, reason=reason, is_by_moderator=is_by_moderator
        )
    except StaleTextError as stale:
        raise moved from stale
    online = Practice.objects.filter(
        pk=practice.pk, state=Practice.State.PUBLISHED, published_version=previous
    )
    # The working text can say it already, when it was brought online and taken off before.
    version = version or practice.working_version
    if not online.update(published_version=version, changed_at=timezone.now()):
        raise moved
    practice.refresh_from_db()
    settle(practice)
    index.refresh(practice)
    return version


def take_off(proposal, event, *, by) -> None:
    """What an application (`event`) brought online goes, and what stood there comes back."""
    gone = RefusedError("Dit kan niet meer: er kwam intussen iets anders online.")
    if kind_of_part(proposal) == SHARED:
        before = PracticeVersion.objects.get(pk=event.memo["previous"])
        publish_text(
            proposal.practice,
            before.content,
            previous=proposal.applied_version,
            by=writer_of(before, by),
            reason="Voorstel ongedaan gemaakt",
            is_by_moderator=before.is_by_moderator,
            moved=gone,
        )
        ChangeProposal.objects.filter(pk=proposal.pk).update(applied_version=None)
        return
    section = section_of(proposal)
    before = SectionVersion.objects.filter(pk=event.memo["previous"]).first()
    if section is None or section.version.number != number_of(before) + 1:
        raise gone
    try:
        put_section(
            proposal.practice,
            **home_of(proposal),
            content=before.content if before else normalised("section", {}),
            by=writer_of(before, by) if before else by,
            is_checked=True,
            reason="Voorstel ongedaan gemaakt",
            state=section.state if before else CitySection.State.HIDDEN,
            seen=section.version.number,
        )
    except StaleSectionError as stale:
        raise gone from stale


def told_place(proposal) -> str:
    """For readers: the city, never the name of a person."""
    return str(proposal.city) if proposal.city else "een lezer"
