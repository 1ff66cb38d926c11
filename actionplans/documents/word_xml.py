"""The parts of a Word file as parsed XML, found the way Word finds them: by following relations.

The XML is read as it stands instead of through a document library, because tracked changes, content
controls, text boxes, numbering and notes have no place in those, and macro files are refused there.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .errors import UnreadableDocument
from .file_kinds import why_no_docx
from .safe_zip import GuardedZip, open_guarded

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# "Strict Open XML" in Word's Save as: the same names in another namespace.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DAMAGED = (
    "De tekst in dit document is beschadigd en kan niet gelezen worden. Open het in Word, bewaar "
    "het onder een andere naam en probeer opnieuw."
)


def w(name: str) -> str:
    return f"{{{_MAIN}}}{name}"


def local(element: etree._Element) -> str:
    """The name without namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: etree._Element | None, path: str = "", name: str = "val") -> str | None:
    """The w:val (or another attribute) of an element or of the child at this path."""
    if element is not None and path:
        element = element.find("/".join(w(step) for step in path.split("/")))
    return None if element is None else element.get(w(name))


def number(raw: str | None) -> int | None:
    """An attribute that should be a number; what is no number counts as absent."""
    try:
        return int(raw or "")
    except ValueError:
        return None


def switched_on(properties: etree._Element | None, name: str) -> bool | None:
    """A switch such as w:b: on, off, or not said (None)."""
    found = None if properties is None else properties.find(w(name))
    if found is None:
        return None
    return found.get(w("val"), "1") not in ("0", "false", "off", "none")


@dataclass
class WordFile:
    """The parts that hold text or say how it is numbered; a part that is absent is None."""

    archive: GuardedZip
    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None

    @property
    def has_macros(self) -> bool:
        return any(name.lower().endswith("vbaproject.bin") for name in self.archive.names)


def open_word(data: bytes) -> WordFile:
    archive = open_guarded(data)
    main = _target(archive, "", "officeDocument") or "word/document.xml"
    document = _parse(archive, main)
    body_holder = document is not None and document.find(w("body")) is not None
    if not body_holder:
        raise UnreadableDocument(why_no_docx(archive.archive, archive.names))
    others = ["styles", "numbering", "footnotes", "endnotes"]
    parts = {kind: _parse(archive, _target(archive, main, kind)) for kind in others}
    return WordFile(archive, document, **parts)


def _parse(archive: GuardedZip, name: str | None) -> etree._Element | None:
    if not name or name not in archive:
        return None
    content = archive.read(name).replace(_STRICT, _MAIN.encode())
    if not content.strip():
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(_DAMAGED) from error


def _target(archive: GuardedZip, source: str, kind: str) -> str | None:
    """The part that another part points to with a relation of this kind."""
    folder, name = posixpath.split(source)
    relations = _parse(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    for relation in _relations(relations):
        if relation.get("Type", "").endswith(f"/{kind}"):
            target = posixpath.join("/", folder, relation.get("Target", ""))
            return posixpath.normpath(target).lstrip("/")
    return None


def _relations(root: etree._Element | None) -> Iterator[etree._Element]:
    if root is not None:
        yield from root.iter(_RELATION)
