"""The marks in a Word file that python-docx has no words for: languages, alt texts, header rows."""

import re
import unicodedata

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# What XML cannot hold; Word's soft line break among it.
_UNPRINTABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DUTCH, ENGLISH = "nl-BE", "en-GB"


def clean_text(text) -> str:
    """The text as a Word file can hold it: one kind of line end, and no sign that XML refuses."""
    text = unicodedata.normalize("NFC", str(text)).replace("\r\n", "\n")
    text = re.sub("[\r\v\f\u2028\u2029]", "\n", text)
    return _UNPRINTABLE.sub("", text)


def without_traces(document):
    """The library signs its own work in the properties; this is the city's."""
    properties = document.core_properties
    properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.author = properties.title = ""
    properties.revision = 1
    # The preview of an empty page, which comes along with the library's blank document.
    package = document.part.package
    for name, link in list(package.rels.items()):
        if link.reltype.endswith("/thumbnail"):
            package.rels.pop(name)


def make_document_dutch(document):
    """The language of everything that is not marked otherwise."""
    styles = document.styles.element
    language = styles.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    language.set(qn("w:val"), DUTCH)
    language.set(qn("w:eastAsia"), DUTCH)


def mark_english(run):
    properties = run._element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), ENGLISH)
    properties.append(language)


def repeat_first_row(table):
    """The header returns at the top of every page that the table reaches."""
    properties = table.rows[0]._tr.get_or_add_trPr()
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    properties.append(header)


def describe_table(table, title, description):
    """What the table holds, for who cannot see it."""
    properties = table._tbl.tblPr
    for name, words in (("w:tblCaption", title), ("w:tblDescription", description)):
        element = OxmlElement(name)
        element.set(qn("w:val"), clean_text(words))
        properties.append(element)


def page_number(paragraph):
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
