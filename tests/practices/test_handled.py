"""The list of what was handled tells of what was decided on, never of what was written since."""

import pytest
from django.urls import reverse

from practices.moderating.declining import decline
from practices.submitting.leaving import reopen
from practices.submitting.saving import save_draft
from tests.counting import queries_of
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    by = make_moderator()
    client.force_login(by)
    return by


def declined(by):
    practice = make_practice(state="submitted", title="Ingediend")
    decline(practice, by=by, lock=practice.lock_version, seen=1, reason="other", text="Geen plaats")
    return practice


def handled(client):
    return client.get(reverse("practices:queue"), {"tab": "afgehandeld"})


def test_title_of_a_draft_that_was_opened_again_is_not_told(client, moderator):
    city = make_city()
    author = make_member(city=city, role="contributor")
    practice = make_practice(state="submitted", by=author, city=city, title="Ingediend")
    decline(practice, by=moderator, lock=practice.lock_version, seen=1, reason="other", text="x")
    reopen(practice, by=author, lock=practice.lock_version)
    save_draft(
        practice, {"shared": {"title": "Nieuwe werktitel"}, "section": {}}, seen=1, by=author
    )

    page = handled(client)
    table = client.get(reverse("practices:queue_csv"))

    (row,) = page.context["page_obj"]
    assert (row.title, row.url) == ("Ingediend", "")
    assert "werktitel" not in page.content.decode() + table.content.decode()


def test_number_of_queries_does_not_grow_with_the_list(client, moderator):
    declined(moderator)
    url = f"{reverse('practices:queue')}?tab=afgehandeld"
    one = queries_of(client, url)
    for _ in range(3):
        declined(moderator)

    assert queries_of(client, url) == one
