"""Goals that take more than one row, and cells that hold more than one goal."""

from actionplans.documents.plan_document import Doubt

WORK = ["1.1. Werk voor iedereen", "- Een infodag\n- Een folder", "- Dienst Werk", "2026-2031", ""]
STAGE = ["1.2. Meer stages", "- Bedrijven zoeken", "", "2027", ""]
PLAN = [
    (
        "1",
        "Werk",
        [
            ("1.1", "Werk voor iedereen", ["Een infodag", "Een folder"], "2026-2031"),
            ("1.2", "Meer stages", ["Bedrijven zoeken"], "2027"),
        ],
    )
]


def test_goal_cell_merged_over_a_row_per_action(document, add_table, read, tree):
    document.add_heading("1. Werk")
    rows = [[WORK[0], "Een infodag", "", WORK[3], ""], ["", "Een folder", "", "", ""], STAGE]
    table = add_table(document, rows)
    table.cell(1, 0).merge(table.cell(2, 0))

    plan = read(document)

    assert tree(plan) == PLAN
    assert [doubt for doubt in plan.doubts if doubt.where == "1.1"] == []


def test_goal_and_action_cut_in_two_by_a_page_end(document, add_table, read, tree, told):
    document.add_heading("1. Werk")
    first = ["1.1. Werk voor", "- Een infodag\n- Een", "", "2026-2031", ""]
    add_table(document, [first])
    add_table(document, [["iedereen", "folder", "", "", ""], STAGE], header=None)

    plan = read(document)

    assert tree(plan) == PLAN
    assert told(plan)[:2] == [
        ("1.1", "“iedereen” is gelezen als het vervolg van dit doel."),
        ("1.1", "“folder” is gelezen als het vervolg van de vorige actie."),
    ]


def test_row_without_goal_goes_on_with_the_goal_above_and_is_told(document, add_table, read, tree):
    document.add_heading("1. Werk")
    rows = [[WORK[0], "- Een infodag", "", WORK[3], ""], ["", "- Een folder", "", "", ""], STAGE]
    add_table(document, rows)

    plan = read(document)

    assert tree(plan) == PLAN
    told = "Een rij zonder doel is bij dit doel gelezen: “- Een folder”."
    assert Doubt("1.1", told) in plan.doubts


def test_goal_without_code_is_kept_and_told(document, add_table, read, tree, told):
    document.add_heading("1. Werk")
    add_table(document, [WORK, ["Een doel zonder nummer", "- Iets doen", "", "", ""]])

    plan = read(document)

    assert tree(plan)[0][2][1] == ("", "Een doel zonder nummer", ["Iets doen"], None)
    expected = ("“Een doel zonder nummer”", "Dit doel heeft geen nummer in het document.")
    assert expected in told(plan)


def test_several_goals_in_one_cell_come_apart_and_are_told(document, add_table, read, tree, told):
    document.add_heading("1. Werk")
    add_table(document, [["1.1. Werk\n1.2. Stages\nin de zorg", "- Infodag", "", "", ""]])

    plan = read(document)

    assert tree(plan)[0][2] == [
        ("1.1", "Werk", ["Infodag"], None),
        ("1.2", "Stages in de zorg", [], None),
    ]
    assert ("1.1", "In één cel staan 2 doelen. Wat ernaast staat, is bij 1.1 gezet.") in told(plan)


def test_cell_that_does_not_begin_with_a_code_is_one_goal(document, add_table, read, tree):
    document.add_heading("1. Werk")
    add_table(document, [["Vooraf\n1.1. Werk\n1.2. Stages", "- Infodag", "", "", ""]])

    assert tree(read(document))[0][2] == [
        ("", "Vooraf 1.1. Werk 1.2. Stages", ["Infodag"], None),
    ]
