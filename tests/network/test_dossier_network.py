"""What a dossier tells of all cities together: members, plans, practices, positions, the theme."""

import pytest

from network.dossiers import paper
from practices.models import Practice
from tests.dossiers import BEFORE, INSIDE, TODAY, made, make_member_city, noon, page_of, plan_of
from tests.fiches import make_practice
from tests.networks import make_position, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def content_on_a_known_day(time_machine, monkeypatch):
    """These tests are about the content: no paper is made."""
    time_machine.move_to(noon(TODAY), tick=False)
    monkeypatch.setattr(paper, "_compile", lambda text, standard: b"%PDF")


def names(rows):
    return [row["name"] for row in rows]


def test_network_page_counts_members_and_plans():
    stays, joins = (
        make_member_city(name="Aalter"),
        make_member_city(name="Boom", since="2026-04-01"),
    )
    leaves = make_member_city(name="Lier", until="2026-04-01")
    plan_of(stays, number=7)
    adopted = make_position(state="adopted", adopted_on=INSIDE)
    make_position(state="adopted", adopted_on=BEFORE)
    make_position(state="withdrawn", adopted_on=INSIDE)

    dossier = made()

    network = dossier.content["network"]
    assert [page["name"] for page in dossier.content["cities"]] == ["Aalter", "Boom"]
    assert (names(network["joined"]), names(network["left"])) == ([joins.name], [leaves.name])
    assert (network["members"], network["plans"], network["goals"]) == (2, 1, 1)
    assert network["reach"][6] == {"number": 7, "title": "Huisvesting", "cities": ["Aalter"]}
    assert [one["title"] for one in network["positions"]] == [adopted.title]


def test_new_practice_stands_with_its_city_and_with_the_network():
    city = make_member_city()
    new, old = make_practice(city=city, title="Nieuw"), make_practice(city=city, title="Oud")
    for practice, day in ((new, INSIDE), (old, BEFORE)):
        changed = {"published_at": noon(day), "changed_at": noon(day)}
        Practice.objects.filter(pk=practice.pk).update(**changed)

    dossier = made()

    told = [(one["title"], one["how"]) for one in page_of(dossier, city)["practices"]]
    assert told == [("Nieuw", "nieuw")]
    assert [one["title"] for one in dossier.content["network"]["new_practices"]] == ["Nieuw"]
    assert dossier.content["network"]["practices"] == 2


def test_theme_page_gathers_the_goals_of_all_cities_on_it():
    on_it, beside = make_member_city(name="Aalter"), make_member_city(name="Boom")
    plan_of(on_it, "Op het thema", number=6)
    plan_of(beside, "Ernaast", number=2)
    make_theme(year=2026, title="Werk", commitments=(6,))

    theme = made().content["theme"]

    told = [(city["name"], names(city["goals"])) for city in theme["cities"]]
    assert told == [("Aalter", ["Op het thema"])]
    assert (theme["title"], theme["without"]) == ("Werk", ["Boom"])
