"""Whether a working group is the chapter's or a goal's own."""

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


def test_group_merged_over_all_rows_is_the_chapters(document, add_table, read, tree, people):
    document.add_heading("1. Werk")
    table = add_table(document, [WORK, STAGE])
    table.cell(1, 2).merge(table.cell(2, 2))

    plan = read(document)

    assert tree(plan) == PLAN
    assert people(plan.chapters[0]) == [("Dienst Werk", False)]
    assert [goal.participants for goal in plan.goals] == [[], []]


def test_group_written_once_beside_the_first_goal_is_the_chapters(
    document, add_table, read, people, told
):
    document.add_heading("1. Werk")
    add_table(document, [WORK, STAGE])

    plan = read(document)

    assert people(plan.chapters[0]) == [("Dienst Werk", False)]
    assert (
        "1, werkgroep",
        "De werkgroep staat alleen bij het eerste doel. Gelezen als die van alle doelen.",
    ) in told(plan)


def test_each_row_with_its_own_group_keeps_it(document, add_table, read, people):
    document.add_heading("1. Werk")
    add_table(document, [WORK, [*STAGE[:2], "- VDAB (trekker)", "2027", ""]])

    plan = read(document)

    assert people(plan.chapters[0]) == []
    assert [people(goal) for goal in plan.goals] == [[("Dienst Werk", False)], [("VDAB", True)]]


def test_same_group_repeated_in_each_row_is_the_chapters(document, add_table, read, people):
    document.add_heading("1. Werk")
    add_table(document, [WORK, [*STAGE[:2], "- Dienst Werk", "2027", ""]])

    plan = read(document)

    assert (people(plan.chapters[0]), plan.counts["participants"]) == ([("Dienst Werk", False)], 1)


def test_group_merged_over_some_rows_stands_at_each_of_them(
    document, add_table, read, people, told
):
    document.add_heading("1. Werk")
    rows = [WORK, STAGE, ["1.3. Vorming", "- Cursus", "- VDAB", "", ""]]
    table = add_table(document, rows)
    table.cell(1, 2).merge(table.cell(2, 2))

    plan = read(document)

    assert [people(goal) for goal in plan.goals] == [
        [("Dienst Werk", False)],
        [("Dienst Werk", False)],
        [("VDAB", False)],
    ]
    assert "Een werkgroep geldt voor enkele doelen: ze staat nu bij elk van die doelen." in [
        text for _, text in told(plan)
    ]


def test_single_goal_follows_how_the_other_chapters_do_it(document, add_table, read, people):
    document.add_heading("1. Werk")
    add_table(document, [WORK, [*STAGE[:2], "- VDAB", "2027", ""]])
    document.add_heading("2. Wonen")
    add_table(document, [["2.1. Huren", "- Folder", "- Huurdienst", "2026", ""]])

    plan = read(document)

    assert people(plan.chapters[1]) == []
    assert people(plan.chapters[1].goals[0]) == [("Huurdienst", False)]


def test_leader_and_partners_in_two_columns(document, add_table, read, people):
    document.add_heading("1. Werk")
    header = ["Doel", "Acties", "Trekker", "Partners"]
    add_table(document, [["1.1 Werk", "- Infodag", "Dienst Werk", "VDAB, Unia"]], header)

    plan = read(document)

    assert people(plan.chapters[0]) == [("Dienst Werk", True), ("VDAB", False), ("Unia", False)]


def test_group_beside_a_later_goal_only_is_that_goals(document, add_table, read, people):
    document.add_heading("1. Werk")
    add_table(document, [[*WORK[:2], "", "2026", ""], [*STAGE[:2], "- VDAB", "2027", ""]])

    plan = read(document)

    assert people(plan.chapters[0]) == []
    assert [people(goal) for goal in plan.goals] == [[], [("VDAB", False)]]
