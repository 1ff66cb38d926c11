"""Typing a figure, mending it and taking it back, on the officer's pages."""

import json
from decimal import Decimal

import pytest

from actionplans.indicators.measurements import chain_of, correct, take_back
from actionplans.models import Measurement
from tests.actionplans.desk import Desk, errors_of, form_of, messages_of, sent_by
from tests.factories import make_indicator, make_measurement
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

TYPED = {
    **{"measured_on": "2025-12-31", "value": "1.234,5", "source": "Meldpunt"},
    **{"source_link": "https://voorbeeld.example/telling", "remark": "Zonder herhalingen"},
}


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def indicator(desk):
    return make_indicator(goal=desk.goal)


@pytest.fixture
def measurement(desk, indicator):
    return make_measurement(indicator=indicator, value=29, source="Telling", by=desk.person)


def detail(desk, indicator):
    return desk.address("indicator", uid=indicator.uid)


def add_page(desk, indicator):
    return desk.address("measurement_add", uid=indicator.uid)


def correct_page(desk, measurement):
    return desk.address("measurement_correct", uid=measurement.uid)


def correction_form(response):
    """What a browser would send of the form that mends, not of the one that takes back."""
    return sent_by(page_of(response).xpath("//form[.//input[@name='measured_on']]")[0])


def last(measurement):
    return chain_of(measurement)[-1]


# --- a new measurement ---------------------------------------------------------------------------
def test_an_officer_types_a_measurement_on_the_page_of_the_indicator(desk, indicator):
    opened = desk.open(detail(desk, indicator))

    response = desk.post(add_page(desk, indicator), {**opened, **TYPED})

    made = Measurement.objects.get()
    assert response["Location"] == detail(desk, indicator)
    assert (made.value, made.source, made.remark) == (
        Decimal("1234.5"),
        "Meldpunt",
        "Zonder herhalingen",
    )
    assert (made.source_link, made.by.label) == (TYPED["source_link"], "Noor Vandamme")
    assert messages_of(response) == [
        "Bewaard: 1.234,5\u00a0meldingen op 31 december 2025.",
        "Let op: die dag valt buiten de periode van het plan (2026–2031).",
    ]


def test_the_quick_form_starts_with_the_source_of_last_time(desk, indicator, measurement):
    opened = desk.open(detail(desk, indicator))

    assert (opened["source"], opened["value"]) == (["Telling"], [""])


def test_a_second_press_tells_it_once(desk, indicator):
    opened = {**desk.open(add_page(desk, indicator)), **TYPED}

    answers = [desk.post(add_page(desk, indicator), opened).status_code for _ in range(2)]

    assert (answers, Measurement.objects.count()) == ([302, 302], 1)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"value": ""}, {"value": ["Dit veld is verplicht."]}),
        ({"value": "12,5 %"}, {"value": ["Dit is een percentage, maar je meet in “meldingen”."]}),
        ({"value": "1,2345"}, {"value": ["Schrijf hoogstens 3 cijfers na de komma."]}),
        ({"measured_on": ""}, {"measured_on": ["Dit veld is verplicht."]}),
        ({"measured_on": "31 feb"}, None),
        (
            {"measured_on": "2999-01-01"},
            {"measured_on": ["Een meting is al gebeurd: kies vandaag of vroeger."]},
        ),
        ({"measured_on": "2024-12-31"}, None),
        ({"source_link": "javascript:alert(1)"}, None),
        ({"source": "x" * 201}, None),
    ],
)
def test_bad_input_is_refused_and_stays_on_the_screen(desk, indicator, typed, errors):
    make_measurement(indicator=indicator, on="2024-12-31")

    response = desk.save(add_page(desk, indicator), **{**TYPED, **typed})

    assert (response.status_code, Measurement.objects.count()) == (422, 1)
    assert list(errors_of(response)) == list(typed)
    assert errors is None or errors_of(response) == errors
    form = form_of(response)
    assert {name: form[name] for name in TYPED} == {
        name: [value] for name, value in {**TYPED, **typed}.items()
    }


def test_what_is_not_followed_any_more_is_not_measured(desk, indicator):
    opened = desk.open(add_page(desk, indicator))
    desk.post(desk.address("indicator_archive", uid=indicator.uid))

    response = desk.post(add_page(desk, indicator), {**opened, **TYPED})

    assert (response.status_code, Measurement.objects.count()) == (422, 0)
    assert desk.get(detail(desk, indicator)).context["form"] is None


# --- mending -------------------------------------------------------------------------------------
def test_an_officer_corrects_a_figure_and_the_old_one_stays_in_sight(desk, indicator, measurement):
    form = correction_form(desk.get(correct_page(desk, measurement)))

    response = desk.post(
        correct_page(desk, measurement), {**form, "value": "31", "remark": "Nageteld"}
    )

    made = last(measurement)
    assert (made.value, made.source, made.remark) == (31, "Telling", "Nageteld")
    assert response["Location"] == detail(desk, indicator)
    [told] = all_words(desk.get(detail(desk, indicator)), "//tr//details//li")
    assert told.startswith("29 meldingen op 31 december 2025, Telling")


@pytest.mark.parametrize("remark", ["", "  ", "Voorlopig"])
def test_a_correction_asks_why(desk, indicator, remark):
    measurement = make_measurement(indicator=indicator, remark="Voorlopig")
    page = correct_page(desk, measurement)
    form = correction_form(desk.get(page))

    response = desk.post(page, {**form, "value": "77", "remark": remark})

    sentence = "Zeg in een paar woorden waarom je de meting verbetert."
    assert (response.status_code, Measurement.objects.count()) == (422, 1)
    assert errors_of(response) == {"remark": [sentence]}
    assert correction_form(response)["value"] == ["77"]


def test_a_form_sent_back_untouched_adds_nothing(desk, measurement):
    form = correction_form(desk.get(correct_page(desk, measurement)))

    desk.post(correct_page(desk, measurement), form)

    assert Measurement.objects.count() == 1


def test_bad_input_corrects_nothing(desk, measurement):
    form = correction_form(desk.get(correct_page(desk, measurement)))

    response = desk.post(correct_page(desk, measurement), {**form, "value": "een dozijn"})

    assert (response.status_code, Measurement.objects.count()) == (422, 1)
    assert correction_form(response)["value"] == ["een dozijn"]


def test_a_stale_correction_shows_both_and_one_press_more_saves(desk, measurement):
    page = correct_page(desk, measurement)
    form = correction_form(desk.get(page))
    bram = desk.colleague("Bram Claes")
    correct(measurement, values={"value": Decimal(31), "source": "Jaarboek"}, by=bram.person)

    response = desk.post(page, {**form, "value": "33", "remark": "Nageteld"})

    assert (response.status_code, Measurement.objects.count()) == (409, 2)
    alert = all_words(response, "//main//*[@role='alert']")[0]
    assert alert.startswith("Bram Claes heeft dit intussen ook gewijzigd.")
    assert "Nu staat er: 31 meldingen" in " ".join(all_words(response, "//main/p"))
    merged = correction_form(response)
    assert (merged["source"], merged["remark"]) == (["Jaarboek"], ["Nageteld"])
    assert merged["version"] == ["2"]
    desk.post(page, {**merged, "keuze_value": json.dumps("33")})
    made = last(measurement)
    assert (made.value, made.source, made.remark) == (33, "Jaarboek", "Nageteld")


def test_the_address_of_an_old_line_leads_to_what_stands_now(desk, measurement):
    correct(measurement, values={"value": Decimal(31)}, by=desk.person)

    form = correction_form(desk.get(correct_page(desk, measurement)))

    assert (form["value"], form["version"]) == (["31"], ["2"])


@pytest.mark.parametrize("version", ["", "0", "2", "99999999999999999999", "x"])
def test_a_form_of_a_version_that_never_was_is_refused(desk, measurement, version):
    form = correction_form(desk.get(correct_page(desk, measurement)))
    page = correct_page(desk, measurement)

    answers = [
        desk.post(page, {**form, "value": "31", "version": version}),
        desk.post(page, {"terugnemen": "1", "reason": "Dubbel", "version": version}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert Measurement.objects.count() == 1


# --- taking back ---------------------------------------------------------------------------------
def test_an_officer_takes_a_measurement_back_with_a_reason(desk, indicator, measurement):
    typed = {"terugnemen": "1", "version": "1", "reason": "Van een andere stad"}

    response = desk.post(correct_page(desk, measurement), typed)

    made = last(measurement)
    assert (response.status_code, made.value, made.remark) == (302, None, "Van een andere stad")
    page = desk.get(detail(desk, indicator))
    assert page.context["indicator"].standing == []
    assert "Van een andere stad" in all_words(page, "//main//details//li")[0]


def test_taking_back_asks_for_a_reason(desk, measurement):
    response = desk.post(correct_page(desk, measurement), {"terugnemen": "1", "version": "1"})

    assert (response.status_code, Measurement.objects.count()) == (422, 1)
    assert list(response.context["reason"].errors) == ["reason"]


def test_what_was_corrected_meanwhile_is_not_taken_back_unseen(desk, measurement):
    correct(measurement, values={"value": Decimal(31)}, by=desk.colleague("Bram Claes").person)
    typed = {"terugnemen": "1", "version": "1", "reason": "Dubbel"}

    response = desk.post(correct_page(desk, measurement), typed)

    assert (response.status_code, last(measurement).value) == (409, 31)
    again = sent_by(page_of(response).xpath("//form[.//textarea[@name='reason']]")[0])
    assert (again["reason"], again["version"]) == (["Dubbel"], ["2"])


def test_who_corrects_what_was_taken_back_keeps_what_was_typed(desk, measurement):
    form = correction_form(desk.get(correct_page(desk, measurement)))
    bram = desk.colleague("Bram Claes").person
    take_back(measurement, reason="Dubbel", by=bram)

    response = desk.post(
        correct_page(desk, measurement), {**form, "value": "33", "remark": "Nageteld"}
    )

    merged = correction_form(response)
    assert (response.status_code, merged["value"], merged["version"]) == (409, ["33"], ["2"])
    desk.post(correct_page(desk, measurement), merged)
    assert last(measurement).value == 33


def test_what_was_taken_back_is_offered_as_it_was(desk, measurement):
    take_back(measurement, reason="Dubbel", by=desk.person)

    form = correction_form(desk.get(correct_page(desk, measurement)))

    assert (form["value"], form["remark"], form["version"]) == (["29"], [""], ["2"])
