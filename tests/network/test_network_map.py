import csv
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from network.templatetags import network_map

CITIES = Path(__file__).resolve().parents[2] / "cities" / "data" / "cities.csv"


@pytest.fixture
def cities():
    with CITIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        SimpleNamespace(
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            is_member=row["slug"] not in {"antwerpen", "hoeilaart"},
            get_absolute_url=f"/steden/{row['slug']}/",
        )
        for row in rows
    ]


def test_labels_of_the_real_cities_keep_clear_of_each_other(cities):
    drawn = network_map.network_map(cities)
    labels = [(dot["city"].name, dot["label"].box) for dot in drawn["dots"]]
    provinces = [(province["name"], province["box"]) for province in drawn["provinces"]]

    collisions = [
        (one, other)
        for (one, box), (other, other_box) in combinations(labels + provinces, 2)
        if box.overlap(other_box)
    ]

    assert collisions == []


def test_labels_of_the_real_cities_hide_no_dot(cities):
    drawn = network_map.network_map(cities)
    boxes = [dot["label"].box for dot in drawn["dots"]]
    boxes += [province["box"] for province in drawn["provinces"]]
    dots = [network_map.dot_box(dot["x"], dot["y"]) for dot in drawn["dots"]]

    hidden = [dot for dot in dots for box in boxes if dot.overlap(box)]

    assert hidden == []


def test_dots_and_labels_of_the_real_cities_stay_on_the_map(cities):
    drawn = network_map.network_map(cities)
    boxes = [dot["label"].box for dot in drawn["dots"]]
    boxes += [network_map.dot_box(dot["x"], dot["y"]) for dot in drawn["dots"]]
    boxes += [province["box"] for province in drawn["provinces"]]

    assert [box for box in boxes if box.outside() > 0.01] == []


def test_places_lie_to_each_other_as_on_the_ground():
    oostende, genk = network_map.project(2.925, 51.210), network_map.project(5.495, 50.967)
    kilometres_per_degree = 111.2

    width = (genk[0] - oostende[0]) / network_map.UNITS_PER_DEGREE * kilometres_per_degree
    height = (genk[1] - oostende[1]) / network_map.UNITS_PER_DEGREE * kilometres_per_degree

    assert (round(width), round(height)) == (180, 27)


def test_label_moves_aside_for_a_neighbour():
    alone = network_map.place_labels([(200, 100, "Brugge")])
    beside = network_map.place_labels([(200, 100, "Brugge"), (230, 100, "Damme")])

    assert [label.anchor for label in alone + beside] == ["start", "end", "start"]


def test_crowded_map_still_gives_every_city_a_label():
    crowd = [(100 + n, 100, f"Stad {n}") for n in range(40)]

    assert len(network_map.place_labels(crowd)) == 40


def test_member_is_a_filled_dot_and_a_guest_says_that_it_is_none(cities):
    two = [city for city in cities if city.name in {"Gent", "Hoeilaart"}]
    source = "{% load network_map %}{% network_map cities %}"

    html = Template(source).render(Context({"cities": two}))

    links = [line.strip() for line in html.splitlines() if line.strip().startswith(("<a", "<tit"))]
    assert links == [
        '<a class="member" href="/steden/gent/">',
        "<title>Gent</title>",
        '<a href="/steden/hoeilaart/">',
        "<title>Hoeilaart (geen lid van het netwerk)</title>",
    ]
