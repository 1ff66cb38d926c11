"""Proposals of a year theme, by anybody of a city for that city, and by VVSG.

A proposal is public from the start. Its city, or VVSG, can change or withdraw it until it stands in
a vote: from then on the cities choose between texts that stay as they are. A vote that was called
off lets its proposals go again.
"""

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from cities.log import actor_of, record
from cities.models import LogEntry

from ..models import Ballot, ThemeProposal, Vote, YearTheme
from .belonging import LISTS, terms_of

YEARS_AHEAD = 2
USED = "Met dit formulier is al een voorstel gedaan."
IS_WITHDRAWN = "Dit voorstel is ingetrokken."
STANDS = "Dit voorstel staat in een stemming. De tekst ligt daarom vast."
STALE = "Een collega wijzigde dit voorstel intussen. Kijk eerst wat er nu staat."


class ProposalRefusedError(Exception):
    """Why this proposal cannot be, or cannot change."""


class UsedFormError(Exception):
    """This form made another proposal before, or somebody else did; nothing is written."""


class StaleProposalError(Exception):
    """Somebody changed the proposal since `seen`; nothing is written."""


# --- which ---------------------------------------------------------------------------------------
def years_to_propose(also=None) -> list[int]:
    """This year and the next ones as long as they have no theme; the coming year in front."""
    first = timezone.localdate().year
    years = {*range(first, first + YEARS_AHEAD + 1), *([also] if also else [])}
    taken = YearTheme.objects.filter(year__in=years).values_list("year", flat=True)
    left = sorted(years - set(taken) | ({also} if also else set()))
    return sorted(left, key=lambda year: (year != first + 1, year))


def coming_proposals():
    """What can still become the theme of its year, with its city and its labels."""
    decided = YearTheme.objects.filter(year=OuterRef("year"))
    found = standing().filter(~Exists(decided), year__gte=timezone.localdate().year)
    return found.select_related("city", "by").prefetch_related(*LISTS).order_by("year", "title")


def standing():
    """Not withdrawn."""
    return ThemeProposal.objects.filter(withdrawn_at=None)


def ballot_of(proposal) -> Ballot | None:
    """The last vote in which it stands, or stood; one that was called off does not count."""
    has_votes = Exists(Vote.objects.filter(ballot=OuterRef("pk")))
    held = Q(closed_at=None) | Q(closed_at__gte=F("closes_at")) | has_votes
    return Ballot.objects.filter(held, proposals=proposal).order_by("-year", "-number").first()


def why_fixed(proposal) -> str:
    """Why it cannot change any more; '' when it can."""
    if proposal.withdrawn_at:
        return IS_WITHDRAWN
    return STANDS if ballot_of(proposal) else ""


# --- deeds ---------------------------------------------------------------------------------------
@transaction.atomic
def propose(*, uid, city, year, title, reason, terms, by) -> ThemeProposal:
    """Put a theme forward; `city` is None for VVSG, `terms` is {list: rows}.

    `uid` was made with the form: a second press on its button finds the first proposal. Raises
    UsedFormError when that form holds something else by now.
    """
    actor = actor_of(by)
    values = {"city": city, "year": year, "title": title, "reason": reason, "by": actor}
    proposal, is_new = ThemeProposal.objects.get_or_create(uid=uid, defaults=values)
    if is_new:
        _choose(proposal, terms)
    elif any(getattr(proposal, name) != value for name, value in values.items()) or (
        _codes(terms) != _codes(terms_of(proposal))
    ):
        raise UsedFormError(USED)
    return proposal


@transaction.atomic
def change(proposal, *, values, terms, seen) -> ThemeProposal:
    """`values` are its year, title and reason. The same twice leaves no trace.

    Raises StaleProposalError, and ProposalRefusedError once it stands in a vote.
    """
    now = ThemeProposal.objects.get(pk=proposal.pk)
    _check_is_free(now)
    is_other_choice = _codes(terms) != _codes(terms_of(now))
    if not is_other_choice and all(getattr(now, name) == value for name, value in values.items()):
        return now
    _swap(now, seen, **values)
    if is_other_choice:
        _choose(now, terms)
    return ThemeProposal.objects.get(pk=now.pk)


@transaction.atomic
def withdraw(proposal, *, seen, by) -> None:
    """Twice is once. Raises StaleProposalError and ProposalRefusedError."""
    now = ThemeProposal.objects.get(pk=proposal.pk)
    if now.withdrawn_at:
        return
    _check_is_free(now)
    _swap(now, seen, withdrawn_at=timezone.now())
    told = f"voorstel voor het jaarthema {now.year}"
    record(LogEntry.Verb.WITHDRAWN, now, by=actor_of(by), city=now.city, detail=told)


def hold(proposals) -> bool:
    """Called by who opens a vote: from now on an old page changes nothing. False: one is gone."""
    keys = [one.pk for one in proposals]
    held = standing().filter(pk__in=keys).update(version=F("version") + 1)
    return held == len(keys)


def _swap(proposal, seen, **values):
    """Whoever was first has the row; opening a vote counts as a change too."""
    same = standing().filter(pk=proposal.pk, version=seen)
    if not same.update(**values, version=seen + 1):
        raise StaleProposalError(STALE)


def _check_is_free(proposal):
    reason = why_fixed(proposal)
    if reason:
        raise ProposalRefusedError(reason)


def _choose(proposal, terms):
    for name in LISTS:
        getattr(proposal, name).set(terms[name])


def _codes(terms):
    return {name: {one.pk for one in terms[name]} for name in LISTS}
