"""Votes that wait for somebody: an alderman, and cities of theirs that did not vote yet."""

from collections import defaultdict

from cities.models import City, Membership
from cities.permissions import can_speak_for, cities_of

from ..models import Vote
from .current import open_ballots


def waiting_for(user) -> list:
    """The open ballots in which a city of this alderman did not vote yet, closing first in front.

    Each ballot has `waiting_cities`. Four queries at most.
    """
    mine = voters_of(user)
    ballots = list(open_ballots()) if mine else []
    if not ballots:
        return []
    voted = defaultdict(set)
    for ballot, city in Vote.objects.filter(ballot__in=ballots).values_list("ballot", "city"):
        voted[ballot].add(city)
    for ballot in ballots:
        ballot.waiting_cities = [city for city in mine if city.pk not in voted[ballot.pk]]
    return [ballot for ballot in ballots if ballot.waiting_cities]


def voters_of(user) -> list[City]:
    """The cities for which this person votes: alderman there, and the city is a member today."""
    mine = [city for city in cities_of(user, Membership.Role.ALDERMAN) if can_speak_for(user, city)]
    if not mine:
        return []
    return list(City.objects.members().filter(pk__in=[city.pk for city in mine]))
