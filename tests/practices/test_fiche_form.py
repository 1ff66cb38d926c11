"""The form over some fields of a fiche, one box per kind of field."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cities.models import Ground, Organisation
from practices.fiche.content import normalised
from practices.fiche.fields import PARTS, TASKS, Kind, fields_of, path_of
from practices.forms.fiche import FicheForm, values_at

pytestmark = pytest.mark.django_db


def sent(path, *values, paths=None, initial=None):
    """The form after one box was filled in."""
    from django.http import QueryDict  # noqa: PLC0415 - only here

    data = QueryDict(mutable=True)
    data.setlist(path.replace(".", "-"), values)
    return FicheForm(data, paths=paths or [path], initial=initial)


def value_of(path, *values):
    form = sent(path, *values)
    assert form.errors == {}
    part, _, name = path.rpartition(".")
    return form.values()[part or "shared"][name]


def test_an_empty_form_is_saved_for_every_task():
    for task in TASKS:
        paths = [path_of(part, field) for part, field in fields_of(task)]

        form = FicheForm({}, paths=paths)

        kept = {
            part: {
                field.name
                for own, field in fields_of(task)
                if own == part and field.kind not in (Kind.IMAGES, Kind.FILES)
            }
            for part in PARTS
        }
        assert form.errors == {}
        assert {part: set(values) for part, values in form.values().items()} == kept
        assert normalised("shared", form.values()["shared"]) == normalised("shared", {})


def test_only_the_fields_of_the_form_are_given_back():
    form = FicheForm({"title": "Nieuw", "summary": "Kort"}, paths=["title", "section.contact"])

    assert form.is_valid()
    assert form.values() == {"shared": {"title": "Nieuw"}, "section": {"contact": ""}}


def test_lines_are_items_and_word_bullets_go():
    typed = "# Voor de start\r\n• Eerst overleg\r\n\r\n- Dan  doen\r\n"

    assert value_of("success_factors", typed) == ["# Voor de start", "Eerst overleg", "Dan doen"]


def test_items_come_back_one_per_line():
    form = FicheForm(paths=["challenges"], initial={"challenges": ["Geld", "Tijd"]})

    assert form["challenges"].value() == "Geld\nTijd"


def test_a_link_has_a_title_and_an_address():
    typed = "Brochure | https://stad.example/b?a=1\nhttp://www.stad.example"

    assert value_of("links", typed) == [
        {"title": "Brochure", "url": "https://stad.example/b?a=1"},
        {"title": "http://www.stad.example", "url": "http://www.stad.example"},
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Klik | javascript:alert(1)",
        "Klik | data:text/html,hallo",
        "Klik | www.stad.example",
        "alleen een titel",
        "Klik | https://",
        "Klik | https://stad.example/<script>",
        "Klik | https://naam:woord@stad.example/",
        "Klik | https://[::1",
        f"Klik | https://stad.example/{'a' * 500}",
    ],
)
def test_a_line_without_a_web_address_is_named(line):
    form = sent("links", f"Goed | https://stad.example/\n{line}")

    assert [message.split("”")[0] for message in form.errors["links"]] == [f"“{line[:60]}"]
    assert form["links"].value() == f"Goed | https://stad.example/\n{line}"


def test_codes_of_the_shared_list_are_sorted():
    grounds = list(Ground.objects.values_list("code", flat=True)[:2])

    assert value_of("grounds", *sorted(grounds, reverse=True)) == sorted(grounds)
    assert value_of("commitments", "10", "2") == [2, 10]


def test_a_code_that_is_not_in_the_list_is_refused():
    form = sent("grounds", "verzonnen")

    assert set(form.errors) == {"grounds"}


def test_an_archived_entry_can_stay_but_not_be_chosen_anew():
    Organisation.objects.create(slug="oud", name="Oud", is_archived=True)

    stays = sent("organisations", "oud", initial={"organisations": ["oud"]})
    anew = sent("organisations", "oud")

    assert (stays.errors, stays.values()["shared"]) == ({}, {"organisations": ["oud"]})
    assert set(anew.errors) == {"organisations"}


def test_too_long_a_text_tells_how_many_signs_too_many():
    form = sent("summary", "a" * 283)

    assert form.errors == {"summary": ["Dit zijn 283 tekens, en er passen er 280: 3 te veel."]}
    assert form["summary"].value() == "a" * 283


def test_a_line_end_counts_as_one_sign():
    assert len(value_of("summary", "a\r\n" * 140)) == 279


@pytest.mark.parametrize("year", ["1989", "2101", "vorig jaar", "20"])
def test_a_year_outside_the_bounds_is_refused(year):
    assert set(sent("period_from", year).errors) == {"period_from"}


@pytest.mark.parametrize("part", ["", "section."])
def test_the_last_year_is_not_before_the_first(part):
    paths = [f"{part}period_from", f"{part}period_until"]
    names = [path.replace(".", "-") for path in paths]

    wrong = FicheForm(dict(zip(names, ["2024", "2023"], strict=True)), paths=paths)
    right = FicheForm(dict(zip(names, ["2024", "2024"], strict=True)), paths=paths)

    assert (set(wrong.errors), right.errors) == ({names[1]}, {})


def test_an_evaluation_is_a_web_address():
    assert set(sent("evidence_url", "javascript:alert(1)").errors) == {"evidence_url"}
    assert value_of("evidence_url", "https://stad.example/e") == "https://stad.example/e"


def test_a_choice_may_be_left_open():
    assert value_of("evidence", "") == ""
    assert set(sent("evidence", "verzonnen").errors) == {"evidence"}


@given(text=st.text(max_size=80))
@settings(max_examples=40)
def test_whatever_is_typed_reads_back_the_same(text):
    for path in ("title", "description", "success_factors"):
        form = sent(path, text)
        assert form.errors == {}
        values = form.values()["shared"]
        again = sent(path, FicheForm(paths=[path], initial=values)[path].value())

        assert (again.errors, again.values()["shared"]) == ({}, values)


def test_values_of_a_text_are_found_by_path():
    found = values_at(["title", "section.text"], {"title": "Een"}, {})

    assert found == {"title": "Een", "section.text": ""}
