"""Documents that are sound Word but far more than a plan."""

import pytest

from actionplans.documents.errors import ImportLimits, UnreadableDocument
from actionplans.documents.word import read_docx


def _goal_rows(count):
    return [(f"1.{number} Doel", "Iets", "Unia") for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("PLAN_PARTS", "doelen, acties en deelnemers samen"),
        ("TABLE_ROWS", "rijen. Dat is te veel"),
        ("CELL_PARAGRAPHS", "veel te veel tekst"),
        ("TEXT_CHARACTERS", "veel te veel tekst"),
    ],
)
def test_more_than_a_plan_can_hold_is_refused(raw_docx, p, tbl, monkeypatch, limit, message):
    rows = [*_goal_rows(4), ("1.5 Doel", "".join(p(f"- Actie {one}") for one in range(5)), "")]
    data = raw_docx(tbl(("Doel", "Acties", "Werkgroep"), *rows))
    monkeypatch.setattr(ImportLimits, limit, 4)

    with pytest.raises(UnreadableDocument, match=message):
        read_docx(data)


def test_group_merged_over_very_many_goals_stays_bounded(document, add_table, read, monkeypatch):
    table = add_table(document, _goal_rows(6), ("Doel", "Acties", "Werkgroep"))
    table.cell(1, 2).merge(table.cell(5, 2)).text = "- Een\n- Twee"
    monkeypatch.setattr(ImportLimits, "PLAN_PARTS", 8)

    with pytest.raises(UnreadableDocument, match="te veel voor één plan"):
        read(document)


def test_more_doubts_than_anyone_reads_are_counted(document, add_table, read, told, monkeypatch):
    document.add_heading("1. Werk")
    rows = [[f"1.{number} Doel", "- Iets", f"{number} euro"] for number in range(1, 8)]
    add_table(document, rows, ["Doel", "Acties", "Budget"])
    monkeypatch.setattr(ImportLimits, "DOUBTS", 3)

    doubts = told(read(document))

    assert len(doubts) == 4
    assert doubts[-1] == (
        "document",
        "En nog 4 andere. Kijk of dit document wel het actieplan is.",
    )
