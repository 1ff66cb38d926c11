"""Naming a file that is not what its extension says, so that the officer knows what to do."""

from zipfile import ZipFile

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SAVE_AS = "Open het in Word, kies Opslaan als → Word-document (.docx) en probeer opnieuw."

_OPENINGS = {
    b"%PDF": "Dit is een pdf. Gebruik het Word-document waaruit de pdf gemaakt is.",
    b"{\\rtf": f"Dit is een rtf-bestand, geen docx. {_SAVE_AS}",
    b"\x89PNG": "Dit is een afbeelding, geen Word-document.",
    b"\xff\xd8\xff": "Dit is een foto, geen Word-document.",
    b"<!DOCTYPE html": f"Dit is een webpagina, geen docx. {_SAVE_AS}",
    b"<html": f"Dit is een webpagina, geen docx. {_SAVE_AS}",
    b"<?xml": f"Dit is een xml-bestand, geen docx. {_SAVE_AS}",
    b"Rar!": "Dit is een rar-archief. Pak het eerst uit en kies het Word-document.",
    b"7z\xbc\xaf": "Dit is een 7z-archief. Pak het eerst uit en kies het Word-document.",
}
_ZIP_CONTENTS = {
    "xl/workbook.xml": "Dit is een Excel-bestand (xlsx), geen Word-document.",
    "xl/workbook.bin": "Dit is een Excel-bestand (xlsb), geen Word-document.",
    "ppt/presentation.xml": "Dit is een PowerPoint-bestand (pptx), geen Word-document.",
}
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "een LibreOffice-tekst (odt)",
    b"application/vnd.oasis.opendocument.spreadsheet": "een LibreOffice-rekenblad (ods)",
    b"application/vnd.oasis.opendocument.presentation": "een LibreOffice-presentatie (odp)",
}


def why_no_zip(data: bytes) -> str:
    """What a file is that is not even a zip."""
    if data.startswith(_OLE):
        return _ole_kind(data)
    for opening, meaning in _OPENINGS.items():
        if data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(opening.lower()):
            return meaning
    if data.startswith(b"PK\x03\x04"):
        return (
            "Dit bestand is niet volledig: het einde ontbreekt. "
            "Stuur of download het opnieuw, of bewaar het nog eens in Word."
        )
    return f"Dit is geen Word-document (.docx). {_SAVE_AS}"


def _ole_kind(data: bytes) -> str:
    """Word puts a password-protected docx in the container of the old .doc files."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            "Dit document is beveiligd met een wachtwoord. Haal in Word het wachtwoord weg "
            "(Bestand → Info → Document beveiligen), bewaar het en probeer opnieuw."
        )
    if "WordDocument".encode("utf-16-le") in data:
        return f"Dit is een Word-document van het oude soort (.doc). {_SAVE_AS}"
    return f"Dit is een Office-bestand van het oude soort. {_SAVE_AS}"


def why_no_docx(archive: ZipFile, names: set[str]) -> str:
    """What a sound zip is that holds no Word document."""
    for name, meaning in _ZIP_CONTENTS.items():
        if name in names:
            return f"{meaning} Kies het Word-document met het actieplan."
    if "mimetype" in names:
        with archive.open("mimetype") as opened:
            kind = _OPEN_DOCUMENTS.get(opened.read(100).strip())
        if kind:
            return f"Dit is {kind}, geen docx. Kies Opslaan als → Word-document (.docx)."
    return "Dit zip-bestand bevat geen Word-document. Kies het .docx-bestand zelf."
