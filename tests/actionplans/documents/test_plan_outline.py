"""Title, introduction, chapters and what stands around the tables."""

import pytest
from docx import Document

GOAL = ["1.1. Doel", "- Actie", "", "2026", ""]
SECOND = ["2.1. Ander doel", "- Andere actie", "", "2027", ""]


def _titles(plan):
    return [(chapter.number, chapter.title) for chapter in plan.chapters]


def _bold(document, text):
    document.add_paragraph().add_run(text).bold = True


def test_title_introduction_and_description_have_their_place(document, add_table, read):
    document.add_heading("Inleiding")
    document.add_paragraph("Eerste alinea.")
    document.add_paragraph("Tweede alinea.")
    document.add_heading("1. Werk")
    document.add_paragraph("Waarover het gaat.")
    document.add_paragraph("En waarom.")
    add_table(document, [GOAL])

    plan = read(document)

    assert plan.title == "Plan van de stad"
    assert plan.introduction == "Eerste alinea.\n\nTweede alinea."
    assert plan.chapters[0].description == "Waarover het gaat.\n\nEn waarom."


@pytest.mark.parametrize(
    "make",
    [
        lambda document, text: document.add_heading(text, level=1),
        lambda document, text: document.add_heading(text, level=3),
        _bold,
        lambda document, text: document.add_paragraph(text),
    ],
)
def test_chapters_are_found_however_they_are_typed(document, add_table, read, make):
    make(document, "1. Werk")
    add_table(document, [GOAL])
    make(document, "2. Wonen")
    add_table(document, [SECOND])

    plan = read(document)

    assert _titles(plan) == [("1", "Werk"), ("2", "Wonen")]
    assert plan.title == "Plan van de stad"


def test_dutch_style_name_is_a_heading(document, add_table, read):
    document.styles["Heading 2"].name = "Kop 2"
    document.add_paragraph("Werk", style="Kop 2")
    add_table(document, [GOAL])

    assert _titles(read(document)) == [("1", "Werk")]


def test_own_themes_without_numbers(document, add_table, read):
    document.add_heading("Situering")
    document.add_paragraph("Tekst vooraf.")
    document.add_heading("Werk", level=2)
    add_table(document, [["Stages", "- Actie", "", "", ""]])
    document.add_heading("Wonen", level=2)
    add_table(document, [["Huren", "- Actie", "", "", ""]])

    plan = read(document)

    assert _titles(plan) == [("", "Werk"), ("", "Wonen")]
    assert plan.introduction == "Situering\n\nTekst vooraf."


def test_number_and_title_on_two_lines(document, add_table, read):
    document.add_heading("Verbintenis 1")
    document.add_heading("Werk", level=2)
    add_table(document, [GOAL])
    document.add_heading("Verbintenis 2")
    document.add_heading("Wonen", level=2)
    add_table(document, [SECOND])

    assert _titles(read(document)) == [("1", "Werk"), ("2", "Wonen")]


def test_bold_first_line_is_the_title(add_table, read):
    document = Document()
    _bold(document, "Ons actieplan")
    document.add_paragraph("Tekst vooraf.")
    _bold(document, "1. Werk")
    add_table(document, [GOAL])

    plan = read(document)

    assert (plan.title, plan.introduction) == ("Ons actieplan", "Tekst vooraf.")


def test_first_theme_is_not_taken_for_the_title(add_table, read, told):
    document = Document()
    for theme, goal in (("Werk", GOAL), ("Wonen", SECOND)):
        document.add_heading(theme)
        add_table(document, [goal])

    plan = read(document)

    assert (plan.title, _titles(plan)) == ("", [("1", "Werk"), ("2", "Wonen")])
    assert ("titel", "Er is geen titel van het plan gevonden. Vul hem zelf in.") in told(plan)


def test_second_table_without_heading_goes_on_in_its_chapter(document, add_table, read):
    document.add_heading("1. Werk")
    add_table(document, [GOAL])
    document.add_paragraph("")
    add_table(document, [["1.2. Nog een doel", "- Actie", "", "", ""]])

    plan = read(document)

    assert [[goal.code for goal in chapter.goals] for chapter in plan.chapters] == [["1.1", "1.2"]]


def test_chapter_title_repeated_on_the_next_page_is_no_new_chapter(document, add_table, read):
    document.add_heading("1. Werk")
    add_table(document, [GOAL])
    document.add_heading("1. Werk (vervolg)")
    add_table(document, [["1.2. Nog een doel", "- Actie", "", "", ""]])

    assert _titles(read(document)) == [("1", "Werk")]


def test_chapter_without_goals_is_kept_and_told(document, add_table, read, told):
    document.add_heading("1. Werk")
    document.add_paragraph("Hierover later meer.")
    document.add_heading("2. Wonen")
    add_table(document, [SECOND])
    document.add_heading("3. Onderwijs")

    plan = read(document)

    assert _titles(plan) == [("1", "Werk"), ("2", "Wonen"), ("3", "Onderwijs")]
    assert plan.chapters[0].description == "Hierover later meer."
    assert ("1", "Onder “Werk” zijn geen doelen gevonden.") in told(plan)
    assert ("3", "Onder “Onderwijs” zijn geen doelen gevonden.") in told(plan)


def test_numbered_introduction_is_no_chapter(document, add_table, read):
    document.add_heading("1. Inleiding")
    document.add_paragraph("Tekst vooraf.")
    document.add_heading("2. Wonen")
    add_table(document, [SECOND])

    plan = read(document)

    assert _titles(plan) == [("2", "Wonen")]
    assert plan.introduction == "1. Inleiding\n\nTekst vooraf."


def test_heading_over_a_table_with_its_own_chapters_is_no_chapter(document, add_table, read):
    document.add_heading("Actieplan")
    add_table(document, [["1. Werk"], GOAL, ["2. Wonen"], SECOND])

    plan = read(document)

    assert _titles(plan) == [("1", "Werk"), ("2", "Wonen")]
    assert plan.introduction == "Actieplan"


def test_codes_alone_make_chapters_without_title(document, add_table, read, told):
    document.add_paragraph("Tekst vooraf.")
    add_table(document, [GOAL, SECOND])

    plan = read(document)

    assert _titles(plan) == [("1", ""), ("2", "")]
    assert ("1", "Van dit hoofdstuk is geen titel gevonden. Vul hem zelf in.") in told(plan)


def test_text_after_a_table_is_quoted(document, add_table, read, told):
    document.add_heading("1. Werk")
    add_table(document, [GOAL])
    document.add_paragraph("Goedgekeurd door de raad.")

    text = "Deze tekst staat na de tabel en is niet ingelezen: “Goedgekeurd door de raad.”"
    assert ("1", text) in told(read(document))


def test_table_that_is_no_plan_is_quoted(document, add_table, read, told):
    add_table(document, [["Contact", "Telefoon"], ["Jeugddienst", "051 00 00 00"]], header=None)
    document.add_heading("1. Werk")
    add_table(document, [GOAL])

    text = "Deze tabel is niet als plan gelezen: “Contact | Telefoon | Jeugddienst | 051 00 00 00”"
    assert ("tabel", text) in told(read(document))


def test_table_as_wide_as_the_plan_under_another_heading_is_no_next_page(
    document, add_table, read, told
):
    document.add_heading("1. Werk")
    add_table(document, [GOAL])
    document.add_heading("Contact")
    add_table(document, [["Jeugddienst", "Zaal 2", "Marktplein", "051", "ma"]], header=None)

    plan = read(document)

    assert [goal.code for goal in plan.goals] == ["1.1"]
    assert (
        "tabel",
        "Deze tabel is niet als plan gelezen: “Jeugddienst | Zaal 2 | Marktplein | 051 | ma”",
    ) in told(plan)


def test_working_group_above_the_table(document, add_table, read, people):
    document.add_heading("1. Werk")
    document.add_paragraph("Werkgroep: Dienst Werk (trekker), VDAB")
    add_table(document, [GOAL])

    plan = read(document)

    assert people(plan.chapters[0]) == [("Dienst Werk", True), ("VDAB", False)]
    assert plan.chapters[0].description == ""


def test_contents_page_is_not_read(document, add_table, read):
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("1. Werk\t2", style=style)
    document.add_heading("1. Werk")
    add_table(document, [GOAL])

    plan = read(document)

    assert (_titles(plan), plan.introduction) == ([("1", "Werk")], "")


def test_nobody_organising_is_told(document, add_table, read, told):
    document.add_heading("1. Werk")
    add_table(document, [["1.1. Doel", "- Actie", "- Dienst Werk (?)", "", ""]])

    doubts = told(read(document))

    assert ("1, werkgroep", "“Dienst Werk (?)” is nog te bevestigen.") in doubts
    assert ("1, werkgroep", "Bij niemand staat dat hij of zij organisator is.") in doubts


def test_double_chapter_number_is_told(document, add_table, read, told):
    document.add_heading("1. Werk")
    add_table(document, [GOAL])
    document.add_heading("1. Wonen")
    add_table(document, [SECOND])

    assert ("1", "Het hoofdstuknummer 1 komt 2 keer voor.") in told(read(document))


def test_heading_that_only_announces_the_table_is_no_description(document, add_table, read):
    document.add_heading("1. Werk")
    document.add_heading("Operationele doelen", level=2)
    add_table(document, [GOAL])

    assert read(document).chapters[0].description == ""
