"""Numbers as officers type them: one reading, or a clear refusal."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actionplans.indicators.numbers import NotANumberError, as_number, in_dutch, plain, with_unit

NUMBERS = st.decimals(
    min_value=Decimal("-9999999999999.999"),
    max_value=Decimal("9999999999999.999"),
    allow_nan=False,
    allow_infinity=False,
    places=3,
)
NO_NUMBER = "Schrijf een getal met een komma voor de decimalen, bijvoorbeeld 1.234,5."


@settings(max_examples=200, deadline=None)
@given(NUMBERS, st.sampled_from(["", "%", "meldingen", "€", "% van de klassen", "100 inwoners"]))
@example(Decimal("-0.000"), "")
@example(Decimal("1000.000"), "%")
def test_what_we_write_is_read_back_as_the_same_number(number, unit):
    told = with_unit(number, unit) if unit != "100 inwoners" else in_dutch(number)

    assert as_number(told, unit=unit) == number
    assert str(as_number(in_dutch(number))) == str(plain(number))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789., +-−%e€xX\u00a0\u0663", max_size=30))
def test_anything_typed_is_a_bounded_number_or_a_refusal(text):
    try:
        number = as_number(text)
    except NotANumberError:
        return
    assert abs(number) < 10**13
    assert number == round(number, 3)
    assert as_number(in_dutch(number)) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u202f567", "1234567"),
        ("1.234", "1234"),
        ("1234.567", "1234.567"),
        ("12.5", "12.5"),
        ("0.125", "0.125"),
        (",5", "0.5"),
        (" 31 ", "31"),
        ("-5", "-5"),
        ("− 5", "-5"),
        ("+5", "5"),
        ("007", "7"),
        ("0,1000", "0.1"),
        ("-0", "0"),
    ],
)
def test_a_number_is_read_as_people_here_write_it(typed, number):
    assert str(as_number(typed)) == number


@pytest.mark.parametrize(
    "typed",
    ["", "-", ",", ".", "5,", "1,234.5", "1.2.3", "12.34,5", "1.23 4", "1e5", "NaN", "∞", "٣", "x"],
)
def test_what_could_mean_something_else_is_refused(typed):
    with pytest.raises(NotANumberError) as refused:
        as_number(typed)

    assert str(refused.value) == NO_NUMBER


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("12,5 %", "%", "12.5"),
        ("12,5%", "procent", "12.5"),
        ("12 %", "% van de klassen", "12"),
        ("31 Meldingen", "meldingen", "31"),
        ("€ 1.200", "€", "1200"),
        ("10", "0", "10"),
        ("-5", "-", "-5"),
    ],
)
def test_the_unit_may_stand_beside_the_number(typed, unit, number):
    assert str(as_number(typed, unit=unit)) == number


@pytest.mark.parametrize(
    ("typed", "unit", "sentence"),
    [
        ("12 %", "meldingen", "Dit is een percentage, maar je meet in “meldingen”."),
        ("12 %", "", "Schrijf bij de eenheid dat het om een percentage gaat: %."),
        ("12345678901234", "", "Dit getal is te groot: hoogstens 13 cijfers voor de komma."),
        ("9" * 5000, "", "Dit getal is te groot: hoogstens 13 cijfers voor de komma."),
        ("0,12345678", "", "Schrijf hoogstens 3 cijfers na de komma."),
        ("31 vragen", "meldingen", NO_NUMBER),
    ],
)
def test_a_refusal_says_what_to_write(typed, unit, sentence):
    with pytest.raises(NotANumberError) as refused:
        as_number(typed, unit=unit)

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1234.500", "1.234,5"),
        ("1E+3", "1.000"),
        ("-1234567.125", "−1.234.567,125"),
        ("0.000", "0"),
        ("-0.0", "0"),
        ("999", "999"),
    ],
)
def test_a_number_is_written_with_a_comma_and_points(number, words):
    assert in_dutch(Decimal(number)) == words
