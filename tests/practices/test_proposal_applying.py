"""A moderator brings a proposal online: C4 to C6, and the base check."""

import uuid

import pytest

from cities.models import OutboxMail
from practices.models import ChangeProposal, PracticeTag
from practices.proposing.applying import Choice, ChoicesError, apply
from practices.proposing.online import MovedError
from practices.proposing.overview import since_read
from practices.proposing.results import results_of
from practices.proposing.starting import save
from practices.transitions import OvertakenError, RefusedError
from tests.factories import make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter
from tests.proposing import KEEP, TAKE, decide, keys, online

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice(title="Testen", goals="Minder weigeren", partners=["Het OCMW"])


@pytest.fixture
def moderator():
    return make_moderator()


# --- applying ------------------------------------------------------------------------------------
def test_all_fields_come_online_in_one_new_version(practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven", goals="")

    decide(proposal, moderator)

    text = online(practice)
    assert (text["title"], text["goals"], text["partners"]) == ("Proeven", "", ["Het OCMW"])
    assert (practice.published_version.number, proposal.state) == (2, "applied")
    assert proposal.applied_version == practice.published_version == practice.working_version


def test_labels_of_the_practice_follow(practice, moderator):
    decide(make_proposal(practice=practice, domains=["onderwijs"]), moderator)

    found = PracticeTag.objects.filter(practice=practice, facet="domein")
    assert list(found.values_list("code", flat=True)) == ["onderwijs"]


def test_the_new_version_is_signed_by_who_proposed_it(practice, moderator):
    by = make_member(role="contributor", name="Sofie")
    decide(make_proposal(practice=practice, by=by, title="Proeven"), moderator)

    practice.refresh_from_db()
    version = practice.published_version
    assert (version.author.user, version.is_by_moderator) == (by, False)


def test_a_refused_field_keeps_the_others(practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven", goals="Meer")

    decide(proposal, moderator, title=KEEP)

    assert (online(practice)["title"], online(practice)["goals"]) == ("Testen", "Meer")
    assert (proposal.state, proposal.applied, proposal.refused) == (
        "partly_applied",
        {"goals": "Meer"},
        {"title": "Dat klopt niet."},
    )


def test_a_moderator_chooses_better_words(practice, moderator):
    proposal = make_proposal(practice=practice, title="proeven")

    decide(proposal, moderator, title=Choice("edit", value=" Proeven  in de stad"))

    assert online(practice)["title"] == "Proeven in de stad"
    assert practice.published_version.is_by_moderator
    (result,) = results_of(proposal)
    assert (result.outcome, result.difference[0].old) == (
        "overgenomen in andere woorden",
        "proeven",
    )


def test_the_author_reads_both_lists_in_the_mail(practice, moderator):
    by = make_submitter()
    proposal = make_proposal(practice=practice, by=by, title="Proeven", goals="Meer")

    decide(proposal, moderator, title=KEEP)

    mail = OutboxMail.objects.get()
    assert (mail.address, mail.subject) == (by.email, "Je voorstel is deels toegepast: Testen")
    told = [line for line in mail.body.splitlines() if line.startswith("- ")]
    assert told == ["- Doelen", "- Titel: Dat klopt niet."]


@pytest.mark.parametrize("choice", [Choice(""), Choice("weet niet"), Choice("refuse", " ")])
def test_a_field_without_choice_or_reason_stops_everything(practice, moderator, choice):
    proposal = make_proposal(practice=practice, title="Proeven", goals="Meer")

    with pytest.raises(ChoicesError) as refusal:
        decide(proposal, moderator, title=choice)

    assert list(refusal.value.errors) == ["title"]
    assert (online(practice)["goals"], practice.versions.count()) == ("Minder weigeren", 1)


def test_who_refuses_everything_is_sent_to_decline(practice, moderator):
    with pytest.raises(RefusedError):
        decide(make_proposal(practice=practice, title="Proeven"), moderator, all=KEEP)


def test_what_readers_need_is_not_made_blank(practice, moderator):
    with pytest.raises(RefusedError):
        decide(make_proposal(practice=practice, title=""), moderator)
    assert online(practice)["title"] == "Testen"


def test_an_evaluation_without_its_link_is_not_applied(practice, moderator):
    with pytest.raises(RefusedError):
        decide(make_proposal(practice=practice, evidence="evaluated"), moderator)


def test_only_a_moderator_applies(practice):
    with pytest.raises(RefusedError):
        decide(make_proposal(practice=practice, title="Proeven"), make_member(city=practice.city))
    assert online(practice)["title"] == "Testen"


# --- the base check ------------------------------------------------------------------------------
def test_the_second_of_two_proposals_on_a_field_asks_for_a_choice(practice, moderator):
    first = make_proposal(practice=practice, title="Proeven")
    second = make_proposal(practice=practice, title="Nagaan", goals="Meer")
    decide(first, moderator)
    second.refresh_from_db()

    with pytest.raises(ChoicesError):
        decide(second, moderator, title=Choice(""))
    decide(second, moderator, title=Choice("refuse"))

    assert (online(practice)["title"], online(practice)["goals"]) == ("Proeven", "Meer")
    assert list(second.refused) == ["title"]


def test_a_conflict_is_taken_or_combined(practice, moderator):
    first = make_proposal(practice=practice, title="Proeven")
    second, third = (make_proposal(practice=practice, title=name) for name in ("Een", "Twee"))
    for proposal, choice in ((first, TAKE), (second, TAKE), (third, Choice("edit", value="Drie"))):
        proposal.refresh_from_db()
        decide(proposal, moderator, title=choice)

    titles = [version.content["title"] for version in practice.versions.order_by("number")]
    assert titles == ["Testen", "Proeven", "Een", "Drie"]


def test_two_additions_to_a_list_merge_without_a_choice(practice, moderator):
    first = make_proposal(practice=practice, partners=["Het OCMW", "De politie"])
    second = make_proposal(practice=practice, partners=["Het OCMW", "De school"])
    for proposal in (first, second):
        proposal.refresh_from_db()
        decide(proposal, moderator)

    assert online(practice)["partners"] == ["Het OCMW", "De politie", "De school"]


def test_what_is_online_already_asks_nothing_and_counts_as_taken(practice, moderator):
    decide(make_proposal(practice=practice, title="Proeven"), moderator)
    proposal = make_proposal(practice=practice, title="Proeven", goals="Meer")
    ChangeProposal.objects.filter(pk=proposal.pk).update(base_version=practice.versions.first())
    proposal.refresh_from_db()

    decide(proposal, moderator, title=Choice(""))

    assert (proposal.state, sorted(proposal.applied)) == ("applied", ["goals", "title"])


def test_when_all_is_online_already_nothing_is_applied(practice, moderator):
    proposal = make_proposal(practice=practice, title="Testen")

    with pytest.raises(RefusedError):
        decide(proposal, moderator)


def test_something_else_online_since_the_page_was_made_stops_it(practice, moderator):
    proposal = make_proposal(practice=practice, goals="Meer")
    other = make_proposal(practice=practice, title="Proeven")
    decide(other, moderator)

    with pytest.raises(MovedError):
        apply(proposal, by=moderator, published=1, choices={"goals": TAKE}, **keys(proposal))
    assert (online(practice)["goals"], practice.versions.count()) == ("Minder weigeren", 2)


def test_a_practice_that_left_stops_it(practice, moderator):
    proposal = make_proposal(practice=practice, goals="Meer")
    type(practice).objects.filter(pk=practice.pk).update(state="offline")

    with pytest.raises(MovedError):
        decide(proposal, moderator)


def test_words_that_nobody_read_never_come_online(practice, moderator):
    by = make_member(role="contributor")
    proposal = make_proposal(practice=practice, by=by, title="Proeven")
    read = keys(proposal)
    save(proposal, {"title": "Stiekem"}, by=by, seen=1)

    with pytest.raises(OvertakenError):
        apply(proposal, by=moderator, published=1, choices={"title": TAKE}, **read)
    assert online(practice)["title"] == "Testen"
    assert [one.new for one in since_read(proposal, 1)] == ["Stiekem"]


def test_a_double_click_is_one_decision(practice, moderator):
    proposal = make_proposal(practice=practice, by=make_submitter(), title="Proeven")
    asked = {"by": moderator, "published": 1, "choices": {"title": TAKE}, "deed": uuid.uuid4()}
    read = keys(proposal)

    events = [apply(proposal, **asked, **read) for _ in range(2)]

    assert events[0] == events[1]
    assert (practice.versions.count(), OutboxMail.objects.count()) == (2, 1)
