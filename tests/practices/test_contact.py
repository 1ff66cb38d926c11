"""A contact can be written to, opened or called; an old one stays until it is changed."""

import pytest

from practices.fiche.contact import UNREACHABLE, is_reachable
from practices.forms.fiche import FicheForm
from practices.forms.sections import SectionForm

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        *("samenleven@gent.example", "Dienst Samenleven: samenleven@gent.example."),
        *("https://www.gent.example/team?x=1", "www.gent.example", "gent.example/gelijke-kansen"),
        *("09 123 45 67", "+32 9 123.45.67", "0475/12.34.56", "(09) 123 45 67", "0800 12 345"),
    ],
)
def test_what_reaches_a_service_is_a_contact(text):
    assert is_reachable(text) is True


@pytest.mark.parametrize(
    "text",
    [
        *("bel ons maar", "Jan Peeters", "op het stadhuis", "t.a.v. de dienst", "samenleven@gent"),
        *("in 2026", "12 34 56", "https://", "1" * 30, "@gent", "..."),
    ],
)
def test_other_words_reach_nobody(text):
    assert is_reachable(text) is False


@pytest.mark.parametrize(
    "form_of",
    [lambda data, now: FicheForm(data, paths=["section.contact"], initial=now and {
        "section.contact": now
    }), lambda data, now: SectionForm({**data, "seen": 1}, content=now and {"contact": now})],
    ids=["fiche", "section"],
)  # fmt: skip
def test_a_form_refuses_a_new_contact_that_reaches_nobody(form_of):
    sent = {"section-contact": "bel ons maar"}

    new, old = form_of(sent, ""), form_of(sent, "bel ons maar")
    good = form_of({"section-contact": "09 123 45 67"}, "bel ons maar")

    assert new.errors == {"section-contact": [UNREACHABLE]}
    assert new["section-contact"].value() == "bel ons maar"
    assert (old.errors, good.errors) == ({}, {})


def test_a_contact_that_was_not_chosen_is_not_refused():
    sent = {"section-contact": "bel ons maar", "seen": 1, "choice-contact": "andere"}

    assert SectionForm(sent, content={"contact": "x@gent.example"}).errors == {}
