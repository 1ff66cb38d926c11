"""Open data: documented tables, the same rows as CSV and JSON, and nothing that is not public."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.editions import draft_of, publish, withdraw
from cities.open_data import BOM, LICENCE_URI
from network.open_data.tables import TABLES
from tests.factories import (
    join,
    make_chapter,
    make_city,
    make_coalition,
    make_goal,
    make_member,
    make_plan,
    make_round,
    published_plan,
    tell,
)
from tests.fiches import make_practice
from tests.networks import make_meeting

pytestmark = pytest.mark.django_db
CODES = sorted(TABLES)


def text_of(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def csv_of(client, code):
    text = text_of(client.get(f"/data/{code}.csv"))
    assert text.startswith(BOM)
    return list(csv.DictReader(StringIO(text.removeprefix(BOM)), delimiter=";"))


def json_of(client, code):
    return json.loads(text_of(client.get(f"/data/{code}.json")))


@pytest.fixture
def plan():
    city = make_city(name="Gent", nis_code="44021")
    join(city=city)
    join(city=city, coalition=make_coalition(slug="eccar"), since="2007-01-01", precision="year")
    made = published_plan(city=city, chapters=2, goals=2, actions=2)
    tell(plan=made, text="Er is overleg.", round=make_round(name="Najaar"))
    make_meeting(title="Schepenoverleg", minutes="Alleen voor ons", link="https://geheim.example/")
    return made


def test_every_table_has_rows_with_exactly_its_documented_columns(client, plan):
    for code in CODES:
        rows = json_of(client, code)[code]

        assert rows, code
        assert {tuple(row) for row in rows} == {tuple(TABLES[code].columns)}, code


def test_both_formats_tell_the_same(client, plan):
    for code in CODES:
        told, table = json_of(client, code)[code], csv_of(client, code)

        assert len(told) == len(table), code
        assert [row["adres"] for row in told if "adres" in row] == [
            row["adres"] for row in table if "adres" in row
        ], code


def test_a_plan_is_counted_and_leads_to_its_text(client, plan):
    (row,) = json_of(client, "plannen")["plannen"]

    assert (row["plan"], row["nis_code"], row["editie"]) == (str(plan.uid), "44021", 1)
    assert (row["hoofdstukken"], row["doelen"], row["acties"]) == (2, 4, 8)
    assert row["verbintenissen"] == [1, 2]
    whole = client.get(row["volledige_tekst"].removeprefix("http://testserver"))
    assert whole.json()["plan"]["uid"] == str(plan.uid)


def test_goals_and_actions_lead_to_their_permanent_address(client, plan):
    for code in ("doelen", "acties"):
        for row in json_of(client, code)[code]:
            assert client.get(row["adres"].removeprefix("http://testserver")).status_code == 200


def test_progress_tells_words_and_no_names(client, plan):
    (row,) = json_of(client, "voortgang")["voortgang"]

    told = (row["soort"], row["voortgang"], row["op_schema"], row["toelichting"], row["ronde"])
    assert told == ("doel", "in uitvoering", "op schema", "Er is overleg.", "Najaar")


def test_a_city_says_since_when_as_precisely_as_is_known(client, plan):
    (row,) = json_of(client, "steden")["steden"]

    assert row["lid_van_het_netwerk"] is True
    assert (row["netwerk_sinds"], row["eccar_sinds"]) == ("22 maart 2018", "2007")
    assert row["rainbow_cities_sinds"] is None


def test_a_meeting_tells_no_link_and_no_minutes(client, plan):
    text = text_of(client.get("/data/vergaderingen.json"))

    assert "Schepenoverleg" in text
    assert ("geheim.example" in text, "Alleen voor ons" in text) == (False, False)


def test_drafts_and_withdrawn_editions_are_in_no_table(client, plan):
    make_goal(chapter=make_chapter(plan=plan, title="GEHEIM hoofdstuk"), title="GEHEIM doel")
    make_goal(chapter=make_chapter(plan=make_plan()), title="GEHEIM plan")
    withdrawn = published_plan(title="GEHEIM ingetrokken")
    edition = withdrawn.editions.published().get()
    withdraw(edition, reason="Fout", by=make_member(city=withdrawn.city))

    texts = [
        text_of(client.get(f"/data/{code}.{kind}")) for code in CODES for kind in ("csv", "json")
    ]

    assert ["GEHEIM" in text for text in texts] == [False] * len(texts)


def test_progress_on_a_row_of_a_draft_is_left_out(client):
    plan = published_plan()
    goal = plan.editions.published().get().goals.get()
    tell(plan=plan, goal=goal)
    hidden = make_goal(chapter=draft_of(plan).chapters.get())
    plan.progress.model.objects.create(plan=plan, subject=hidden.uid, number=1, state="finished")

    rows = json_of(client, "voortgang")["voortgang"]

    assert [row["over"] for row in rows] == [str(goal.uid)]


def test_a_spreadsheet_works_nothing_out(client):
    plan = make_plan()
    make_goal(chapter=make_chapter(plan=plan), title='=HYPERLINK("https://kwaad.example")')
    publish(plan, note="", by=make_member(city=plan.city))

    (row,) = csv_of(client, "doelen")

    assert row["tekst"] == '\'=HYPERLINK("https://kwaad.example")'


def test_the_catalogue_page_names_every_table_with_its_fields(client):
    page = client.get("/data/").content.decode()

    for code, table in TABLES.items():
        assert f'id="{code}"' in page
        assert f'href="/data/{code}.csv"' in page
        for name, meaning in table.columns.items():
            assert f"<dt><code>{name}</code></dt>" in page, name
            assert meaning in page.replace("&#x27;", "'"), meaning


def test_the_catalogue_speaks_dcat_and_names_the_licence(client):
    make_practice()
    told = client.get("/data/catalogus.jsonld")

    assert told["Content-Type"] == "application/ld+json"
    catalogue = told.json()
    assert catalogue["@type"] == ["dcat:Catalog", "schema:DataCatalog"]
    assert catalogue["dct:license"] == {"@id": LICENCE_URI}
    assert [one["dct:title"] for one in catalogue["dcat:dataset"]] == [
        *(table.title for table in TABLES.values()),
        "Praktijken",
    ]
    addresses = [
        distribution["schema:contentUrl"].removeprefix("http://testserver")
        for one in catalogue["dcat:dataset"]
        for distribution in one["dcat:distribution"]
    ]
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


@pytest.mark.parametrize("address", ["/data/geheim.csv", "/data/doelen.xml", "/data/DOELEN.csv"])
def test_an_unknown_table_is_not_there(client, address):
    assert client.get(address).status_code == 404


def test_the_queries_do_not_depend_on_the_number_of_plans(client):
    def asked():
        return {code: _queries(client, code) for code in CODES}

    published_plan()
    make_meeting()
    one = asked()
    for _ in range(3):
        published_plan(chapters=2, goals=2)
        make_meeting()

    assert asked() == one


def _queries(client, code):
    with CaptureQueriesContext(connection) as captured:
        text_of(client.get(f"/data/{code}.json"))
    return len(captured)


def test_days_are_those_of_belgium(client):
    with time_machine.travel(datetime(2026, 3, 31, 22, 30, tzinfo=UTC)):
        tell(plan=published_plan(), text="Er is overleg.")

    days = [json_of(client, "plannen")["plannen"][0]["gepubliceerd_op"]]
    days.append(json_of(client, "voortgang")["voortgang"][0]["op"])
    assert days == ["2026-04-01"] * 2
