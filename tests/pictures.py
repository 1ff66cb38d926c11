"""Pictures and documents for tests and for the demonstration: drawn, none of them is a photo.

`picture` gives the bytes of a file as somebody would upload it; `make_image` a picture that stands
in a fiche already.
"""

import io
import struct
import zipfile
import zlib
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from practices.images.storing import attachment_path, image_path
from practices.models import Attachment, Practice, PracticeImage
from practices.signing import signature
from tests.fiches import make_practice, save_text

_numbers = count(1)

COMPLETE = {"rights": "own", "people": "none"}
CONSENT = {
    "rights": "own",
    "people": "yes",
    "has_consent": True,
    "consent_kept_at": "Dienst Samenleven, dossier 12",
    "purposes": ["website"],
}
GPS, ORIENTATION, CAMERA = 0x8825, 0x0112, 0x010F


# --- files as they come in -----------------------------------------------------------------------
def picture(kind="JPEG", size=(640, 480), *, mode="RGB", **saved) -> bytes:
    """A gradient, so that it is neither empty nor large."""
    grey = Image.linear_gradient("L").resize(size)
    drawn = Image.merge("RGB", (grey, grey.rotate(180), grey)).convert(mode)
    file = io.BytesIO()
    drawn.save(file, kind, **saved)
    return file.getvalue()


def photo_of_a_phone(*, orientation=6, size=(640, 480)) -> bytes:
    """With where and with what it was taken, and lying on its side."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[CAMERA] = orientation, "Geheime Camera"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 3.0, 0.0), 3: "E", 4: (3.0, 44.0, 0.0)})
    return picture(size=size, exif=exif, comment=b"Geheime plaats")


def animation(kind) -> bytes:
    grey = Image.linear_gradient("L").resize((300, 300))
    file = io.BytesIO()
    grey.convert("RGB").save(
        file, kind, save_all=True, append_images=[grey.rotate(90).convert("RGB")], duration=100
    )
    return file.getvalue()


def bomb(width=30_000, height=30_000) -> bytes:
    """The head of a PNG that says it is enormous, in a few hundred bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 10_000)
    parts = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def zip_with(parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(**more) -> bytes:
    types = "<Types/>"
    return zip_with({"[Content_Types].xml": types, "word/document.xml": "<document/>", **more})


def odt() -> bytes:
    mime = "application/vnd.oasis.opendocument.text"
    return zip_with({"mimetype": mime, "content.xml": "<document/>"})


PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def upload(content=None, name="Jan_Peeters_foto.jpg"):
    return SimpleUploadedFile(name, picture() if content is None else content)


# --- in a fiche ----------------------------------------------------------------------------------
def make_image(*, practice=None, by=None, is_placed=True, entry=None, **columns):
    """A picture that stands in the text of a fiche, also in the text that everybody reads."""
    practice = practice or make_practice()
    number = next(_numbers)
    signed = signature(by) if by else {"actor": None, "submitter": None}
    image = PracticeImage.objects.create(
        practice=practice,
        width=300,
        height=200,
        widths=[300],
        checksum="0" * 64,
        original_name=f"Jan_Peeters_{number}.jpg",
        uploaded_by=signed["actor"],
        submitter=signed["submitter"],
        **{"city": practice.city, **COMPLETE, **columns},
    )
    default_storage.save(image_path(image.key, 300), ContentFile(_small(number)))
    if is_placed:
        told = {"alt": f"Tekening {number}", "credit": f"Beeld Stad {number}"}
        named = {"uid": str(image.uid), "decorative": False, "caption": "", **told, **(entry or {})}
        _place(practice, "images", named, by)
    return image


def make_attachment(*, practice=None, by=None, title="Draaiboek", content=PDF, **columns):
    practice = practice or make_practice()
    kind = columns.setdefault("kind", "pdf")
    row = Attachment.objects.create(
        practice=practice,
        size=len(content),
        checksum="0" * 64,
        original_name="Jan_Peeters_nota.pdf",
        **columns,
    )
    default_storage.save(attachment_path(row.key, kind), ContentFile(content))
    _place(practice, "attachments", {"uid": str(row.uid), "title": title}, by)
    return row


def _place(practice, field, entry, by):
    save_text(practice, by=by, **{field: [*practice.working_version.content[field], entry]})
    if practice.published_version_id:
        found = Practice.objects.filter(pk=practice.pk)
        found.update(published_version=practice.working_version)
    practice.refresh_from_db()


def _small(number) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), (number * 40 % 256, 120, 90)).save(file, "WEBP")
    return file.getvalue()
