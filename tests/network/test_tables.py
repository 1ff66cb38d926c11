"""Tables to take away: Excel reads them, and nothing in them is worked out."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from network.tables import csv_file, file_name, guarded, xlsx_file

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def rows_of(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def book_of(response):
    return load_workbook(io.BytesIO(response.content))


def test_csv_opens_in_excel_as_text():
    response = csv_file("Tabel", ["stad", "n"], [["Gent", 3], ["Sint-Niklaas", -2]])

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert rows_of(response) == [["stad", "n"], ["Gent", "3"], ["Sint-Niklaas", "-2"]]
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_lines_above_a_csv_stand_before_the_header():
    response = csv_file("Tabel", ["stad"], [["Gent"]], above=["Over", "=boos"])

    assert rows_of(response) == [["Over"], ["'=boos"], ["stad"], ["Gent"]]


@pytest.mark.parametrize("text", ["=1+1", "+32 9", "-x", "@SUM(A1)", "\t=1", "  =1", "\r=1"])
def test_a_formula_in_a_csv_gets_an_apostrophe(text):
    assert guarded(text).startswith("'")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_no_text_in_a_csv_begins_as_a_formula(text):
    cell = guarded(text)

    is_number = cell.lstrip("+-").replace(",", "").replace(".", "").isdigit()
    assert is_number or not cell.lstrip(" ").startswith(FORMULAS)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_any_text_goes_into_an_xlsx_and_stays_text(text):
    (cell,) = book_of(xlsx_file("Tabel", [("Blad", ["a"], [[text]])])).active[2]

    assert cell.data_type in ("s", "n", "inlineStr")
    assert cell.data_type != "n" or cell.value is None


def test_xlsx_keeps_numbers_and_refuses_formulas():
    response = xlsx_file("Tabel", [("Blad", ["a", "b", "c"], [["=1+1", 7, "regel\x0btwee\x00"]])])

    sheet = book_of(response).active
    formula, number, text = sheet[2]
    assert (formula.value, formula.data_type) == ("=1+1", "s")
    assert (number.value, number.data_type) == (7, "n")
    assert text.value == "regel\ntwee"


def test_xlsx_has_a_bold_frozen_header_and_wrapped_text():
    sheet = book_of(xlsx_file("T", [("Blad", ["kop"], [["x" * 500]])])).active

    assert (sheet["A1"].font.bold, sheet.freeze_panes) == (True, "A2")
    assert (sheet["A2"].alignment.wrap_text, sheet.column_dimensions["A"].width) == (True, 60)


def test_titles_of_sheets_fit_excel_and_differ():
    sheets = [("A/B: wat?" * 8, ["a"], []), ("A/B: wat?" * 8, ["a"], []), ("", ["a"], [])]

    names = book_of(xlsx_file("T", sheets)).sheetnames

    assert len({name.lower() for name in names}) == 3
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_file_names_are_plain_and_say_the_day(time_machine):
    time_machine.move_to("2026-03-22 12:00:00+00:00")

    assert file_name('Café "één"; x', "csv") == "cafe-een-x-2026-03-22.csv"
    assert file_name("///", "xlsx") == "tabel-2026-03-22.xlsx"
