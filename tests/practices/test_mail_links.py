"""Where a mail about a fiche leads: to the page on which is done what it asks."""

import re

import pytest
from django.urls import reverse

from cities.models import OutboxMail
from practices.mails.posting import to_author, to_team
from practices.moderating.asking import ask_changes
from practices.submitters.links import open_link
from practices.submitting.handing_in import submit
from practices.transitions import tell
from practices.waiting.readers import post_once
from tests.factories import make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter

pytestmark = pytest.mark.django_db
AT = "https://netwerk.example"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = AT


@pytest.fixture
def moderator():
    return make_moderator()


def links():
    """{who: where}, of everything that was posted."""
    mails = OutboxMail.objects.select_related("user")
    return {mail.user: re.search(rf"{AT}(\S+)", mail.body)[1] for mail in mails}


def ask(subject, by):
    number = subject.working_version.number if hasattr(subject, "code") else subject.number
    points = [{"field": "", "text": "Korter"}]
    ask_changes(subject, by=by, lock=subject.lock_version, seen=number, points=points)


def test_author_who_is_asked_something_comes_to_the_own_fiche(moderator):
    practice = make_practice(state="submitted")

    ask(practice, moderator)

    assert links() == {practice.author.user: reverse("practices:fiche", args=[practice.code])}


def test_a_visitor_who_follows_it_signs_in_first(client, moderator):
    practice = make_practice(state="submitted")
    ask(practice, moderator)
    (link,) = links().values()

    visitor = client.get(link)
    client.force_login(practice.author.user)

    assert visitor["Location"] == f"{reverse('account_login')}?next={link}"
    assert client.get(link).status_code == 200


def test_submitter_keeps_a_personal_link_to_the_own_fiche(moderator):
    practice = make_practice(state="submitted", by=make_submitter())

    ask(practice, moderator)

    (path,) = links().values()
    link = open_link(path.rstrip("/").split("/")[-1])
    assert link.next == reverse("practices:fiche", args=[practice.code])


def test_moderators_come_to_the_review(moderator):
    practice = make_practice(state="draft")

    submit(practice, by=practice.author.user, lock=practice.lock_version, seen=1)

    assert links() == {
        practice.author.user: reverse("practices:fiche", args=[practice.code]),
        moderator: reverse("practices:review", args=[practice.code]),
    }


def test_who_asked_comes_to_the_review_of_what_came_back(moderator):
    practice = make_practice(state="changes_requested")

    to_team(tell(practice, "resubmit", by=practice.author.user), "M4")

    assert links() == {moderator: reverse("practices:review", args=[practice.code])}


def test_what_is_online_stands_at_its_own_address(moderator):
    practice = make_practice()

    to_author(tell(practice, "publish", by=moderator), "M5")

    assert links() == {practice.author.user: reverse("practices:detail", args=[practice.code])}


def test_reminder_leads_to_the_fiche_or_to_the_proposal():
    practice, proposal = make_practice(state="changes_requested"), make_proposal()

    for subject in (practice, proposal):
        post_once("M3b", subject, "M3b:1", points=[])

    assert links() == {
        practice.author.user: reverse("practices:fiche", args=[practice.code]),
        proposal.author.user: reverse("practices:proposal", args=[proposal.uid]),
    }


def test_colleagues_of_an_author_who_left_come_to_the_fiche_too(moderator):
    practice = make_practice(state="submitted")
    colleague = make_member(city=practice.city, role="coordinator")
    practice.author.user.is_active = False
    practice.author.user.save()

    ask(practice, moderator)

    assert links() == {colleague: reverse("practices:fiche", args=[practice.code])}
