"""Who can help whom: what a city seeks, beside what another offers or did already."""

import pytest

from network.exchange import notices
from network.exchange.matching import matches
from practices.models import PracticeTag
from tests.factories import join, make_city, make_member, published_plan, tell
from tests.fiches import make_practice
from tests.networks import make_meeting, make_notice
from tests.reading import all_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_city(name="Gent")


def found():
    return [
        (one.commitment.number, one.in_words, [(e.kind, e.places) for e in one.experience])
        for one in matches(notices.standing_notices())
    ]


def test_one_city_offers_what_another_seeks(gent):
    make_notice(city=gent, kind="offers", number=6)
    make_notice(city=make_city(name="Roeselare"), number=6)
    make_notice(city=make_city(name="Leuven"), number=7)

    assert found() == [(6, "Gent biedt, Roeselare zoekt", [])]


def test_a_city_is_no_match_for_itself(gent):
    make_notice(city=gent, kind="offers", number=6)
    make_notice(city=gent, number=6)
    practice = make_practice(city=gent, state="published")
    PracticeTag.objects.get_or_create(practice=practice, facet="verbintenis", code="6")
    alone = found()

    make_notice(city=make_city(name="Leuven"), kind="offers", number=6)

    assert (alone, found()) == ([], [(6, "Leuven biedt, Gent zoekt", [])])


def test_what_others_reached_or_told_is_named_and_marked_as_found(gent):
    join(city=gent)
    plan = published_plan(city=gent, period_from=2020, period_until=2050)
    goal = plan.editions.get(state="published").goals.get()
    number = goal.chapter.commitments.get().number
    tell(plan=plan, goal=goal, state="running")
    make_notice(city=make_city(name="Roeselare"), number=number)
    before = found()

    tell(plan=plan, goal=goal, state="finished")
    practice = make_practice(city=gent, state="published", title="Praktijktesten")
    PracticeTag.objects.get_or_create(practice=practice, facet="verbintenis", code=str(number))

    known = [("afgerond doel", "Gent"), ("praktijk", "Gent")]
    assert (before, found()) == ([], [(number, "Roeselare zoekt", known)])


def test_a_draft_practice_or_goal_is_no_experience(gent):
    make_practice(city=gent, state="draft")
    make_notice(number=6)

    assert found() == []


def test_a_label_that_is_no_commitment_any_more_breaks_nothing(gent):
    practice = make_practice(city=gent, state="published")
    PracticeTag.objects.create(practice=practice, facet="verbintenis", code="zes")
    make_notice(number=6)

    assert found() == []


# --- on the meeting of the officers --------------------------------------------------------------
def test_what_is_for_a_meeting_stands_on_its_page_also_without_a_match(client, gent):
    meeting = make_meeting(kind="officers")
    make_notice(city=gent, text="Wie leent een zaal?", meeting=meeting)
    make_notice(text="Iets anders")
    client.force_login(make_member(role="alderman"))

    told = all_words(client.get(meeting.get_absolute_url()), "//section[h2/@id='op-de-lijst']//li")
    client.logout()

    assert ["Gent, wij zoeken" in one and "Wie leent een zaal?" in one for one in told] == [True]
    assert b"Wie leent een zaal?" not in client.get(meeting.get_absolute_url()).content


def test_a_commitment_shows_the_sides_that_it_has(client, gent):
    make_notice(city=gent, kind="offers", number=6)
    client.force_login(make_member())

    headings = all_words(client.get("/netwerk/zoeken-en-bieden/"), "//main//h4")

    assert headings == ["Wij bieden"]
