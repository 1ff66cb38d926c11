"""The agreement in `/beheer/`: its lists cannot be written in a way that breaks the public page."""

import json

import pytest
from django.forms import ValidationError

from network import facts
from network.admin import AgreementForm, SignatureForm, check_entries
from network.models import Agreement, Signature

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    facts.load()
    return Agreement.objects.get()


def form_for(form_class, row, **values):
    """The form as the page would send it back, with some fields typed anew."""
    given = {name: field for name, field in form_class(instance=row).initial.items() if field}
    for name, value in given.items():
        if isinstance(value, list) and not hasattr(next(iter(value), None), "pk"):
            given[name] = json.dumps(value)
        elif isinstance(value, list):
            given[name] = [entry.pk for entry in value]
    return form_class({**given, **values}, instance=row)


def test_agreement_as_it_was_loaded_can_be_saved(agreement):
    form = form_for(AgreementForm, agreement)

    assert form.errors == {}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("objectives", '[{"title": "Zonder nummer en tekst"}]'),
        ("practical", '{"text": "Geen lijst"}'),
        ("practical", '["Geen onderdeel met naam"]'),
        ("preparation", '[{"date": "22 maart 2017", "text": "Geen datum"}]'),
        ("preparation", '[{"date": 2017, "text": "Geen datum"}]'),
        ("differences", '[{"matter": "Iets", "sources": [{"says": "Zonder bron"}]}]'),
        ("sources", '[{"title": "Zonder code"}]'),
    ],
)
def test_list_that_the_page_cannot_show_is_refused(agreement, field, typed):
    form = form_for(AgreementForm, agreement, **{field: typed})

    assert list(form.errors) == [field]


def test_spelling_without_a_source_is_refused(agreement):
    signature = Signature.objects.get(city__slug="leuven")

    form = form_for(SignatureForm, signature, spellings_elsewhere='[{"name": "Iemand"}]')

    assert list(form.errors) == ["spellings_elsewhere"]


def test_entries_that_have_their_keys_pass():
    entries = [{"name": "A", "source": "B", "more": "C"}]

    assert check_entries(entries, ["name", "source"]) == entries
    with pytest.raises(ValidationError):
        check_entries(entries, ["page"])
