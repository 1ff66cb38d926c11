"""What is taken in as a picture: a JPEG, PNG, WebP or AVIF of one frame, by what is in the file.

The name of the file says nothing. Its size is read from its head before a pixel is unpacked. What
is kept is drawn anew, upright and in the ordinary colours of the web, at a few widths: nothing of
the upload itself, not its place, camera, thumbnail, or whatever was hidden behind it, comes along.
"""

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass, field

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MEGABYTE = 1024 * 1024
MOST_BYTES = 15 * MEGABYTE
# Of a JPEG, which can be unpacked at a half or a quarter; another kind is unpacked whole.
MOST_PIXELS, MOST_PIXELS_WHOLE = 50_000_000, 25_000_000
SMALLEST_SIDE = 200
# A strip is no picture; and WebP has no side above 16,383.
LONGEST_BY_SHORTEST = 8
WIDTHS = (480, 960, 1600)
HIGHEST = 2400
QUALITY = 82
KINDS = ("JPEG", "PNG", "WEBP", "AVIF")
DEEP_GREY = {"I;16", "I;16L", "I;16B", "I"}

# The library refuses twice as much by itself, wherever it unpacks.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS

ACCEPTED = "Kies een foto of tekening als jpg, png, webp of avif."
BROKEN = "Dit beeld is beschadigd of niet volledig. Sla het opnieuw op, of kies een ander bestand."
# By how a file opens, what it is then.
OPENINGS = {
    b"PK": "Dit is een zip of een Office-bestand, geen beeld.",
    b"%PDF": "Dit is een pdf, geen beeld. Zet hem bij de bijlagen.",
    b"GIF8": "Gif-beelden nemen we niet op. Bewaar het als png.",
    b"II*\0": "Dit is een tiff. Bewaar het als jpg of png.",
    b"MM\0*": "Dit is een tiff. Bewaar het als jpg of png.",
    b"BM": "Dit is een bmp. Bewaar het als png.",
    b"<": "Dit is een webpagina of een svg-tekening, geen beeld. Bewaar het als png.",
}
HEIC = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
# Everything that a decoder raises on bytes that only look like a picture.
DECODER_ERRORS = (
    *(OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError),
    *(OverflowError, struct.error, zlib.error, AttributeError, MemoryError, RuntimeError),
)


class UnusableImageError(Exception):
    """No picture can be made of this file; the text says in Dutch what to do."""


@dataclass(frozen=True)
class Picture:
    """`renditions` is {width: bytes of WebP}; width and height are those of the largest."""

    width: int
    height: int
    checksum: str
    original_name: str
    renditions: dict = field(repr=False)


def read_picture(upload) -> Picture:
    """Look the upload over and draw it anew; UnusableImageError when that cannot be."""
    if upload.size > MOST_BYTES:
        told = f"{upload.size / MEGABYTE:.0f} MB"
        raise UnusableImageError(
            f"Dit bestand is te groot: {told}, en hoogstens {MOST_BYTES // MEGABYTE} MB kan. "
            "Maak het beeld kleiner en probeer opnieuw."
        )
    upload.seek(0)
    content = upload.read()
    largest = _largest(content)
    return Picture(
        width=largest.width,
        height=largest.height,
        checksum=hashlib.sha256(content).hexdigest(),
        original_name=str(upload.name or ""),
        renditions={width: _webp(largest, width) for width in _widths(largest.width)},
    )


def _largest(content):
    """The picture as its largest rendition, without anything but pixels."""
    try:
        # The guard of the library warns below twice its limit; what is asked next refuses.
        image = Image.open(io.BytesIO(content), formats=KINDS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusableImageError(_too_many_pixels()) from error
    except UnidentifiedImageError as error:
        raise UnusableImageError(_what_it_is(content)) from error
    except DECODER_ERRORS as error:
        raise UnusableImageError(BROKEN) from error
    with image:
        _check(image)
        try:
            return _drawn(image)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise UnusableImageError(_too_many_pixels()) from error
        except DECODER_ERRORS as error:
            raise UnusableImageError(BROKEN) from error


def _check(image):
    """What the head says, before a pixel is unpacked."""
    width, height = image.size
    short, long = sorted(image.size)
    most = MOST_PIXELS if image.format in ("JPEG", "MPO") else MOST_PIXELS_WHOLE
    if width * height > most:
        raise UnusableImageError(_too_many_pixels(most))
    if short < SMALLEST_SIDE:
        raise UnusableImageError(
            f"Dit beeld is te klein: {width} op {height} pixels. "
            f"De kortste zijde is minstens {SMALLEST_SIDE} pixels."
        )
    if long > LONGEST_BY_SHORTEST * short:
        raise UnusableImageError("Dit beeld is te smal om te tonen. Snijd het bij.")
    # A phone keeps a second picture behind the first: that is no animation.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise UnusableImageError(
            "Bewegende beelden nemen we niet op. Kies één stilstaand beeld als jpg of png."
        )


def _drawn(image):
    short_cut = (2 * WIDTHS[-1], 2 * HIGHEST)
    # For a JPEG alone: it costs a quarter of the memory, or less.
    image.draft(None, short_cut)
    profile = image.info.get("icc_profile")
    if image.mode in DEEP_GREY:
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode in ("P", "PA", "1", "LA", "La"):
        image = image.convert("RGBA")
    image.load()
    orientation = image.getexif().get(0x0112)
    turned = orientation in (5, 6, 7, 8)
    width, height = reversed(image.size) if turned else image.size
    share = min(1, WIDTHS[-1] / width, HIGHEST / height)
    size = (max(1, round(width * share)), max(1, round(height * share)))
    small = image.resize(size[::-1] if turned else size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if orientation:
        small.getexif()[0x0112] = orientation
        small = ImageOps.exif_transpose(small)
    return _only_pixels(_in_web_colours(small, profile))


def _in_web_colours(image, profile):
    """In sRGB, as browsers assume of a picture that says nothing; a bad profile is ignored."""
    mode = "RGBA" if image.mode in ("RGBA", "RGBa") else "RGB"
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            web = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, source, web, outputMode=mode)
        except (ImageCms.PyCMSError, *DECODER_ERRORS):
            pass
    return image.convert(mode)


def _only_pixels(image):
    """A new picture with the same pixels: whatever the library carried along stays behind.

    What was see-through is white, so that a drawing in black can be read on a dark page too.
    """
    clean = Image.new("RGB", image.size, "white")
    clean.paste(image, mask=image if image.mode == "RGBA" else None)
    return clean


def _widths(width):
    return [*(one for one in WIDTHS if one < width), width]


def _webp(image, width):
    height = max(1, round(image.height * width / image.width))
    sized = image
    if width != image.width:
        sized = image.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    sized.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=None)
    return out.getvalue()


def _too_many_pixels(most=MOST_PIXELS):
    return (
        f"Dit beeld heeft te veel pixels: hoogstens {most // 1_000_000} miljoen kan. "
        "Maak het kleiner en probeer opnieuw."
    )


def _what_it_is(content):
    if not content:
        return f"Dit bestand is leeg. {ACCEPTED}"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        return "Dit is een heic-foto van een telefoon. Bewaar of deel ze als jpg."
    head = content[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
    told = next((words for opening, words in OPENINGS.items() if head.startswith(opening)), "")
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"RIFF")) or content[4:12] == b"ftypavif":
        return BROKEN
    return f"{told} {ACCEPTED}" if told else f"Dit is geen beeld dat we kunnen lezen. {ACCEPTED}"
