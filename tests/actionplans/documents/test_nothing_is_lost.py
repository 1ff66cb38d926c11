"""Whatever stands in a document: it is read, or quoted in a doubt, or refused. Never an error."""

import json
import re
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from actionplans.documents.errors import UnreadableDocument
from actionplans.documents.plan_document import PlanDocument
from actionplans.documents.word import read_docx

CAREFUL = settings(
    deadline=None,
    max_examples=60,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
HEADER = ["Doel", "Acties", "Werkgroep", "Timing", "SDG", "Budget"]
START = st.sampled_from(["", "- ", "1.1 ", "1.2. ", "2.1 ", "3. ", "• ", "= ", "1) ", "Trekker: "])
CELL = st.lists(st.tuples(START, st.integers(1, 3)), max_size=3)
ROW = st.lists(CELL, min_size=1, max_size=6)
AROUND = st.lists(
    st.tuples(START, st.integers(1, 3), st.sampled_from(["", "level", "bold"])), max_size=4
)


class Words:
    """A fresh word at each call, so that each can be found again."""

    def __init__(self):
        self.given = []

    def next(self, count):
        fresh = [f"wo{self._letters(len(self.given) + at)}ord" for at in range(count)]
        self.given.extend(fresh)
        return " ".join(fresh)

    @staticmethod
    def _letters(number):
        return "".join("abcdefghij"[int(digit)] for digit in str(number))


def _line(p, look, text):
    if look == "level":
        return p(text, '<w:outlineLvl w:val="0"/>')
    return p(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>") if look else p(text)


def _document(p, tbl, words, parts):
    body = ""
    for around, rows in parts:
        body += "".join(_line(p, look, start + words.next(count)) for start, count, look in around)
        cells = [
            [
                "".join(p(start + words.next(count)) for start, count in cell) or p("")
                for cell in row
            ]
            for row in rows
        ]
        full = [f'<w:tc><w:tcPr><w:gridSpan w:val="6"/></w:tcPr>{row[0]}</w:tc>' for row in cells]
        lines = [[full[at]] if len(row) == 1 else row for at, row in enumerate(cells)]
        body += tbl(HEADER, *lines)
    return body


def test_every_word_is_read_or_quoted(raw_docx, p, tbl):
    @CAREFUL
    @given(st.lists(st.tuples(AROUND, st.lists(ROW, max_size=4)), min_size=1, max_size=3))
    def check(parts):
        words = Words()
        body = p("1. Werk", '<w:outlineLvl w:val="0"/>') + tbl(HEADER, ["1.9 Anker", "Iets"])
        body += _document(p, tbl, words, parts)

        stored = read_docx(raw_docx(body)).to_dict()

        for chapter in stored["chapters"]:
            for goal in chapter["goals"]:
                del goal["source"]
        found = set(re.findall(r"wo[a-j]+ord", json.dumps(stored)))
        assert [word for word in words.given if word not in found] == []

    check()


def _readable(data):
    try:
        plan = read_docx(data)
    except UnreadableDocument as refusal:
        return bool(str(refusal))
    text = json.dumps(plan.to_dict(), ensure_ascii=False)
    private = [one for one in text if "\ue000" <= one <= "\uf8ff" or "\ud800" <= one <= "\udfff"]
    return isinstance(plan, PlanDocument) and private == []


@CAREFUL
@given(st.binary(max_size=2000), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)]))
def test_random_bytes_are_refused(data, opening):
    assert _readable(opening + data)
    assert _readable(data + opening)


def test_any_text_in_the_cells_is_read_or_refused(raw_docx, p, tbl):
    letters = st.characters(exclude_characters="\ufffe\uffff", exclude_categories=["Cs", "Cc"])
    text = st.text(st.one_of(letters, st.sampled_from("\n\t 0123456789.-–•()¹²/=;:")), max_size=60)

    @CAREFUL
    @given(st.lists(st.lists(text, min_size=6, max_size=6), min_size=1, max_size=3), text)
    def check(rows, heading):
        rows = [[p(f"<w:r><w:t>{escape(one)}</w:t></w:r>") for one in row] for row in rows]
        body = p(f"<w:r><w:t>{escape(heading)}</w:t></w:r>") + tbl(HEADER, *rows)

        assert _readable(raw_docx(body))

    check()


NAMES = """
p r t br tab tbl tr tc tcPr trPr pPr rPr numPr numId ilvl vMerge hMerge gridSpan gridBefore
vertAlign b vanish pStyle outlineLvl ins del sdt sdtPr sdtContent showingPlcHdr hyperlink
footnoteReference drawing txbxContent sym lvl num abstractNum abstractNumId style basedOn
footnote lvlText numFmt start altChunk
"""
VALUES = st.sampled_from(
    ["", "0", "1", "-1", "2", "99999999999", "x", "superscript", "continue", "%1."]
)
LEAF = st.sampled_from(["", "1.1 Doel", "- Actie", "Doel", "Acties", "3. Hoofdstuk", "2026"])
ELEMENT = st.recursive(
    LEAF,
    lambda inner: st.builds(
        lambda name, one, content: (
            f'<w:{name} w:val="{one}" w:id="{one}" w:numId="{one}" w:styleId="{one}" '
            f'w:ilvl="{one}" w:abstractNumId="{one}" w:char="{one}">{"".join(content)}</w:{name}>'
        ),
        st.sampled_from(NAMES.split()),
        VALUES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


def test_any_arrangement_of_words_elements_is_read_or_refused(raw_docx, p, tbl):
    @settings(CAREFUL, max_examples=150)
    @given(ELEMENT, ELEMENT, ELEMENT, st.booleans())
    def check(element, other, cell, with_plan):
        body = f"{tbl(HEADER, ['1.1 Anker', p(cell)])}{element}" if with_plan else element
        parts = dict.fromkeys(["styles", "numbering", "footnotes", "endnotes"], other)

        assert _readable(raw_docx(body, **parts))

    check()
