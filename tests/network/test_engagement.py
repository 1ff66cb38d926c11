"""What each city took on: every member by name, neutral about what is missing, no names outside."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
import time_machine
from openpyxl import load_workbook

from actionplans.editions import draft_of, publish
from network.engagement import engagement, former_members
from network.models import Agreement, Signature
from tests.counting import queries_of
from tests.factories import (
    fill_plan,
    join,
    make_city,
    make_coalition,
    make_goal,
    make_member,
    make_plan,
    make_user,
    published_plan,
)
from tests.networks import make_focal_point, make_moderator

pytestmark = pytest.mark.django_db

URL = "/netwerk/engagement/"
COUNCIL = {"decision_body": "council", "decision_date": date(2026, 2, 23)}


def member(name, **values):
    city = make_city(name=name)
    join(city=city, **values)
    return city


def sign(city, **values):
    day = date(2018, 3, 22)
    agreement, _ = Agreement.objects.get_or_create(
        slug="overeenkomst", defaults={"title": "Samen", "signed_on": day, "in_force_from": day}
    )
    return Signature.objects.create(agreement=agreement, city=city, **values)


def eccar(city, **values):
    return join(city=city, coalition=make_coalition(slug="eccar"), **values)


def names_on(page):
    return [pledge.city.name for pledge in page.context["pledges"]]


# --- the rule ------------------------------------------------------------------------------------
def test_each_member_stands_by_name_with_what_is_known():
    gent, aalst = member("Gent"), member("Aalst")
    make_city(name="Hoeilaart")
    signature, joined = sign(gent, represented_by="An Peeters"), eccar(gent, since="2007-01-01")
    plan = published_plan(city=gent, period_from=2020, decision=COUNCIL)
    point = make_focal_point(city=gent)

    bare, full = engagement()

    assert [bare.city, full.city] == [aalst, gent]
    assert (bare.signature, bare.eccar, bare.plan, bare.focal_points) == (None, None, None, [])
    assert (full.signature, full.eccar, full.plan) == (signature, joined, plan)
    assert (full.adopted_on, full.focal_points) == (date(2026, 2, 23), [point])


@time_machine.travel("2026-11-23 12:00")
def test_an_earlier_day_knows_neither_later_members_nor_focal_points():
    gent, late = member("Gent"), member("Aalst", since="2022-01-01")
    eccar(gent, since="2020-12-03")
    sign(gent, represented_by="An Peeters")
    make_focal_point(city=gent)

    [in_2019] = engagement(date(2019, 5, 1))
    [before] = engagement(date(2018, 3, 22))

    assert (in_2019.city, in_2019.eccar, in_2019.focal_points) == (gent, None, [])
    assert (before.signature is None, late.is_member) == (False, True)


def test_an_older_decision_is_told_with_the_edition_that_names_it():
    gent = member("Gent")
    plan = published_plan(city=gent, period_from=2020, decision=COUNCIL)
    make_goal(chapter=draft_of(plan).chapters.get())
    publish(plan, note="", by=make_member(city=gent))

    [pledge] = engagement()

    assert (pledge.edition.number, pledge.adopted_on, pledge.decided.number) == (2, None, 1)


def test_a_decision_of_a_later_day_is_not_told_of_an_earlier_one():
    gent = member("Gent")
    plan, by = fill_plan(plan=make_plan(city=gent, period_from=2020)), make_member(city=gent)
    publish(plan, note="", by=by, at=datetime(2021, 1, 5, 12, tzinfo=UTC))
    publish(plan, note="", by=by, decision=COUNCIL)

    [then], [now] = engagement(date(2022, 1, 1)), engagement()

    assert (then.edition.number, then.decided) == (1, None)
    assert (now.edition.number, now.decided.number) == (2, 2)


def test_a_city_that_left_stands_at_the_bottom_with_its_day():
    member("Gent")
    left = member("Aalst", until=date(2024, 6, 30))

    [told] = former_members()

    assert (told.city, told.until) == (left, date(2024, 6, 30))
    assert [pledge.city.name for pledge in engagement()] == ["Gent"]


# --- the page ------------------------------------------------------------------------------------
@pytest.fixture
def gent():
    city = member("Gent")
    make_focal_point(city=city, name="Zeger Zandman", email="geheim@stad.example", phone="09 1")
    return city


def reader(role, city):
    makers = {
        "visitor": lambda: None,
        "without role": make_user,
        "alderman": lambda: make_member(city=make_city(), role="alderman"),
        "moderator": make_moderator,
        "own": lambda: make_member(city=city),
    }
    return makers[role]()


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        ("visitor", False),
        ("without role", False),
        ("alderman", True),
        ("moderator", True),
        ("own", True),
    ],
)
def test_names_of_focal_points_are_for_members(client, gent, role, reads):
    if person := reader(role, gent):
        client.force_login(person)

    words = client.get(URL).content.decode()

    found = [word in words for word in ("Zeger Zandman", "geheim@stad.example", "09 1")]
    assert (found, ">aangeduid<" in words.replace("\n", "").replace(" ", "")) == (
        [reads] * 3,
        not reads,
    )


def test_a_city_without_focal_point_is_told_neutrally(client):
    member("Gent")

    words = client.get(URL).content.decode()

    assert words.count("nog niet aangeduid") == 1


def test_doubtful_membership_and_differing_sources_say_so(client):
    gent = member("Gent")
    eccar(gent, since=None, precision="unknown", is_confirmed=False)
    sign(gent, represented_by="An", note="Een andere bron noemt Els.")

    words = client.get(URL).content.decode()

    told = ["jaar niet bekend", "nog te bevestigen", "de bronnen verschillen"]
    assert [word in words for word in told] == [True] * 3


def test_page_shows_another_day_and_says_which(client):
    member("Gent"), member("Aalst", since="2022-01-01")

    page = client.get(URL, {"op": "2019-05-01"})

    assert (names_on(page), page.context["day"]) == (["Gent"], date(2019, 5, 1))


@pytest.mark.parametrize("day", ["morgen", "9999-99-99", "2019-02-31", "x" * 500, "2999-01-01"])
def test_a_day_that_is_none_shows_today(client, day):
    member("Gent")

    page = client.get(URL, {"op": day})

    assert (page.status_code, names_on(page), bool(page.context["remark"])) == (200, ["Gent"], True)


def test_network_without_members_says_so(client):
    page = client.get(URL)

    assert (page.status_code, page.context["pledges"]) == (200, [])


def test_who_works_for_a_city_finds_its_focal_points(client, gent):
    client.force_login(make_member(city=gent, role="contributor"))

    page = client.get(URL)

    assert page.context["mine"] == [gent]
    assert f"/mijn-stad/{gent.slug}/aanspreekpunten/" in page.content.decode()


def test_number_of_queries_does_not_grow_with_the_cities(client):
    counts = []
    for number in (1, 3, 9):
        for place in range(len(counts), number):
            city = member(f"Stad {number} {place}")
            sign(city, represented_by="An", source_agreement="de overeenkomst")
            eccar(city)
            published_plan(city=city, period_from=2020, decision=COUNCIL)
            make_focal_point(city=city)
        counts.append(queries_of(client, URL))

    assert len(set(counts)) == 1


# --- to take away --------------------------------------------------------------------------------
def test_tables_hold_every_city_and_no_names(client, gent):
    published_plan(city=gent, period_from=2020, decision=COUNCIL)
    member("=Aalst")
    client.force_login(make_member(city=gent))

    sheet = client.get(f"{URL[:-1]}.csv")
    book = client.get(f"{URL[:-1]}.xlsx")

    rows = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig")), delimiter=";"))
    cells = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(book.content)).active]
    at = rows[0].index("Aanspreekpunt")
    assert [(row[0], row[at]) for row in rows[1:]] == [
        ("'=Aalst", "nog niet aangeduid"),
        ("Gent", "aangeduid"),
    ]
    assert [row[0] for row in cells] == ["Stad of gemeente", "=Aalst", "Gent"]
    assert "Zandman" not in sheet.content.decode("utf-8-sig") + str(cells)


def test_table_of_another_day_holds_the_cities_of_that_day(client):
    member("Gent"), member("Aalst", since="2022-01-01")

    sheet = client.get(f"{URL[:-1]}.csv", {"op": "2019-05-01"}).content.decode("utf-8-sig")

    assert [line.split(";")[0] for line in sheet.splitlines()[1:]] == ["Gent"]
