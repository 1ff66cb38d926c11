"""What a reader asks of the list, as it stands in the address."""

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.finding.question import FACETS, Question, read_question


def read(address, **more):
    return read_question(QueryDict(address), **more)


def test_an_empty_address_asks_nothing():
    assert (read("").is_filtered, read("").address) == (False, "")


def test_the_address_says_what_was_asked_in_one_order():
    question = read("sdg=5&domein=werk&q=een++meldpunt&domein=wonen&overgenomen=1&sorteer=titel")

    expected = "?q=een+meldpunt&domein=werk&domein=wonen&sdg=5&overgenomen=1&sorteer=titel"
    assert question.address == expected


@pytest.mark.parametrize(
    "address",
    [
        "domein=%00",
        "domein=a%27b",
        "domein=" + "x" * 61,
        "domein=%F0%9F%99%82",
        "sorteer=alles",
        "onbekend=1",
        "q=%00%20",
    ],
)
def test_what_nobody_can_mean_is_left_out(address):
    assert read(address) == Question()


def test_a_thousand_labels_are_not_read():
    assert len(read("&".join(f"domein=d{n}" for n in range(1000))).chosen["domein"]) == 30


@pytest.mark.parametrize(
    ("name", "code", "address"),
    [
        ("q", "", "?domein=wonen&domein=werk&bevestigd=1"),
        ("domein", "wonen", "?q=test&domein=werk&bevestigd=1"),
        ("bevestigd", "", "?q=test&domein=wonen&domein=werk"),
    ],
)
def test_one_part_is_left_out(name, code, address):
    question = read("q=test&domein=wonen&domein=werk&bevestigd=1")

    assert question.without(name, code).address == address


def test_my_city_is_asked_only_by_who_has_one():
    assert read("mijn-stad=1").toggles == ()
    assert read("mijn-stad=1", own=["gent"]).toggles == ("mijn-stad",)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(["q", "sorteer", "bevestigd", *FACETS]), st.text()))
def test_any_address_leads_back_to_itself(values):
    asked = QueryDict(mutable=True)
    asked.update(values)

    question = read_question(asked)

    assert read(question.address.removeprefix("?")) == question
