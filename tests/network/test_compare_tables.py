"""The matrix and one commitment as csv and xlsx, with the same question as their pages."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.side_by_side import city_with, goals_of

pytestmark = pytest.mark.django_db


def lines_of(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_matrix_as_csv_says_what_it_is(client):
    plan = city_with(7, 7, 7, name="Gent")
    today = timezone.localdate()

    lines = lines_of(client.get("/vergelijken/tabel.csv", {"stad": "gent"}))

    assert lines[1:3] == [
        ["Licentie: Modellicentie gratis hergebruik Vlaanderen"],
        ["Adres: http://testserver/vergelijken/tabel.csv?stad=gent"],
    ]
    assert lines[0][0].startswith("Stedennetwerk. Zoals het stond op ")
    here = next(line for line in lines if line[0] == "7")
    assert here[2:5] == ["Gent", plan.kind_and_period, "3"]
    assert (here[-2], len(lines), today.year > 2000) == ("ja", 4 + 11, True)


def test_one_commitment_as_xlsx_holds_the_full_texts(client):
    plan = city_with({"on": (7,), "example": "7.4", "title": "=Testen", "action": "Iets"}, 1)
    goal = goals_of(plan)[0]

    response = client.get("/vergelijken/punt/7/tabel.xlsx")

    about, sheet = load_workbook(io.BytesIO(response.content)).worksheets
    header, *rows = [[cell.value for cell in row] for row in sheet.rows]
    told = dict(zip(header, rows[0], strict=True))
    assert (len(rows), told["doel"], told["acties"]) == (1, "=Testen", "- Iets")
    assert told["adres"] == f"http://testserver/doelen/{goal.uid}/"
    assert about["A3"].value == "Licentie: Modellicentie gratis hergebruik Vlaanderen"


def test_a_table_honours_the_same_question(client):
    city_with({"on": (7,), "title": "Hier"}, name="Gent")
    city_with({"on": (7,), "title": "Daar"}, name="Brugge")
    yesterday = timezone.localdate() - timedelta(days=1)
    address = reverse("network:compare_commitment_csv", args=[7])

    chosen = lines_of(client.get(address, {"stad": "gent"}))
    before = lines_of(client.get(address, {"op": yesterday.isoformat()}))

    assert [line[6] for line in chosen[4:]] == ["Hier"]
    assert before[4:] == []
