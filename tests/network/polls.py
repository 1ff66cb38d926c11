"""What tests of votes share: member cities with an alderman each, and how they vote."""

from datetime import timedelta

from django.utils import timezone

from actionplans.models import Commitment
from cities.models import PolicyDomain
from network.models import Ballot, Vote
from network.themes.voting import cast
from tests.factories import join, make_city, make_member
from tests.networks import make_ballot, make_theme_proposal

YEAR = timezone.localdate().year + 1


def make_voter(city_name="", **user):
    """An alderman of a city that is in the network; `voter.city` is that city."""
    city = make_city(name=city_name)
    join(city=city)
    voter = make_member(city=city, role="alderman", **user)
    voter.city = city
    return voter


def make_poll(*titles, **values):
    """An open ballot between proposals with these titles; `poll.options` has them in order."""
    options = [make_theme_proposal(year=YEAR, title=title, commitments=(6,)) for title in titles]
    poll = make_ballot(year=YEAR, proposals=options, **values)
    poll.options = options
    return poll


def vote(poll, voter, option, *, seen=None):
    """As the page would: with the version of the vote that stands, unless another is given."""
    standing = Vote.objects.filter(ballot=poll, city=voter.city).first()
    version = standing.version if standing else 0
    return cast(poll, option, city=voter.city, by=voter, seen=version if seen is None else seen)


def votes_in(poll):
    """{city: title of what it votes for}."""
    found = Vote.objects.filter(ballot=poll).select_related("city", "proposal")
    return {one.city.name: one.proposal.title for one in found}


def let_close(poll):
    """Its closing moment passes now, and nobody counted yet."""
    now = timezone.now()
    Ballot.objects.filter(pk=poll.pk).update(
        opens_at=now - timedelta(hours=1), closes_at=now - timedelta(seconds=1)
    )


def terms(*, commitments=(), domains=()):
    return {
        "commitments": list(Commitment.objects.filter(number__in=commitments)),
        "domains": list(PolicyDomain.objects.filter(code__in=domains)),
        "grounds": [],
        "tracks": [],
    }
