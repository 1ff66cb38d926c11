"""Nothing is found, hinted or exported of what is not public, and what is taken back is gone."""

import pytest

from actionplans.editions import draft_of, publish, withdraw
from actionplans.models import Goal
from cities.models import SearchWord
from network.searching.rebuilding import rebuild
from practices.finding.index import refresh
from practices.models import Practice
from tests.factories import make_city, make_goal, make_member, published_plan
from tests.fiches import make_practice, make_section, save_text
from tests.networks import make_item, make_meeting, make_position, make_theme_proposal

pytestmark = pytest.mark.django_db

SECRET, TYPO = "Zwijgplicht", "zwijgplichd"


def is_found(client):
    """Whether any answer holds the secret itself, beside what was typed."""
    response = client.get("/zoeken/", {"q": SECRET})
    hint = client.get("/zoeken/", {"q": TYPO})
    machine = client.get("/zoeken/resultaten.json", {"q": TYPO}).json()
    counts = [response.context["found"].everything, hint.context["found"].everything]
    return any(counts) or bool(hint.context["better"]) or bool(machine["bedoelde_je"])


@pytest.fixture
def published():
    return published_plan(city=make_city(name="Gent"))


def plant_in_draft(plan):
    make_goal(chapter=draft_of(plan).chapters.get(), title=SECRET)


def test_a_secret_in_what_is_public_is_found(client, published):
    """The other tests mean something: this is how it looks when it leaks."""
    plant_in_draft(published)
    publish(published, note="", by=make_member(city=published.city))

    assert is_found(client)


@pytest.mark.parametrize("is_rebuilt", [False, True])
def test_nothing_of_what_is_not_public_is_found(client, published, is_rebuilt):
    plant_in_draft(published)
    make_practice(state="draft", title=SECRET)
    make_practice(section={"text": "Wij testen.", "contact": "a@b.example", "contact_name": SECRET})
    hidden = make_section(practice=Practice.objects.last(), city=make_city(), text=SECRET)
    hidden.state = "hidden"
    hidden.save()
    save_text(make_practice(), description=SECRET)
    meeting = make_meeting(minutes=SECRET)
    make_item(meeting=meeting, title=SECRET, for_members=True)
    make_position(text=SECRET)
    make_position(state="open", title=SECRET)
    make_theme_proposal(title=SECRET)
    if is_rebuilt:
        rebuild()
    else:
        refresh(hidden.practice)

    assert not is_found(client)


def test_a_withdrawn_edition_is_gone_and_hints_nothing(client, published):
    plant_in_draft(published)
    edition = publish(published, note="", by=make_member(city=published.city))
    before = is_found(client)

    withdraw(edition, reason="Fout", by=make_member(city=published.city))

    assert (before, is_found(client)) == (True, False)
    assert SearchWord.objects.filter(word=SECRET.lower()).exists()


def test_what_an_edition_left_out_is_gone(client, published):
    plant_in_draft(published)
    coordinator = make_member(city=published.city)
    publish(published, note="", by=coordinator)
    Goal.objects.filter(edition=draft_of(published), title=SECRET).delete()

    publish(published, note="", by=coordinator)

    assert not is_found(client)


def test_a_practice_that_is_archived_is_gone(client):
    practice = make_practice(title=SECRET)
    before = is_found(client)
    Practice.objects.filter(pk=practice.pk).update(state="archived")
    practice.refresh_from_db()

    refresh(practice)

    assert (before, is_found(client)) == (True, False)


def test_the_same_is_found_whoever_is_signed_in(client, published):
    plant_in_draft(published)
    client.force_login(make_member(city=published.city))

    assert not is_found(client)
