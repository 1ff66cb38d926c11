"""Opening, closing and counting a vote: by VVSG, and by time."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cities.models import LogEntry, SearchEntry
from network.models import Ballot, Vote, YearTheme
from network.themes import ballots as rules
from network.themes.counting import results_of_year
from tests.concurrency import at_once
from tests.factories import make_member
from tests.network.polls import YEAR, let_close, make_poll, make_voter, vote
from tests.networks import make_meeting, make_moderator, make_theme, make_theme_proposal

pytestmark = pytest.mark.django_db

OPEN = f"/netwerk/jaarthemas/stemming/{YEAR}/nieuw/"


@pytest.fixture
def moderator(db):
    return make_moderator(name="Mo van VVSG")


def counted(*figures, titles=("Wonen", "Werk", "Taal")):
    """A poll in which each proposal got so many votes, and that time closed."""
    poll = make_poll(*titles[: len(figures)])
    for option, count in zip(poll.options, figures, strict=True):
        for _ in range(count):
            vote(poll, make_voter(), option)
    let_close(poll)
    rules.close_due()
    poll.refresh_from_db()
    return poll


def open_again(moderator, proposals, **values):
    closes_at = timezone.now() + timedelta(days=3)
    values = {"year": YEAR, "closes_at": closes_at, "by": moderator, **values}
    return rules.open_ballot(proposals=proposals, **values)


# --- counting ------------------------------------------------------------------------------------
def test_more_than_half_makes_the_theme_of_the_year():
    poll = counted(2, 1)

    theme = YearTheme.objects.get()
    chosen = [one.number for one in theme.commitments.all()]
    assert (theme.title, theme.slug, chosen) == ("Wonen", f"wonen-{YEAR}", [6])
    assert (theme.ballot, theme.proposal, theme.year) == (poll, poll.options[0], YEAR)
    assert theme.adopted_on == timezone.localdate()
    lines = list(LogEntry.objects.order_by("pk").values_list("verb", "detail"))
    assert lines == [
        ("ballot closed", "3 stemmen: Wonen 2, Werk 1. Gekozen: Wonen."),
        ("theme adopted", str(poll)),
    ]
    assert SearchEntry.objects.get(kind="theme").title == f"Jaarthema {YEAR}: Wonen"


def test_half_of_the_votes_is_not_enough():
    counted(2, 2)

    assert not YearTheme.objects.exists()
    detail = LogEntry.objects.get().detail
    assert detail == "4 stemmen: Werk 2, Wonen 2. Niets gekozen."


def test_time_counts_a_vote_once_and_not_before_it_closes(moderator):
    poll = make_poll("Wonen", "Werk")
    vote(poll, make_voter(), poll.options[0])

    early = rules.close_due()
    let_close(poll)

    assert (early, rules.close_due(), rules.close_due()) == (0, 1, 0)
    assert YearTheme.objects.count() == LogEntry.objects.filter(verb="ballot closed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_time_and_a_moderator_at_once_count_once(database_of_many):
    poll, person = make_poll("Wonen", "Werk"), make_moderator()
    vote(poll, make_voter(), poll.options[0])
    let_close(poll)
    poll.refresh_from_db()

    outcomes = at_once(
        rules.close_due,
        lambda: rules.close_early(poll, seen=poll.version, by=person),
        rules.close_due,
    )

    assert {type(one).__name__ for one in outcomes} == {"int", "Ballot"}
    assert YearTheme.objects.count() == LogEntry.objects.filter(verb="ballot closed").count() == 1


def test_two_themes_with_one_title_have_their_own_address():
    make_theme(year=2025, title="Wonen", slug=f"wonen-{YEAR}")

    counted(1, 0)

    assert YearTheme.objects.get(year=YEAR).slug == f"wonen-{YEAR}-2"


def test_a_title_without_letters_still_has_an_address():
    counted(1, 0, titles=("你好", "Werk"))

    assert YearTheme.objects.get().slug == f"thema-{YEAR}"


def test_a_year_that_got_a_theme_meanwhile_keeps_it():
    poll = make_poll("Wonen", "Werk")
    vote(poll, make_voter(), poll.options[0])
    make_theme(year=YEAR, title="Sport")
    let_close(poll)

    rules.close_due()

    assert YearTheme.objects.get().title == "Sport"


def test_the_database_keeps_a_counted_ballot():
    poll = counted(1, 0)

    for deed in (lambda one: one.update(closes_at=timezone.now()), lambda one: one.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed(Ballot.objects.filter(pk=poll.pk))

    assert Vote.objects.count() == 1


# --- a second vote -------------------------------------------------------------------------------
def test_after_a_tie_the_next_vote_goes_between_the_tied(moderator):
    first = counted(2, 2, 1)
    wonen, werk, taal = first.options

    with pytest.raises(rules.BallotRefusedError):
        open_again(moderator, [wonen, taal])
    second = open_again(moderator, [wonen, werk])

    assert (second.number, set(second.proposals.all())) == (2, {wonen, werk})
    assert str(second) == f"Stemming over het jaarthema {YEAR}, beurt 2"


def test_after_a_second_vote_without_a_theme_the_choice_is_free_again(moderator):
    wonen, werk, taal = counted(2, 2, 1).options
    second = open_again(moderator, [wonen, werk])
    for option in (wonen, werk):
        vote(second, make_voter(), option)
    let_close(second)
    rules.close_due()

    third = open_again(moderator, [wonen, taal])

    assert (third.number, set(third.proposals.all())) == (3, {wonen, taal})


def test_a_vote_that_was_called_off_changes_nothing_to_what_follows(moderator):
    wonen, werk, taal = counted(2, 2, 1).options
    second = open_again(moderator, [wonen, werk])

    rules.close_early(second, seen=second.version, by=moderator)

    assert set(rules.finalists_for(YEAR)) == {wonen, werk}
    last = results_of_year(YEAR)[-1]
    assert (last.is_called_off, last.in_words) == (True, "Ging niet door.")


def test_without_any_vote_nothing_is_chosen():
    counted(0, 0)

    assert (YearTheme.objects.exists(), rules.finalists_for(YEAR)) == (False, ())
    assert LogEntry.objects.get().detail == "Niemand stemde."


# --- opening -------------------------------------------------------------------------------------
def form_of(*proposals, **values):
    closes_at = (timezone.localtime() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")
    return {"proposals": [one.uid for one in proposals], "closes_at": closes_at, **values}


@pytest.fixture
def two(db):
    return [make_theme_proposal(year=YEAR, title=title) for title in ("Wonen", "Werk")]


def test_moderator_opens_a_vote_and_a_double_click_makes_one(client, moderator, two):
    meeting = make_meeting(title="Schepenoverleg")
    client.force_login(moderator)
    data = form_of(*two, meeting=meeting.slug)

    answers = [client.post(OPEN, data) for _ in range(2)]

    poll = Ballot.objects.get()
    assert [one["Location"] for one in answers] == [poll.get_absolute_url()] * 2
    assert (set(poll.proposals.all()), poll.meeting, poll.is_open) == (set(two), meeting, True)
    line = LogEntry.objects.get()
    assert (line.verb, line.actor.label, line.detail) == (
        "ballot opened",
        "Mo van VVSG",
        "Wonen, Werk",
    )


def bad_forms(two):
    wonen, werk = two
    other_year = make_theme_proposal(year=YEAR + 1, title="Later")
    gone = make_theme_proposal(year=YEAR, title="Weg", withdrawn_at=timezone.now())
    past = (timezone.localtime() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    return {
        "one": form_of(wonen),
        "other year": form_of(wonen, other_year),
        "withdrawn": form_of(wonen, gone),
        "past": form_of(wonen, werk, closes_at=past),
        "no moment": form_of(wonen, werk, closes_at="morgen"),
        "too long": form_of(wonen, werk, closes_at="9999-12-31T23:59"),
        "far ahead": form_of(wonen, werk, opens_at="9999-12-30T23:59"),
        "no meeting": form_of(wonen, werk, meeting="\0"),
    }


def test_what_cannot_be_a_vote_is_refused_and_stays_on_the_screen(client, moderator, two):
    client.force_login(moderator)
    answers = {}
    for name, data in bad_forms(two).items():
        response = client.post(OPEN, data)
        kept = response.context["form"]["closes_at"].value()
        answers[name] = (response.status_code, kept == data["closes_at"])

    assert set(answers.values()) == {(422, True)}
    assert not Ballot.objects.exists()


def test_a_year_with_a_theme_or_an_open_vote_gets_no_other(client, moderator, two):
    poll = make_poll("Een", "Twee")
    client.force_login(moderator)

    while_open = client.post(OPEN, form_of(*two))
    let_close(poll)
    rules.close_due()
    make_theme(year=YEAR, title="Sport")
    with_theme = client.post(OPEN, form_of(*two))

    assert (while_open.status_code, with_theme.status_code) == (422, 422)
    assert Ballot.objects.count() == 1


def test_a_year_that_nobody_votes_on_has_no_page(client, moderator):
    client.force_login(moderator)
    stem = "/netwerk/jaarthemas/stemming"

    pages = [f"{stem}/{year}/{end}/" for year in (2018, 2999, 10**30) for end in ("nieuw", "1")]

    assert [client.get(page).status_code for page in pages] == [404] * 6


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_open_one_vote(database_of_many):
    people = [make_moderator() for _ in range(2)]
    pairs = [[make_theme_proposal(year=YEAR) for _ in range(2)] for _ in people]

    outcomes = at_once(
        *(lambda p=p, pair=pair: open_again(p, pair) for p, pair in zip(people, pairs, strict=True))
    )

    names = sorted(type(one).__name__ for one in outcomes)
    assert (names, Ballot.objects.count()) == (["Ballot", "BallotRefusedError"], 1)


def test_aldermen_and_coordinators_do_not_open_or_close(client, two):
    poll = make_poll("Een", "Twee")
    for role in ("alderman", "coordinator"):
        client.force_login(make_member(role=role))

        answers = [
            client.post(OPEN, form_of(*two)).status_code,
            client.post(f"{poll.get_absolute_url()}sluiten/", {"version": 1}).status_code,
        ]

        assert answers == [403, 403]
    poll.refresh_from_db()
    assert (poll.closed_at, Ballot.objects.count()) == (None, 1)
