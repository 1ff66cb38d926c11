"""What is taken in as an attachment."""

import pytest

from practices.attachments.kinds import UnusableFileError, kind_of, read_document
from tests.pictures import PDF, docx, odt, picture, upload, zip_with

TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (docx(), "docx"),
        (odt(), "odt"),
        (zip_with({TYPES: "<Types/>", "xl/workbook.xml": "<workbook/>"}), "xlsx"),
        (zip_with({TYPES: "<Types/>", "ppt/presentation.xml": "<presentation/>"}), "pptx"),
    ],
)
def test_a_document_is_known_by_what_is_in_it(content, kind):
    assert kind_of(content) == kind


MACRO_TYPES = (
    '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "leeg"),
        (picture(), "nemen we niet op"),
        (b"<html><script>alert(1)</script>", "nemen we niet op"),
        (b"MZ\x90\x00", "nemen we niet op"),
        (b"<html>%PDF-1.7 %%EOF", "nemen we niet op"),
        (PDF[:30], "beschadigd"),
        (docx()[:-30], "beschadigd"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "oude soort"),
        (zip_with({"a.txt": "a"}), "zip zonder document"),
        (zip_with({"word/document.xml": "<document/>"}), "zip zonder document"),
        (docx(**{"word/vbaProject.bin": "macro"}), "macro’s"),
        (docx(**{TYPES: MACRO_TYPES}), "macro’s"),
        (zip_with({"mimetype": "text/plain", "content.xml": "<a/>"}), "zip zonder document"),
        (docx(**{"../../kwaad": "x"}), "beschadigd"),
        (docx(**{"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "beschadigd"),
        (docx(**{"word/media.bin": b"\0" * 40_000_000}), "beschadigd"),
    ],
)
def test_what_is_no_safe_document_is_refused_in_words(content, told):
    with pytest.raises(UnusableFileError) as refused:
        kind_of(content)

    assert told in str(refused.value)


def test_more_than_ten_megabytes_is_refused():
    with pytest.raises(UnusableFileError) as refused:
        read_document(upload(PDF + b" " * (10 * 1024 * 1024)))

    assert "te groot" in str(refused.value)
