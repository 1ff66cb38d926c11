"""Numbers that stand nowhere in the file: Word prints them, we count them."""

import pytest

from actionplans.documents.word import read_docx

LEVELS = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3">
  <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/>
    <w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""
HEADER = ("Doel", "Acties")
HEADING = '<w:outlineLvl w:val="0"/>'


def _number(list_id, depth=0):
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'


@pytest.fixture
def read(raw_docx):
    return lambda body, styles="": read_docx(raw_docx(body, numbering=LEVELS, styles=styles))


def test_chapter_and_goal_numbers_are_counted(read, p, tbl, tree):
    body = "".join(
        p(title, HEADING + _number(1))
        + tbl(HEADER, *[(p(goal, _number(1, 1)), "Iets") for goal in goals])
        for title, goals in (("Werk", ["Stages", "Vorming"]), ("Wonen", ["Huren"]))
    )

    assert tree(read(body)) == [
        ("1", "Werk", [("1.1", "Stages", ["Iets"], None), ("1.2", "Vorming", ["Iets"], None)]),
        ("2", "Wonen", [("2.1", "Huren", ["Iets"], None)]),
    ]


def test_list_that_starts_elsewhere(read, p, tbl, tree):
    body = p("Werk", HEADING + _number(4)) + tbl(HEADER, (p("Stages", _number(4, 1)), "Iets"))

    assert tree(read(body)) == [("7", "Werk", [("7.1", "Stages", ["Iets"], None)])]


def test_roman_numbers_from_their_own_start(read, p, tbl):
    body = p("Werk", HEADING + _number(3)) + tbl(HEADER, ("Stages", "Iets"))

    assert read(body).chapters[0].number == "IV"


def test_number_comes_from_the_style(read, p, tbl):
    style = (
        f'<w:style w:styleId="Hoofd"><w:pPr>{HEADING}{_number(1)}</w:pPr></w:style>'
        '<w:style w:styleId="Ander"><w:name w:val="Ander"/><w:basedOn w:val="Hoofd"/></w:style>'
    )
    body = p("Werk", '<w:pStyle w:val="Ander"/>') + tbl(HEADER, ("1.1 Stages", "Iets"))

    chapter = read(body, styles=style).chapters[0]

    assert (chapter.number, chapter.title) == ("1", "Werk")


def test_number_zero_takes_the_style_number_away(read, p, tbl):
    style = f'<w:style w:styleId="Hoofd"><w:pPr>{HEADING}{_number(1)}</w:pPr></w:style>'
    heading = p("Werk", f'<w:pStyle w:val="Hoofd"/>{_number(0)}')

    chapter = read(heading + tbl(HEADER, ("Stages", "Iets")), styles=style).chapters[0]

    assert (chapter.number, chapter.title) == ("", "Werk")


def test_bullets_and_numbers_open_actions(read, p, tbl, tree):
    actions = p("Een dag", _number(2)) + p("voor jongeren") + p("Een folder", _number(1))
    body = p("1. Werk", HEADING) + tbl(HEADER, ("1.1 Stages", actions))

    assert tree(read(body)) == [
        ("1", "Werk", [("1.1", "Stages", ["Een dag voor jongeren", "Een folder"], None)])
    ]


def test_styles_based_on_each_other_in_a_circle_are_read(read, p, tbl):
    style = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        f'<w:style w:styleId="B"><w:basedOn w:val="A"/><w:pPr>{HEADING}</w:pPr></w:style>'
    )
    body = p("1. Werk", '<w:pStyle w:val="A"/>') + tbl(HEADER, ("1.1 Stages", "Iets"))

    assert read(body, styles=style).chapters[0].title == "Werk"
