"""A proposal that begins again never writes over another one that its author has open."""

import uuid

import pytest
from django.urls import reverse

from practices.models import ChangeProposal
from practices.proposing.closing import AnotherOpenError, begin_again
from practices.proposing.submitting import withdraw
from tests.factories import make_member
from tests.fiches import make_practice
from tests.proposing import begun, url_of

pytestmark = pytest.mark.django_db

KINDS = {"change": {"goals": "Later en langer"}, "remark": {"text": "Later en langer"}}


@pytest.fixture
def practice():
    return make_practice()


@pytest.fixture
def author(practice):
    return make_member(city=practice.city, role="contributor")


def withdrawn(practice, author, kind):
    old = begun(practice, author, kind=kind, text="Vroeger", goals="Vroeger")
    withdraw(old, by=author, lock=old.lock_version)
    return old


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_the_open_one_stay(practice, author, kind):
    old = withdrawn(practice, author, kind)
    later = begun(practice, author, kind=kind, **KINDS[kind])
    told = (later.values, later.text)

    with pytest.raises(AnotherOpenError) as refused:
        begin_again(old, by=author)

    later.refresh_from_db()
    assert (refused.value.open_one, later.values, later.text) == (later, *told)


def test_page_leads_to_the_open_one(client, practice, author):
    old = withdrawn(practice, author, "change")
    later = begun(practice, author, goals="Later")
    client.force_login(author)

    page = client.post(url_of(old, "proposal_again"), {"deed": str(uuid.uuid4())})

    assert page.status_code == 409
    assert f'<a href="{url_of(later)}">Naar dat voorstel</a>' in page.content.decode()


def test_open_one_that_says_nothing_is_filled(practice, author):
    old = withdrawn(practice, author, "change")
    empty = begun(practice, author)

    fresh = begin_again(old, by=author)

    assert (fresh, fresh.values) == (empty, old.values)
    assert ChangeProposal.objects.count() == 2


def test_remark_is_sent_and_never_comes_online(client, practice, author):
    remark = begun(practice, author, kind="remark", text="De link werkt niet.")
    client.force_login(author)

    page = client.get(url_of(remark)).content.decode()
    keys = {"lock": remark.lock_version, "seen": remark.number, "deed": str(uuid.uuid4())}
    sent = client.post(url_of(remark, "proposal_submit"), keys, follow=True)

    assert ("Stuur je opmerking" in page, "Dien dit voorstel in" in page) == (True, False)
    assert "VVSG antwoordt je; je opmerking komt niet online." in page
    assert [str(one) for one in sent.context["messages"]] == [
        "Je opmerking is verstuurd. VVSG antwoordt je; je opmerking komt niet online."
    ]
    assert reverse("practices:proposal", args=[remark.uid]) == sent.redirect_chain[-1][0]
