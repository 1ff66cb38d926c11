"""Plans without a table of goals."""

import pytest

from actionplans.documents.errors import UnreadableDocument

TOLD = (
    "document",
    "In dit document staan de doelen niet in een tabel. Ze zijn herkend aan hun nummers en "
    "titels: kijk alles goed na.",
)


def test_numbered_paragraphs_with_bullets(document, read, tree, told):
    document.add_paragraph("Tekst vooraf.")
    document.add_heading("1. Werk")
    document.add_paragraph("Waarover het gaat.")
    document.add_paragraph("1.1 Werk voor iedereen")
    document.add_paragraph("Een infodag", style="List Bullet")
    document.add_paragraph("- Een folder")
    document.add_paragraph("1.2 Meer stages")
    document.add_paragraph("Bedrijven zoeken", style="List Bullet")

    plan = read(document)

    assert tree(plan) == [
        (
            "1",
            "Werk",
            [
                ("1.1", "Werk voor iedereen", ["Een infodag", "Een folder"], None),
                ("1.2", "Meer stages", ["Bedrijven zoeken"], None),
            ],
        )
    ]
    assert (plan.title, plan.introduction) == ("Plan van de stad", "Tekst vooraf.")
    assert plan.chapters[0].description == "Waarover het gaat."
    assert TOLD in told(plan)


def test_labels_say_what_the_lines_are(document, read, tree, people):
    document.add_heading("1. Werk")
    document.add_paragraph("1.1 Werk voor iedereen")
    document.add_paragraph("Acties:")
    document.add_paragraph("Een infodag")
    document.add_paragraph("Een folder")
    document.add_paragraph("Timing: 2026-2031")
    document.add_paragraph("Trekker: Dienst Werk")
    document.add_paragraph("Partners: VDAB, Unia")

    plan = read(document)

    assert tree(plan) == [
        ("1", "Werk", [("1.1", "Werk voor iedereen", ["Een infodag", "Een folder"], "2026-2031")])
    ]
    assert people(plan.chapters[0]) == [("Dienst Werk", True), ("VDAB", False), ("Unia", False)]


def test_text_under_a_goal_that_is_no_action_is_quoted(document, read, told):
    document.add_heading("1. Werk")
    document.add_paragraph("1.1 Werk voor iedereen.")
    document.add_paragraph("Losse uitleg.")
    document.add_paragraph("- Een folder")

    assert ("1.1", "Niet ingelezen: “Losse uitleg.”") in told(read(document))


def test_table_of_actions_under_the_goal_as_heading(document, add_table, read, tree):
    document.add_heading("1. Werk")
    for goal, action in (("1.1 Werk voor iedereen", "Infodag"), ("1.2 Meer stages", "Bezoek")):
        document.add_heading(goal, level=2)
        add_table(document, [[action, "Dienst Werk", "2026"]], ["Actie", "Wie", "Wanneer"])

    assert tree(read(document)) == [
        (
            "1",
            "Werk",
            [
                ("1.1", "Werk voor iedereen", ["Infodag"], "2026"),
                ("1.2", "Meer stages", ["Bezoek"], "2026"),
            ],
        )
    ]


def test_table_of_actions_under_headings_without_numbers(document, add_table, read, tree):
    document.add_heading("Werk")
    document.add_heading("Meer stages", level=2)
    add_table(document, [["Bezoek", "2026"]], ["Actie", "Wanneer"])

    assert tree(read(document)) == [("", "Werk", [("", "Meer stages", ["Bezoek"], "2026")])]


def test_report_with_numbered_paragraphs_is_no_plan(document, read):
    document.add_heading("1. Situering")
    for number in range(1, 6):
        document.add_paragraph(f"1.{number} Over het ontstaan van deze dienst")
        document.add_paragraph("Een lange uitleg over vroeger en nu.")

    with pytest.raises(UnreadableDocument, match="geen actieplan gevonden"):
        read(document)


@pytest.mark.parametrize("text", ["", "Verslag van de vergadering.\nDe raad keurt goed."])
def test_document_without_a_plan_is_refused_with_what_was_sought(document, read, text):
    for line in text.split("\n"):
        document.add_paragraph(line)

    with pytest.raises(UnreadableDocument, match="kolommen doel .* en acties.*kolomkoppen"):
        read(document)


def test_plan_table_with_only_a_header_is_refused(document, add_table, read):
    add_table(document, [])

    with pytest.raises(UnreadableDocument, match="geen actieplan gevonden"):
        read(document)
