"""Practices as a feed, as JSON and as a table."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse
from lxml import etree

from practices.fiche.fields import PARTS, Kind
from practices.finding.open_data import COLUMNS, LICENCE, SECTION, SHARED
from practices.models import Practice
from tests.counting import queries_of
from tests.factories import make_city, make_member
from tests.fiches import make_practice, make_section, make_submitter
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def rows_of(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


@pytest.fixture
def practice():
    return make_practice(
        title="Huren",
        city=make_city(name="Gent", nis_code="44021"),
        summary="Een **team** belt.",
        sdgs=[5],
        links=[{"title": "Weg", "url": "javascript:alert(1)"}],
        section={
            "text": "Wij testen.",
            "contact": "wonen@gent.example",
            "contact_name": "Zoë Onbekend",
            "status": "running",
        },
    )


# --- JSON ----------------------------------------------------------------------------------------
def test_one_practice_as_json_has_the_fields_that_were_promised(client, practice):
    told = client.get(reverse("practices:json", args=[practice.slug])).json()

    assert told["adres"] == f"http://testserver{practice.get_absolute_url()}"
    assert (told["titel"], told["samenvatting"]) == ("Huren", "Een **team** belt.")
    assert told["sdgs"] == [{"code": "5", "label": "5 Gendergelijkheid"}]
    assert told["links"] == [{"titel": "Weg", "adres": ""}]
    assert (told["extra_info"], told["andere_partners"], told["begonnen_in"]) == ("", [], None)
    assert (told["licentie"], told["gearchiveerd"]) == (LICENCE, False)
    (gent,) = told["steden"]
    assert (gent["stad"], gent["nis_code"]) == ("Gent", "44021")
    assert (gent["contact"], gent["stand_van_zaken"]) == ("wonen@gent.example", "lopend")


def test_every_field_of_a_fiche_is_in_the_open_data_or_left_out_on_purpose():
    kinds = {Kind.IMAGES, Kind.FILES}
    shared = {name for name, field in PARTS["shared"].items() if field.kind not in kinds}

    assert set(SHARED.values()) == shared
    assert set(SECTION.values()) == set(PARTS["section"]) - {"contact_name"}


def test_no_person_is_in_the_open_data(client, practice):
    by = make_submitter(email="indiener@geheim.example", name="Geheime Naam")
    make_practice(by=by, title="Van iemand")
    Practice.objects.update(confirmed_by="Geheime Naam")

    pages = [
        client.get(reverse(name, args=args)).content.decode()
        for name, args in (
            ("practices:list_json", ()),
            ("practices:list_csv", ()),
            ("practices:feed", ()),
            ("practices:json", (practice.slug,)),
        )
    ]

    secrets = ("indiener@geheim", "Geheime", "Zoë Onbekend", "Persoon")
    assert [secret for page in pages for secret in secrets if secret in page] == []


def test_the_list_as_json_answers_the_same_question(client, practice):
    make_practice(title="Banen", domains=["werk"])

    told = client.get(f"{reverse('practices:list_json')}?domein=wonen").json()

    assert (told["aantal"], [one["titel"] for one in told["praktijken"]]) == (1, ["Huren"])
    assert told["licentie"] == LICENCE
    assert client.get(told["velden"].split("#")[0]).status_code == 200


def test_a_hidden_section_is_not_in_the_json(client, practice):
    make_section(practice=practice, city=make_city(name="Genk"), state="hidden", text="Geheim")

    told = client.get(reverse("practices:json", args=[practice.slug])).json()

    assert [one["stad"] for one in told["steden"]] == ["Gent"]


def test_a_stopped_section_says_so(client, practice):
    practice.sections.update(state="stopped", stopped_year=2024, confirmed_on=date(2023, 5, 1))

    (gent,) = client.get(reverse("practices:json", args=[practice.slug])).json()["steden"]

    assert (gent["gestopt"], gent["gestopt_in"]) == (True, 2024)
    assert gent["bevestigd_op"] == "2023-05-01"


@pytest.mark.parametrize("state", ["draft", "submitted", "offline"])
def test_what_is_not_online_is_no_json(client, state):
    practice = make_practice(state=state)
    client.force_login(make_member(city=practice.city, role="coordinator"))

    answers = [
        client.get(reverse("practices:json", args=[word])).status_code
        for word in filter(None, (practice.slug, practice.code))
    ]

    assert set(answers) == {404}


# --- CSV -----------------------------------------------------------------------------------------
def test_the_table_has_a_row_per_practice(client, practice):
    response = client.get(reverse("practices:list_csv"))

    (row,) = rows_of(response)
    assert tuple(row) == COLUMNS
    assert (row["titel"], row["samenvatting"], row["steden"]) == ("Huren", "Een team belt.", "Gent")
    assert row["sdgs"] == "5 Gendergelijkheid"
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"].startswith('attachment; filename="praktijken-')


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_spreadsheet_calculates_nothing(client, start):
    make_practice(title=f"{start}HYPERLINK(1)")

    (row,) = rows_of(client.get(reverse("practices:list_csv")))

    assert row["titel"] == f"'{start}HYPERLINK(1)"


def test_separators_in_a_text_stay_in_their_cell(client):
    make_practice(title='Een "team"; en meer', summary="Regel één\n\nregel twee")

    (row,) = rows_of(client.get(reverse("practices:list_csv")))

    assert (row["titel"], row["samenvatting"]) == ('Een "team"; en meer', "Regel één regel twee")


# --- feed ----------------------------------------------------------------------------------------
def test_the_feed_tells_what_is_new_for_one_question(client, practice):
    make_practice(title="Banen", domains=["werk"])

    response = client.get(f"{reverse('practices:feed')}?domein=wonen")

    feed = etree.fromstring(response.content)
    assert response["Content-Type"].startswith("application/atom+xml")
    assert feed.findtext("a:title", namespaces=ATOM) == "Praktijken · Beleidsdomein: Wonen"
    assert feed.xpath("a:entry/a:title/text()", namespaces=ATOM) == ["Huren"]
    assert feed.xpath("a:entry/a:id/text()", namespaces=ATOM) == [f"urn:uuid:{practice.uid}"]
    assert feed.xpath("a:entry/a:summary/text()", namespaces=ATOM) == ["Een team belt."]
    assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [
        "http://testserver/praktijken/feed/?domein=wonen"
    ]


def test_an_empty_feed_is_a_feed(client):
    response = client.get(f"{reverse('practices:feed')}?q=%00%ED%A0%80<b>")

    assert etree.fromstring(response.content).xpath("count(a:entry)", namespaces=ATOM) == 0


def test_the_list_names_the_feed_of_its_question(client, practice):
    response = client.get(f"{reverse('practices:list')}?domein=wonen")

    page = page_of(response)
    assert page.xpath("//link[@type='application/atom+xml']/@href") == [
        "/praktijken/feed/?domein=wonen"
    ]
    assert page.xpath("//a[.='Volg deze lijst in een nieuwslezer (Atom)']/@href") == [
        "/praktijken/feed/?domein=wonen"
    ]


# --- all of them ---------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["feed", "list_json", "list_csv"])
def test_the_queries_do_not_grow(client, name):
    city, counts = make_city(), []
    for more in (1, 2, 4):
        for _ in range(more):
            make_section(practice=make_practice(city=city, sdgs=[5]))
        counts.append(queries_of(client, reverse(f"practices:{name}")))

    assert len(set(counts)) == 1


def test_the_guide_names_every_field_and_explains_every_rubric(client):
    response = client.get(reverse("practices:reading_guide"))

    codes = {word for cell in all_words(response, "//dt[code]") for word in cell.split(", ")}
    assert {*SHARED, *SECTION, "uid", "adres", "beelden", "steden", "licentie"} <= codes
    labels = set(all_words(response, "//dl[1]/dt"))
    assert {field.label for field in PARTS["shared"].values()} <= labels


def test_the_json_can_be_read_by_a_machine_and_by_a_person(client, practice):
    Practice.objects.update(confirmed_by="é")
    practice.published_version.content["title"] = "é"

    text = client.get(reverse("practices:list_json")).content.decode()

    assert json.loads(text)["aantal"] == 1
    assert "\\u" not in text
