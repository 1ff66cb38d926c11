"""Tables of every shape that cities use, each with the same small plan in it."""

from actionplans.documents.word import read_docx

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


def test_columns_in_another_order_and_with_other_words(document, add_table, read, tree):
    document.add_heading("1. Werk")
    header = ["Wanneer", "Maatregelen", "Doelstelling"]
    add_table(document, [[WORK[3], WORK[1], WORK[0]], [STAGE[3], STAGE[1], STAGE[0]]], header)

    assert tree(read(document)) == PLAN


def test_code_in_a_column_of_its_own(document, add_table, read, tree):
    document.add_heading("1. Werk")
    rows = [
        ["1.1", "Werk voor iedereen", WORK[1], WORK[3]],
        ["1.2", "Meer stages", STAGE[1], "2027"],
    ]
    add_table(document, rows, ["Nr.", "Doel", "Acties", "Timing"])

    assert tree(read(document)) == PLAN


def test_one_table_with_chapters_as_rows_over_the_full_width(document, add_table, read, tree):
    second = ["2.1. Huren", "- Folder", "", "2028", ""]
    table = add_table(document, [["1. Werk"], WORK, STAGE, ["Verbintenis 2: Wonen"], second])
    for row in (1, 4):
        table.cell(row, 0).merge(table.cell(row, 4))

    plan = read(document)

    assert tree(plan) == [*PLAN, ("2", "Wonen", [("2.1", "Huren", ["Folder"], "2028")])]


def test_full_width_row_under_a_chapter_row_describes_it(document, add_table, read, tree):
    table = add_table(document, [["1. Werk"], ["Waarover het gaat"], WORK, STAGE])
    for row in (1, 2):
        table.cell(row, 0).merge(table.cell(row, 4))

    plan = read(document)

    assert tree(plan) == PLAN
    assert plan.chapters[0].description == "Waarover het gaat"


def test_unnumbered_full_width_row_between_goals_is_a_chapter_and_told(
    document, add_table, read, tree, told
):
    table = add_table(document, [["1. Werk"], WORK, STAGE, ["Wonen"], ["2.1. Huren", "- Folder"]])
    for row in (1, 4):
        table.cell(row, 0).merge(table.cell(row, 4))

    plan = read(document)

    assert tree(plan) == [*PLAN, ("2", "Wonen", [("2.1", "Huren", ["Folder"], None)])]
    assert ("Wonen", "“Wonen” is gelezen als de titel van een hoofdstuk.") in told(plan)


def test_chapter_row_that_is_not_merged(document, add_table, read, tree):
    add_table(document, [["1. Werk"], WORK, STAGE])

    assert tree(read(document)) == PLAN


def test_first_full_width_row_above_the_header_is_the_chapter(document, add_table, read, tree):
    table = add_table(document, [["1. Werk"], HEADER_ROW, WORK, STAGE], header=None)
    table.cell(0, 0).merge(table.cell(0, 4))

    assert tree(read(document)) == PLAN


HEADER_ROW = ["Operationeel doel", "Acties", "Werkgroep", "Timing", "SDG"]


def test_chapter_in_a_merged_column(document, add_table, read, tree):
    rows = [["1. Werk", *WORK], ["", *STAGE], ["2. Wonen", "2.1. Huren", "- Folder", "", "", ""]]
    table = add_table(document, rows, ["Strategische doelstelling", *HEADER_ROW])
    table.cell(1, 0).merge(table.cell(2, 0))

    assert tree(read(document)) == [*PLAN, ("2", "Wonen", [("2.1", "Huren", ["Folder"], None)])]


def test_header_repeated_in_the_table_is_no_goal(document, add_table, read, tree):
    document.add_heading("1. Werk")
    add_table(document, [WORK, HEADER_ROW, STAGE])

    assert tree(read(document)) == PLAN


def test_lone_dashes_are_no_actions_and_no_timing(document, add_table, read, tree, told):
    document.add_heading("1. Werk")
    add_table(document, [["1.1. Werk", "- \n–\n/", "-", "/", "-"], STAGE])

    plan = read(document)

    assert tree(plan)[0][2][0] == ("1.1", "Werk", [], None)
    assert ("1", "Zonder acties in het document: 1.1.") in told(plan)


def test_sdg_numbers_are_read_and_other_text_there_is_told(document, add_table, read, told):
    document.add_heading("1. Werk")
    add_table(document, [[*WORK[:4], "SDG 10, 16"], [*STAGE[:4], "gendergelijkheid"]])

    plan = read(document)

    assert [goal.sdgs for goal in plan.goals] == [[10, 16], []]
    assert ("1.2, SDG", "Niet ingelezen: “gendergelijkheid”") in told(plan)


def test_unknown_column_is_quoted_per_goal(document, add_table, read, tree, told):
    document.add_heading("1. Werk")
    rows = [[*WORK[:2], "5.000 euro", WORK[3]], [*STAGE[:2], "-", STAGE[3]]]
    add_table(document, rows, ["Doel", "Acties", "Budget", "Timing"])

    plan = read(document)

    assert tree(plan) == PLAN
    assert told(plan) == [("1.1, Budget", "Voor deze kolom is er geen plaats: “5.000 euro”")]


def test_double_and_misplaced_codes_are_told(document, add_table, read, told):
    document.add_heading("1. Werk")
    add_table(
        document, [WORK, ["1.1. Nog eens", "- x", "", "", ""], ["2.1. Fout", "- x", "", "", ""]]
    )

    doubts = told(read(document))

    assert ("1.1", "Het nummer 1.1 komt 2 keer voor.") in doubts
    assert ("2.1", "Doel 2.1 staat in hoofdstuk 1.") in doubts


def test_two_timings_for_one_goal_are_both_kept_and_told(document, add_table, read, told):
    document.add_heading("1. Werk")
    rows = [[WORK[0], "Infodag", "", "2026", ""], ["", "Folder", "", "2027", ""], STAGE]
    table = add_table(document, rows)
    table.cell(1, 0).merge(table.cell(2, 0))

    plan = read(document)

    assert plan.goals[0].timing == "2026; 2027"
    assert ("1.1, timing", "Meer dan één timing: “2026; 2027”.") in told(plan)


def test_timing_merged_over_rows_counts_for_each_goal(document, add_table, read):
    document.add_heading("1. Werk")
    table = add_table(document, [WORK, [*STAGE[:3], "", ""]])
    table.cell(1, 3).merge(table.cell(2, 3))

    assert [goal.timing for goal in read(document).goals] == ["2026-2031", "2026-2031"]


def test_table_without_headings_is_guessed_from_codes_and_years(
    document, add_table, read, tree, told
):
    document.add_heading("1. Werk")
    rows = [[WORK[0], WORK[1], WORK[3]], [STAGE[0], STAGE[1], STAGE[3]]]
    add_table(document, rows, header=None)

    plan = read(document)

    assert tree(plan) == PLAN
    assert told(plan) == [
        ("tabel", "Deze tabel heeft geen kolomkoppen. Kijk na of elke kolom goed begrepen is.")
    ]


def test_sheet_per_goal_with_headings_in_the_first_column(document, add_table, read, tree):
    document.add_heading("1. Werk")
    for goal in (WORK, STAGE):
        rows = [["Doel", goal[0]], ["Acties", goal[1]], ["Timing", goal[3]]]
        add_table(document, rows, header=None)

    assert tree(read(document)) == PLAN


def test_table_in_a_frame_of_one_cell(document, add_table, read, tree):
    document.add_heading("1. Werk")
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    inner = frame.add_table(rows=0, cols=5)
    for line in (HEADER_ROW, WORK, STAGE):
        for cell, text in zip(inner.add_row().cells, line, strict=True):
            cell.text = text

    assert tree(read(document)) == PLAN


def test_horizontally_merged_cells_do_not_shift_the_columns(document, add_table, read, tree):
    document.add_heading("1. Werk")
    table = add_table(document, [WORK, ["1.2. Meer stages", "", "- Bedrijven zoeken", "2027", ""]])
    table.cell(2, 1).merge(table.cell(2, 2))

    assert tree(read(document)) == PLAN


def test_row_above_any_goal_is_quoted(document, add_table, read, told):
    document.add_heading("1. Werk")
    add_table(document, [["", "- Zwevende actie", "", "", ""], WORK, STAGE])

    doubts = told(read(document))

    assert ("tabel", "Deze rij hoort bij geen enkel doel: “- Zwevende actie”") in doubts


def test_source_of_a_goal_is_its_row_as_it_stood(document, add_table, read):
    document.add_heading("1. Werk")
    add_table(document, [WORK, STAGE])

    assert read(document).goals[0].source == (
        "1.1. Werk voor iedereen | - Een infodag\n- Een folder | - Dienst Werk | 2026-2031"
    )


def test_cells_merged_the_old_way(raw_docx, p, tbl, tree):
    def cell(text, merge):
        return f'<w:tc><w:tcPr><w:hMerge w:val="{merge}"/></w:tcPr>{p(text)}</w:tc>'

    chapter = [cell("1. Werk", "restart"), *[cell("", "continue")] * 2]
    body = tbl(("Doel", "Acties", "Timing"), chapter, ("1.1 Stages", "Bezoek", "2027"))

    assert tree(read_docx(raw_docx(body))) == [
        ("1", "Werk", [("1.1", "Stages", ["Bezoek"], "2027")])
    ]


def test_rows_whose_borders_do_not_line_up_keep_their_columns(raw_docx, p, tbl, tree):
    def wide(text, span):
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{p(text)}</w:tc>'

    header = (wide("Doel", 2), wide("Acties", 2), "Timing")
    shifted = ("1.1 Stages", wide("Bezoek", 3), "2027")
    body = p("1. Werk", '<w:outlineLvl w:val="0"/>') + tbl(header, shifted)

    assert tree(read_docx(raw_docx(body))) == [
        ("1", "Werk", [("1.1", "Stages", ["Bezoek"], "2027")])
    ]
