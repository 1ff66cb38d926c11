"""The guard at the door: a zip is looked over completely before any reader sees a part of it.

Too big, half, encrypted, a bomb, paths that climb out, XML with a DTD (from which XXE and entity
bombs grow) or without end: each is refused with its own message. Nothing is written to disk and
nothing is unpacked beyond what was declared and allowed.
"""

import io
import struct
import zipfile
import zlib
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from .errors import ImportLimits, UnreadableDocument
from .file_kinds import why_no_zip

_CHUNK = 64 * 1024
_BROKEN = (
    "Dit bestand is beschadigd of niet volledig. Stuur of download het opnieuw, of bewaar het nog "
    "eens in Word."
)
_SUSPECT = (
    "Dit bestand is niet gebouwd zoals Word het doet en wordt daarom niet geopend ({reason}). "
    "Open het in Word, bewaar het onder een andere naam en probeer opnieuw."
)
# Everything that zipfile and zlib raise on bytes that only look like a zip.
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
)
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000


class GuardedZip:
    """A zip that passed the guard. Reading a part stays within what the part declared."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        self.names = {entry.filename for entry in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """One part whole; use it for the parts that a reader needs, not for all."""
        try:
            return b"".join(_chunks(self.archive, self.archive.getinfo(name)))
        except _ZIP_ERRORS as error:
            raise UnreadableDocument(_BROKEN) from error


def open_guarded(data: bytes) -> GuardedZip:
    if not data:
        raise UnreadableDocument("Dit bestand is leeg. Kies het Word-document met het actieplan.")
    if len(data) > ImportLimits.FILE_BYTES:
        megabytes = ImportLimits.FILE_BYTES // (1024 * 1024)
        raise UnreadableDocument(
            f"Dit bestand is te groot: meer dan {megabytes} MB. Maak de afbeeldingen kleiner "
            "(in Word: Afbeeldingen comprimeren) of haal ze weg."
        )
    if not zipfile.is_zipfile(io.BytesIO(data)) or not data.startswith(b"PK"):
        raise UnreadableDocument(why_no_zip(data))
    # Counted in the bytes: zipfile would first make an object of every entry.
    _allow(data.count(b"PK\x01\x02") <= ImportLimits.ZIP_ENTRIES, "te veel onderdelen")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _look_over(archive.infolist())
        for entry in archive.infolist():
            _read_through(archive, entry)
    except _ZIP_ERRORS as error:
        raise UnreadableDocument(_BROKEN) from error
    return GuardedZip(archive)


def _allow(allowed: bool, reason: str) -> None:
    if not allowed:
        raise UnreadableDocument(_SUSPECT.format(reason=reason))


def _look_over(entries: list[zipfile.ZipInfo]) -> None:
    """What the table of contents says, before anything is unpacked."""
    encrypted = any(entry.flag_bits & _ENCRYPTED_FLAGS for entry in entries)
    if encrypted:
        raise UnreadableDocument(
            "Dit bestand is beveiligd met een wachtwoord. "
            "Haal het wachtwoord weg en probeer opnieuw."
        )
    names = [entry.filename for entry in entries]
    _allow(len(set(names)) == len(names), "twee onderdelen met dezelfde naam")
    _allow(not any(map(_climbs_out, names)), "een onderdeel met een verdacht pad")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    _allow(unpacked <= ImportLimits.UNPACKED_BYTES, "uitgepakt is het veel te groot")
    for entry in entries:
        _allow(_may_be_unpacked(entry), f"{entry.filename[:60]} is uitgepakt veel te groot")
    steep = unpacked > ImportLimits.RATIO_FROM_BYTES and unpacked > packed * ImportLimits.RATIO
    _allow(not steep, "het is verdacht sterk samengeperst")


def _climbs_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name


def _may_be_unpacked(entry: zipfile.ZipInfo) -> bool:
    if _is_xml(entry.filename) and entry.file_size > ImportLimits.XML_PART_BYTES:
        return False
    small = entry.file_size <= ImportLimits.RATIO_FROM_BYTES
    return small or entry.file_size <= entry.compress_size * ImportLimits.RATIO


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo):
    """The part in pieces. zipfile stops at the declared size and then compares the checksum, so a
    header that lies about the size costs no memory and ends in an error."""
    with archive.open(entry) as opened:
        while piece := opened.read(_CHUNK):
            yield piece


def _read_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack once, throw away, and look at the XML while it passes."""
    _allow(entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED), "vreemd samengeperst")
    parser = _xml_guard() if _is_xml(entry.filename) and entry.file_size else None
    try:
        for piece in _chunks(archive, entry):
            if parser:
                parser.feed(piece)
        if parser:
            parser.close()
    except DefusedXmlException as error:
        raise UnreadableDocument(_SUSPECT.format(reason="xml met een DTD of entiteiten")) from error
    except (SAXException, LookupError) as error:
        raise UnreadableDocument(_BROKEN) from error


class _Bounds(ContentHandler):
    """Counts while the parser goes: depth, elements and attributes."""

    def __init__(self):
        super().__init__()
        self.depth = self.markup = 0

    def startElement(self, name, attrs):  # noqa: N802 - the name is the parser's
        self.depth += 1
        self.markup += 1 + len(attrs)
        _allow(self.depth <= ImportLimits.XML_DEPTH, "te diep genest")
        _allow(self.markup <= ImportLimits.XML_MARKUP, "te veel onderdelen in de tekst")

    def endElement(self, name):  # noqa: N802 - the name is the parser's
        self.depth -= 1


def _xml_guard() -> DefusedExpatParser:
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(_Bounds())
    return parser
