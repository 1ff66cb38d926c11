"""The Word file of an ECCAR report: opened again, it says everything, in two languages."""

import io
import zipfile

import pytest
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionplans.editions import current_edition, publish
from actionplans.models import EccarReportPart
from actionplans.reports.harvest import harvest
from actionplans.reports.parts import parts_of
from actionplans.reports.word_file import word_file
from actionplans.reports.word_marks import clean_text
from tests.factories import (
    make_action,
    make_chapter,
    make_goal,
    make_member,
    make_plan,
    published_plan,
    tell,
)
from tests.networks import make_report

pytestmark = pytest.mark.django_db

NASTY = "Stap 1\u000b<b>\u0001 & “é” 😀\r\n- punt één\n\n- punt twee\ud800"


@pytest.fixture
def report():
    return make_report(plan=published_plan(period_from=2020))


def written(report, **texts):
    """The document as Word opens it, with these texts in its first part."""
    EccarReportPart.objects.filter(report=report, commitment__number=1).update(**texts)
    return opened(report, parts_of(report))


def opened(report, parts):
    found = harvest(report.plan, report.year_from, report.year_until)
    return Document(io.BytesIO(word_file(report, parts, found)))


def languages(paragraphs):
    """Of each run its words and how they are marked."""
    return [
        (
            run.text,
            lang.get(qn("w:val"))
            if (lang := run._element.find(f".//{qn('w:lang')}")) is not None
            else "",
        )
        for paragraph in paragraphs
        for run in paragraph.runs
    ]


def test_each_commitment_has_a_heading_and_a_table_of_two_columns(report):
    document = written(report, measures="Wat we deden", results_en="Results told")

    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    first = document.tables[1]
    cells = [[cell.text for cell in row.cells] for row in first.rows]
    assert (len(headings), len(document.tables)) == (11, 11)
    assert headings[1].startswith("1. ")
    assert cells == [
        ["Nederlands", "English"],
        ["Maatregelen\nWat we deden", "Measures\n(not yet translated)"],
        ["Resultaten", "Results\nResults told"],
        ["Moeilijkheden", "Difficulties"],
    ]


def test_without_any_english_there_is_no_english_column(report):
    table = written(report, measures="Wat we deden").tables[1]

    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [["Nederlands"], ["Maatregelen\nWat we deden"], ["Resultaten"]] + [
        ["Moeilijkheden"]
    ]


def test_figures_of_each_commitment_add_up_to_its_goals():
    plan = published_plan(period_from=2020, goals=6)
    states = ("not_started", "preparing", "running", "finished", "stopped")
    for goal, state in zip(current_edition(plan).goals.order_by("pk"), states, strict=False):
        late = {"schedule": "delayed", "reason": "staff"} if state in states[1:3] else {}
        reason = {"reason": "staff"} if state == "stopped" else {}
        tell(plan=plan, goal=goal, state=state, **late, **reason)

    this_year = timezone.localdate().year
    made = make_report(plan=plan, year_from=this_year, year_until=this_year)
    document = opened(made, parts_of(made))

    goals, *others = [int(cell.text) for cell in document.tables[0].rows[1].cells[1:]]
    assert (goals, others) == (6, [1] * 6)
    notes = [one.text for one in document.paragraphs if one.text.startswith("Waarvan")]
    assert notes == ["Waarvan vertraagd of uitgesteld: 2 bij verbintenis 1."]


def test_document_is_dutch_and_every_english_word_is_marked(report):
    document = written(report, measures="Nederlands", measures_en="English\n- a point")

    default = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    rows = document.tables[1].rows
    dutch, english = (
        [pair for row in rows for pair in languages(row.cells[side].paragraphs)] for side in (0, 1)
    )
    assert (default.get(qn("w:val")), document.core_properties.language) == ("nl-BE", "nl-BE")
    assert {lang for _, lang in dutch} == {""}
    assert {lang for _, lang in english} == {"en-GB"}
    assert ("a point", "en-GB") in english


def test_tables_say_what_they_hold_and_repeat_their_header(report):
    document = written(report)

    marks = [
        (
            table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) != "",
            table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) != "",
            len(table.rows[0]._tr.findall(f".//{qn('w:tblHeader')}")),
        )
        for table in document.tables
    ]
    assert marks == [(True, True, 1)] * 11


def test_title_page_names_the_city_in_full_the_years_and_the_plan(report):
    opening = [one.text for one in written(report).paragraphs[:5]]

    plan = report.plan
    assert opening[0] == plan.city.full_name
    assert opening[1:3] == ["ECCAR-verslag 2024–2025", "Report to ECCAR, 2024–2025"]
    assert opening[4] == f"Over het {plan.kind_and_period}"


def test_file_tells_nothing_of_how_it_was_made_and_holds_no_pictures(report):
    found = harvest(report.plan, 2024, 2025)
    packed = zipfile.ZipFile(io.BytesIO(word_file(report, parts_of(report), found)))

    properties = b"".join(packed.read(one) for one in packed.namelist() if "docProps" in one)
    assert b"python" not in properties.lower()
    pictures = [one for one in packed.namelist() if one.endswith((".jpeg", ".png", ".emf"))]
    assert pictures == []


def test_nasty_text_comes_through_without_what_xml_refuses(report):
    parts = parts_of(report)
    parts[0].measures = NASTY

    cell = opened(report, parts).tables[1].rows[1].cells[0]

    assert [(one.text, one.style.name) for one in cell.paragraphs[1:]] == [
        ("Stap 1", "Normal"),
        ("<b> & “é” 😀", "Normal"),
        ("punt één", "List Bullet"),
        ("punt twee", "List Bullet"),
    ]


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=60))
def test_any_text_can_be_kept_in_a_word_file(text):
    document = Document()

    document.add_paragraph(clean_text(text))
    out = io.BytesIO()
    document.save(out)

    assert Document(io.BytesIO(out.getvalue())).paragraphs[0].text == clean_text(text)


def test_goals_without_commitment_stand_at_the_end():
    plan = make_plan(period_from=2020)
    goal = make_goal(chapter=make_chapter(plan=plan, commitments=()), title="Eigen accent")
    make_action(goal=goal, text="Een feest")
    publish(plan, note="", by=make_member(city=plan.city))

    *_, heading, _, own, action = written(make_report(plan=plan)).paragraphs

    assert (heading.text, own.text) == ("Doelen zonder verbintenis", "1.1 Eigen accent")
    assert action.text == "Gepland in het plan, nog niets over verteld: Een feest"


def test_a_report_with_nothing_in_it_still_opens():
    report = make_report(plan=make_plan(period_from=2020))

    document = written(report)

    figures = document.tables[0]
    assert [cell.text for cell in figures.rows[1].cells[1:]] == ["0"] * 7
    assert len(figures.rows) == 11
