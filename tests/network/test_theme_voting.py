"""The vote of a city: one, changed until the end, and never after it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cities.models import City, CoalitionMembership, LogEntry
from network.models import Ballot, Vote
from network.themes import ballots as rules
from network.themes.voting import OvertakenError, VoteRefusedError, cast
from network.themes.waiting import waiting_for
from tests.concurrency import at_once
from tests.counting import queries_of
from tests.factories import join, make_city, make_member
from tests.network.polls import let_close, make_poll, make_voter, vote, votes_in
from tests.networks import make_moderator, make_theme_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll(db):
    return make_poll("Wonen", "Werk")


@pytest.fixture
def voter(db):
    return make_voter("Gent", name="Schepen An")


@pytest.fixture
def url(poll, voter):
    return f"{poll.get_absolute_url()}stem/gent/"


# --- the rule ------------------------------------------------------------------------------------
def test_a_city_has_one_vote_that_its_alderman_sets_and_changes(poll, voter):
    wonen, werk = poll.options

    vote(poll, voter, wonen)
    vote(poll, voter, werk)

    standing = Vote.objects.get()
    assert (standing.proposal, standing.by.label, standing.version) == (werk, "Schepen An", 2)
    assert not LogEntry.objects.exists()


def test_the_same_vote_twice_is_one_that_keeps_its_time(poll, voter):
    first = vote(poll, voter, poll.options[0])

    vote(poll, voter, poll.options[0], seen=0)

    standing = Vote.objects.get()
    assert (standing.at, standing.version) == (first.at, 1)


def test_a_colleague_who_saw_no_vote_is_shown_the_one_that_stands(poll, voter):
    wonen, werk = poll.options
    colleague = make_member(city=voter.city, role="alderman")
    vote(poll, voter, wonen)

    with pytest.raises(OvertakenError) as caught:
        cast(poll, werk, city=voter.city, by=colleague, seen=0)

    sentence = "Je collega Schepen An stemde intussen voor “Wonen”. Wil je dat veranderen?"
    assert (str(caught.value), votes_in(poll)) == (sentence, {"Gent": "Wonen"})


def test_a_city_outside_the_network_does_not_vote(poll):
    city = make_city(name="Aalst")
    alderman = make_member(city=city, role="alderman")
    gone = make_voter("Lier")
    CoalitionMembership.objects.filter(city=gone.city).update(until=timezone.localdate())

    for who, where in ((alderman, city), (gone, gone.city)):
        with pytest.raises(VoteRefusedError):
            cast(poll, poll.options[0], city=where, by=who, seen=0)

    assert votes_in(poll) == {}


def test_only_a_proposal_of_this_ballot_gets_a_vote(poll, voter):
    other = make_theme_proposal(year=poll.year, title="Sport")

    with pytest.raises(VoteRefusedError):
        vote(poll, voter, other)

    assert votes_in(poll) == {}


@pytest.mark.parametrize("minutes", [0, 1])
def test_from_the_closing_moment_on_no_vote_counts(poll, voter, time_machine, minutes):
    vote(poll, voter, poll.options[0])
    time_machine.move_to(poll.closes_at + timedelta(minutes=minutes), tick=False)

    with pytest.raises(VoteRefusedError) as caught:
        vote(poll, voter, poll.options[1])

    assert str(caught.value) == "De stemming is gesloten. Je stem kwam te laat en is niet geteld."
    assert votes_in(poll) == {"Gent": "Wonen"}


def test_the_last_moment_before_closing_counts(poll, voter, time_machine):
    time_machine.move_to(poll.closes_at - timedelta(microseconds=1), tick=False)

    vote(poll, voter, poll.options[1])

    assert votes_in(poll) == {"Gent": "Werk"}


def test_before_it_opens_nobody_votes(voter):
    poll = make_poll("Wonen", "Werk", opens_at=timezone.now() + timedelta(hours=1))

    with pytest.raises(VoteRefusedError) as caught:
        vote(poll, voter, poll.options[0])

    assert str(caught.value) == "De stemming is nog niet open. Je stem is niet geteld."


def test_the_database_keeps_a_counted_vote(poll, voter):
    standing = vote(poll, voter, poll.options[0])
    let_close(poll)
    rules.close_due()

    with pytest.raises(DatabaseError), transaction.atomic():
        Vote.objects.filter(pk=standing.pk).update(proposal=poll.options[1])

    assert votes_in(poll) == {"Gent": "Wonen"}


# --- at the same moment --------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_two_aldermen_of_a_city_at_once_leave_one_vote(database_of_many):
    poll, voter = make_poll("Wonen", "Werk"), make_voter("Gent")
    colleague = make_member(city=voter.city, role="alderman")
    wonen, werk = poll.options

    outcomes = at_once(
        lambda: cast(poll, wonen, city=voter.city, by=voter, seen=0),
        lambda: cast(poll, werk, city=voter.city, by=colleague, seen=0),
    )

    names = sorted(type(one).__name__ for one in outcomes)
    standing = Vote.objects.select_related("proposal").get()
    overtaken = next(one for one in outcomes if isinstance(one, OvertakenError))
    assert (names, overtaken.vote.pk) == (["OvertakenError", "Vote"], standing.pk)


@pytest.mark.django_db(transaction=True)
def test_a_vote_while_it_is_closed_is_counted_or_refused(database_of_many):
    poll, moderator = make_poll("Wonen", "Werk"), make_moderator()
    voters = [make_voter() for _ in range(4)]

    outcomes = at_once(
        *(lambda one=one: vote(poll, one, poll.options[0]) for one in voters),
        lambda: close_whatever(poll, moderator),
    )

    kinds = {type(one).__name__ for one in outcomes}
    counted = sum(isinstance(one, Vote) for one in outcomes)
    poll.refresh_from_db()
    assert kinds <= {"Vote", "VoteRefusedError", "Ballot"}
    assert (poll.closed_at is not None, Vote.objects.count()) == (True, counted)
    detail = LogEntry.objects.get(verb="ballot closed").detail
    assert detail.split()[0] == (str(counted) if counted else "Ging")


def close_whatever(poll, moderator):
    """Press again as long as cities vote in between."""
    while True:
        now = Ballot.objects.get(pk=poll.pk)
        try:
            return rules.close_early(now, seen=now.version, by=moderator)
        except rules.StaleBallotError:
            continue


# --- the page ------------------------------------------------------------------------------------
def test_alderman_votes_and_hears_until_when_it_can_change(client, poll, voter, url):
    client.force_login(voter)

    response = client.post(url, {"proposal": poll.options[0].uid, "seen": 0}, follow=True)

    assert response.redirect_chain == [(poll.get_absolute_url(), 302)]
    assert votes_in(poll) == {"Gent": "Wonen"}
    assert "Gent stemt voor “Wonen”." in response.content.decode()


def test_alderman_of_two_cities_votes_for_each(client, poll, voter):
    brugge = make_city(name="Brugge")
    join(city=brugge)
    voter.memberships.create(city=brugge, role="alderman")
    client.force_login(voter)

    for city, option in (("gent", poll.options[0]), ("brugge", poll.options[1])):
        client.post(f"{poll.get_absolute_url()}stem/{city}/", {"proposal": option.uid})

    assert votes_in(poll) == {"Brugge": "Werk", "Gent": "Wonen"}


def test_colleague_without_the_right_hears_whom_to_ask(client, poll, voter, url):
    client.force_login(make_member(city=voter.city, role="coordinator"))

    response = client.post(url, {"proposal": poll.options[0].uid})

    sentence = "Alleen de schepenen van Gent stemmen voor Gent. Vraag het aan Schepen An."
    assert (response.status_code, votes_in(poll)) == (403, {})
    assert sentence in response.content.decode()


@pytest.mark.parametrize("who", ["other", "moderator"])
def test_nobody_else_votes_for_a_city(client, poll, voter, url, who):
    client.force_login(make_voter("Brugge") if who == "other" else make_moderator())

    response = client.post(url, {"proposal": poll.options[0].uid})

    assert (response.status_code, votes_in(poll)) == (403, {})
    assert "Schepen An" not in response.content.decode()


def test_visitor_is_sent_to_sign_in(client, poll, url):
    response = client.post(url, {"proposal": poll.options[0].uid})

    assert response["Location"].startswith("/account/login/")
    assert votes_in(poll) == {}


def test_what_is_no_proposal_is_refused(client, poll, voter, url):
    client.force_login(voter)
    strange = ["", "\0", "x" * 300, "00000000-0000-0000-0000-000000000000"]

    answers = [client.post(url, {"proposal": one, "seen": "9" * 30}) for one in strange]

    assert [one.status_code for one in answers] == [422] * 4
    assert votes_in(poll) == {}


def test_overtaken_page_keeps_the_choice_and_the_second_press_counts(client, poll, voter, url):
    wonen, werk = poll.options
    vote(poll, voter, wonen)
    client.force_login(voter)

    response = client.post(url, {"proposal": werk.uid, "seen": 0})
    form = response.context["form"]

    assert (response.status_code, votes_in(poll)) == (409, {"Gent": "Wonen"})
    assert (form["proposal"].value(), form["seen"].value()) == (str(werk.uid), 1)
    client.post(url, {"proposal": werk.uid, "seen": form["seen"].value()})
    assert votes_in(poll) == {"Gent": "Werk"}


def test_late_vote_sees_what_was_counted(client, poll, voter, url):
    vote(poll, voter, poll.options[0])
    let_close(poll)
    rules.close_due()
    client.force_login(voter)

    response = client.post(url, {"proposal": poll.options[1].uid, "seen": 1})

    text = response.content.decode()
    assert (response.status_code, votes_in(poll)) == (409, {"Gent": "Wonen"})
    assert "Je stem kwam te laat" in text
    assert "Geteld is: Gent voor <b>“Wonen”</b>" in text
    assert "Jij koos: “Werk”." in text


# --- what waits ----------------------------------------------------------------------------------
def test_a_ballot_waits_for_an_alderman_until_the_city_votes(poll, voter):
    colleague = make_member(city=voter.city, role="coordinator")

    before = waiting_for(voter)
    vote(poll, voter, poll.options[0])

    assert [(one, one.waiting_cities) for one in before] == [(poll, [voter.city])]
    assert (waiting_for(voter), waiting_for(colleague)) == ([], [])


def test_queries_of_the_page_do_not_grow_with_cities(client, poll, voter):
    client.force_login(voter)
    vote(poll, voter, poll.options[0])
    few = queries_of(client, poll.get_absolute_url())
    for _ in range(4):
        other = make_voter()
        vote(poll, other, poll.options[1])

    assert queries_of(client, poll.get_absolute_url()) == few
    assert City.objects.members().count() == 5
