"""A fiche is of its city: an author without any role there reads and writes it no longer."""

import pytest
from django.urls import reverse

from cities.models import OutboxMail
from practices.access import owns
from practices.models import ChangeProposal, Practice
from practices.moderating.asking import ask_changes
from practices.submitting.overview import own_fiches, own_proposals
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_moderator, make_practice, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def author(city):
    return make_member(city=city, role="contributor")


@pytest.fixture
def draft(city, author):
    return make_practice(state="draft", city=city, by=author)


def left(author):
    author.memberships.all().delete()
    if hasattr(author, "_roles"):
        del author._roles


def test_who_left_the_city_finds_its_draft_no_more(client, draft, author):
    left(author)
    client.force_login(author)

    answers = [
        client.get(reverse("practices:fiche", args=[draft.code])).status_code,
        client.get(reverse("practices:fiche_task", args=[draft.code, 1])).status_code,
    ]

    assert (answers, owns(draft, author)) == ([404, 404], False)
    assert list(own_fiches(author)) == []


def test_who_left_the_city_finds_its_proposal_no_more(city, author):
    proposal = make_proposal(by=author, city=city, state="draft")
    left(author)

    seen = ChangeProposal.objects.visible_to(author)

    assert (list(seen), list(own_proposals(author)), owns(proposal, author)) == ([], [], False)


def test_author_who_reads_along_for_the_city_writes_on(city):
    alderman = make_member(city=city, role="alderman")
    draft = make_practice(state="draft", city=city, by=alderman)

    assert (list(Practice.objects.visible_to(alderman)), owns(draft, alderman)) == ([draft], True)


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_what_vvsg_began_for_a_city_stays_theirs(city, role):
    begun_by = make_user(network_role=role)
    draft = make_practice(state="draft", city=city, by=begun_by)

    assert (list(Practice.objects.visible_to(begun_by)), owns(draft, begun_by)) == ([draft], True)


def test_fiche_of_no_city_is_its_authors_own():
    author = make_user()
    draft = make_practice(state="draft", by=author)

    assert (list(Practice.objects.visible_to(author)), owns(draft, author)) == ([draft], True)


def test_question_about_the_fiche_goes_to_who_writes_for_the_city_now(city, author):
    colleague = make_member(city=city, role="coordinator")
    fiche = make_practice(state="submitted", city=city, by=author)
    left(author)

    ask_changes(
        fiche,
        by=make_moderator(),
        lock=fiche.lock_version,
        seen=1,
        points=[{"field": "", "text": "Korter"}],
    )

    assert [mail.user for mail in OutboxMail.objects.all()] == [colleague]
