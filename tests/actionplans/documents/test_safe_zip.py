"""Hostile and mistaken files: each is refused with its own words, none costs much memory."""

import contextlib
import io
import random
import struct
import tracemalloc
import zipfile

import pytest
from docx import Document

from actionplans.documents.errors import ImportLimits, UnreadableDocument
from actionplans.documents.safe_zip import open_guarded
from actionplans.documents.word import read_docx

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SPREADSHEET = {"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}
SLIDES = {"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}
ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Dit bestand is leeg"),
        (b"%PDF-1.7 ...", "Dit is een pdf"),
        (b"{\\rtf1 tekst}", "Dit is een rtf-bestand"),
        (OLE + bytes(500) + "WordDocument".encode("utf-16-le"), r"oude soort \(\.doc\)"),
        (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        (OLE + bytes(500), "Office-bestand van het oude soort"),
        (b"<!doctype html><p>x", "Dit is een webpagina"),
        (b"\x89PNG\r\n", "Dit is een afbeelding"),
        (b"Zomaar wat tekst", "Dit is geen Word-document"),
    ],
)
def test_other_file_under_a_word_name_is_named(data, message):
    with pytest.raises(UnreadableDocument, match=message):
        read_docx(data)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (SPREADSHEET, "Dit is een Excel-bestand"),
        (SLIDES, "Dit is een PowerPoint-bestand"),
        (ODT, r"Dit is een LibreOffice-tekst \(odt\)"),
        ({"plan.txt": "tekst"}, "bevat geen Word-document"),
        ({"word/document.xml": "<a/>"}, "bevat geen Word-document"),
    ],
)
def test_zip_of_another_kind_is_named(zipped, parts, message):
    with pytest.raises(UnreadableDocument, match=message):
        read_docx(zipped(parts))


def test_zip_hidden_behind_another_file_is_what_it_begins_with(zipped):
    with pytest.raises(UnreadableDocument, match="Dit is een pdf"):
        read_docx(b"%PDF-1.7\n" + zipped({"word/document.xml": "<a/>"}))


def test_file_over_the_limit_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(ImportLimits, "FILE_BYTES", 10)

    with pytest.raises(UnreadableDocument, match="te groot: meer dan 0 MB"):
        open_guarded(b"PK" + bytes(10))


def test_half_a_file_is_called_incomplete(as_bytes):
    data = as_bytes(Document())

    with pytest.raises(UnreadableDocument, match="niet volledig: het einde ontbreekt"):
        read_docx(data[: len(data) // 2])


def test_bomb_is_refused_within_little_memory(zipped):
    data = zipped({"word/document.xml": bytes(ImportLimits.XML_PART_BYTES + 1)})
    tracemalloc.start()

    with pytest.raises(UnreadableDocument, match="veel te groot"):
        open_guarded(data)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1024 * 1024


def test_many_parts_that_are_large_together_are_refused(zipped, monkeypatch):
    monkeypatch.setattr(ImportLimits, "UNPACKED_BYTES", 1000)

    with pytest.raises(UnreadableDocument, match="uitgepakt is het veel te groot"):
        open_guarded(zipped({f"{number}.bin": bytes(300) for number in range(4)}))


def test_suspiciously_dense_zip_is_refused(zipped):
    dense = bytes(ImportLimits.RATIO_FROM_BYTES)

    with pytest.raises(UnreadableDocument, match="verdacht sterk samengeperst"):
        open_guarded(zipped({"a.bin": dense, "b.bin": dense}))


def test_too_many_parts_are_refused(zipped, monkeypatch):
    monkeypatch.setattr(ImportLimits, "ZIP_ENTRIES", 3)

    with pytest.raises(UnreadableDocument, match="te veel onderdelen"):
        open_guarded(zipped({str(number): b"" for number in range(4)}))


def test_header_that_lies_about_the_size_is_refused_in_bounds(zipped):
    real = 5 * 1024 * 1024
    data = bytearray(zipped({"word/document.xml": bytes(real)}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<I", 1000)
    tracemalloc.start()

    with pytest.raises(UnreadableDocument, match="beschadigd of niet volledig"):
        open_guarded(bytes(data))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < real / 4


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "..\\x", "C:/x", "word/../../x"])
def test_path_that_climbs_out_is_refused(zipped, name):
    with pytest.raises(UnreadableDocument, match="een verdacht pad"):
        open_guarded(zipped({name: "x"}))


def test_same_name_twice_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("word/document.xml", "<b/>")

    with pytest.raises(UnreadableDocument, match="dezelfde naam"):
        open_guarded(buffer.getvalue())


def test_encrypted_part_is_refused(zipped):
    data = bytearray(zipped({"word/document.xml": "<a/>"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1

    with pytest.raises(UnreadableDocument, match="beveiligd met een wachtwoord"):
        open_guarded(bytes(data))


def test_other_compression_than_office_uses_is_refused(zipped):
    with pytest.raises(UnreadableDocument, match="vreemd samengeperst"):
        open_guarded(zipped({"a.bin": bytes(100)}, zipfile.ZIP_LZMA))


LAUGHS = "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10 if level else "ha"}">' for level in range(9)
)


@pytest.mark.parametrize(
    "xml",
    [
        f"<!DOCTYPE x [{LAUGHS}]><x>&l8;</x>",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/">%p;]><x/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"),
    ],
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/_rels/document.xml.rels", "odd.xml"])
def test_dtd_in_any_part_is_refused(zipped, xml, name):
    with pytest.raises(UnreadableDocument, match="xml met een DTD of entiteiten"):
        open_guarded(zipped({name: xml}))


@pytest.mark.parametrize("xml", ["<a><b></a>", "<a", "geen xml", "<a>&nbsp;</a>", "<a/><b/>"])
def test_broken_xml_is_called_damaged(zipped, xml):
    with pytest.raises(UnreadableDocument, match="beschadigd"):
        open_guarded(zipped({"word/document.xml": xml}))


def test_absurd_depth_is_refused(zipped):
    deep = "<a>" * (ImportLimits.XML_DEPTH + 1) + "</a>" * (ImportLimits.XML_DEPTH + 1)

    with pytest.raises(UnreadableDocument, match="te diep genest"):
        open_guarded(zipped({"word/document.xml": deep}))


def test_deepest_allowed_nesting_is_read_without_running_out_of_stack(raw_docx, p, tbl):
    nested = "1.1 Werk"
    for _ in range((ImportLimits.XML_DEPTH - 8) // 3):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
    nested = nested.replace("1.1 Werk", p("1.1 Werk"))

    with pytest.raises(UnreadableDocument, match="geen actieplan gevonden"):
        read_docx(raw_docx(nested))


@pytest.mark.parametrize("swarm", ["<a/>", '<a b=""/>'])
def test_swarm_of_tiny_elements_is_refused(zipped, monkeypatch, swarm):
    monkeypatch.setattr(ImportLimits, "XML_MARKUP", 100)

    with pytest.raises(UnreadableDocument, match="te veel onderdelen in de tekst"):
        open_guarded(zipped({"word/document.xml": f"<x>{swarm * 100}</x>"}))


def test_table_of_absurd_width_stays_bounded(raw_docx, p):
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{p("Doel")}</w:tc>'
    row = f'<w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr>{cell * 3}</w:tr>'

    with pytest.raises(UnreadableDocument, match="geen actieplan gevonden"):
        read_docx(raw_docx(f"<w:tbl>{row * 3}</w:tbl>"))


def test_damaged_bytes_never_give_another_error(as_bytes, add_table, document):
    document.add_heading("1. Werk")
    add_table(document, [["1.1 Doel van de stad", "- Actie", "", "2026", ""]])
    sound = as_bytes(document)
    chance = random.Random(20)  # noqa: S311 - repeatable damage, no secret

    for _ in range(60):
        damaged = bytearray(sound)
        for _ in range(chance.randrange(1, 30)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with contextlib.suppress(UnreadableDocument):
            read_docx(bytes(damaged))
