"""The rule of the count, on any figures; and a year in which everybody presses whatever comes."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from network.models import Ballot, Vote, YearTheme
from network.themes import ballots as rules
from network.themes.adopted import ThemeRefusedError, write_down
from network.themes.counting import finalists_of, result_of, results_of_year, winner_of, with_votes
from network.themes.voting import OvertakenError, VoteRefusedError
from tests.network.polls import YEAR, let_close, make_poll, make_voter, terms, vote
from tests.networks import make_moderator

COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=5).map(lambda ns: dict(enumerate(ns)))


@given(COUNTS)
def test_one_wins_exactly_with_more_than_half_of_the_votes(counts):
    winner = winner_of(counts)

    over_half = [one for one, votes in counts.items() if votes > sum(counts.values()) / 2]
    assert ([winner] if winner is not None else []) == over_half


@given(COUNTS)
def test_a_second_vote_goes_between_at_least_two_and_leaves_out_nobody_who_had_more(counts):
    finalists = finalists_of(counts)

    if winner_of(counts) is not None or not any(counts.values()):
        assert finalists == []
        return
    least = min(counts[one] for one in finalists)
    assert len(finalists) >= 2
    assert {one for one, votes in counts.items() if votes >= least} == set(finalists)


FIGURES = [
    ({"a": 4, "b": 3}, "a", []),
    ({"a": 3, "b": 3}, None, ["a", "b"]),
    ({"a": 4, "b": 4, "c": 2}, None, ["a", "b"]),
    ({"a": 4, "b": 3, "c": 2}, None, ["a", "b"]),
    ({"a": 4, "b": 3, "c": 3}, None, ["a", "b", "c"]),
    ({"a": 0, "b": 0}, None, []),
    ({"a": 1, "b": 0}, "a", []),
]


def test_who_wins_and_who_goes_on():
    told = [(counts, winner_of(counts), finalists_of(counts)) for counts, *_ in FIGURES]

    assert told == FIGURES


# --- any order -----------------------------------------------------------------------------------
class Year:
    """One year, three cities, three proposals; what a refusal stops, stays undone."""

    def __init__(self):
        self.poll = make_poll("Wonen", "Werk", "Taal")
        self.voters = [make_voter() for _ in range(3)]
        self.moderator = make_moderator()
        self.counted = {}

    def do(self, deed, who, what):
        try:
            with transaction.atomic():
                getattr(self, deed)(who, what)
        except (VoteRefusedError, OvertakenError, rules.StaleBallotError) as error:
            return error
        except (rules.BallotRefusedError, ThemeRefusedError) as error:
            return error
        return None

    def vote(self, who, what):
        vote(self.poll, self.voters[who], self.poll.options[what])

    def vote_on_an_old_page(self, who, what):
        vote(self.poll, self.voters[who], self.poll.options[what], seen=0)

    def pass_the_moment(self, who, what):
        if Ballot.objects.filter(pk=self.poll.pk, closed_at=None).exists():
            let_close(self.poll)

    def tick(self, who, what):
        rules.close_due()

    def close(self, who, what):
        now = Ballot.objects.get(pk=self.poll.pk)
        rules.close_early(now, seen=now.version, by=self.moderator)

    def open(self, who, what):
        options = self.poll.options
        chosen = rules.finalists_for(YEAR) or options[:2] if what else options
        closes_at = timezone.now() + timedelta(days=1 + who)
        self.poll = rules.open_ballot(
            year=YEAR, proposals=chosen, closes_at=closes_at, by=self.moderator
        )
        self.poll.options = options

    def check(self):
        assert Ballot.objects.filter(year=YEAR, closed_at=None).count() <= 1
        results = results_of_year(YEAR)
        for result in results:
            told = {(one.city_id, one.proposal_id) for line in result.lines for one in line.votes}
            assert result.total == Vote.objects.filter(ballot=result.ballot).count() == len(told)
            # Counted once: later deeds change nothing to it.
            assert self.counted.setdefault(result.ballot.pk, told) == told
        winners = [result.winner.title for result in results if result.winner]
        themes = list(YearTheme.objects.filter(year=YEAR).values_list("title", flat=True))
        assert themes == winners
        assert len(themes) <= 1


DEEDS = (
    *("vote", "vote", "vote", "vote_on_an_old_page", "pass_the_moment", "tick", "close", "open"),
)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 2), st.integers(0, 2))))
def test_a_year_never_gets_two_themes_and_no_vote_is_lost(steps):
    with transaction.atomic():
        year = Year()
        for step in steps:
            year.do(*step)
            year.check()
        transaction.set_rollback(True)


# --- one ballot ----------------------------------------------------------------------------------
@pytest.mark.django_db
def test_an_open_ballot_has_no_result():
    poll = make_poll("Wonen", "Werk")

    with pytest.raises(ValueError, match="open ballot"):
        result_of(with_votes(Ballot.objects.filter(pk=poll.pk)).get())


@pytest.mark.django_db
def test_a_theme_by_hand_waits_for_the_vote():
    make_poll("Wonen", "Werk")

    with pytest.raises(ThemeRefusedError):
        write_down(
            year=YEAR,
            title="Sport",
            text="",
            adopted_on=None,
            terms=terms(commitments=[9]),
            by=make_moderator(),
        )

    assert not YearTheme.objects.exists()
