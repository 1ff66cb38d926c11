"""What a vote comes to, by the rule of the agreement of 2018.

A proposal with more than half of the votes cast becomes the theme of the year. Without such a
proposal nothing is chosen, and a second vote can follow: between those that tie for the first
place, else between the first and who comes second (all of them, when several tie for that place).
A city that did not vote does not count. Before the counting nobody is told what a city voted.
"""

from dataclasses import dataclass

from django.db.models import Prefetch

from ..models import Ballot, ThemeProposal, Vote


# --- the rule, on numbers alone ------------------------------------------------------------------
def winner_of(counts):
    """The one with more than half of the votes cast, or None; {what: votes}."""
    total = sum(counts.values())
    return next((one for one, votes in counts.items() if 2 * votes > total), None)


def finalists_of(counts) -> list:
    """Between which a second vote goes; none when one has won or nobody voted."""
    if not any(counts.values()) or winner_of(counts) is not None:
        return []
    most = sorted(set(counts.values()), reverse=True)
    first = [one for one, votes in counts.items() if votes == most[0]]
    if len(first) > 1:
        return first
    return first + [one for one, votes in counts.items() if votes == most[1]]


def needed(total) -> int:
    """How many votes are more than half of these."""
    return total // 2 + 1


# --- one ballot, counted -------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """A proposal with the votes for it, by name of the city."""

    proposal: ThemeProposal
    votes: tuple

    @property
    def count(self):
        return len(self.votes)


@dataclass(frozen=True)
class Result:
    """What a counted ballot brought; `lines` the most votes first."""

    ballot: Ballot
    lines: tuple
    winner: ThemeProposal | None
    finalists: tuple

    @property
    def total(self):
        return sum(line.count for line in self.lines)

    @property
    def needed(self):
        return needed(self.total)

    @property
    def is_tie(self):
        """Whether several stand first."""
        return len(self.lines) > 1 and self.lines[0].count == self.lines[1].count > 0

    @property
    def is_called_off(self):
        return is_called_off(self.ballot, self.total)

    @property
    def in_words(self):
        """For the log: '7 stemmen: Wonen 5, Werk 2. Gekozen: Wonen.'"""
        if not self.total:
            return "Ging niet door." if self.is_called_off else "Niemand stemde."
        counts = ", ".join(f"{line.proposal} {line.count}" for line in self.lines)
        chosen = f"Gekozen: {self.winner}." if self.winner else "Niets gekozen."
        word = "stem" if self.total == 1 else "stemmen"
        return f"{self.total} {word}: {counts}. {chosen}"


def is_called_off(ballot, votes) -> bool:
    """Ended before its time without a vote: then it was never held."""
    return ballot.closed_at is not None and ballot.closed_at < ballot.closes_at and not votes


def with_votes(ballots):
    """For `result_of`: four queries, whatever the number of ballots."""
    votes = Vote.objects.select_related("city", "by").order_by("city__name")
    proposals = ThemeProposal.objects.select_related("city")
    return ballots.prefetch_related(
        Prefetch("votes", votes, to_attr="cast_votes"),
        Prefetch("proposals", proposals, to_attr="standing_proposals"),
    )


def result_of(ballot) -> Result:
    """Of a counted ballot out of `with_votes`; what an open one says so far is told to nobody."""
    if ballot.closed_at is None:
        raise ValueError("an open ballot has no result")
    by_proposal = {proposal: [] for proposal in ballot.standing_proposals}
    of_pk = {proposal.pk: proposal for proposal in by_proposal}
    for vote in ballot.cast_votes:
        by_proposal[of_pk[vote.proposal_id]].append(vote)
    counts = {proposal: len(votes) for proposal, votes in by_proposal.items()}
    lines = [Line(proposal, tuple(votes)) for proposal, votes in by_proposal.items()]
    lines.sort(key=lambda line: (-line.count, line.proposal.title, line.proposal.pk))
    return Result(ballot, tuple(lines), winner_of(counts), tuple(finalists_of(counts)))


def results_of_year(year) -> list[Result]:
    """Every counted ballot on the theme of a year, the first one in front."""
    counted = Ballot.objects.filter(year=year, closed_at__isnull=False).order_by("number")
    return [result_of(ballot) for ballot in with_votes(counted)]
