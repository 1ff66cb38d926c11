"""`manage.py import_plan`: the same importer, from the command line."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from actionplans import importing
from actionplans.documents.word import read_docx
from actionplans.editions import draft_of
from actionplans.models import Deed, Edition, Plan
from actionplans.rows import Tree
from cities.models import LogEntry
from tests.actionplans.proposals import UNDERSTOOD, words_of
from tests.actionplans.word_files import bomb, letter, word_plan
from tests.factories import make_chapter, make_city, make_plan

pytestmark = pytest.mark.django_db

COUNTED = "2 hoofdstukken, 3 doelen, 3 acties, 3 deelnemers, waarvan 1 organisatoren."


@pytest.fixture
def city():
    return make_city(name="Denderleeuw")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Actieplan.docx"
    path.write_bytes(word_plan())
    return path


def run(file, *options, city="denderleeuw"):
    """(standard output, standard error) of the command."""
    out, err = io.StringIO(), io.StringIO()
    call_command("import_plan", str(file), "--city", city, *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(file, *options, city="denderleeuw"):
    """The sentence with which the command stops."""
    with pytest.raises(CommandError) as stopped:
        run(file, *options, city=city)
    return str(stopped.value)


def kept():
    """How many of what an import leaves behind."""
    return [model.objects.count() for model in (Plan, Edition, Deed, LogEntry)]


def test_document_becomes_the_draft_of_a_new_plan(city, file):
    out, err = run(file)

    plan = city.plans.get()
    assert words_of(Tree(draft_of(plan))) == UNDERSTOOD
    assert (plan.framework, plan.period, plan.created_by) == ("eccar", "2026–2031", None)
    lines = out.splitlines()
    assert lines[:2] == [
        "In het ontwerp gezet: ECCAR-tienpuntenplan 2026–2031 van Denderleeuw",
        COUNTED,
    ]
    assert "Twijfel bij 1, werkgroep: “Dienst Welzijn (?)” is nog te bevestigen." in lines[2:]
    assert err == ""


def test_plan_that_exists_and_is_empty_is_filled(city, file):
    plan = make_plan(city=city)

    run(file)

    assert words_of(Tree(draft_of(plan))) == UNDERSTOOD


@pytest.mark.parametrize(
    ("options", "framework", "period"),
    [
        (["--period", "2020-2025"], "eccar", "2020–2025"),
        (["--period", "2020–2025"], "eccar", "2020–2025"),
        (["--period", "2022-"], "eccar", "vanaf 2022"),
        (["--framework", "integrated"], "integrated", "2026–2031"),
        (["--framework", "thematic", "--theme", "Rainbow"], "thematic", "2026–2031"),
    ],
)
def test_options_say_which_plan(city, file, options, framework, period):
    run(file, *options)

    plan = city.plans.get()
    assert (plan.framework, plan.period) == (framework, period)


def test_dry_run_tells_and_keeps_nothing(city, file):
    before = kept()

    out, _ = run(file, "--dry-run")

    assert (out.splitlines()[0], kept()) == (COUNTED, before)


def test_dry_run_needs_no_known_city(file):
    out, _ = run(file, "--dry-run", city="nergens")

    assert out.splitlines()[0] == COUNTED


# --- for a program ------------------------------------------------------------------------------
@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_json_is_all_that_stands_on_standard_output(city, file, options):
    out, err = run(file, "--json", *options)

    assert json.loads(out) == read_docx(file.read_bytes()).understood()
    assert ("In het ontwerp gezet" in err) is not bool(options)


def test_json_names_its_parts_as_promised(city, file):
    told = json.loads(run(file, "--json", "--dry-run")[0])

    assert set(told) == {"plan", "doubts"}
    assert set(told["plan"]) == {"chapters", "introduction", "notes"}
    [first, second] = told["plan"]["chapters"]
    assert (first["number"], first["title"], first["participants"]) == (
        *(1, "Waakzaam zijn"),
        [
            {"name": "Unia", "organiser": True},
            {"name": "Dienst Welzijn (?)", "organiser": False},
        ],
    )
    assert second["goals"] == [
        {"code": "2.1", "title": "Iedereen aan het loket", "timing": None, "actions": []}
    ]


def test_error_leaves_standard_output_empty(city, tmp_path):
    out = io.StringIO()

    with pytest.raises(CommandError):
        call_command(
            "import_plan", str(tmp_path / "weg.docx"), "--city", "denderleeuw", "--json", stdout=out
        )

    assert out.getvalue() == ""


# --- what is refused -----------------------------------------------------------------------------
def test_unknown_city_is_refused_with_the_known_ones(city, file):
    before = kept()

    sentence = "Stad “nergens” is niet bekend. Bekende steden: denderleeuw."
    assert refused(file, city="nergens") == sentence
    assert kept() == before


@pytest.mark.parametrize("options", [[], ["--dry-run"], ["--json"]])
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"hallo", "Dit is geen Word-document (.docx)."),
        (b"", "Dit bestand is leeg."),
        (letter, "In dit document is geen actieplan gevonden."),
        (bomb, "Dit bestand is niet gebouwd zoals Word het doet"),
    ],
    ids=["a text", "nothing", "a letter", "a bomb"],
)
def test_file_without_a_plan_is_refused_in_dutch(city, file, data, sentence, options):
    file.write_bytes(data() if callable(data) else data)
    before = kept()

    assert refused(file, *options).startswith(sentence)
    assert kept() == before


def test_file_that_is_not_there_is_refused_in_dutch(city, tmp_path):
    for path in (tmp_path / "weg.docx", tmp_path):
        assert refused(path).startswith(f"Het bestand {path} kan niet gelezen worden:")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--period", "straks"], "Schrijf --period als 2020-2025 of 2022-."),
        (["--period", "2025-2020"], "De periode of het thema van dit plan klopt niet."),
        (["--period", "1066-1070"], "De periode of het thema van dit plan klopt niet."),
        (["--framework", "thematic"], "De periode of het thema van dit plan klopt niet."),
        (["--theme", "Rainbow"], "De periode of het thema van dit plan klopt niet."),
    ],
)
def test_impossible_plan_is_refused_in_dutch(city, file, options, sentence):
    before = kept()

    assert (refused(file, *options), kept()) == (sentence, before)


def test_document_without_years_asks_for_the_period(city, file):
    row = ("1.1 Een doel", "Een actie", "", "doorlopend", "")
    file.write_bytes(word_plan((("1. Een", (row,)),), title="Actieplan"))

    sentence = "Uit het document blijkt geen periode: geef --period, bv. 2026-2031."
    assert refused(file) == sentence
    run(file, "--period", "2026-2031")
    assert city.plans.get().period == "2026–2031"


def test_plan_is_not_left_behind_when_its_draft_cannot_be_filled(city, file, monkeypatch):
    def refuse(*args, **values):
        raise importing.DraftHoldsRowsError

    monkeypatch.setattr(importing, "fill", refuse)
    before = kept()

    assert refused(file).startswith("Het ontwerp van dit plan is niet leeg.")
    assert kept() == before


# --- a draft that holds rows ----------------------------------------------------------------------
def test_draft_with_rows_is_not_replaced_unasked(city, file):
    plan = make_plan(city=city)
    make_chapter(plan=plan, title="Van ons")
    before = kept()

    assert refused(file).startswith("Het ontwerp van dit plan is niet leeg. Geef --replace")
    assert [chapter.title for chapter in Tree(draft_of(plan)).chapters] == ["Van ons"]
    assert kept() == before


def test_draft_is_replaced_when_that_is_said(city, file):
    plan = make_plan(city=city)
    make_chapter(plan=plan, title="Van ons")

    run(file, "--replace")

    assert words_of(Tree(draft_of(plan))) == UNDERSTOOD
