"""`…/dossier/?stad=&verbintenis=`: a reader leaves things out; nothing is made anew."""

import pytest
from django.urls import reverse

from actionplans.editions import draft_of
from network.dossiers import paper
from network.models import Dossier
from tests.dossiers import (
    BEFORE,
    TODAY,
    UNTIL,
    made,
    make_member_city,
    noon,
    plan_of,
    publish_on,
    reword,
)
from tests.factories import make_chapter, make_goal
from tests.networks import make_meeting, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known_day(time_machine, monkeypatch):
    time_machine.move_to(noon(TODAY), tick=False)
    monkeypatch.setattr(paper, "_compile", lambda text, standard: b"%PDF /Type /Page ")


@pytest.fixture
def meeting():
    return make_meeting(title="Schepenoverleg", day=UNTIL)


def url(meeting, page=""):
    return reverse(f"network:dossier{page}", args=[meeting.slug])


@pytest.fixture
def two_cities(meeting):
    for name in ("Aalter", "Boom"):
        plan = plan_of(make_member_city(name=name), f"{name} woont", number=7)
        make_goal(
            chapter=make_chapter(plan=plan, number="2", commitments=(2,)), title=f"{name} meet"
        )
        publish_on(plan, BEFORE)
        draft_of(plan).goals.filter(title=f"{name} meet").update(title=f"{name} meet elk jaar")
        reword(plan, f"{name} woont", f"{name} woont beter")
    return made(meeting)


@pytest.mark.parametrize(
    ("query", "cities", "goals"),
    [
        ("", ["Aalter", "Boom"], ["woont beter", "meet elk jaar"]),
        ("?stad=boom", ["Boom"], ["woont beter", "meet elk jaar"]),
        ("?verbintenis=7", ["Aalter", "Boom"], ["woont beter"]),
        ("?stad=boom&verbintenis=2", ["Boom"], ["meet elk jaar"]),
        ("?stad=boom&verbintenis=4", ["Boom"], []),
        ("?stad=nergens&verbintenis=99", ["Aalter", "Boom"], ["woont beter", "meet elk jaar"]),
    ],
)
def test_choosing_leaves_out_and_makes_nothing_anew(
    client, meeting, two_cities, query, cities, goals
):
    told = client.get(url(meeting) + query).context["dossier"]["cities"]

    expected = [f"{city} {goal}" for city in cities for goal in goals]
    assert [city["name"] for city in told] == cities
    assert sorted(one["name"] for city in told for one in city["text"]["changed"]) == sorted(
        expected
    )
    assert Dossier.objects.get().sha256 == two_cities.sha256


def test_choice_that_is_not_in_the_dossier_is_said(client, meeting, two_cities):
    response = client.get(url(meeting), {"stad": "<b>x</b>"})

    assert response.context["choice"].unknown == ("<b>x</b>",)
    assert "<b>x</b>" not in response.content.decode()


def test_choice_stands_in_words_and_in_the_address_of_the_pdf(client, meeting, two_cities):
    response = client.get(url(meeting), {"stad": ["aalter", "boom"], "verbintenis": "7"})

    address = f"{url(meeting, '_pdf')}?stad=aalter&amp;stad=boom&amp;verbintenis=7"
    assert response.context["told"] == "Aalter en Boom; verbintenis 7"
    assert address in response.content.decode()


def test_city_without_news_on_what_was_chosen_says_so(client, meeting, two_cities):
    page = client.get(url(meeting), {"verbintenis": "4"}).context["dossier"]["cities"][0]

    assert (page["is_quiet"], page["is_partial"], page["goals"]) == (True, True, 2)


def test_theme_holds_the_chosen_cities_and_commitments(client, meeting):
    make_theme(year=2026, commitments=(2, 7))
    for name in ("Aalter", "Boom"):
        plan_of(make_member_city(name=name), f"{name} woont", number=7)
    made(meeting)

    theme = client.get(url(meeting), {"stad": "boom"}).context["dossier"]["theme"]
    nothing = client.get(url(meeting), {"verbintenis": "2"}).context["dossier"]["theme"]

    assert ([city["name"] for city in theme["cities"]], nothing) == (["Boom"], None)


# --- the cities first -----------------------------------------------------------------------------
def places(html, *words):
    return [html.find(word) for word in words]


def test_chosen_cities_stand_without_the_network_until_it_is_asked_for(client, two_cities, meeting):
    whole, chosen, both = (
        client.get(url(meeting) + query).content.decode()
        for query in ("", "?stad=boom", "?stad=boom&netwerk=ja")
    )

    found = [places(html, 'id="stad-boom"', 'id="netwerk"') for html in (whole, chosen, both)]
    assert (found[0][1] < found[0][0], found[1][1], found[2][0] < found[2][1]) == (True, -1, True)
    assert 'href="?stad=boom&amp;netwerk=ja#netwerk">Toon ook het netwerk</a>' in chosen
    assert "Toon ook het netwerk" not in both


def test_bundle_follows_the_choice_and_the_kept_one_stays_whole(client, two_cities, meeting):
    kept = bytes(two_cities.files.get(kind="html").content)
    address = url(meeting, "_bundle")

    chosen, on_two, whole = (
        client.get(address + query).content.decode()
        for query in ("?stad=boom", "?stad=boom&verbintenis=2", "")
    )

    goals = ("Aalter meet elk jaar", "Boom meet elk jaar", "Boom woont beter")
    held = [[goal in html for goal in goals] for html in (chosen, on_two, whole)]
    assert held == [[False, True, True], [False, True, False], [True, True, True]]
    assert "Je ziet een keuze: Boom; verbintenis 2." in on_two
    assert bytes(two_cities.files.get(kind="html").content) == kept
    assert (
        f'href="{address}?stad=boom"' in client.get(url(meeting), {"stad": "boom"}).content.decode()
    )


def test_pdf_of_a_choice_has_the_cities_first(client, two_cities, meeting, monkeypatch):
    monkeypatch.undo()

    response = client.get(url(meeting, "_pdf"), {"stad": "boom", "netwerk": "ja"})

    assert response.content.startswith(b"%PDF-")
