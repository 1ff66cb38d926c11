"""What the aldermen of the member cities hear of a vote by mail: that it opens, that it closes.

The first when it opens, to everybody who votes; who becomes an alderman later hears it then. The
second two days before it closes, to the aldermen of cities that did not vote yet. Each is told
once, one mail per person whatever the number of their cities, and nothing is told at night. A mail
that did not leave when the vote closes stays here.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from actionplans.reminders.telling import MORNING, post_reminder
from cities.models import City, Membership, OutboxMail, ReminderKind, ReminderTold
from cities.outbox import absolute

from ..models import Vote
from .current import open_ballots

BEFORE_CLOSING = timedelta(days=2)
# Who heard less than a day ago that it opened needs no second mail.
QUIET = timedelta(days=1)
OPENED, CLOSING = "opened", "closing"


def tell_votes() -> int:
    """What time brings, from eight in the morning: how many mails were posted."""
    now = timezone.localtime()
    if now.time() < MORNING:
        return 0
    told = 0
    for ballot in open_ballots():
        told += tell_open(ballot)
        if ballot.closes_at - BEFORE_CLOSING <= now and ballot.opens_at + QUIET <= now:
            told += _tell_closing(ballot)
    return told


def tell_open(ballot) -> int:
    """Nothing for a vote that opens later."""
    return _tell(ballot, OPENED, _voters(City.objects.members())) if ballot.is_open else 0


def _tell_closing(ballot) -> int:
    voted = Vote.objects.filter(ballot=ballot).values("city")
    return _tell(ballot, CLOSING, _voters(City.objects.members().exclude(pk__in=voted)))


def take_back(ballot) -> int:
    """Forget the mails that still wait: nobody can vote any more."""
    waiting = OutboxMail.objects.waiting().filter(key__startswith=f"vote:{ballot.uid}:")
    gone, _ = waiting.delete()
    return gone


def _voters(cities) -> dict:
    """{person: which of these cities} of their aldermen; one query."""
    seats = Membership.objects.filter(
        role=Membership.Role.ALDERMAN, city__in=cities, user__is_active=True
    ).select_related("user", "city")
    people = {}
    for seat in seats.order_by("city__name", "user"):
        people.setdefault(seat.user, []).append(seat.city)
    return people


def _tell(ballot, what, people) -> int:
    about = f"{what}:{ballot.uid}"
    told = ReminderTold.objects.filter(kind=ReminderKind.VOTE, about=about)
    heard = set(told.values_list("user", flat=True))
    new = {person: cities for person, cities in people.items() if person.pk not in heard}
    if not new:
        return 0
    proposals = list(ballot.proposals.select_related("city"))
    return sum(
        _tell_one(ballot, what, person, cities, about=about, proposals=proposals)
        for person, cities in new.items()
    )


def _tell_one(ballot, what, person, cities, *, about, proposals) -> bool:
    """False when another worker tells this person at this moment, or nobody wants it told."""
    try:
        with transaction.atomic():
            ReminderTold.objects.create(user=person, kind=ReminderKind.VOTE, about=about)
            return post_reminder(
                person,
                kind=ReminderKind.VOTE,
                key=f"vote:{ballot.uid}:{what}:{person.pk}",
                subject=_subject(ballot, what),
                template=f"mail/vote_{what}.txt",
                context={
                    "ballot": ballot,
                    "cities": cities,
                    "proposals": proposals,
                    "url": absolute(ballot.get_absolute_url()),
                },
            )
    except IntegrityError:
        return False


def _subject(ballot, what):
    until = date_format(timezone.localtime(ballot.closes_at), "j F Y")
    if what == OPENED:
        return f"Stem over het jaarthema {ballot.year}, tot {until}{_turn(ballot)}"
    return f"Je stad stemde nog niet over het jaarthema {ballot.year}: dat kan tot {until}"


def _turn(ballot):
    return "" if ballot.number == 1 else f" (stemming {ballot.number})"
