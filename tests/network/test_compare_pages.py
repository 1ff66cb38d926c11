"""The comparison as everybody reads it: the matrix and one commitment."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from actionplans.editions import draft_of, publish
from cities.models import PolicyDomain
from network.views import compare_matrix
from tests.counting import queries_of
from tests.factories import join, make_city, make_coalition, make_goal, make_member, make_user
from tests.fiches import make_practice
from tests.networks import make_theme
from tests.practices.plan_links import adopt
from tests.side_by_side import city_with, goals_of

pytestmark = pytest.mark.django_db

MATRIX = "/vergelijken/"
POINT = "/vergelijken/punt/7/"
PAGES = [MATRIX, POINT]
TABLES = [
    "/vergelijken/tabel.csv",
    "/vergelijken/tabel.xlsx",
    "/vergelijken/punt/7/tabel.csv",
    "/vergelijken/punt/7/tabel.xlsx",
]


def cities_on(response):
    question = response.context["question"]
    return [city.slug for city in question.cities]


# --- who reads it --------------------------------------------------------------------------------
@pytest.mark.parametrize("address", PAGES)
def test_visitor_and_member_read_the_same_goals(client, address):
    plan = city_with({"on": (7,), "title": "Testen op de huurmarkt"}, name="Gent")
    page = client.get(address)

    client.force_login(make_member(city=plan.city, role="alderman"))
    own = client.get(address)

    name = "matrix" if address == MATRIX else "found"
    assert (page.status_code, own.status_code) == (200, 200)
    told = [
        response.context[name].n_goals if name == "found" else response.context[name].total.n
        for response in (page, own)
    ]
    assert told == [1, 1]


@pytest.mark.parametrize("address", [*PAGES, *TABLES])
def test_nothing_of_a_draft_shows_also_to_its_own_city(client, address):
    plan = city_with(7, name="Gent")
    chapter = draft_of(plan).chapters.get()
    make_goal(chapter=chapter, title="Nog geheim doel")
    only_draft = city_with(7, name="Aalst")
    draft_of(only_draft).goals.update(title="Nog geheim doel")
    client.force_login(make_member(city=plan.city))

    response = client.get(address)

    text = response.content.decode("utf-8", "replace")
    if address.endswith("xlsx"):
        book = load_workbook(io.BytesIO(response.content))
        text = str([list(sheet.values) for sheet in book])
    assert (response.status_code, "Nog geheim" in text) == (200, False)


def test_an_unchanged_page_is_not_sent_again(client):
    city_with(7)
    first = client.get(POINT)

    again = client.get(POINT, headers={"If-None-Match": first["ETag"]})
    plan = city_with(7, name="Later")
    changed = client.get(POINT, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again["Cache-Control"]) == (
        304,
        "public, max-age=0, must-revalidate",
    )
    assert (changed.status_code, goals_of(plan) != []) == (200, True)


def test_a_page_with_a_name_on_it_is_kept_by_nobody_else(client):
    client.force_login(make_user())

    assert client.get(MATRIX)["Cache-Control"] == "private, no-cache"


# --- the question --------------------------------------------------------------------------------
def test_the_members_of_the_day_are_compared(client):
    city_with(7, name="Gent")
    join(city=make_city(name="Oud"), until=date(2024, 1, 1))
    city_with(7, name="Elders", is_member=False)

    now = client.get(MATRIX)
    then = client.get(MATRIX, {"op": "2023-05-01"})

    assert (cities_on(now), cities_on(then)) == (["gent"], ["gent", "oud"])
    assert [city.slug for city in now.context["question"].others] == ["elders"]


def test_chosen_cities_stand_side_by_side_also_from_outside_the_network(client):
    city_with(7, name="Gent")
    city_with(1, name="Elders", is_member=False)
    city_with(7, name="Brugge")

    response = client.get(POINT, {"stad": ["gent", "elders"]})

    columns = [str(one.city) for one in response.context["found"].columns]
    assert columns == ["Elders", "Gent"]
    assert response.context["question"].suffix == "?stad=elders&stad=gent"


def test_a_day_shows_what_stood_then_with_a_way_back(client, time_machine):
    time_machine.move_to("2026-02-01 12:00:00+00:00")
    plan = city_with({"on": (7,), "title": "Oud doel"}, name="Gent")
    time_machine.move_to("2026-03-01 12:00:00+00:00")
    draft_of(plan).goals.update(title="Nieuw doel")
    publish(plan, note="", by=make_member(city=plan.city), decision=None)

    response = client.get(POINT, {"op": "2026-02-15", "stad": "gent"})

    assert [goal.title for goal in response.context["found"].goals] == ["Oud doel"]
    assert response.context["question"].today_address == "?stad=gent"
    assert "15 februari 2026" in response.content.decode()


NONSENSE = [
    {"op": "gisteren"},
    {"op": "9999-99-99"},
    {"op": "x" * 5000},
    {"op": "\0"},
    {"stad": [f"stad-{number}" for number in range(200)]},
    {"stad": "x" * 5000},
    {"thema": "\0" * 3},
    {"grond": "=1+1", "sdg": "99", "stand": "zomaar", "verbintenis": "-1"},
]


@pytest.mark.parametrize("address", [*PAGES, *TABLES])
def test_nonsense_in_the_address_is_left_out(client, address):
    city_with(7, name="Gent")

    answers = [client.get(address, query).status_code for query in NONSENSE]

    assert answers == [200] * len(NONSENSE)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"op": "gisteren"}, "Die datum herkennen we niet. Je ziet hoe het vandaag is."),
        (
            {"stad": "nergens"},
            "Een stad in het adres kennen we niet, of ze heeft geen plan. Ze telt niet mee.",
        ),
        ({"thema": "nergens"}, "Dat jaarthema kennen we niet. Je ziet alle doelen."),
        ({"stad": "gent"}, ""),
    ],
)
def test_what_was_wrong_is_said(client, query, message):
    city_with(7, name="Gent")

    assert client.get(MATRIX, query).context["question"].message == message


@pytest.mark.parametrize("number", [0, 11, 10**30])
def test_there_are_ten_commitments(client, number):
    assert client.get(f"/vergelijken/punt/{number}/").status_code == 404
    assert client.get(f"/vergelijken/punt/{number}/tabel.csv").status_code == 404


def test_a_theme_and_a_filter_must_both_hold(client):
    plan = city_with({"on": (7,), "title": "Beide"}, {"on": (7,), "title": "Thema"}, 1)
    domain = PolicyDomain.objects.first()
    draft_of(plan).goals.first().domains.add(domain)
    publish(plan, note="", by=make_member(city=plan.city), decision=None)
    theme = make_theme(commitments=[7])

    on_theme = client.get(POINT, {"thema": theme.slug})
    both = client.get(POINT, {"thema": theme.slug, "domein": domain.code})
    elsewhere = client.get("/vergelijken/punt/1/", {"thema": theme.slug})

    assert [goal.title for goal in on_theme.context["found"].goals] == ["Beide", "Thema"]
    assert [goal.title for goal in both.context["found"].goals] == ["Beide"]
    assert elsewhere.context["found"].goals == []


# --- what stands there ---------------------------------------------------------------------------
def test_a_cell_leads_to_the_goals_of_that_city(client):
    city_with({"on": (7,), "title": "Testen"}, name="Gent")

    matrix, point = client.get(MATRIX).content.decode(), client.get(POINT).content.decode()

    assert matrix.count('href="/vergelijken/punt/7/#stad-gent"') == 1
    assert point.count('id="stad-gent"') == 1


def test_the_full_text_of_a_goal_stands_there(client):
    plan = city_with(
        {
            "on": (7,),
            "title": "Testen <b>",
            "explanation": "Waarom dit. " * 60,
            "action": "Elk jaar een reeks",
            "timing_text": "2026-2028",
        }
    )
    goal = goals_of(plan)[0]

    html = client.get(POINT).content.decode()

    parts = ("Testen &lt;b&gt;", "Waarom dit. " * 60, "Elk jaar een reeks", "2026-2028")
    assert [part.strip() in html for part in parts] == [True] * 4
    assert (f'href="/doelen/{goal.uid}/"' in html, "Dienst Samenleven" in html) == (True, True)


def test_a_city_without_a_text_is_named_below_the_matrix(client):
    genk = make_city(name="Genk")
    join(city=genk)
    city_with(7, name="Gent")

    matrix = client.get(MATRIX)
    point = client.get(POINT)

    assert [str(one.city) for one in matrix.context["matrix"].filled] == ["Gent"]
    below = f'Nog zonder plan om te tellen: <a href="{genk.get_absolute_url()}">Genk</a>.'
    assert matrix.content.decode().count(below) == 1
    assert [str(one.city) for one in point.context["found"].without_text] == ["Genk"]


def test_a_plan_with_its_own_order_is_named_so_and_linked(client):
    plan = city_with(None, None, name="Gent")

    html = client.get(MATRIX).content.decode()

    assert html.count("<small>eigen indeling</small>") == 1
    assert html.count(f'href="{plan.get_absolute_url()}"') == 2


def test_before_the_network_there_is_nothing_to_compare(client):
    make_coalition()
    city_with(7)

    response = client.get(MATRIX, {"op": "2001-01-01"})

    assert (response.status_code, response.context["matrix"].columns) == (200, [])


def test_too_many_cities_give_totals_and_ask_to_choose(client, monkeypatch):
    monkeypatch.setattr(compare_matrix, "MOST_COLUMNS", 1)
    city_with(7, name="Gent")
    city_with(7, name="Brugge")

    html = client.get(MATRIX).content.decode()

    assert (html.count("<b>2 steden passen niet naast elkaar.</b>"), 'class="matrix"' in html) == (
        1,
        False,
    )


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_as_much_for_one_city_as_for_many(client, address):
    city_with({"on": (7,), "action": "Iets"}, None)
    one = queries_of(client, address)
    for _ in range(2):
        city_with({"on": (7,), "action": "Iets"}, 7, None)

    assert queries_of(client, address) == one


def test_a_practice_stands_beside_the_goal_that_follows_it(client):
    practice = make_practice(title="Praktijktesten op huur")
    plan = city_with(1, name="Gent")
    adopt(practice, plan=plan, title="Testen", by=make_member(city=plan.city))
    before = client.get("/vergelijken/punt/1/").content.decode()
    publish(plan, note="", by=make_member(city=plan.city), decision=None)

    after = client.get("/vergelijken/punt/1/").content.decode()

    link = f'href="{practice.get_absolute_url()}"'
    assert (before.count(link), after.count(link)) == (0, 1)
