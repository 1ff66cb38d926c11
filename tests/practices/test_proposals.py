"""Proposals while they are written: begun, saved, and beside each other (C1)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.models import ChangeProposal
from practices.proposing.overview import beside
from practices.proposing.sections import propose_section
from practices.proposing.starting import StaleProposalError, open_proposal, save, start
from practices.proposing.windows import ClashError, save_from, sealed
from practices.transitions import RefusedError
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_moderator, make_practice, make_proposal, make_section, make_submitter
from tests.proposing import begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice(title="Testen op de huurmarkt", partners=["Het OCMW"])


@pytest.fixture
def author():
    return make_member(role="contributor")


# --- beginning -----------------------------------------------------------------------------------
@pytest.mark.parametrize("person", [make_user, make_submitter, make_moderator])
def test_anybody_known_proposes_a_change_on_what_is_online(practice, person):
    by = person()

    proposal = start(practice, kind="change", by=by)

    assert (proposal.state, proposal.base_version) == ("draft", practice.published_version)


@pytest.mark.parametrize("state", ["draft", "submitted", "archived", "offline", "merged"])
def test_what_is_not_online_takes_no_proposals(author, state):
    practice = make_practice(state=state)

    with pytest.raises(RefusedError):
        start(practice, kind="change", by=author)
    assert ChangeProposal.objects.count() == 0


def test_who_begins_again_goes_on_with_the_first(practice, author):
    first = begun(practice, author, title="Testen")

    again = start(practice, kind="change", by=author)

    assert (again, ChangeProposal.objects.count()) == (first, 1)


def test_a_remark_and_a_change_stand_beside_each_other(practice, author):
    begun(practice, author, title="Testen")

    begun(practice, author, kind="remark", text="Mooi!")

    assert ChangeProposal.objects.count() == 2


def test_a_proposal_speaks_for_the_city_of_the_practice_when_its_author_works_there(practice):
    by = make_member(role="contributor")
    by.memberships.create(city=practice.city, role="contributor")

    assert start(practice, kind="change", by=by).city == practice.city


def test_looking_for_an_open_proposal_writes_nothing(practice, django_assert_num_queries):
    by = make_user()

    assert open_proposal(practice, kind="change", by=by) is None
    assert not type(by).objects.filter(actor__isnull=False, pk=by.pk).exists()


# --- saving --------------------------------------------------------------------------------------
def test_only_what_differs_is_kept(practice, author):
    proposal = begun(practice, author, title="Testen", partners=["• Het  OCMW"], goals="")

    assert (proposal.values, proposal.number) == ({"title": "Testen"}, 2)


def test_a_save_without_a_change_is_none(practice, author):
    proposal = begun(practice, author, title="Testen")

    assert save(proposal, {"title": " Testen "}, by=author, seen=proposal.number) is False
    assert proposal.number == 2


def test_a_field_that_says_again_what_is_online_is_no_part_of_it(practice, author):
    proposal = begun(practice, author, title="Testen")

    save(proposal, {"title": "Testen op de huurmarkt"}, by=author, seen=proposal.number)

    assert proposal.values == {}


def test_a_save_from_an_old_page_writes_nothing(practice, author):
    proposal = begun(practice, author, title="Testen")

    with pytest.raises(StaleProposalError):
        save(proposal, {"title": "Anders"}, by=author, seen=1)
    assert ChangeProposal.objects.get().values == {"title": "Testen"}


def test_what_is_decided_is_not_changed_any_more(practice, author):
    proposal = make_proposal(practice=practice, by=author, state="declined", title="Testen")

    with pytest.raises(RefusedError):
        save(proposal, {"title": "Anders"}, by=author, seen=proposal.number)


# --- two windows ---------------------------------------------------------------------------------
def test_two_windows_that_change_other_fields_go_together(practice, author):
    proposal = begun(practice, author, title="Testen")
    seal = sealed({"title": "Testen", "goals": ""})
    save(proposal, {"title": "Anders"}, by=author, seen=proposal.number)

    save_from(proposal, {"title": "Testen", "goals": "Meer"}, text=None, seal=seal, by=author)

    assert proposal.values == {"title": "Anders", "goals": "Meer"}


def test_two_windows_that_change_one_field_overwrite_nothing(practice, author):
    proposal = begun(practice, author, title="Testen")
    seal = sealed({"title": "Testen"})
    save(proposal, {"title": "Anders"}, by=author, seen=proposal.number)

    with pytest.raises(ClashError) as clash:
        save_from(proposal, {"title": "Nog anders"}, text=None, seal=seal, by=author)
    assert clash.value.conflicts == {
        "title": {"base": "Testen", "theirs": "Anders", "mine": "Nog anders"}
    }
    assert ChangeProposal.objects.get().values == {"title": "Anders"}


def test_a_field_that_moved_online_before_the_first_save_is_no_wish_of_the_author(author):
    practice = make_practice(title="Nieuw", goals="")
    seal = sealed({"title": "Oud", "goals": ""})
    proposal = start(practice, kind="change", by=author)

    save_from(proposal, {"title": "Oud", "goals": "Meer"}, text="", seal=seal, by=author)

    assert proposal.values == {"goals": "Meer"}


def test_a_page_without_our_seal_saves_nothing(practice, author):
    proposal = begun(practice, author, title="Testen")

    with pytest.raises(RefusedError):
        save_from(proposal, {"title": ""}, text=None, seal="niet:van:ons", by=author)
    assert ChangeProposal.objects.get().values == {"title": "Testen"}


# --- about a city section ------------------------------------------------------------------------
def test_a_section_is_proposed_and_handed_in_at_once(practice):
    by, city = make_submitter(), make_city(name="Hoeilaart")

    proposal = propose_section(practice, city=city, content={"text": "Wij bellen."}, by=by)

    assert (proposal.part, proposal.state, proposal.values) == (
        "hoeilaart",
        "submitted",
        {"text": "Wij bellen."},
    )


def test_a_second_text_for_a_section_goes_on_with_the_first(practice):
    by, city = make_submitter(), make_city()
    propose_section(practice, city=city, content={"text": "Wij bellen."}, by=by)

    proposal = propose_section(practice, city=city, content={"text": "Wij mailen."}, by=by)

    assert (ChangeProposal.objects.count(), proposal.values) == (1, {"text": "Wij mailen."})


def test_a_section_that_says_the_same_is_no_proposal(practice):
    section = make_section(practice=practice)

    with pytest.raises(RefusedError):
        propose_section(
            practice, city=section.city, content=section.version.content, by=make_submitter()
        )
    assert ChangeProposal.objects.count() == 0


# --- what stands beside each other ---------------------------------------------------------------
def test_two_proposals_on_one_field_are_said_to_clash(practice, author):
    first = make_proposal(practice=practice, by=author, title="Testen", partners=["Het OCMW", "A"])
    second = make_proposal(practice=practice, title="Proeven", partners=["Het OCMW", "B"])

    (found,) = beside(first)

    assert (found.proposal, found.fields, found.told) == (second, 2, "1 veld botst")
    assert found.shared == ["Titel"]


def test_proposals_of_a_section_ask_for_it_once(practice, author):
    section = make_section(practice=practice, text="Vroeger")
    told = {"practice": practice, "city": section.city}
    first = propose_section(**told, content={"text": "Nu"}, by=author)
    counts = []

    for _ in range(3):
        propose_section(**told, content={"text": "Straks"}, by=make_member(role="contributor"))
        fresh = ChangeProposal.objects.select_related("practice").get(pk=first.pk)
        with CaptureQueriesContext(connection) as asked:
            found = beside(fresh)
        counts.append((len(asked), found[-1].told))

    assert counts == [(counts[0][0], "1 veld botst")] * 3


def test_decided_proposals_do_not_stand_beside(practice, author):
    first = make_proposal(practice=practice, by=author, title="Testen")
    make_proposal(practice=practice, state="declined", title="Proeven")

    assert beside(first) == []
