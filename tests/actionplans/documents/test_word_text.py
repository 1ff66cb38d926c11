"""What Word hides in its runs: changes, notes, boxes, controls, fields."""

import pytest

from actionplans.documents.plan_document import NumberedNote
from actionplans.documents.word import read_docx

HEADER = ("Doel", "Acties", "Timing")
HEADING = '<w:outlineLvl w:val="0"/>'


@pytest.fixture
def goal(raw_docx, p, tbl):
    """The only goal of a plan with this as its action cell (and timing cell)."""

    def read(action, timing="2026", body="", **parts):
        table = tbl(HEADER, ("1.1 Werk", action, timing))
        return read_docx(raw_docx(p("1. Werk", HEADING) + table + body, **parts)).goals[0]

    return read


@pytest.fixture
def plan(raw_docx, p, tbl):
    def read(action, body="", **parts):
        table = tbl(HEADER, ("1.1 Werk", action, "2026"))
        return read_docx(raw_docx(p("1. Werk", HEADING) + table + body, **parts))

    return read


def _t(text):
    return f'<w:t xml:space="preserve">{text}</w:t>'


def _r(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr>{_t(text)}</w:r>"


RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (_r("Een ") + _r("dag", "<w:b/>"), "Een dag"),
        ("<w:r><w:t>Een</w:t><w:tab/><w:t>dag</w:t></w:r>", "Een dag"),
        ("<w:r><w:t>Een</w:t><w:br/><w:t>dag</w:t></w:r>", "Een dag"),
        ("<w:r><w:t>info</w:t><w:noBreakHyphen/><w:t>dag</w:t></w:r>", "info-dag"),
        ("<w:r><w:t>info</w:t><w:softHyphen/><w:t>dag</w:t></w:r>", "infodag"),
        (f"<w:hyperlink>{_r('Een dag')}</w:hyperlink>", "Een dag"),
        (f"<w:smartTag>{_r('Een dag')}</w:smartTag>", "Een dag"),
        (f"<w:sdt><w:sdtContent>{_r('Een dag')}</w:sdtContent></w:sdt>", "Een dag"),
        (f"<w:fldSimple w:instr='DATE'>{_r('Een dag')}</w:fldSimple>", "Een dag"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + _r("Een dag"), "Een dag"),
        (_r("Een dag") + "<w:r><w:commentReference w:id='1'/></w:r>", "Een dag"),
        (_r("Een ") + _r("21") + _r("ste", RAISED) + _r(" dag"), "Een 21ste dag"),
        (_r("Een zaal van 40 m") + _r("2", RAISED), "Een zaal van 40 m²"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>' + _r(" Een dag"), "Een dag"),
    ],
)
def test_runs_become_the_text_that_is_seen(goal, p, runs, text):
    assert [action.text for action in goal(p(runs)).actions] == [text]


def test_tracked_changes_are_read_as_accepted_and_told(plan, p, told):
    action = p(
        _r("Een ")
        + f"<w:ins w:id='1'>{_r('info')}</w:ins>"
        + "<w:del w:id='2'><w:r><w:delText>folder</w:delText></w:r></w:del>"
        + f"<w:moveFrom w:id='3'>{_r('weg')}</w:moveFrom>"
        + f"<w:moveTo w:id='4'>{_r('dag')}</w:moveTo>"
    )

    read = plan(action)

    assert [one.text for one in read.actions] == ["Een infodag"]
    assert told(read)[0] == (
        "document",
        "Dit document bevat bijgehouden wijzigingen. "
        "Het is gelezen alsof ze allemaal aanvaard zijn.",
    )


def test_deleted_row_and_deleted_paragraph_end_are_gone(raw_docx, p, tbl, tree):
    ended = "<w:rPr><w:del w:id='1'/></w:rPr>"
    row = ("1.1 Werk", p(_r("Een info"), ended) + p(_r("dag")), "")
    deleted = "<w:tr><w:trPr><w:del w:id='2'/></w:trPr><w:tc>" + p("1.2 Weg") + "</w:tc></w:tr>"
    table = tbl(HEADER, row).replace("</w:tbl>", f"{deleted}</w:tbl>")

    plan = read_docx(raw_docx(p("1. Werk", HEADING) + table))

    assert tree(plan) == [("1", "Werk", [("1.1", "Werk", ["Een infodag"], None)])]


def test_document_without_changes_has_no_word_about_them(plan, told):
    assert told(plan("- Een infodag"))[0][0] != "document"


def test_hidden_text_is_left_out_and_told(plan, p, told):
    read = plan(p(_r("Een dag") + _r(" geheim", "<w:vanish/>")))

    assert [one.text for one in read.actions] == ["Een dag"]
    assert ("document", "Verborgen tekst in dit document is niet gelezen.") in told(read)


def test_text_hidden_by_a_character_style_is_left_out(goal, p):
    style = '<w:style w:styleId="Weg"><w:rPr><w:vanish/></w:rPr></w:style>'
    action = p(_r("Een dag") + _r(" geheim", '<w:rStyle w:val="Weg"/>'))

    assert [one.text for one in goal(action, styles=style).actions] == ["Een dag"]


def test_square_metres_are_no_reference(plan, p, told):
    read = plan(p(_r("Een zaal van 40 m") + _r("2", RAISED)))

    assert [where for where, _ in told(read) if where.startswith("noot")] == []


def test_footnotes_and_endnotes_become_numbered_notes(plan, p):
    def reference(kind, number):
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    action = p(_r("De kerngroep") + reference("footnote", 7) + _r(" volgt op"))
    action += p(_r("Ook later") + reference("endnote", 2) + reference("footnote", 5))

    read = plan(
        action,
        footnotes=f'<w:footnote w:id="5">{p("Tweede")}</w:footnote>'
        f'<w:footnote w:id="7">{p("Eerste")}{p("regel")}</w:footnote>'
        f'<w:footnote w:id="9">{p("Nergens")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p("Achteraan")}</w:endnote>',
    )

    assert read.notes == [
        NumberedNote(1, "Eerste regel"),
        NumberedNote(2, "Tweede"),
        NumberedNote(3, "Achteraan"),
    ]
    assert [(one.text, one.notes) for one in read.actions] == [
        ("De kerngroep volgt op", [1]),
        ("Ook later", [3, 2]),
    ]


def test_raised_digits_and_a_note_paragraph_belong_together(plan, p):
    action = p(_r("De kerngroep") + _r("1", RAISED) + _r(" en") + _r("2", RAISED) + _r(" meer"))
    notes = p(_r("1", RAISED) + _r("Wie erin zit")) + p(_r("2", RAISED) + _r(" Waarom"))

    read = plan(action, body=notes)

    assert read.notes == [NumberedNote(1, "Wie erin zit"), NumberedNote(2, "Waarom")]
    assert [(one.text, one.notes) for one in read.actions] == [("De kerngroep en meer", [1, 2])]


def test_raised_by_a_character_style(goal, p):
    style = f'<w:style w:type="character" w:styleId="Noot"><w:rPr>{RAISED}</w:rPr></w:style>'
    action = p(_r("De kerngroep") + _r("1", '<w:rStyle w:val="Noot"/>'))

    read = goal(action, body=p(_r("1", RAISED) + _r("Wie erin zit")), styles=style)

    assert [(one.text, one.notes) for one in read.actions] == [("De kerngroep", [1])]


def test_digits_glued_to_words_are_references_when_the_note_exists(plan, goal, p, told):
    body = p("1 Samenstelling van de groep") + p("3 Voor heel de periode")

    read = plan("De kerngroep1 volgt 9B’s en lokaal 12 op", body=body)
    timed = goal("Iets", timing="2026-20313", body=body)

    assert read.notes == [NumberedNote(1, "Samenstelling van de groep")]
    assert [(one.text, one.notes) for one in read.actions] == [
        ("De kerngroep volgt 9B’s en lokaal 12 op", [1])
    ]
    assert ("noot 1", "In “kerngroep1” is 1 gelezen als verwijzing naar noot 1.") in told(read)
    assert (timed.timing, timed.timing_notes) == ("2026-2031", [3])


def test_bold_numbered_line_is_no_note(plan, p):
    body = p(_r("1 Samenstelling", "<w:b/>"))

    assert plan("De kerngroep1 volgt op", body=body).notes == []


def test_digits_glued_to_words_stay_without_such_a_note(plan):
    read = plan("De kerngroep1 volgt op", body="")

    assert [(one.text, one.notes) for one in read.actions] == [("De kerngroep1 volgt op", [])]


def test_raised_digit_without_its_note_stays_and_is_told(plan, p, told):
    read = plan(p(_r("De kerngroep") + _r("4", RAISED)))

    assert [one.text for one in read.actions] == ["De kerngroep⁴"]
    assert ("noot 4", "Bij “De kerngroep” staat 4 als noot, maar die noot is er niet.") in told(
        read
    )


def test_reference_where_no_note_can_stand_is_told(raw_docx, p, tbl, told):
    title = p(_r("1. Werk") + '<w:r><w:footnoteReference w:id="1"/></w:r>', HEADING)
    body = title + tbl(HEADER, ("1.1 Werk", "Iets", ""))

    read = read_docx(raw_docx(body, footnotes=f'<w:footnote w:id="1">{p("Uitleg")}</w:footnote>'))

    assert read.chapters[0].title == "Werk"
    text = "Noot 1 hoort bij “Werk”. Daar kan geen noot staan: kijk dit na."
    assert ("1", text) in told(read)


BOX = "<w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>"
OLD_BOX = "<w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"


@pytest.mark.parametrize(
    "box",
    [
        f"<w:r>{OLD_BOX}</w:r>",
        f"<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{OLD_BOX}"
        "</mc:Fallback></mc:AlternateContent></w:r>",
        f"<mc:AlternateContent><mc:Choice><w:r>{BOX}</w:r></mc:Choice><mc:Fallback><w:r>{OLD_BOX}"
        "</w:r></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_text_box_is_read_once_after_its_paragraph(goal, p, box):
    action = p(_r("Een dag") + box.format(p("Een folder")))

    assert [one.text for one in goal(action).actions] == ["Een dag", "Een folder"]


def test_content_controls_around_rows_cells_and_paragraphs(raw_docx, p, tbl, tree):
    def control(content, properties=""):
        return (
            f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )

    cells = f"<w:tc>{control(p('1.1 Werk'))}</w:tc>" + control(f"<w:tc>{p('Een dag')}</w:tc>")
    empty = control(p("Klik om tekst in te voeren"), "<w:showingPlcHdr/>")
    row = control(f"<w:tr>{cells}<w:tc>{empty}</w:tc></w:tr>")
    table = control(tbl(HEADER).replace("</w:tbl>", f"{row}</w:tbl>"))

    plan = read_docx(raw_docx(p("1. Werk", HEADING) + table))

    assert tree(plan) == [("1", "Werk", [("1.1", "Werk", ["Een dag"], None)])]


def test_sdg_pictures_are_read_by_their_description(raw_docx, p, tbl, told):
    def picture(text):
        inline = f'<wp:inline><wp:docPr id="1" name="x" descr="{text}"/></wp:inline>'
        return p(f"<w:r><w:drawing>{inline}</w:drawing></w:r>")

    header = ("Doel", "Acties", "SDG")
    rows = [("1.1 Werk", "Iets", picture("SDG 10")), ("1.2 Wonen", "Iets", picture(""))]

    plan = read_docx(raw_docx(p("1. Werk", HEADING) + tbl(header, *rows)))

    assert [goal.sdgs for goal in plan.goals] == [[10], []]
    assert ("1.2, SDG", "De SDG's staan er als afbeelding. Duid ze zelf aan.") in told(plan)


def test_macros_are_not_read_but_told(raw_docx, p, tbl, told):
    body = p("1. Werk", HEADING) + tbl(HEADER, ("1.1 Werk", "Iets", ""))

    plan = read_docx(raw_docx(body, extra={"word/vbaProject.bin": b"\x00macro"}))

    text = (
        "Dit document bevat macro's. Alleen de tekst is gelezen, de macro's zijn niet uitgevoerd."
    )
    assert told(plan)[0] == ("document", text)


def test_strict_open_xml_is_word_too(raw_docx, zipped, p, tbl, tree):
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = p("1. Werk", HEADING) + tbl(HEADER, ("1.1 Werk", "Iets", ""))
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{strict}"><w:body>{body}</w:body></w:document>'
    }

    plan = read_docx(zipped(parts))

    assert transitional not in parts["word/document.xml"]
    assert tree(plan) == [("1", "Werk", [("1.1", "Werk", ["Iets"], None)])]
