"""Who has a vote in a ballot, and what each reader may know of it before it is counted.

Members see which cities voted, not what; of their own city they see the vote, who set it and when.
What a reader may not know is not in what the page gets. Afterwards everybody sees what each city
voted, and members also who set it.
"""

from dataclasses import dataclass

from django.utils import timezone

from cities.models import City, Membership
from cities.permissions import can_speak_for, role_in

from ..models import Vote

COMING, OPEN, COUNTING, COUNTED, CALLED_OFF = "coming", "open", "counting", "counted", "off"


@dataclass(frozen=True)
class Seat:
    """A city in an open ballot; `vote` only when the reader works for that city."""

    city: City
    has_voted: bool
    is_own: bool = False
    can_vote: bool = False
    vote: Vote | None = None
    aldermen: tuple = ()


def state_of(ballot, result=None) -> str:
    """One of the words above; `result` is that of a counted one."""
    if ballot.closed_at is not None:
        return CALLED_OFF if result and result.is_called_off else COUNTED
    if ballot.opens_at > timezone.now():
        return COMING
    return OPEN if ballot.is_open else COUNTING


def seats_in(ballot, user) -> list[Seat]:
    """By name: the members of today, and a city that voted before it left; three queries."""
    votes = {vote.city_id: vote for vote in _votes_in(ballot)}
    cities = {city.pk: city for city in City.objects.members().order_by("name")}
    left = {vote.city_id: vote.city for vote in votes.values() if vote.city_id not in cities}
    every = sorted({**cities, **left}.values(), key=lambda city: city.name)
    names = aldermen_of([city for city in every if role_in(user, city)])
    return [_seat(city, votes.get(city.pk), user, city.pk in cities, names) for city in every]


def _votes_in(ballot):
    return Vote.objects.filter(ballot=ballot).select_related("city", "proposal", "by")


def _seat(city, vote, user, is_member, names):
    is_own = role_in(user, city) is not None
    return Seat(
        city=city,
        has_voted=vote is not None,
        is_own=is_own,
        can_vote=is_member and can_speak_for(user, city),
        vote=vote if is_own else None,
        aldermen=tuple(names.get(city.pk, ())),
    )


def aldermen_of(cities) -> dict:
    """{key of a city: names of its aldermen with an account}."""
    seats = Membership.objects.filter(
        city__in=cities, role=Membership.Role.ALDERMAN, user__is_active=True
    )
    found = {}
    for city, name in seats.order_by("user__name").values_list("city", "user__name"):
        found.setdefault(city, []).append(name)
    return found


def whom_to_ask(user, city) -> str:
    """Why this person does not vote for this city; colleagues hear who does."""
    sentence = f"Alleen de schepenen van {city} stemmen voor {city}."
    if role_in(user, city) is None:
        return sentence
    names = aldermen_of([city]).get(city.pk)
    if names:
        return f"{sentence} Vraag het aan {' of '.join(names)}."
    return f"{sentence} Geen van hen heeft al een account; vraag VVSG om er een te maken."


def turnout(ballots) -> dict:
    """{ballot: (how many cities voted, how many can)}; for members."""
    members = City.objects.members().count()
    voted = {}
    for ballot in Vote.objects.filter(ballot__in=ballots).values_list("ballot", flat=True):
        voted[ballot] = voted.get(ballot, 0) + 1
    return {ballot: (voted.get(ballot.pk, 0), members) for ballot in ballots}
