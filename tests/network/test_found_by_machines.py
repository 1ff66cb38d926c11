"""What machines find by themselves: feeds, the map of the site and linked data in the pages."""

import json
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from actionplans.editions import current_edition, withdraw
from network.open_data.linked import practice_of
from tests.counting import queries_of
from tests.factories import make_city, make_member, make_plan, published_plan
from tests.fiches import make_practice
from tests.networks import make_ballot, make_dossier, make_meeting

pytestmark = pytest.mark.django_db

# Half past ten in Greenwich, half past midnight in Belgium.
LATE = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)


@pytest.fixture
def plan():
    made = published_plan(city=make_city(name="Gent", nis_code="44021"))
    make_meeting(title="Schepenoverleg", minutes="Alleen voor ons", link="https://geheim.example/")
    return made


# --- feeds and the map of the site ------------------------------------------------------------
def test_the_feed_of_plans_tells_each_edition_once(client, plan):
    withdrawn = published_plan()
    edition = withdrawn.editions.published().get()
    withdraw(edition, reason="Fout", by=make_member(city=withdrawn.city))

    feed = client.get(reverse("actionplans:feed"))

    assert feed["Content-Type"].startswith("application/atom+xml")
    text = feed.content.decode()
    assert (text.count("<entry>"), f"urn:uuid:{plan.uid}/1" in text) == (1, True)


def test_the_sitemap_names_public_pages_only(client, plan):
    make_plan()
    make_practice(state="draft", title="Nog geheim")
    practice = make_practice()

    text = client.get("/sitemap.xml").content.decode()

    assert plan.get_absolute_url() in text
    assert practice.get_absolute_url() in text
    assert "geheim" not in text
    assert text.count(f"<loc>http://testserver{reverse('actionplans:list')}") == 2


def test_the_sitemap_names_goals_dossiers_and_ballots(client, plan):
    goal = current_edition(plan).goals.first()
    withdrawn = published_plan()
    hidden = current_edition(withdrawn).goals.get()
    withdraw(current_edition(withdrawn), reason="Fout", by=make_member(city=withdrawn.city))
    made = make_dossier(content={}, made_at=timezone.now(), state="ready")
    waits = make_dossier()
    ballot = make_ballot()

    text = client.get("/sitemap.xml").content.decode()

    named = [goal.uid, made.get_absolute_url(), ballot.get_absolute_url()]
    assert [f"{one}" in text for one in named] == [True] * 3
    assert [f"{one}" in text for one in (hidden.uid, waits.get_absolute_url())] == [False] * 2


def test_the_sitemap_is_only_read(client):
    assert client.post("/sitemap.xml").status_code == 405


def test_the_sitemap_costs_as_many_queries_for_many_plans(client):
    published_plan()
    make_ballot(year=2030)
    make_dossier(content={}, made_at=timezone.now(), state="ready")
    one = queries_of(client, "/sitemap.xml")
    for year in (2031, 2032, 2033):
        published_plan(goals=2)
        make_ballot(year=year)
        make_dossier(content={}, made_at=timezone.now(), state="ready")

    assert queries_of(client, "/sitemap.xml") == one


# --- linked data -------------------------------------------------------------------------------
def linked(page):
    text = page.content.decode()
    start = text.index('<script type="application/ld+json">')
    block = text[start:].split(">", 1)[1].split("</script>", 1)[0]
    return json.loads(block)


def test_a_plan_page_says_what_it_is_to_machines(client, plan):
    told = linked(client.get(plan.get_absolute_url()))

    assert (told["@type"], told["identifier"]) == ("CreativeWork", f"urn:uuid:{plan.uid}")
    assert told["creator"]["name"] == "Stad Gent"


def test_a_practice_page_says_what_it_is_to_machines(client):
    practice = make_practice(title="</script><script>alert(1)</script>")

    page = client.get(practice.get_absolute_url())

    assert linked(page)["headline"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in page.content.decode()


def test_the_pages_of_a_city_and_a_meeting_say_what_they_are_to_machines(client, plan):
    city = linked(client.get(plan.city.get_absolute_url()))
    meeting = linked(client.get("/netwerk/vergaderingen/schepenoverleg/"))

    assert (city["@type"], city["identifier"]["value"]) == ("AdministrativeArea", "44021")
    assert (meeting["@type"], meeting["name"]) == ("Event", "Schepenoverleg")
    assert "geheim.example" not in str(meeting)


def test_day_of_a_plan_is_that_of_belgium(client):
    with time_machine.travel(LATE):
        plan = published_plan()

    assert linked(client.get(plan.get_absolute_url()))["datePublished"] == "2026-04-01"


def test_a_practice_online_without_a_day_tells_none():
    practice = make_practice()
    practice.published_at = practice.changed_at = None

    told = practice_of(practice, "Kort", str)

    assert {"datePublished", "dateModified"} & set(told) == set()
