"""The page of all year themes: the one of this year, what is voted on, what is put forward."""

from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from cities.permissions import acting_cities_of, can_moderate, can_read_for_members

from ..models import Ballot, YearTheme
from .belonging import LISTS
from .counting import result_of, with_votes
from .proposals import coming_proposals
from .seats import state_of, turnout
from .waiting import waiting_for


@dataclass(frozen=True)
class Group:
    """What is put forward for one year; `is_free`: no vote on it goes on."""

    year: int
    proposals: list
    is_free: bool

    @property
    def can_vote(self):
        return self.is_free and len(self.proposals) > 1


def overview(user) -> dict:
    """For the template; the number of queries does not grow with themes, votes or proposals."""
    year = timezone.localdate().year
    themes = list(YearTheme.objects.prefetch_related(*LISTS))
    decided = {theme.year for theme in themes}
    ballots = _going_on()
    return {
        "theme": next((one for one in themes if one.year == year), None),
        "coming": [one for one in reversed(themes) if one.year > year],
        "earlier": [one for one in themes if one.year < year],
        "year": year,
        "ballots": _told(ballots, user),
        "without_result": _without_result(decided, {ballot.year for ballot in ballots}),
        "waiting": waiting_for(user),
        "proposals": _groups(year, {ballot.year for ballot in ballots}),
        "can_propose": can_moderate(user) or bool(acting_cities_of(user)),
        "can_moderate": can_moderate(user),
    }


def _going_on():
    return list(Ballot.objects.filter(closed_at=None).order_by("closes_at", "year"))


def _told(ballots, user):
    """Members know how many cities voted; visitors hear it all when it is counted."""
    known = turnout(ballots) if ballots and can_read_for_members(user) else {}
    for ballot in ballots:
        ballot.state = state_of(ballot)
        ballot.voted, ballot.voters = known.get(ballot, (None, None))
    return ballots


def _without_result(decided, voted_on):
    """The last vote of each coming year that brought no theme, when no other one goes on."""
    year = timezone.localdate().year
    counted = Ballot.objects.filter(year__gte=year, closed_at__isnull=False)
    last = {}
    for ballot in with_votes(counted.exclude(year__in=decided | voted_on)).order_by("number"):
        result = result_of(ballot)
        if not result.is_called_off:
            last[ballot.year] = result
    return list(last.values())


def _groups(year, voted_on) -> list[Group]:
    """Those of the coming year in front."""
    by_year = groupby(coming_proposals(), lambda one: one.year)
    groups = [Group(of, list(some), of not in voted_on) for of, some in by_year]
    return sorted(groups, key=lambda group: (group.year != year + 1, group.year))
