"""The vote of a city: one per ballot, set or changed by any of its aldermen until it closes.

Only cities that are in the network on that day vote. A vote counts when it reaches the portal
before the closing moment and before the counting; a later one is refused and changes nothing. Who
votes on a page that a colleague of the same city overtook is shown that vote first, and chooses
again.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cities.log import actor_of
from cities.models import City

from ..models import Ballot, Vote

NOT_A_MEMBER = "{city} is nu geen lid van het netwerk en stemt niet mee."
NOT_OPEN_YET = "De stemming is nog niet open. Je stem is niet geteld."
TOO_LATE = "De stemming is gesloten. Je stem kwam te laat en is niet geteld."
NOT_IN_BALLOT = "Dit voorstel staat niet in deze stemming."


class VoteRefusedError(Exception):
    """Why this vote does not count, in words for who votes."""


class OvertakenError(Exception):
    """A colleague of the same city voted since this page was made; `vote` is what stands."""

    def __init__(self, vote):
        self.vote = vote
        super().__init__(
            f"Je collega {vote.by} stemde intussen voor “{vote.proposal}”. Wil je dat veranderen?"
        )


@transaction.atomic
def cast(ballot, proposal, *, city, by, seen) -> Vote:
    """Set or change the vote of a city; `seen` is the version of the vote that was looked at, or 0.

    No line in the log: what a city votes is told when the ballot is counted, and the vote itself
    names who set it, and when. Raises VoteRefusedError and OvertakenError.
    """
    if not City.objects.members().filter(pk=city.pk).exists():
        raise VoteRefusedError(NOT_A_MEMBER.format(city=city))
    if not ballot.proposals.filter(pk=proposal.pk).exists():
        raise VoteRefusedError(NOT_IN_BALLOT)
    _take_turn(ballot)
    vote = Vote.objects.select_related("by", "proposal").filter(ballot=ballot, city=city).first()
    if vote is None:
        return Vote.objects.create(ballot=ballot, city=city, proposal=proposal, by=actor_of(by))
    if vote.proposal_id == proposal.pk:
        return vote  # the second click, or a colleague who chose the same
    if vote.version != seen:
        raise OvertakenError(vote)
    vote.proposal, vote.by, vote.at = proposal, actor_of(by), timezone.now()
    vote.version += 1
    vote.save(update_fields=["proposal", "by", "at", "version"])
    return vote


def _take_turn(ballot):
    """One statement says that the ballot is open and makes others wait: voters and the count."""
    now = timezone.now()
    is_open = Ballot.objects.filter(
        pk=ballot.pk, closed_at=None, opens_at__lte=now, closes_at__gt=now
    )
    if is_open.update(version=F("version") + 1):
        return
    waits = Ballot.objects.filter(pk=ballot.pk, closed_at=None, opens_at__gt=now)
    raise VoteRefusedError(NOT_OPEN_YET if waits.exists() else TOO_LATE)
