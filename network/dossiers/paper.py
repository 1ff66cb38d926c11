"""The dossier as a tagged PDF: the network, the theme, and one page per city.

Made by typst from `dossier.typ`, `city.typ` and the stored content, with the fonts of its own
package only, so that it looks the same on every machine. It asks typst to hold to PDF/UA-1. A sign
that no font has is printed as [teken U+1F600] and counted: a plan with a strange sign in it still
gives a dossier.
"""

import json
import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings

HERE = Path(__file__).parent
TEMPLATES = {"main.typ": HERE / "dossier.typ", "city.typ": HERE / "city.typ"}
STANDARD = "ua-1"
PAGES = re.compile(rb"/Type\s*/Page\b(?!s)")
# Beyond this many letters of data no paper is made: nobody reads a dossier of that size.
LONGEST = 8_000_000
LONGEST_WAIT = 10  # seconds
IS_BUSY = "Er worden nu veel pdf’s gemaakt. Probeer het over een minuut opnieuw."

# One at a time: a compilation takes a core and 200 MB.
_one_at_a_time = threading.Lock()


class BusyError(Exception):
    """Others are having theirs made."""


class TooLongError(Exception):
    """The dossier is too long for paper."""


@dataclass(frozen=True)
class Paper:
    """The bytes; `replaced` counts the signs that no font has."""

    content: bytes
    pages: int
    replaced: int = 0
    is_accessible: bool = True


def make_pdf(content, *, contacts=None, told="") -> Paper:
    """`contacts` is {slug: focal points} for members; `told` says what was chosen.

    Raises TooLongError and BusyError.
    """
    given = {
        "site": settings.SITE_URL.rstrip("/"),
        "told": told,
        "contacts": _contacts(contacts),
        "replaced": 0,
        "dossier": content,
    }
    text = json.dumps(cleaned(given), ensure_ascii=False)
    if len(text) > LONGEST:
        raise TooLongError("Dit dossier is te lang om af te drukken. Kies minder steden.")
    if not _one_at_a_time.acquire(timeout=LONGEST_WAIT):
        raise BusyError(IS_BUSY)
    try:
        return _compiled(text)
    finally:
        _one_at_a_time.release()


def _contacts(found):
    return {
        slug: [
            {"name": one.name, "function": one.function, "email": one.email, "phone": one.phone}
            for one in points
        ]
        for slug, points in (found or {}).items()
        if points
    }


def _compiled(text) -> Paper:
    try:
        return _paper(_compile(text, STANDARD))
    except typst.TypstError:
        text, replaced = without_strange_signs(text)
        text = text.replace(COUNTED, f'"replaced": {replaced}', 1)
    try:
        return _paper(_compile(text, STANDARD), replaced)
    except typst.TypstError:
        # Signs that each have a glyph and together have none; the tags stay.
        return _paper(_compile(text, None), replaced, is_accessible=False)


def _paper(content, replaced=0, *, is_accessible=True):
    return Paper(content, _page_count(content), replaced, is_accessible)


def _page_count(content):
    return len(PAGES.findall(content))


def _compile(text, standard) -> bytes:
    files = {name: path.read_bytes() for name, path in TEMPLATES.items()}
    files["data.json"] = text.encode()
    return typst.compile(
        files,
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=[standard] if standard else [],
    )


# --- signs ----------------------------------------------------------------------------------------
def cleaned(given):
    """The same values with composed letters, bullets as we know them, and no hidden signs."""
    if isinstance(given, str):
        text = unicodedata.normalize("NFC", given).translate(BULLETS)
        return "".join(one for one in text if one == "\n" or _shows(one))
    if isinstance(given, dict):
        return {name: cleaned(value) for name, value in given.items()}
    return [cleaned(one) for one in given] if isinstance(given, list | tuple) else given


def _shows(sign):
    return unicodedata.category(sign) not in ("Cc", "Cs", "Co")


def without_strange_signs(text) -> tuple[str, int]:
    """The text with what no font has written out, and how many signs that were."""
    strange = {one for one in set(text) if not has_glyph(one)}
    count = sum(1 for one in text if one in strange)
    return text.translate({ord(one): f"[teken U+{ord(one):04X}]" for one in strange}), count


@lru_cache(maxsize=10_000)
def has_glyph(sign) -> bool:
    """Asked of typst itself, in a document of one sign; the plain ones are known."""
    if sign.isascii():
        return True
    files = {"main.typ": PROBE, "data.json": json.dumps(f"a{sign}b").encode()}
    try:
        typst.compile(files, format="pdf", ignore_system_fonts=True, pdf_standards=[STANDARD])
    except typst.TypstError:
        return False
    return True


# What Word writes for a bullet, in the letters of Symbol and Wingdings.
BULLETS = {0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xFEFF: ""}
COUNTED = '"replaced": 0'
PROBE = b'#set document(title: "x")\n#set text(lang: "nl")\n#json("data.json")\n'
