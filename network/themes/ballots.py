"""Votes on a year theme: VVSG opens them; each is counted once, when it closes or earlier.

A first vote goes between proposals of its year, at least two. When it brings nothing, the next one
goes between the finalists (`counting.py`) and no others; when that brings nothing either, the
choice is free again. A vote in which nobody voted, or that was called off before the first vote,
changes nothing to that. As long as a year has an open vote or a theme, no other one is opened.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from cities.log import actor_of, record
from cities.models import LogEntry

from ..models import Ballot, YearTheme
from .adopted import adopt
from .belonging import LISTS
from .counting import result_of, results_of_year, with_votes
from .proposals import hold, standing
from .telling import take_back, tell_open

LONGEST = timedelta(days=183)
SHORTEST = timedelta(minutes=10)
AHEAD = timedelta(days=366)
DOUBLE_CLICK = timedelta(minutes=1)
STALE = "Er is intussen gestemd of geteld. Kijk eerst hoe het er nu voor staat."


class BallotRefusedError(Exception):
    """Why this vote cannot be opened; `field` is the value that it is about, or None."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.field = field


class StaleBallotError(Exception):
    """A city voted, or somebody counted, since this page was made; nothing is done."""


# --- between which proposals ---------------------------------------------------------------------
def finalists_for(year) -> tuple:
    """The proposals that the next vote of this year must go between; () when it may choose."""
    finalists = ()
    for result in results_of_year(year):
        if result.total:
            finalists = () if finalists else result.finalists
    return finalists


def proposals_for(year) -> list:
    """What the next vote of this year can go between."""
    finalists = finalists_for(year)
    if finalists:
        return list(finalists)
    found = standing().filter(year=year).select_related("city").prefetch_related(*LISTS)
    return list(found.order_by("title", "pk"))


# --- opening -------------------------------------------------------------------------------------
@transaction.atomic
def open_ballot(*, year, proposals, closes_at, by, opens_at=None, meeting=None) -> Ballot:
    """Open a vote, now unless another moment is given; a second click finds the first one.

    The aldermen get a mail when it opens. Raises BallotRefusedError.
    """
    proposals, now = list(proposals), timezone.now()
    twin = _twin(year, proposals, closes_at, by=by)
    if twin:
        return twin
    opens_at = max(opens_at or now, now)
    _check(year, proposals, opens_at, closes_at)
    if not hold(proposals):
        raise BallotRefusedError("Een van deze voorstellen is net ingetrokken. Kies opnieuw.")
    actor = actor_of(by)
    ballot = _insert(
        year=year, opens_at=opens_at, closes_at=closes_at, meeting=meeting, made_by=actor
    )
    ballot.proposals.set(proposals)
    record(LogEntry.Verb.BALLOT_OPENED, ballot, by=actor, detail=", ".join(map(str, proposals)))
    tell_open(ballot)
    return ballot


def _twin(year, proposals, closes_at, *, by):
    since = timezone.now() - DOUBLE_CLICK
    just_now = Ballot.objects.filter(year=year, closed_at=None, made_at__gt=since)
    ballot = just_now.filter(closes_at=closes_at, made_by__user=by).first()
    same = ballot and {one.pk for one in ballot.proposals.all()} == {one.pk for one in proposals}
    return ballot if same else None


def _check(year, proposals, opens_at, closes_at):
    theme = YearTheme.objects.filter(year=year).first()
    if theme:
        raise BallotRefusedError(f"Voor {year} is er al een thema: “{theme.title}”.")
    if year < timezone.localdate().year:
        raise BallotRefusedError("Dit jaar is voorbij. Schrijf het thema met de hand bij.")
    _check_no_other(year)
    if len(proposals) < 2:
        raise BallotRefusedError("Kies minstens twee voorstellen.", field="proposals")
    allowed = {one.pk for one in proposals_for(year)}
    if {one.pk for one in proposals} - allowed:
        sentence = f"Kies alleen voorstellen voor {year} die hier staan."
        raise BallotRefusedError(sentence, field="proposals")
    finalists = finalists_for(year)
    if finalists and len(proposals) != len(finalists):
        sentence = "Deze stemming gaat tussen de voorstellen die overbleven, alle samen."
        raise BallotRefusedError(sentence, field="proposals")
    _check_window(opens_at, closes_at)


def _check_window(opens_at, closes_at):
    if opens_at > timezone.now() + AHEAD:
        raise BallotRefusedError(
            "Dit ligt te ver in de toekomst. Klopt het jaar?", field="opens_at"
        )
    if closes_at < opens_at + SHORTEST:
        sentence = "De stemming sluit te vroeg: geef de schepenen minstens tien minuten."
        raise BallotRefusedError(sentence, field="closes_at")
    if closes_at > opens_at + LONGEST:
        raise BallotRefusedError("Een stemming duurt hoogstens zes maanden.", field="closes_at")


def _check_no_other(year):
    if Ballot.objects.filter(year=year, closed_at=None).exists():
        raise BallotRefusedError(f"Er is al een stemming over {year}. Wacht tot ze geteld is.")


def _insert(*, year, **values):
    """Two moderators at once: the database lets one of them through."""
    last = Ballot.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            return Ballot.objects.create(year=year, number=last + 1, **values)
    except IntegrityError:
        _check_no_other(year)
        raise


# --- closing -------------------------------------------------------------------------------------
@transaction.atomic
def close_early(ballot, *, seen, by) -> Ballot:
    """Close now, and count; without a vote it is called off. `seen`: the version looked at.

    Twice is once. Raises StaleBallotError when a city voted since.
    """
    if not _close(Ballot.objects.filter(pk=ballot.pk, version=seen)):
        now = Ballot.objects.get(pk=ballot.pk)
        if now.closed_at is None:
            raise StaleBallotError(STALE)
        return now
    return _count(ballot, by=by)


def close_due() -> int:
    """What time brings: count what has passed its closing moment; how many were counted."""
    due = Ballot.objects.filter(closed_at=None, closes_at__lte=timezone.now())
    return sum(_close_one(ballot) for ballot in due)


@transaction.atomic
def _close_one(ballot) -> bool:
    if not _close(Ballot.objects.filter(pk=ballot.pk, closes_at__lte=timezone.now())):
        return False
    _count(ballot, by=None)
    return True


def _close(ballots) -> int:
    """One statement closes it, and only once; a vote that is under way is waited for."""
    return ballots.filter(closed_at=None).update(closed_at=timezone.now(), version=F("version") + 1)


def _count(ballot, *, by) -> Ballot:
    ballot = with_votes(Ballot.objects.filter(pk=ballot.pk)).get()
    result = result_of(ballot)
    take_back(ballot)
    record(LogEntry.Verb.BALLOT_CLOSED, ballot, by=actor_of(by), detail=result.in_words)
    if result.winner:
        adopt(result.winner, ballot=ballot)
    return ballot
