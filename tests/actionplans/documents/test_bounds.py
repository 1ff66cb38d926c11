"""What is too long for a number or a title stays with the words; what is no SDG is told."""

import pytest

from actionplans.documents.bounds import fitted
from actionplans.documents.errors import ImportLimits, UnreadableDocument
from actionplans.documents.notes import NoteBook
from actionplans.documents.plan_builder import PlanBuilder
from actionplans.documents.plan_document import ChapterPart, GoalPart, PlanDocument
from actionplans.documents.word import read_docx
from actionplans.models import Chapter, Edition, Goal, Note

LONG = "Doelstelling over alles wat wij. Samen willen doen"
CODED = ["Nr.", "Doel", "Acties"]


def test_limits_are_those_of_the_columns():
    columns = [(Goal, "code"), (Chapter, "number"), (Edition, "title")]
    lengths = [model._meta.get_field(name).max_length for model, name in columns]

    number, title = ImportLimits.NUMBER_CHARACTERS, ImportLimits.TITLE_CHARACTERS
    assert lengths == [number, number, title]
    assert Note._meta.get_field("number").get_internal_type() == "PositiveSmallIntegerField"
    assert ImportLimits.NOTES < 2**15


def test_code_that_is_too_long_stands_in_front_of_the_title(document, add_table, read, tree, told):
    add_table(document, [[LONG, "Meer meldingen", "- Folder"], ["2", "Werk", "- Beurs"]], CODED)

    plan = read(document)

    goals = [(goal.code, goal.title) for goal in plan.goals]
    assert goals == [("", f"{LONG} Meer meldingen"), ("2", "Werk")]
    assert [chapter.number for chapter in plan.chapters] == [""]
    assert (
        "“Doelstelling over alles wat wij. Samen w …”",
        f"“{LONG}” is te lang voor een nummer en staat nu voor de titel.",
    ) in told(plan)


def test_code_that_just_fits_is_a_code(document, add_table, read):
    code = "c" * ImportLimits.NUMBER_CHARACTERS
    add_table(document, [[code, "Werk", "- Beurs"], [f"{code}c", "Wonen", "- Folder"]], CODED)

    assert [goal.code for goal in read(document).goals] == [code, ""]


def test_chapter_number_that_is_too_long_stands_in_front_of_the_title():
    builder = PlanBuilder(NoteBook())

    chapter = builder.start_chapter(LONG, "Wonen")

    assert (chapter.number, chapter.title) == ("", f"{LONG} Wonen")
    assert len(builder.doubts) == 1


def test_title_that_is_a_paragraph_opens_the_introduction(document, add_table, read, told):
    title = "Wij willen een stad voor iedereen zijn. " * 8
    document.paragraphs[0].text = title
    document.add_paragraph("Vooraf")
    document.add_heading("1. Werk")
    add_table(document, [["1.1 Doel", "- Beurs", "", "", ""]])

    plan = read(document)

    assert (plan.title, plan.introduction) == ("", f"{title.strip()}\n\nVooraf")
    [doubt] = [text for where, text in told(plan) if where == "titel"]
    assert doubt == (
        f"Dit is te lang voor een titel en staat nu vooraan in de inleiding: “{title.strip()}”"
    )


def test_document_that_fits_is_left_as_it_is():
    goals = [GoalPart("1.1", "Doel")]
    plan = PlanDocument("Titel", "Vooraf", chapters=[ChapterPart("1", "Werk", goals=goals)])

    assert fitted(plan) == plan


# --- notes ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("digits", [4, 5000])
def test_long_row_of_raised_digits_is_no_note(document, add_table, read, digits):
    document.add_heading("1. Werk")
    add_table(document, [[f"1.1 Doel{'¹' * digits}", "- Beurs", "", "", ""]])

    plan = read(document)

    assert [(goal.title, goal.notes) for goal in plan.goals] == [(f"Doel{'¹' * digits}", [])]


def test_document_with_more_notes_than_a_plan_has_is_refused(raw_docx, p, monkeypatch):
    monkeypatch.setattr(ImportLimits, "NOTES", 2)
    footnotes = "".join(f'<w:footnote w:id="{one}">{p("Uitleg")}</w:footnote>' for one in "123")
    references = "".join(f'<w:r><w:footnoteReference w:id="{one}"/></w:r>' for one in "123")

    with pytest.raises(UnreadableDocument, match="Nummer de voetnoten opnieuw"):
        read_docx(raw_docx(p(references), footnotes=footnotes))


# --- SDGs ----------------------------------------------------------------------------------------
def sdg_plan(document, add_table, *texts):
    document.add_heading("1. Werk")
    add_table(
        document,
        [[f"1.{at} Doel", "- Beurs", "", "", text] for at, text in enumerate(texts, 1)],
    )
    return document


def test_numbers_that_are_no_sdg_are_told_once(document, add_table, read, told):
    texts = ("SDG 10, 18", "18, 99", "SDG 16.20", "10,16", "0 en 5")

    plan = read(sdg_plan(document, add_table, *texts))

    assert [goal.sdgs for goal in plan.goals] == [[10], [], [16], [10], [5]]
    assert [text for where, text in told(plan) if "SDG" in where] == [
        "Geen SDG (1 tot en met 17, met een spatie na elke komma), dus niet ingelezen: "
        "“18, 99, 16, 0”"
    ]


def test_words_beside_a_number_that_is_no_sdg_are_told_too(document, add_table, read, told):
    plan = read(sdg_plan(document, add_table, "SDG 18: ruimte", "SDG 10"))

    words = "Van de SDG's zijn alleen de nummers gelezen: “SDG 18: ruimte”"
    assert ("SDG", words) in told(plan)


def test_sdgs_that_are_sdgs_raise_no_doubt(document, add_table, read, told):
    plan = read(sdg_plan(document, add_table, "SDG 1, 17", "16.7"))

    assert [where for where, _ in told(plan) if "SDG" in where] == []
