"""What each reader sees of a vote, before and after it is counted; and closing it early."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.models import Ballot, YearTheme
from network.themes import ballots as rules
from tests.factories import make_member, make_user
from tests.network.polls import let_close, make_poll, make_voter, vote
from tests.networks import make_moderator
from tests.reading import all_words, main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll(db):
    """Gent voted for Wonen, Brugge for Werk, Aalst not yet."""
    poll = make_poll("Wonen", "Werk")
    poll.gent = make_voter("Gent", name="Schepen An")
    poll.brugge = make_voter("Brugge", name="Schepen Bo")
    poll.aalst = make_voter("Aalst")
    vote(poll, poll.gent, poll.options[0])
    vote(poll, poll.brugge, poll.options[1])
    return poll


def readers(poll):
    return {
        "visitor": None,
        "own alderman": poll.gent,
        "own coordinator": make_member(city=poll.gent.city),
        "other city": poll.brugge,
        "moderator": make_moderator(),
        "administrator": make_user(network_role="administrator"),
        "no role": make_user(),
    }


def look(client, poll, reader):
    client.logout()
    if reader:
        client.force_login(reader)
    return client.get(poll.get_absolute_url())


def test_before_the_count_only_the_own_city_sees_what_it_votes(client, poll):
    seen = {}
    for name, reader in readers(poll).items():
        page = main_of(look(client, poll, reader))
        seen[name] = ("Gent stemt voor" in page, "Schepen An" in page, "Aalst" in page)

    assert seen == {
        "visitor": (False, False, False),
        "own alderman": (True, True, True),
        "own coordinator": (True, True, True),
        "other city": (False, False, True),
        "moderator": (False, False, True),
        "administrator": (False, False, True),
        "no role": (False, False, False),
    }


def test_nothing_that_the_page_gets_tells_what_another_city_votes(client, poll):
    context = look(client, poll, poll.brugge).context

    told = {seat.city.name: (seat.has_voted, seat.vote is not None) for seat in context["seats"]}
    assert told == {"Aalst": (False, False), "Brugge": (True, True), "Gent": (True, False)}
    assert context["result"] is None


def test_after_the_count_everybody_sees_what_each_city_voted(client, poll):
    let_close(poll)
    rules.close_due()

    seen = {}
    for name, reader in readers(poll).items():
        response = look(client, poll, reader)
        rows = all_words(response, "//main//table//tbody/tr")
        seen[name] = ([row.split()[0] for row in rows], "Schepen An" in main_of(response))
        assert "Gent" in " ".join(rows)

    members = {"own alderman", "own coordinator", "other city", "moderator", "administrator"}
    assert seen == {name: (["Werk", "Wonen"], name in members) for name in seen}


def test_a_vote_that_waits_for_the_count_tells_nothing(client, poll):
    let_close(poll)

    response = look(client, poll, None)

    assert response.context["state"] == "counting"
    assert (response.context["result"], YearTheme.objects.exists()) == (None, False)


def test_a_coming_vote_shows_its_proposals_and_no_form(client):
    poll = make_poll("Wonen", "Werk", opens_at=timezone.now() + timedelta(days=1))
    voter = make_voter("Gent")

    response = look(client, poll, voter)

    assert response.context["state"] == "coming"
    assert all_words(response, "//main//form") == []


# --- closing early -------------------------------------------------------------------------------
def close(client, poll, version=None):
    poll.refresh_from_db()
    data = {"version": poll.version if version is None else version}
    return client.post(f"{poll.get_absolute_url()}sluiten/", data)


def test_moderator_closes_and_counts_at_once(client, poll):
    vote(poll, poll.aalst, poll.options[1])
    client.force_login(make_moderator())

    first, second = close(client, poll), close(client, poll)

    poll.refresh_from_db()
    assert (first["Location"], second["Location"]) == (poll.get_absolute_url(),) * 2
    assert (poll.closed_at is not None, YearTheme.objects.get().title) == (True, "Werk")


def test_a_vote_since_the_page_was_opened_asks_again(client, poll):
    client.force_login(make_moderator())
    seen = Ballot.objects.get().version
    vote(poll, poll.aalst, poll.options[1])

    response = close(client, poll, seen)

    poll.refresh_from_db()
    assert (response.status_code, poll.closed_at) == (409, None)
    assert "3 stemmen" in response.content.decode()


def test_without_votes_it_is_called_off_and_its_proposals_are_free(client):
    poll = make_poll("Wonen", "Werk")
    client.force_login(make_moderator())

    close(client, poll)

    response = client.get(poll.get_absolute_url())
    proposal = client.get(f"/netwerk/jaarthemas/voorstellen/{poll.options[0].uid}/")
    assert (response.context["state"], YearTheme.objects.exists()) == ("off", False)
    assert proposal.context["is_fixed"] is False


def test_closing_without_a_version_closes_nothing(client, poll):
    client.force_login(make_moderator())

    answers = [close(client, poll, typed).status_code for typed in ("", "x", "-1", "9" * 40)]

    poll.refresh_from_db()
    assert (answers, poll.closed_at) == ([422] * 4, None)


def test_after_a_tie_the_moderator_is_shown_the_way_on(client, poll):
    let_close(poll)
    rules.close_due()
    client.force_login(make_moderator())

    page = main_of(client.get(poll.get_absolute_url()))
    form = client.get(f"/netwerk/jaarthemas/stemming/{poll.year}/nieuw/").context["form"]

    assert f"/netwerk/jaarthemas/stemming/{poll.year}/nieuw/" in page
    assert ("proposals" in form.fields, set(form.finalists)) == (False, set(poll.options))
